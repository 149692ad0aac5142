"""The sheet of spending by function and nature (03), and the same narrowed to one fund (05, 09)."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from budgets.entry.cells import Entered
from budgets.entry.columns import CellKind, EntryColumn, amount_columns
from budgets.entry.ledger import Ledger
from budgets.entry.lefts import CODE_LENGTH, LEAVES, NAME_LENGTH, fund_column, origin_column, unit_column
from budgets.entry.naming import fill_names
from budgets.entry.pivot import PivotSheet, first_stored
from budgets.entry.sheet import GridRow, Unshown
from budgets.models import FunctionExpenditure
from budgets.parts import belongs_to_fund
from budgets.tables.catalogue.henan_2023.columns import subjects
from budgets.vocabulary import Fund


class FunctionSheet(PivotSheet):
    """Spending by function: a row is a subject of a fund, and a cell what is spent on it by nature."""

    model = FunctionExpenditure
    models = (FunctionExpenditure,)
    identity = ("unit", "code", "fund", "origin")
    texts = ("name",)
    pivoted = ("nature",)
    sought = "code"
    amounts = amount_columns(subjects(None), ("nature",))
    prints = {"category": "code", "section": "code", "item": "code"}

    def __init__(self, key: str, title: Any, number: int, fund: str | None = None, help: Any = "") -> None:
        self.key, self.title, self.fund, self.help = key, title, fund, help
        self.tables = (number,) if fund else (number, 1, 4)
        self.funds = tuple(one for one in Fund if fund is None or belongs_to_fund(one, fund))

    def lines(self, ledger: Ledger) -> QuerySet[Any]:
        """Return the lines of the sheet's funds; where some are over all funds, those are the table of all funds."""
        lines = super().lines(ledger)
        if self.fund is not None:
            return lines.filter(fund__in=self.funds)
        return lines.filter(fund=Fund.ALL_FUNDS) if is_over_all_funds(ledger) else lines

    def shows(self, ledger: Ledger, line: Any) -> bool:
        """Tell whether an offered line is of the sheet's funds."""
        if self.fund is None and is_over_all_funds(ledger):
            return line.fund == Fund.ALL_FUNDS
        return line.fund in self.funds

    def left(self, ledger: Ledger) -> tuple[EntryColumn, ...]:
        """Return code and name as the form has them, and what a line needs besides."""
        code = EntryColumn(
            "code",
            _("科目编码"),
            CellKind.CODE,
            classification="function",
            names="name",
            required=True,
            longest=CODE_LENGTH,
        )
        name = EntryColumn("name", _("科目名称"), CellKind.TEXT, longest=NAME_LENGTH, width=20)
        units = (unit_column(ledger),) if ledger.units else ()
        return (code, name, *units, fund_column(self._offered(ledger), self._default(ledger)), origin_column())

    def _offered(self, ledger: Ledger) -> set[str]:
        """Return the funds to choose from: the finest, and whatever coarser ones the edition has lines of."""
        used = ledger.used(FunctionExpenditure, "fund")
        if ledger.edition.is_transcribed:
            return set(self.funds)
        if self.fund is None and is_over_all_funds(ledger):
            return {Fund.ALL_FUNDS}
        return {one for one in self.funds if one in LEAVES or one in used}

    def _default(self, ledger: Ledger) -> str:
        """Return the fund of a new row."""
        if self.fund is None and is_over_all_funds(ledger):
            return Fund.ALL_FUNDS.value
        if self.fund in (None, Fund.GENERAL_PUBLIC_BUDGET):
            used = ledger.used(FunctionExpenditure, "fund")
            coarse = Fund.GENERAL_PUBLIC_BUDGET in used and Fund.FISCAL_APPROPRIATION not in used
            return Fund.GENERAL_PUBLIC_BUDGET.value if coarse else Fund.FISCAL_APPROPRIATION.value
        return self.fund

    def check(self, ledger: Ledger, entered: Entered, row: GridRow | None) -> None:
        """Fill in the official name, and ask for an amount."""
        fill_names(ledger, entered, row, (("code", "name", "function"),))
        super().check(ledger, entered, row)

    def unshown(self, ledger: Ledger) -> Sequence[Unshown]:
        """Tell of lines fund by fund beside those over all funds."""
        if self.fund is not None or not is_over_all_funds(ledger):
            return ()
        lines = FunctionExpenditure.objects.filter(edition=ledger.edition).exclude(fund=Fund.ALL_FUNDS)
        count = lines.count()
        sentence = _("本版另有 %(count)d 笔按资金列出的支出，在 05、09 表中；本表只列不分资金的全部支出。")
        return (Unshown(count, sentence % {"count": count}, FunctionExpenditure),) if count else ()

    def row_of(self, ledger: Ledger, rows: Sequence[GridRow], key: str) -> str | None:
        """Return the row of a subject: "2013201", or "104001-2013201" of a unit."""
        unit, _hyphen, code = key.rpartition("-")
        found = [row for row in rows if row.values["code"] == code and unit in ("", row.values["unit"])]
        return first_stored(found)


def is_over_all_funds(ledger: Ledger) -> bool:
    """Tell whether the edition has spending that names no fund."""
    return Fund.ALL_FUNDS in ledger.used(FunctionExpenditure, "fund")
