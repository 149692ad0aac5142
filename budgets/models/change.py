"""The log of who did what, which is only ever added to."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from budgets.models.budget import Edition
from budgets.models.region import Department
from budgets.vocabulary import ChangeAction


class ChangeRecord(models.Model):
    """One change of one row, or one step of an edition, with what was before and after.

    Edition, department and person are named as they were, besides by their keys, since the log outlives them; the
    database refuses to change or delete a record. `batch` is the same for all that one act changed.
    """

    edition = models.ForeignKey(
        Edition, models.DO_NOTHING, null=True, db_constraint=False, related_name="+", verbose_name=_("版本")
    )
    department = models.ForeignKey(
        Department, models.DO_NOTHING, null=True, db_constraint=False, related_name="+", verbose_name=_("部门")
    )
    subject = models.CharField(_("对象"), max_length=200)
    kind = models.CharField(_("种类"), max_length=50)
    key = models.CharField(_("标识"), max_length=100, blank=True)
    action = models.CharField(_("动作"), max_length=10, choices=ChangeAction.choices)
    detail = models.CharField(_("内容"), max_length=200, blank=True)
    before = models.JSONField(_("修改前"), null=True)
    after = models.JSONField(_("修改后"), null=True)
    batch = models.UUIDField(_("批次"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        related_name="+",
        verbose_name=_("用户"),
    )
    actor = models.CharField(_("操作人"), max_length=150)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("操作记录")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["edition", "-id"], name="change_of_edition"),
            models.Index(fields=["department", "-id"], name="change_of_department"),
            models.Index(fields=["at"], name="change_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()} {self.subject}"
