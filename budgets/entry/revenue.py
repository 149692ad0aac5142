"""The sheet of revenue (01, 02, 04, 11): a row a unit, a column a source, this year's and brought forward."""

from collections.abc import Collection, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.entry.cells import Entered, Values, plain_amount
from budgets.entry.columns import CellKind, EntryColumn, amount_columns, inserted
from budgets.entry.ledger import Ledger
from budgets.entry.lefts import unit_column
from budgets.entry.naming import fill_names
from budgets.entry.pivot import PivotSheet
from budgets.entry.sheet import GridRow
from budgets.models import DeclaredAmount, RevenueLine
from budgets.tables.catalogue.henan_2023.columns import REVENUE_COLUMNS
from budgets.vocabulary import Fund, MoneyOrigin

CURRENT = MoneyOrigin.CURRENT.value
# The form has 一般公共预算 with 财政拨款 within it: the rest is a column of entry alone.
REST = EntryColumn(
    "other_general",
    gettext_lazy("财政拨款以外"),
    CellKind.AMOUNT,
    ("本年收入", "一般公共预算"),
    sets=(("fund", Fund.OTHER_GENERAL.value), ("origin", CURRENT)),
    totalled=True,
)


class RevenueSheet(PivotSheet):
    """Revenue by unit and source."""

    key = "revenue"
    title = gettext_lazy("部门收入总体情况表")
    tables = (2, 1, 4, 11)
    help = gettext_lazy("收入只在这里填一次；01、02、04、11 表的收入都由它得出。")
    model = RevenueLine
    models = (RevenueLine,)
    identity = ("unit", "function_code")
    texts = ("function_name",)
    prints = {"unit_code": "unit"}
    pivoted = ("fund", "origin")
    amounts = inserted(amount_columns(REVENUE_COLUMNS, ("fund", "origin")), "fiscal_appropriation", REST)

    def left(self, ledger: Ledger) -> tuple[EntryColumn, ...]:
        """Return the unit; the subject only where the edition's revenue has subjects."""
        if not any(ledger.used(RevenueLine, "function_code")):
            return (unit_column(ledger),)
        code = EntryColumn(
            "function_code", _("科目编码"), CellKind.CODE, classification="function", names="function_name", longest=7
        )
        name = EntryColumn("function_name", _("科目名称"), CellKind.TEXT, longest=100, width=16)
        return (unit_column(ledger), code, name)

    def offered(self, ledger: Ledger, stored: Sequence[GridRow], ids: Collection[str] | None) -> list[GridRow]:
        """Return a row for each unit where there are several, else one for the whole department."""
        columns = {column.key: column.default for column in self.columns(ledger)}
        taken = {row.values["unit"] for row in stored}
        wanted = [code for code in self._wanted(ledger) if code not in taken]
        if any(row.facts and not row.values["unit"] for row in stored):
            wanted = []
        rows = [{**columns, "unit": code} for code in wanted]
        return [GridRow(self.identify(ledger, values) or "", values) for values in rows]

    def _wanted(self, ledger: Ledger) -> list[str]:
        """Return the units that the table has rows of."""
        return list(ledger.units) if len(ledger.units) > 1 else [""]

    def controls(self, ledger: Ledger) -> Values:
        """Return the approved totals of table 02, and that of table 01, which is the same sum."""
        whole = DeclaredAmount.objects.filter(
            edition=ledger.edition, table_number=1, row="grand_total", column="revenue_amount"
        )
        found = [("grand_total", plain_amount(one.amount)) for one in whole]
        return {**dict(found), **super().controls(ledger)}

    def stays(self, ledger: Ledger, entered: Entered) -> bool:
        """Tell whether a row is there for its unit."""
        return entered["unit"] in self._wanted(ledger) and not entered.values.get("function_code")

    def said(self, ledger: Ledger, entered: Entered) -> dict[str, Any]:
        """Return what every line of a row says."""
        subject = {name: entered.values.get(name, "") for name in ("function_code", "function_name")}
        return {**subject, "unit": ledger.units.get(entered["unit"])}

    def check(self, ledger: Ledger, entered: Entered, row: GridRow | None) -> None:
        """Fill in the official name, and ask for an amount."""
        if "function_code" in entered.values:
            fill_names(ledger, entered, row, (("function_code", "function_name", "function"),))
        super().check(ledger, entered, row)

    def row_of(self, ledger: Ledger, rows: Sequence[GridRow], key: str) -> str | None:
        """Return the row of a unit, or the only row."""
        found = [row for row in rows if row.values["unit"] == key] or (rows if len(rows) == 1 else [])
        return found[0].id if found else None
