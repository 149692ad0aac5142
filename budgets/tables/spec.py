"""What a statutory table is: number, title, header tree, rows, notes, legal basis; all of it data.

A table has sections; a section has blocks that stand side by side (table 01: revenue on the left, expenditure
on the right); a block has columns and a way to make its rows from the facts.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any

from budgets.money import MoneyUnit
from budgets.parts import belongs_to_fund, belongs_to_nature
from budgets.tables.facts import Facts

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from budgets.tables.printed import PrintedForm

    Text = str | _StrPromise


class RowKind(StrEnum):
    """What a row of a table stands for."""

    TOTAL = "total"
    DEPARTMENT = "department"
    UNIT = "unit"
    LINE = "line"
    PROJECT = "project"
    INDICATOR = "indicator"


class Layout(StrEnum):
    """How a table's rows are arranged; a reader of documents chooses its way of reading by it."""

    SIDES = "sides"
    UNITS = "units"
    SUBJECTS = "subjects"
    ECONOMIC = "economic"
    ITEMS = "items"
    PROJECTS = "projects"
    PERFORMANCE = "performance"
    PROJECT_PERFORMANCE = "project_performance"
    PRINTED = "printed"


@dataclass(frozen=True)
class Criteria:
    """Which lines an amount adds: of a fund, a nature, an origin, or certain items; what is None is not asked.

    `only_printed` is for amounts that no kind of fact gives: they are shown as declared, and add up nothing.
    """

    fund: str | None = None
    nature: str | None = None
    origin: str | None = None
    items: tuple[str, ...] = ()
    only_printed: bool = False

    def accept(self, line: Any) -> bool | None:
        """Tell whether a line counts; None where the line is too coarse to tell."""
        if self.only_printed:
            return None
        if self.origin is not None and line.origin != self.origin:
            return False
        if self.items and line.item not in self.items:
            return False
        fund = True if self.fund is None else belongs_to_fund(line.fund, self.fund)
        nature = True if self.nature is None else belongs_to_nature(line.nature, self.nature)
        if fund and nature:
            return True
        return False if fund is False or nature is False else None


@dataclass(frozen=True)
class Column:
    """A column, or a group of columns under one header.

    `criteria` makes it a column of amounts. `merged` columns print a value that repeats from row to row once.
    `derived` says that its amounts add up those of other columns (小计, 合计): printed ones are declared, not facts.
    """

    key: str
    label: str
    children: tuple["Column", ...] = ()
    criteria: Criteria | None = None
    derived: bool = False
    merged: bool = False
    names_row: bool = False
    is_code: bool = False

    @property
    def is_amount(self) -> bool:
        """Whether the column holds amounts."""
        return self.criteria is not None

    def leaves(self) -> Iterator["Column"]:
        """Yield the columns below this header, left to right."""
        if not self.children:
            yield self
        for child in self.children:
            yield from child.leaves()

    @property
    def depth(self) -> int:
        """How many header rows this column takes."""
        return 1 + max((child.depth for child in self.children), default=0)


@dataclass(frozen=True)
class Row:
    """A row before its amounts are known: its texts by column key, and the lines its amounts are chosen from.

    `foot` rows stand below all others, side by side with the foot of the neighbouring block. `criteria` narrow what
    every column of the row adds: the row 其中：财政拨款 counts that money alone.
    """

    key: str
    kind: RowKind
    texts: dict[str, str]
    lines: Sequence[Any] = ()
    foot: bool = False
    criteria: Criteria = Criteria()


RowsOf = Callable[[Facts], list[Row]]


@dataclass(frozen=True)
class Block:
    """Columns and the rows below them; tables 01 and 04 have two side by side."""

    columns: tuple[Column, ...]
    rows: RowsOf

    @cached_property
    def leaves(self) -> tuple[Column, ...]:
        """The columns that hold cells."""
        return tuple(leaf for column in self.columns for leaf in column.leaves())


@dataclass(frozen=True)
class HeaderCell:
    """A cell of a table's head."""

    label: str
    colspan: int
    rowspan: int
    path: tuple[str, ...]
    column: Column

    @property
    def scope(self) -> str:
        """What the cell is the header of, as HTML says it."""
        return "colgroup" if self.colspan > 1 else "col"


@dataclass(frozen=True)
class Section:
    """A part of a table with a header of its own; all tables have one but 11.

    `is_fixed` says that the form prints its rows by itself, so that their labels do not make a table filled.
    """

    key: str
    blocks: tuple[Block, ...]
    title: str | None = None
    is_fixed: bool = False

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """All top headers, left to right."""
        return tuple(column for block in self.blocks for column in block.columns)

    @cached_property
    def leaves(self) -> tuple[Column, ...]:
        """All columns that hold cells, left to right."""
        return tuple(leaf for block in self.blocks for leaf in block.leaves)

    @cached_property
    def header(self) -> tuple[tuple[HeaderCell, ...], ...]:
        """The head, row by row, as spans."""
        depth = max(column.depth for column in self.columns)
        rows: list[list[HeaderCell]] = [[] for _ in range(depth)]
        for column in self.columns:
            _spread(column, (), rows)
        return tuple(map(tuple, rows))

    @cached_property
    def paths(self) -> dict[str, tuple[str, ...]]:
        """The labels above each column, from the top down, by column key."""
        found: dict[str, tuple[str, ...]] = {}
        for cells in self.header:
            found.update({cell.column.key: cell.path for cell in cells if not cell.column.children})
        return found


def _spread(column: Column, above: tuple[str, ...], rows: list[list[HeaderCell]]) -> None:
    """Put a column's header cell, and those below it, into the rows of the head."""
    level = len(above)
    path = (*above, column.label)
    rowspan = 1 if column.children else len(rows) - level
    rows[level].append(HeaderCell(column.label, len(list(column.leaves())), rowspan, path, column))
    for child in column.children:
        _spread(child, path, rows)


@dataclass(frozen=True)
class StatutoryTable:
    """A form that the law prescribes.

    `whole` is what the table's total must reach to be complete when it is derived from other tables; without it
    a derived table is complete. `prints_zero` is for forms that print 0.00 where there is nothing; `places` is how many
    decimals amounts are printed with, `numbering` how the form prints its number. `form` is the head and the rows of a
    table that no form set declares.
    """

    number: int
    kind: str
    title: str
    short_title: str
    purpose: "Text"
    basis: "Text"
    layout: Layout
    sections: tuple[Section, ...]
    derivation: "Text"
    empty_note: "Text"
    form_set: str = "henan-2023"
    numbering: str = "预算{:02}表"
    unit: MoneyUnit = MoneyUnit.TEN_THOUSAND_YUAN
    fund: str | None = None
    prints_zero: bool = False
    places: int = 2
    form: "PrintedForm | None" = None
    whole: Callable[[Facts], Decimal | None] | None = None

    @property
    def label(self) -> str:
        """The form's number as printed: 预算03表."""
        return self.numbering.format(self.number)

    def dated_title(self, year: int) -> str:
        """Return the title with the year before it, as forms print it; a document's own title stays as it is."""
        return self.title if self.layout == Layout.PRINTED else f"{year}年{self.title}"

    @property
    def unit_label(self) -> str:
        """The unit as printed above the table."""
        return str(self.unit.label)
