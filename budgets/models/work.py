"""What the workspace keeps beside the facts: who is at work where, what was saved, what the checks last said."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from budgets.models.budget import Edition


class CheckSummary(models.Model):
    """What the checks said of an edition at one of its revisions; desks read it instead of checking anew.

    `missing` lists, as sentences, what the edition still lacks to be complete.
    """

    edition = models.OneToOneField(Edition, models.CASCADE, related_name="check_summary", verbose_name=_("版本"))
    revision = models.PositiveIntegerField(_("修改次数"))
    errors = models.PositiveIntegerField(_("错误"))
    warnings = models.PositiveIntegerField(_("提示"))
    unexplained = models.PositiveIntegerField(_("未说明的提示"))
    missing = models.JSONField(_("缺少的内容"), default=list)
    checked_at = models.DateTimeField(_("核对时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("核对结果")

    def __str__(self) -> str:
        return str(self.edition)


class EditingPresence(models.Model):
    """That somebody had a screen of an edition open lately; `place` is the screen's key."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="presences", verbose_name=_("版本"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("用户"))
    place = models.CharField(_("所在页面"), max_length=60)
    seen_at = models.DateTimeField(_("最近在线"))

    class Meta:
        verbose_name = verbose_name_plural = _("在线编辑")
        constraints = [models.UniqueConstraint(fields=["edition", "user", "place"], name="presence_unique")]

    def __str__(self) -> str:
        return f"{self.user} {self.place}"


class SavedEntry(models.Model):
    """The answer to a save that a browser sent under a token of its own: the same one sent again changes nothing."""

    token = models.UUIDField(_("凭据"), primary_key=True)
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+", verbose_name=_("版本"))
    answer = models.JSONField(_("答复"))
    saved_at = models.DateTimeField(_("保存时间"), auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = _("保存凭据")

    def __str__(self) -> str:
        return str(self.token)
