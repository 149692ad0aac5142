"""Which cells of the tables of two editions print another figure or another text."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _

from budgets.differences.pairs import pair
from budgets.money import exact_places, format_amount
from budgets.tables import Cell, Facts, FilledTable, Layout, edition_tables, fill
from budgets.tables.fill import FilledRow
from budgets.tables.spec import RowKind

# Rows that a printed table counts because nothing else tells them apart: their names do.
COUNTED = re.compile(r"row-\d+")
# The texts of these are compared as projects, indicators, goals and tasks.
SPELLED_OUT = (Layout.PERFORMANCE, Layout.PROJECT_PERFORMANCE, Layout.PROJECTS)


@dataclass(frozen=True)
class PlacedCell:
    """A cell with what its row and its column are called."""

    cell: Cell
    row_name: str
    column_name: str

    @property
    def name(self) -> tuple[str, str]:
        """What tells it from the other cells of its table, in any edition."""
        row = self.row_name if COUNTED.fullmatch(self.cell.row) and self.row_name else self.cell.row
        return row, self.cell.column.key

    @property
    def content(self) -> Decimal | str | None:
        """What it shows: an amount in yuan, a text, or nothing."""
        return self.cell.amount if self.cell.column.is_amount else self.cell.text


@dataclass(frozen=True)
class CellChange:
    """A cell that shows something else in the later edition; one side is None where that edition has no such cell."""

    table: "TableChange"
    old: PlacedCell | None
    new: PlacedCell | None

    @property
    def row_name(self) -> str:
        """What its row is called."""
        return self._either.row_name or self._either.cell.row

    @property
    def column_name(self) -> str:
        """The labels above its column."""
        return self._either.column_name

    @property
    def _either(self) -> PlacedCell:
        """The cell as the later edition has it, or as the earlier one had it."""
        found = self.new or self.old
        assert found is not None
        return found

    @property
    def is_amount(self) -> bool:
        """Whether it holds an amount."""
        return self._either.cell.column.is_amount

    def is_label_of(self, rows: Collection[str]) -> bool:
        """Tell whether it only labels a row that came or went, of `rows` that say so by their amounts."""
        alone = self.old is None or self.new is None
        return alone and not self.is_amount and self._either.name[0] in rows

    @property
    def before(self) -> str:
        """What it showed before, as printed."""
        return self._print(self.old)

    @property
    def after(self) -> str:
        """What it shows now, as printed."""
        return self._print(self.new)

    @property
    def difference(self) -> str:
        """By how much the amount grew, with its sign; blank where one edition has none: blank is not zero."""
        amounts = self.amounts
        if None in amounts:
            return ""
        return self.table.print_amount(amounts[1] - amounts[0], self.places, signed=True)  # type: ignore[operator]

    @property
    def amounts(self) -> tuple[Decimal | None, Decimal | None]:
        """The amounts before and now, in yuan."""
        old, new = (one.cell.amount if one is not None else None for one in (self.old, self.new))
        return old, new

    @property
    def places(self) -> int:
        """With how many decimals both amounts can be told apart: as many as the table prints, or more."""
        return exact_places(self.amounts, self.table.shown.table.unit, self.table.shown.table.places)

    def _print(self, placed: PlacedCell | None) -> str:
        """Print a cell in the unit of the later edition's table."""
        if placed is None or placed.content is None:
            return ""
        if isinstance(placed.content, Decimal):
            return self.table.print_amount(placed.content, self.places)
        return placed.content


@dataclass(frozen=True)
class TableChange:
    """A table of which anything changed; either side is None where that edition has no such table."""

    old: FilledTable | None
    new: FilledTable | None

    @property
    def shown(self) -> FilledTable:
        """The table as the later edition has it, or as the earlier one had it."""
        found = self.new or self.old
        assert found is not None
        return found

    @property
    def has_other_form(self) -> bool:
        """Whether the two print other columns, so that only what both have can be compared cell by cell."""
        if self.old is None or self.new is None:
            return False
        return _columns(self.old) != _columns(self.new)

    @property
    def has_other_heading(self) -> bool:
        """Whether number, title or unit are other ones."""
        if self.old is None or self.new is None:
            return False
        old, new = self.old.table, self.new.table
        return (old.label, old.title, old.unit) != (new.label, new.title, new.unit)

    @property
    def says_something(self) -> bool:
        """Whether anything but cells changed."""
        return self.old is None or self.new is None or self.has_other_form or self.has_other_heading

    @cached_property
    def cells(self) -> tuple[CellChange, ...]:
        """Every cell that shows something else; none where one edition has no such table at all."""
        if self.old is None or self.new is None:
            return ()
        shared = _columns(self.old) & _columns(self.new)
        old, new = ([one for one in _placed(side) if one.cell.column.key in shared] for side in (self.old, self.new))
        telling = {one.name[0] for one in (*old, *new) if one.cell.amount is not None}
        changes = (CellChange(self, *both) for both in pair(old, new, lambda one: one.name) if _differ(*both))
        return tuple(one for one in changes if not one.is_label_of(telling))

    def print_amount(self, amount: Decimal, places: int, *, signed: bool = False) -> str:
        """Print an amount in yuan in the table's unit."""
        text = str(format_amount(amount, self.shown.table.unit, places))
        return f"+{text}" if signed and amount > 0 else text

    @property
    def title(self) -> str:
        """Number and title of the table."""
        return _("%(label)s %(title)s") % {"label": self.shown.table.label, "title": self.shown.table.title}


def compare_tables(before: Facts, after: Facts) -> Iterator[TableChange]:
    """Yield the tables of two editions that changed in anything: paired by kind, and those of no kind by title."""
    old = [fill(table, before) for table in edition_tables(before)]
    new = [fill(table, after) for table in edition_tables(after)]
    for both in pair(old, new, _titled, lambda filled: filled.table.kind or filled.table.title):
        change = TableChange(*both)
        if change.says_something or change.cells:
            yield change


def _titled(filled: FilledTable) -> tuple[str, str]:
    """Return what a table is and what it is called."""
    return filled.table.kind, filled.table.title


def _columns(filled: FilledTable) -> set[str]:
    """Return the keys of a table's columns."""
    return {leaf.key for section in filled.sections for leaf in section.section.leaves}


def _placed(filled: FilledTable) -> Iterator[PlacedCell]:
    """Yield the cells of a table that belong to rows, with the names of row and column."""
    spelled_out = filled.table.layout in SPELLED_OUT
    for section in filled.sections:
        paths = {key: " · ".join(filter(None, path)) for key, path in section.section.paths.items()}
        for row in section.rows:
            for cell, name in _named(row):
                told = cell.column.is_amount or not (spelled_out or row.kind == RowKind.TOTAL)
                if cell.row and told:
                    yield PlacedCell(cell, name, paths.get(cell.column.key, cell.column.label))


def _named(row: FilledRow) -> Iterator[tuple[Cell, str]]:
    """Yield the cells of a line with what their row is called: by the name to the left, else by the first text.

    A department's row in the table of projects has its code where others have their name.
    """
    texts = [cell.text for cell in row.cells if cell.text and cell.text != row.key]
    name = next(iter(texts), _("合计") if row.kind == RowKind.TOTAL else "")
    for cell in row.cells:
        if cell.column.names_row and cell.text and cell.text != row.key:
            name = cell.text
        yield cell, name


def _differ(old: PlacedCell | None, new: PlacedCell | None) -> bool:
    """Tell whether a cell shows something else; a row that came or went says so by its amounts."""
    before, after = (one.content if one is not None else None for one in (old, new))
    return before != after
