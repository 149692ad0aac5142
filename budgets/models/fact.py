"""What all facts share: their order, and the cell of the source document they were read from."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from budgets.models.budget import Edition
from budgets.models.region import Department
from budgets.models.source import SourceTable


class AmountField(models.DecimalField):
    """An amount in yuan, to the fen."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("max_digits", 15)
        kwargs.setdefault("decimal_places", 2)
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def to_python(self, value: object) -> Decimal | None:
        """Keep two places whatever the database hands back."""
        number = super().to_python(value)
        return None if number is None else Decimal(number).quantize(Decimal("0.01"))


class Fact(models.Model):
    """A row of a budget in the order printed, with the cell it came from.

    `source_row` and `source_column` count within the source table from zero; `source_place` says where that is in
    the document: "line 206".
    """

    position = models.PositiveIntegerField(_("次序"), default=0)
    source_table = models.ForeignKey(
        SourceTable,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("原文表格"),
    )
    source_row = models.PositiveIntegerField(null=True, blank=True, editable=False)
    source_column = models.PositiveIntegerField(null=True, blank=True, editable=False)
    source_place = models.CharField(_("原文位置"), max_length=100, blank=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["position", "id"]


class EditionFact(Fact):
    """A fact that belongs to an edition."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="%(class)ss", verbose_name=_("版本"))

    class Meta(Fact.Meta):
        abstract = True


class UnitFact(EditionFact):
    """A fact that may be said of one unit; without a unit it is said of the department as a whole."""

    unit = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("预算单位")
    )

    class Meta(Fact.Meta):
        abstract = True
