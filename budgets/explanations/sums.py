"""What a figure adds up: columns of its row, rows of its column, the lines behind it; and what is missing to it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from budgets.money import MoneyUnit, add, printed_places, rounding_allowance
from budgets.parts import belongs_to_fund, belongs_to_nature
from budgets.tables import Cell, Column, FilledTable, Layout, RowKind
from budgets.tables.final_rows import NumberedRows
from budgets.tables.printed import PrintedBlock
from budgets.tables.rows import ItemRows
from budgets.tables.spec import Criteria
from budgets.vocabulary import Fund, Nature

NOTHING = Decimal(0)


class Way(StrEnum):
    """How a figure is added up."""

    ACROSS = "across"
    DOWN = "down"
    LINES = "lines"


@dataclass(frozen=True)
class Addition:
    """A way to add a figure up: its addends, which are cells of its table or lines, and their total in yuan.

    `gap` is by how much the figure is above that total; it is more than the rounding of print where `differs`.
    """

    way: Way
    addends: Sequence[Any]
    total: Decimal
    gap: Decimal
    allowance: Decimal

    @property
    def differs(self) -> bool:
        """Whether the figure is not what its addends add up to, beyond the rounding of print."""
        return abs(self.gap) > self.allowance

    @property
    def rounds(self) -> bool:
        """Whether it is but for the rounding of print."""
        return NOTHING < abs(self.gap) <= self.allowance


def additions(filled: FilledTable, cell: Cell) -> list[Addition]:
    """Return the ways in which a figure is added up: along its row, down its column, and line by line."""
    if cell.amount is None:
        return []
    if filled.table.layout == Layout.PRINTED:
        ways = [(Way.ACROSS, _printed_across(filled, cell)), (Way.DOWN, _printed_down(filled, cell))]
    else:
        ways = [(Way.ACROSS, _across(filled, cell)), (Way.DOWN, _unless_lines(_down(filled, cell)))]
    return [
        _addition(filled, cell, way, addends) for way, addends in [*ways, (Way.LINES, _lines(filled, cell))] if addends
    ]


def _addition(filled: FilledTable, cell: Cell, way: Way, addends: Sequence[Any]) -> Addition:
    """Add up and compare with the figure."""
    total = add(one.amount for one in addends) or NOTHING
    return Addition(way, addends, total, (cell.amount or NOTHING) - total, allowance(filled, len(addends)))


def allowance(filled: FilledTable, addends: int) -> Decimal:
    """Return by how many yuan a printed sum may differ from its addends; one of a prepared edition may not."""
    if not filled.facts.edition.is_transcribed:
        return NOTHING
    if filled.table.form is not None:
        return rounding_allowance(addends, filled.table.places, filled.table.unit)
    place = printed_places(cell.amount for cell in filled.cells if cell.column.is_amount)
    return rounding_allowance(addends, place, MoneyUnit.YUAN)


def _lines(filled: FilledTable, cell: Cell) -> Sequence[Any]:
    """Return the lines that a figure adds; none where some line is too coarse to tell, or where its parts are cells."""
    is_sum = filled.table.layout == Layout.PRINTED and cell.declared is not None
    return () if cell.unknown or is_sum else cell.lines


def _across(filled: FilledTable, cell: Cell) -> Sequence[Cell]:
    """Return the cells of a row that its subtotal adds: those whose columns count parts of what its own counts."""
    own = cell.column.criteria
    if own is None or cell.unknown or cell.computed is None:
        return ()
    columns = [leaf for leaf in _neighbours(filled, cell) if leaf.criteria and is_within(leaf.criteria, own)]
    tops = [one for one in columns if not any(_stands_in(one, other) for other in columns)]
    found = [filled.by_address[cell.row, one.key] for one in tops if (cell.row, one.key) in filled.by_address]
    found = [one for one in found if one.amount is not None]
    return found if len(tops) > 1 and _makes_up(found, cell) else ()


def _neighbours(filled: FilledTable, cell: Cell) -> list[Column]:
    """Return the columns of amounts that stand beside a cell in its block."""
    for section in filled.table.sections:
        for block in section.blocks:
            if any(leaf is cell.column or leaf == cell.column for leaf in block.leaves):
                return [leaf for leaf in block.leaves if leaf.is_amount]
    return []


def _stands_in(one: Column, other: Column) -> bool:
    """Tell whether a column counts a part of what another counts."""
    return bool(one.criteria and other.criteria and is_within(one.criteria, other.criteria))


def is_within(part: Criteria, whole: Criteria) -> bool:
    """Tell whether what one column counts is a part of what another counts, and not all of it."""
    if part == whole or part.only_printed or whole.only_printed:
        return False
    fund = belongs_to_fund(part.fund or Fund.ALL_FUNDS, whole.fund or Fund.ALL_FUNDS)
    nature = belongs_to_nature(part.nature or Nature.ALL_NATURES, whole.nature or Nature.ALL_NATURES)
    origin = whole.origin is None or part.origin == whole.origin
    items = not whole.items or (bool(part.items) and set(part.items) < set(whole.items))
    return bool(fund and nature and origin and items)


def _makes_up(found: Sequence[Cell], cell: Cell) -> bool:
    """Tell whether cells have all the lines of another, each once: then they are what it adds."""
    lines = [id(line) for one in found for line in one.lines]
    return len(set(lines)) == len(lines) and set(lines) == {id(line) for line in cell.lines} and bool(lines)


def _down(filled: FilledTable, cell: Cell) -> Sequence[Cell]:
    """Return the cells of a column that a total adds: the topmost rows that have parts of its lines."""
    whole = {id(line) for line in cell.lines}
    if cell.unknown or len(whole) < 1:
        return ()
    found: list[tuple[Cell, set[int]]] = []
    for other in _column(filled, cell):
        own = {id(line) for line in other.lines}
        is_part = own < whole or (own == whole and _is_added_whole(filled, other, cell))
        if own and is_part and other.amount is not None:
            found.append((other, own))
    tops = [one for at, (one, own) in enumerate(found) if not _is_covered(own, at, found)]
    return tops if tops and _makes_up(tops, cell) else ()


def _unless_lines(rows: Sequence[Cell]) -> Sequence[Cell]:
    """Return rows that add up to a total; none where each is a single line, or the only one: lines say the same."""
    return rows if len(rows) > 1 and any(len(row.lines) > 1 for row in rows) else ()


def _is_covered(own: set[int], at: int, found: Sequence[tuple[Cell, set[int]]]) -> bool:
    """Tell whether another row has all these lines and more, or the same ones and stands before it."""
    return any(own < other or (own == other and number < at) for number, (_cell, other) in enumerate(found))


def _column(filled: FilledTable, cell: Cell) -> list[Cell]:
    """Return the other cells of a column."""
    return [one for one in filled.cells if one.column.key == cell.column.key and one.row != cell.row]


def _is_added_whole(filled: FilledTable, other: Cell, cell: Cell) -> bool:
    """Tell whether a row with the very lines of a total is what the total adds: 本年支出合计 for 支出总计."""
    rows = [row for section in filled.sections for row in section.rows]
    makers = [block.rows for section in filled.table.sections for block in section.blocks]
    if not any(isinstance(maker, (ItemRows, NumberedRows)) for maker in makers):
        return False
    order = [one.row for row in rows for one in row.cells if one.column.key == cell.column.key]
    kinds = {one.row: row.kind for row in rows for one in row.cells if one.column.key == cell.column.key}
    return kinds[cell.row] == RowKind.TOTAL and order.index(other.row) < order.index(cell.row)


def _block(filled: FilledTable, cell: Cell) -> PrintedBlock | None:
    """Return the block of a printed table that a cell stands in."""
    form = filled.table.form
    if form is None:
        return None
    number = next((at for at, column in enumerate(form.columns) if column.key == cell.column.key), -1)
    return next((block for block in form.blocks if block.first <= number < block.last), None)


def _printed_across(filled: FilledTable, cell: Cell) -> Sequence[Cell]:
    """Return the cells of its row that a printed figure adds up."""
    form = filled.table.form
    assert form is not None
    parts = next((one.parts for one in form.columns if one.key == cell.column.key), ())
    return _amounts(filled.by_address.get((cell.row, key)) for key in parts)


def _printed_down(filled: FilledTable, cell: Cell) -> Sequence[Cell]:
    """Return the cells of its column that a printed figure adds up."""
    block = _block(filled, cell)
    row = next((one for one in block.rows if one.key == cell.row), None) if block else None
    return _amounts(filled.by_address.get((key, cell.column.key)) for key in (row.parts if row else ()))


def _amounts(cells: Iterable[Cell | None]) -> Sequence[Cell]:
    """Return the cells that have amounts; none at all where one prints a figure that nobody could read."""
    known = [cell for cell in cells if cell is not None]
    if any(cell.amount is None and _is_figure(cell.text or "") for cell in known):
        return ()
    return [cell for cell in known if cell.amount is not None]


def _is_figure(text: str) -> bool:
    """Tell whether a text of a column of amounts is a figure that was not read."""
    return any(map(str.isdigit, text)) and not text.endswith(("%", "％"))
