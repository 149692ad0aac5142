"""What the site says of itself, as staff edit it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SiteSettings(models.Model):
    """The one row of settings: who runs the site, its registrations, whom to ask (国办函〔2019〕19号, 网站底部要素)."""

    organiser = models.CharField(_("主办单位"), max_length=100, blank=True)
    operator = models.CharField(_("承办单位"), max_length=100, blank=True)
    identification_code = models.CharField(_("网站标识码"), max_length=20, blank=True)
    internet_record = models.CharField(_("ICP 备案号"), max_length=40, blank=True)
    police_record = models.CharField(_("公安备案号"), max_length=40, blank=True)
    telephone = models.CharField(_("联系电话"), max_length=40, blank=True)
    email = models.EmailField(_("电子邮箱"), blank=True)
    postal_address = models.CharField(_("通信地址"), max_length=200, blank=True)
    disclosure_guide = models.TextField(
        _("依申请公开说明"), blank=True, help_text=_("受理机构、办理时限、所需材料；显示在申请页的上方。")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("网站信息")
        constraints = [models.CheckConstraint(condition=Q(id=1), name="site_settings_single_row")]

    def __str__(self) -> str:
        return self.organiser or str(_("网站信息"))
