"""The cells of an edition's tables that speak of one money, found by what they speak of."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from budgets.explanations.declared_scopes import declared_scopes
from budgets.explanations.printed_scopes import printed_scopes
from budgets.explanations.scope import Measure, Scope
from budgets.parts import NATURE_PARTS, belongs_to_fund
from budgets.tables import Cell, Facts, FilledTable, Layout
from budgets.vocabulary import Fund, MoneyOrigin, Nature, ThreePublicItem

Address = tuple[str, str]
# Basic spending on an economic class is spending of a nature (R07); 资本性支出 is made up of two, and is left out.
NATURE_OF_CLASS = {
    "301": Nature.WAGES.value,
    "302": Nature.GOODS_SERVICES.value,
    "303": Nature.HOUSEHOLD_SUBSIDIES.value,
}
CLASS_OF_NATURE = {nature: code for code, nature in NATURE_OF_CLASS.items()}
# The economic class whose basic spending is within a part of “三公”经费 (R09).
ITEM_OF_CLASS = {
    "30212": ThreePublicItem.OVERSEAS_VISITS.value,
    "30217": ThreePublicItem.HOSPITALITY.value,
    "30231": ThreePublicItem.VEHICLE_OPERATION.value,
}
CLASS_OF_ITEM = {item: code for code, item in ITEM_OF_CLASS.items()}
# Rows and columns of what was left over from the years before, and of what is left at the end.
LEFT_OVER = ("brought_forward", "non_fiscal_balance_used")
LEFT = ("carried_forward", "balance_distribution")
GOVERNMENT = (Fund.ALL_FUNDS.value, Fund.GOVERNMENT_BUDGET_FUNDS.value)


class Relation(StrEnum):
    """How the money of another cell is related to a figure's: the same, a part of it, or the whole it is part of."""

    SAME = "same"
    PART = "part"
    WHOLE = "whole"


@dataclass(frozen=True)
class Money:
    """What is true of all money of an edition, by which scopes that are worded differently are the same.

    `only_fund` is the fund that all revenue is of; `has_left_over` tells that money was brought forward, `leaves_some`
    that some is carried forward.
    """

    only_fund: str = ""
    has_left_over: bool = True
    leaves_some: bool = True

    @classmethod
    def of(cls, facts: Facts) -> "Money":
        """Return what is true of the money of an edition."""
        lines = [line for line in facts.revenue_lines if line.amount]
        shared = [fund for fund in Fund.values if lines and all(belongs_to_fund(one.fund, fund) for one in lines)]
        finest = [fund for fund in shared if all(belongs_to_fund(fund, other) for other in shared)]
        left_over = not lines or any(line.origin == MoneyOrigin.BROUGHT_FORWARD for line in lines)
        leaves = any(line.amount for line in facts.carry_forwards)
        return cls(
            next(iter(finest), ""), left_over or _is_declared(facts, LEFT_OVER), leaves or _is_declared(facts, LEFT)
        )

    def wordings(self, scope: Scope) -> list[Scope]:
        """Return a scope in its plainest wording, and the other scopes that are always the same money."""
        plain = self._plain(scope)
        found = [plain]
        is_all = plain.has_no_codes and plain.nature == Nature.ALL_NATURES
        if is_all and self._is_balanced(scope):
            found.append(Scope(Measure.BALANCE, plain.fund))
        nature = NATURE_OF_CLASS.get(plain.economic)
        if nature and plain.nature == Nature.BASIC_EXPENDITURE and not plain.government:
            found.append(replace(plain, economic="", nature=nature))
        if plain.project and plain.nature != Nature.PROJECT_EXPENDITURE:
            found.append(replace(plain, nature=Nature.PROJECT_EXPENDITURE.value))
        return found

    def _plain(self, scope: Scope) -> Scope:
        """Return a scope that names the only fund there is, and this year where nothing was left over."""
        if self.only_fund and belongs_to_fund(self.only_fund, scope.fund):
            scope = replace(scope, fund=self.only_fund)
        if not self.has_left_over and not scope.origin and scope.measure in (Measure.REVENUE, Measure.EXPENDITURE):
            scope = replace(scope, origin=MoneyOrigin.CURRENT.value)
        return scope

    def _is_balanced(self, scope: Scope) -> bool:
        """Tell whether all revenue or all spending is what balances: fund by fund tables may leave some out."""
        if scope.fund not in GOVERNMENT:
            return False
        if scope.measure == Measure.REVENUE:
            return not scope.origin or (not self.has_left_over and scope.origin == MoneyOrigin.CURRENT)
        return scope.measure == Measure.EXPENDITURE and not self.leaves_some and not scope.origin


@dataclass(frozen=True)
class Match:
    """Cells of one table that together are the money of a figure, a part of it, or the whole it is part of."""

    filled: FilledTable
    cells: tuple[Cell, ...]
    relation: Relation


class ScopedTable:
    """A filled table with what its cells speak of."""

    def __init__(self, filled: FilledTable, money: Money | None = None) -> None:
        self.filled = filled
        self._money = money

    @cached_property
    def money(self) -> Money:
        """What is true of all money of the edition; given, or found when it is first asked for."""
        return self._money or Money.of(self.filled.facts)

    @cached_property
    def scopes(self) -> Mapping[Address, Scope]:
        """The scope of each amount cell of which it can be told; the only unit there is stands for the department."""
        is_printed = self.filled.table.layout == Layout.PRINTED
        found = dict(printed_scopes(self.filled) if is_printed else declared_scopes(self.filled))
        units = {scope.unit for scope in found.values()}
        alone = {scope.unit for scope in found.values() if scope.function}
        if len(units - {""}) == 1 and "" not in alone:
            return {address: replace(scope, unit="") for address, scope in found.items()}
        return found

    @cached_property
    def wordings(self) -> Mapping[Address, list[Scope]]:
        """The scope of each cell in its plainest wording, with what is the same."""
        return {address: self.money.wordings(scope) for address, scope in self.scopes.items()}

    @cached_property
    def by_wording(self) -> Mapping[Scope, list[Address]]:
        """The cells that speak of a money, in the order of the table."""
        found: dict[Scope, list[Address]] = defaultdict(list)
        for address, wordings in self.wordings.items():
            for scope in wordings:
                found[scope].append(address)
        return found

    def wanted(self, cell: Cell) -> list[Scope]:
        """Return what one of its cells speaks of; nothing where it cannot be told."""
        return self.wordings.get((cell.row, cell.column.key), [])

    def find(self, wanted: Sequence[Scope], lines: Iterable[object] = (), row: str = "") -> Match | None:
        """Return the cells that are a money: one, or several that make it up; else a part of it, or its whole.

        Of several cells that are the same money the one in a row of the same key is chosen.
        """
        own = self._same(wanted, row) or self._of_lines(lines)
        if own:
            return self._match(own, Relation.SAME)
        for together in self._together(wanted):
            return self._match(together, Relation.SAME)
        return self._related(wanted[0]) if wanted else None

    def _match(self, addresses: Sequence[Address], relation: Relation) -> Match:
        """Return cells by their addresses."""
        return Match(self.filled, tuple(self.filled.by_address[one] for one in addresses), relation)

    def _same(self, wanted: Iterable[Scope], row: str) -> list[Address]:
        """Return the first cell that speaks of just this money; one with an amount before one without."""
        found = [address for scope in wanted for address in self.by_wording.get(scope, ())]
        filled = [one for one in found if self.filled.by_address[one].amount is not None]
        return sorted(filled or found, key=lambda address: address[0] != row)[:1]

    def _of_lines(self, lines: Iterable[object]) -> list[Address]:
        """Return the first cell that adds the very same lines."""
        keys = {id(line) for line in lines}
        same = (
            (cell.row, cell.column.key)
            for cell in self.filled.cells
            if keys and len(cell.lines) == len(keys) and {id(line) for line in cell.lines} == keys
        )
        return list(same)[:1]

    def _together(self, wanted: Sequence[Scope]) -> Iterator[list[Address]]:
        """Yield cells of one column, or of one row, that make up the money."""
        for scope in [*wanted, *_by_class(wanted)]:
            found = self._codes_below(scope)
            if found:
                yield found
        for scope in wanted:
            found = self._natures_below(scope)
            if found:
                yield found

    def _codes_below(self, scope: Scope) -> list[Address]:
        """Return the topmost cells of a column whose codes stand below a code; none where a row is not understood."""
        columns: dict[str, dict[Address, Scope]] = defaultdict(dict)
        for address, wordings in self.wordings.items():
            below = next((one for one in wordings if one.is_below(scope)), None)
            if below is not None:
                columns[address[1]][address] = below
        for column, found in columns.items():
            if self._is_whole(column, scope):
                tops = set(found.values())
                return [one for one, own in found.items() if not any(own.is_below(other) for other in tops)]
        return []

    def _is_whole(self, column: str, scope: Scope) -> bool:
        """Tell whether all rows of a column are understood that might stand below a code."""
        code = scope.function or scope.economic
        return not any(
            cell.column.key == column and cell.amount is not None and (cell.row, column) not in self.scopes
            for cell in self.filled.cells
            if not code or code in cell.row
        )

    def _natures_below(self, scope: Scope) -> list[Address]:
        """Return the cells of one row that are the parts of a nature, where the table has a column for each."""
        parts = [self.by_wording.get(replace(scope, nature=one), []) for one in NATURE_PARTS.get(scope.nature, ())]
        needed = [found for found in parts if found] if scope.nature == Nature.ALL_NATURES else parts
        if not needed or not all(needed) or len(needed) < len(parts[:2]):
            return []
        rows = {found[0][0] for found in needed}
        return [found[0] for found in needed] if len(rows) == 1 else []

    def _related(self, scope: Scope) -> Match | None:
        """Return a cell of a part of the money by its fund, of the whole it is part of, or of “三公” beside a class."""
        for other, addresses in self.by_wording.items():
            told = [one for one in addresses if self.filled.by_address[one].amount is not None]
            relation = relate(scope, other) if told else None
            if relation is not None:
                return self._match(told[:1], relation)
        return None


def _is_declared(facts: Facts, words: tuple[str, ...]) -> bool:
    """Tell whether a document prints money in a row or a column that certain words name."""
    return any(
        amount and key.startswith(words)
        for (_number, row, column), amount in facts.declared.items()
        for key in (row, column)
    )


def relate(scope: Scope, other: Scope) -> Relation | None:
    """Tell whether other money is part of some, or has it as a part; None where it is neither."""
    if replace(other, fund=scope.fund) == scope and other.fund != scope.fund:
        if belongs_to_fund(other.fund, scope.fund):
            return Relation.PART
        return Relation.WHOLE if belongs_to_fund(scope.fund, other.fund) else None
    if _is_class_of_item(other, scope):
        return Relation.PART
    return Relation.WHOLE if _is_class_of_item(scope, other) else None


def _is_class_of_item(scope: Scope, item: Scope) -> bool:
    """Tell whether spending on an economic class is within a part of “三公”经费, which is of the general budget."""
    own = ITEM_OF_CLASS.get(scope.economic)
    whole = scope.nature in (Nature.BASIC_EXPENDITURE, Nature.ALL_NATURES) and not scope.function
    general = Fund.GENERAL_PUBLIC_BUDGET
    is_general = belongs_to_fund(scope.fund, general) and belongs_to_fund(general, item.fund) is not False
    current = item.origin in ("", MoneyOrigin.CURRENT)
    is_item = item.measure == Measure.THREE_PUBLIC and bool(own) and item.items == {own}
    return bool(is_item and whole and is_general and current)


def _by_class(wanted: Sequence[Scope]) -> Iterator[Scope]:
    """Yield the economic classes whose basic spending is the money of a nature."""
    for scope in wanted:
        code = CLASS_OF_NATURE.get(scope.nature)
        if code and scope.has_no_codes and scope.measure == Measure.EXPENDITURE:
            yield replace(scope, economic=code, nature=Nature.BASIC_EXPENDITURE.value)
