"""Totals and figures as approved or printed: the independent side of every sum."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from budgets.models.fact import AmountField, EditionFact
from budgets.vocabulary import NarrativeKind, StatedMeasure


class DeclaredAmount(EditionFact):
    """What a cell of a table prints or was approved as, where it is not itself a fact but a sum of facts."""

    table_number = models.PositiveSmallIntegerField(_("表号"))
    row = models.CharField(_("行"), max_length=60)
    column = models.CharField(_("列"), max_length=60)
    amount = AmountField(_("金额（元）"))

    class Meta(EditionFact.Meta):
        verbose_name = verbose_name_plural = _("印出或批复的合计数")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "table_number", "row", "column"], name="declared_amount_unique_in_edition"
            )
        ]

    def __str__(self) -> str:
        return f"预算{self.table_number:02}表 {self.row} {self.column}"


class StatedFigure(EditionFact):
    """An amount or a percentage that the text states, with its sentence and what it is said of."""

    section = models.CharField(_("所在部分"), max_length=30, choices=NarrativeKind.choices)
    sentence = models.TextField(_("原句"))
    subject = models.CharField(_("所说对象"), max_length=100, blank=True)
    measure = models.CharField(_("类别"), max_length=15, choices=StatedMeasure.choices)
    amount = AmountField(_("金额（元）"), null=True, blank=True)
    percentage = models.DecimalField(_("百分比"), max_digits=9, decimal_places=4, null=True, blank=True)

    class Meta(EditionFact.Meta):
        verbose_name = verbose_name_plural = _("文字中的数字")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__isnull=True) ^ Q(percentage__isnull=True),
                name="stated_figure_is_amount_or_percentage",
            )
        ]

    def __str__(self) -> str:
        return self.subject or self.sentence[:40]
