"""All that is said of a figure."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from budgets.explanations.counterparts import Counterpart, find_counterparts
from budgets.explanations.same_money import ScopedTable
from budgets.explanations.sums import Addition, Way, additions, is_within
from budgets.explanations.words import approved_in_words, rounding_note, what_it_is, why_alone
from budgets.money import share
from budgets.tables import Cell, FilledTable


@dataclass(frozen=True)
class Share:
    """What part of the total of its row or its column a figure is, in percent."""

    way: Way
    whole: Cell
    percentage: Decimal


@dataclass(frozen=True)
class Explanation:
    """Where a figure comes from.

    `sentence` says which money it is, `additions` what it adds up in each way, `shares` what part of totals it is,
    and `counterparts` where else the money stands. `remarks` are what else has to be said.
    """

    filled: FilledTable
    cell: Cell
    sentence: str
    additions: list[Addition]
    shares: list[Share]
    counterparts: list[Counterpart]
    remarks: list[str]


def explain(filled: FilledTable, cell: Cell) -> Explanation:
    """Return where a figure of a filled table comes from."""
    ways = additions(filled, cell)
    own = ScopedTable(filled)
    alone = "" if ways else why_alone(filled, cell)
    remarks = [approved_in_words(filled, cell), alone, rounding_note(filled, ways)]
    return Explanation(
        filled=filled,
        cell=cell,
        sentence=what_it_is(filled, cell, own.scopes.get((cell.row, cell.column.key))),
        additions=ways,
        shares=shares(filled, cell),
        counterparts=find_counterparts(own, cell),
        remarks=[remark for remark in remarks if remark],
    )


def shares(filled: FilledTable, cell: Cell) -> list[Share]:
    """Return what part a figure is of its row's total and of its column's; nothing of what is its equal or negative."""
    wholes = [(Way.ACROSS, row_total(filled, cell)), (Way.DOWN, column_total(filled, cell))]
    found = []
    for way, whole in wholes:
        if whole is None or not whole.amount or not cell.amount or not 0 < cell.amount < whole.amount:
            continue
        percentage = share(cell.amount, whole.amount)
        if percentage is not None:
            found.append(Share(way, whole, percentage))
    return found


def row_total(filled: FilledTable, cell: Cell) -> Cell | None:
    """Return the widest cell of a row that adds a figure of it, directly or through subtotals."""
    form, own = filled.table.form, cell.column.criteria
    cells = [one for one in _row(filled, cell) if one.column.is_amount]
    if form is not None:
        keys = _wholes({one.key: one.parts for one in form.columns}, cell.column.key)
    else:
        keys = {one.column.key for one in cells if own and one.column.criteria and is_within(own, one.column.criteria)}
    return _widest(one for one in cells if one.column.key in keys)


def column_total(filled: FilledTable, cell: Cell) -> Cell | None:
    """Return the widest cell of a column that adds a figure of it, directly or through subtotals."""
    column = [one for one in filled.cells if one.column.key == cell.column.key]
    if filled.table.form is not None:
        rows = {row.key: row.parts for block in filled.table.form.blocks for row in block.rows if row.parts}
        keys = _wholes(rows, cell.row)
        return _widest(one for one in column if one.row in keys)
    own = {id(line) for line in cell.lines}
    return _widest(one for one in column if own and own < {id(line) for line in one.lines} and not one.unknown)


def _row(filled: FilledTable, cell: Cell) -> list[Cell]:
    """Return the cells that stand in a figure's row."""
    return [one for one in filled.cells if one.row == cell.row]


def _wholes(parts: dict[str, tuple[str, ...]], key: str) -> set[str]:
    """Return all keys that add another up, directly or through others."""
    found: set[str] = set()
    waiting = [key]
    while waiting:
        part = waiting.pop()
        above = {whole for whole, below in parts.items() if part in below} - found
        found |= above
        waiting += above
    return found


def _widest(cells: Iterable[Cell]) -> Cell | None:
    """Return the cell of the largest amount."""
    return max(cells, key=lambda one: one.amount or Decimal(0), default=None)
