"""What citizens write to those who run the site: errors they found, information they ask for."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from budgets.models.region import Department
from budgets.vocabulary import InquiryState, ReplyForm


class Inquiry(models.Model):
    """A message with its receipt, under which the sender may ask what became of it; `contact` is never public."""

    receipt = models.CharField(_("回执号"), max_length=20, unique=True, editable=False)
    department = models.ForeignKey(
        Department, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("部门")
    )
    text = models.TextField(_("内容"), max_length=2000)
    contact = models.CharField(_("联系方式"), max_length=200, blank=True)
    received_at = models.DateTimeField(_("收到时间"), auto_now_add=True)
    state = models.CharField(_("办理状态"), max_length=15, choices=InquiryState.choices, default=InquiryState.RECEIVED)
    answer = models.TextField(_("答复"), blank=True)
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["-received_at", "-id"]

    def __str__(self) -> str:
        return self.receipt


class ErrorReport(Inquiry):
    """A reader says that a figure is wrong; `address` is the page where it stands."""

    address = models.CharField(_("页面地址"), max_length=500, blank=True)
    figure = models.CharField(_("有误的数字"), max_length=200, blank=True)

    class Meta(Inquiry.Meta):
        verbose_name = verbose_name_plural = _("纠错")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=InquiryState.values), name="error_report_state_known")
        ]


class DisclosureRequest(Inquiry):
    """Somebody asks for what is not published (政府信息公开条例 art. 29: name, contact, what, in what form)."""

    applicant = models.CharField(_("申请人姓名或名称"), max_length=100)
    reply_form = models.CharField(_("获取方式"), max_length=15, choices=ReplyForm.choices, default=ReplyForm.EMAIL)

    class Meta(Inquiry.Meta):
        verbose_name = verbose_name_plural = _("依申请公开")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=InquiryState.values), name="disclosure_request_state_known"),
            models.CheckConstraint(condition=Q(reply_form__in=ReplyForm.values), name="disclosure_request_form_known"),
        ]
