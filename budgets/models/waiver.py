"""Reasons given for findings that do not hold back publication."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from budgets.models.budget import Edition


class Waiver(models.Model):
    """The public reason why a warning stands: for all findings of a rule, or for those whose message is `finding`."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="waivers", verbose_name=_("版本"))
    rule = models.CharField(_("规则"), max_length=10)
    finding = models.CharField(_("所说的问题"), max_length=500, blank=True)
    reason = models.TextField(_("说明理由"))
    granted_by = models.CharField(_("审核人"), max_length=150)
    granted_at = models.DateTimeField(_("审核时间"), auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = _("问题说明")
        ordering = ["edition", "rule", "id"]
        constraints = [models.UniqueConstraint(fields=["edition", "rule", "finding"], name="waiver_unique")]

    def __str__(self) -> str:
        return f"{self.rule} {self.reason[:40]}"
