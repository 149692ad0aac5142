"""Sheets of single facts beside the lines: carry-overs, “三公”经费, the department's performance."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.entry.cells import Entered, Values, plain_amount
from budgets.entry.columns import CellKind, EntryColumn
from budgets.entry.ledger import Ledger
from budgets.entry.lefts import LEAVES, choices
from budgets.entry.record import RecordSheet
from budgets.entry.sheet import GridRow
from budgets.models import (
    CarryForward,
    DepartmentIndicator,
    PerformanceGoal,
    PerformanceTask,
    ThreePublicExpense,
)
from budgets.money import add, parse_amount
from budgets.tables import find_table
from budgets.vocabulary import Fund, ThreePublicItem

NAME, WORD = 200, 100


def measure_columns(path: tuple[Any, ...] = ()) -> tuple[EntryColumn, ...]:
    """Return the columns of an indicator's value: as typed, and split into its parts."""
    return (
        EntryColumn("value", _("指标值"), CellKind.MEASURE, path, longest=NAME, width=9),
        EntryColumn("comparison", _("比较"), CellKind.FIXED, path, width=4),
        EntryColumn("number", _("数值"), CellKind.FIXED, path, width=6),
        EntryColumn("measure_unit", _("单位"), CellKind.FIXED, path, width=5),
    )


class CarryForwardSheet(RecordSheet):
    """Money left at the end of the year, by fund (01, 04)."""

    key = "carry_forward"
    title = gettext_lazy("年终结转结余")
    tables = (1, 4)
    help = gettext_lazy("没有年终结转结余的，这一页空着即可。")
    model = CarryForward
    models = (CarryForward,)
    unique = "fund"

    def make_columns(self, ledger: Ledger) -> tuple[EntryColumn, ...]:
        """Return fund and amount."""
        coarse = {Fund.ALL_FUNDS, Fund.GENERAL_PUBLIC_BUDGET, Fund.UNIT_FUNDS}
        offered = choices(coarse | set(LEAVES) | ledger.used(CarryForward, "fund"), Fund)
        default = Fund.GENERAL_PUBLIC_BUDGET.value
        return (
            EntryColumn("fund", _("资金"), CellKind.CHOICE, choices=offered, required=True, default=default, width=20),
            EntryColumn("amount", _("金额"), CellKind.AMOUNT, required=True, totalled=True, width=12),
        )

    def row_of(self, ledger: Ledger, rows: Sequence[GridRow], key: str) -> str | None:
        """Return the only row, where a table's row of carry-overs is meant."""
        return rows[0].id if key == "carried_forward" and len(rows) == 1 else None


class ThreePublicSheet(RecordSheet):
    """“三公”经费: four rows that every budget has, with the reasons of their changes (08)."""

    key = "three_public"
    title = gettext_lazy("一般公共预算“三公”经费支出情况表")
    tables = (8,)
    help = gettext_lazy("没有安排的填 0。增减变化原因会写进“三公”经费情况说明。")
    fixed_rows = True
    model = ThreePublicExpense
    models = (ThreePublicExpense,)
    keyed = ("item",)

    def make_columns(self, ledger: Ledger) -> tuple[EntryColumn, ...]:
        """Return item, amounts and reason."""
        amount = CellKind.AMOUNT
        return (
            EntryColumn("name", _("项目"), CellKind.FIXED, width=16),
            EntryColumn("amount", _("本年预算"), amount, required=True, totalled=True, width=12),
            EntryColumn("last_year_amount", _("上年预算"), amount, totalled=True, width=12),
            EntryColumn("reason", _("增减变化原因"), CellKind.LONG, width=32),
        )

    def listed_keys(self, ledger: Ledger) -> Sequence[tuple[Any, ...]]:
        """Return the four items."""
        return [(item.value,) for item in ThreePublicItem]

    def shown(self, ledger: Ledger, fact: Any, key: tuple[Any, ...]) -> Values:
        """Return the name of the item; of one that is not filled in also what is offered, as last year's amount."""
        return {"name": str(ThreePublicItem(key[0]).label), **(self._offer(ledger, key[0]) if fact is None else {})}

    def abreast(self, ledger: Ledger) -> list[str | None]:
        """Return the items as the columns of table 08: pasted from there, its one row fills all rows here."""
        table = find_table(ledger.edition.form_set, self.tables[0])
        leaves = table.sections[0].leaves if table is not None else ()
        found = [f"k:{leaf.key}" if leaf.key in ThreePublicItem.values else None for leaf in leaves]
        return found if any(found) else []

    def _offer(self, ledger: Ledger, item: str) -> Values:
        """Return what is known of an item before it is filled in."""
        known = (one for one in ledger.offers(ThreePublicExpense) if one.item == item)
        offers = ({"last_year_amount": plain_amount(one.last_year_amount), "reason": one.reason} for one in known)
        return next(offers, {})

    def is_nothing(self, ledger: Ledger, entered: Entered, row: GridRow | None) -> bool:
        """Tell whether a row has no more than what is offered: a blank amount is none."""
        offer = self._offer(ledger, row.id.removeprefix("k:")) if row is not None else {}
        said = {"last_year_amount": plain_amount(entered["last_year_amount"]), "reason": entered["reason"]}
        is_as_offered = not entered.unread and entered["amount"] is None and said == offer
        return is_as_offered or super().is_nothing(ledger, entered, row)

    def totals(self, ledger: Ledger) -> Values:
        """Add the amounts of the four rows, offered ones among them."""
        rows = self.rows(ledger)
        keys = ("amount", "last_year_amount")
        return {key: plain_amount(add(parse_amount(row.values[key]) for row in rows)) for key in keys}


class GoalSheet(RecordSheet):
    """The department's goal for the year (11)."""

    key = "performance_goal"
    title = gettext_lazy("年度履职目标")
    tables = (11,)
    fixed_rows = True
    model = PerformanceGoal
    models = (PerformanceGoal,)
    keyed = ("edition_id",)

    def make_columns(self, ledger: Ledger) -> tuple[EntryColumn, ...]:
        """Return the text."""
        return (EntryColumn("text", _("年度履职目标"), CellKind.LONG, width=70),)

    def listed_keys(self, ledger: Ledger) -> Sequence[tuple[Any, ...]]:
        """Return the one row."""
        return [(ledger.edition.pk,)]

    def row_of(self, ledger: Ledger, rows: Sequence[GridRow], key: str) -> str | None:
        """Return the one row for the goal."""
        return rows[0].id if key == "goal" else None


def _numbered(rows: Sequence[GridRow], key: str, word: str) -> str | None:
    """Return the row that a table's row names by its number: "task-3"."""
    name, _hyphen, number = key.rpartition("-")
    place = int(number) - 1 if name == word and number.isdecimal() else -1
    return rows[place].id if 0 <= place < len(rows) else None


class TaskSheet(RecordSheet):
    """The main tasks of the year (11)."""

    key = "performance_tasks"
    title = gettext_lazy("年度主要任务")
    tables = (11,)
    model = PerformanceTask
    models = (PerformanceTask,)

    def make_columns(self, ledger: Ledger) -> tuple[EntryColumn, ...]:
        """Return name and content."""
        return (
            EntryColumn("name", _("任务名称"), CellKind.TEXT, required=True, longest=NAME, width=18),
            EntryColumn("content", _("主要内容"), CellKind.LONG, width=52),
        )

    def printed(self, ledger: Ledger) -> list[list[str | None]]:
        """Return the columns as the form prints them."""
        return [["name", "content"]]

    def row_of(self, ledger: Ledger, rows: Sequence[GridRow], key: str) -> str | None:
        """Return the row of a task."""
        return _numbered(rows, key, "task")


class DepartmentIndicatorSheet(RecordSheet):
    """The department's own indicators (11)."""

    key = "performance_indicators"
    title = gettext_lazy("部门整体绩效指标")
    tables = (11,)
    model = DepartmentIndicator
    models = (DepartmentIndicator,)

    def make_columns(self, ledger: Ledger) -> tuple[EntryColumn, ...]:
        """Return the levels, the value and its parts, and the explanation."""
        return (
            EntryColumn("level_one", _("一级指标"), CellKind.TEXT, required=True, longest=WORD, width=9),
            EntryColumn("level_two", _("二级指标"), CellKind.TEXT, longest=WORD, width=9),
            EntryColumn("name", _("三级指标"), CellKind.TEXT, required=True, longest=NAME, width=14),
            *measure_columns(),
            EntryColumn("explanation", _("指标值说明"), CellKind.LONG, width=20),
        )

    def printed(self, ledger: Ledger) -> list[list[str | None]]:
        """Return the columns as the form prints them."""
        return [["level_one", "level_two", "name", "value", "explanation"]]

    def row_of(self, ledger: Ledger, rows: Sequence[GridRow], key: str) -> str | None:
        """Return the row of an indicator."""
        return _numbered(rows, key, "indicator")
