"""The steps of an edition towards the public, and away from it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from budgets.models.budget import Budget, Edition
from budgets.vocabulary import ReminderKind, Step


class StepRecord(models.Model):
    """That somebody took a step with an edition, and what they remarked."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="steps", verbose_name=_("版本"))
    step = models.CharField(_("步骤"), max_length=15, choices=Step.choices)
    remark = models.TextField(_("意见"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("用户")
    )
    actor = models.CharField(_("操作人"), max_length=150)
    at = models.DateTimeField(_("时间"), auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = _("办理记录")
        ordering = ["edition", "id"]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.actor}"


class ScheduledPublication(models.Model):
    """When an approved edition is to be published, and in whose name."""

    edition = models.OneToOneField(Edition, models.CASCADE, related_name="schedule", verbose_name=_("版本"))
    publish_at = models.DateTimeField(_("公开时间"))
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("安排人"))
    actor = models.CharField(_("公开人"), max_length=150)
    problem = models.TextField(_("没有公开的原因"), blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("定时公开")
        ordering = ["publish_at", "id"]

    def __str__(self) -> str:
        return f"{self.edition} {self.publish_at:%Y-%m-%d %H:%M}"


class Withdrawal(models.Model):
    """The public notice that stands where a withdrawn edition stood."""

    edition = models.OneToOneField(Edition, models.PROTECT, related_name="withdrawal", verbose_name=_("版本"))
    reason = models.TextField(_("撤回原因"))
    by = models.CharField(_("撤回人"), max_length=150)
    at = models.DateTimeField(_("撤回时间"), auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = _("撤回公告")
        ordering = ["-at"]

    def __str__(self) -> str:
        return str(self.edition)


class Reminder(models.Model):
    """That the people of a department were written to about a budget on a day; never twice on one day."""

    budget = models.ForeignKey(Budget, models.CASCADE, related_name="reminders", verbose_name=_("年度预算"))
    kind = models.CharField(_("事由"), max_length=10, choices=ReminderKind.choices)
    sent_on = models.DateField(_("发送日期"))
    recipients = models.TextField(_("收件人"), blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("提醒")
        ordering = ["-sent_on", "budget"]
        constraints = [models.UniqueConstraint(fields=["budget", "kind", "sent_on"], name="reminder_once_a_day")]

    def __str__(self) -> str:
        return f"{self.budget} {self.sent_on}"
