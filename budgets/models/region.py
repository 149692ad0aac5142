"""Regions and their departments."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Region(models.Model):
    """An administrative division (行政区划), known by its code of six digits."""

    code = models.CharField(_("区划代码"), max_length=6, unique=True, validators=[RegexValidator(r"^\d{6}$")])
    name = models.CharField(_("名称"), max_length=100)

    class Meta:
        verbose_name = verbose_name_plural = _("行政区划")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """A department that draws up a budget (部门), or a unit of one (预算单位), which has a parent."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="departments", verbose_name=_("行政区划"))
    code = models.CharField(_("部门代码"), max_length=12, validators=[RegexValidator(r"^\d{3,12}$")])
    name = models.CharField(_("名称"), max_length=100)
    short_name = models.CharField(_("简称"), max_length=50, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="units", verbose_name=_("主管部门")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("部门和预算单位")
        ordering = ["region", "code"]
        constraints = [
            models.UniqueConstraint(fields=["region", "code"], name="department_code_unique_in_region"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=models.F("id")), name="department_not_its_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.label}"

    @property
    def label(self) -> str:
        """The name used in lists: the short one where there is one."""
        return self.short_name or self.name
