"""Totals and figures as approved or printed."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from budgets.admin.base import BLANK, FactAdmin, print_yuan
from budgets.admin.filters import EditionFilter
from budgets.admin.forms import FactForm
from budgets.admin.tables import TableNumberField, amount_columns
from budgets.models import DeclaredAmount, StatedFigure
from budgets.tables import find_table


class DeclaredAmountForm(FactForm):
    """A total of a table, found by its row and column."""

    table_number = TableNumberField()

    class Meta:
        help_texts = {
            "row": _("合计行填 total，科目行填科目编码，项目行填项目编码，01、04 表填行的标识（如 grand_total）。"),
            "column": _("列的标识，例如 total（合计）、basic_expenditure（基本支出小计）；填错时会列出可用的标识。"),
        }

    def clean(self) -> dict[str, Any] | None:
        """Refuse a column that the table does not have, and say which it has."""
        values = super().clean() or self.cleaned_data
        edition, column = self.find_edition(), values.get("column")
        table = find_table(edition.form_set, values["table_number"]) if edition and "table_number" in values else None
        if table is not None and column and column not in amount_columns(table):
            offered = "、".join(f"{key}（{label}）" for key, label in amount_columns(table).items())
            self.add_error("column", _("本表没有这一列。可用的列：%(columns)s。") % {"columns": offered})
        return values


@admin.register(DeclaredAmount)
class DeclaredAmountAdmin(FactAdmin):
    """Pages of declared totals."""

    form = DeclaredAmountForm
    list_display = ("__str__", "column_label", "amount_in_yuan", "edition")
    list_filter = (EditionFilter, "edition__status", "table_number")
    search_fields = ("row", "column", "edition__department_name")
    fieldsets = ((None, {"fields": ("edition", "table_number", "row", "column", "amount")}),)

    @admin.display(description=_("列名"))
    def column_label(self, declared: DeclaredAmount) -> str:
        """Print the headers of the column."""
        table = find_table(declared.edition.form_set, declared.table_number)
        return amount_columns(table).get(declared.column, BLANK) if table else BLANK

    @admin.display(description=_("金额（元）"), ordering="amount")
    def amount_in_yuan(self, declared: DeclaredAmount) -> str:
        """Print the amount."""
        return print_yuan(declared.amount)


class StatedFigureForm(FactForm):
    """A figure of the text: an amount or a percentage."""

    class Meta:
        help_texts = {
            "sentence": _("照原文抄写这个数字所在的句子。"),
            "subject": _("这个数字说的是什么，例如“收入总计”。"),
            "percentage": _("金额和百分比只填一项；4.00 % 填 4.00。"),
        }

    def clean(self) -> dict[str, Any] | None:
        """Refuse both amount and percentage, or neither."""
        values = super().clean() or self.cleaned_data
        asked = "amount" in values and "percentage" in values
        if asked and (values["amount"] is None) == (values["percentage"] is None):
            self.add_error("percentage", _("金额和百分比须填一项，也只能填一项。"))
        return values


@admin.register(StatedFigure)
class StatedFigureAdmin(FactAdmin):
    """Pages of figures of the text."""

    form = StatedFigureForm
    list_display = ("__str__", "section", "measure", "amount_in_yuan", "percentage", "edition")
    list_filter = (EditionFilter, "edition__status", "section", "measure")
    search_fields = ("subject", "sentence", "edition__department_name")
    fieldsets = (
        (None, {"fields": ("edition", "section", "sentence", "subject")}),
        (_("数字"), {"fields": ("measure", "amount", "percentage")}),
    )

    @admin.display(description=_("金额（元）"), ordering="amount")
    def amount_in_yuan(self, figure: StatedFigure) -> str:
        """Print the amount."""
        return print_yuan(figure.amount)
