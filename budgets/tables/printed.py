"""Tables as documents of other places print them: their own head and rows, and which cells add up to which.

A department whose form nobody declared still gets its tables: `PrintedForm` is the declaration that was read off
the page. It is kept beside the printed cells, so that what is shown never depends on a later reading.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from budgets.models import SourceTable
from budgets.money import MoneyUnit, add
from budgets.tables.facts import Facts
from budgets.tables.kinds import kinds
from budgets.tables.spec import Block, Column, Criteria, Layout, RowKind, Section, StatutoryTable

ANY = Criteria()
PURPOSE = _("按公布的文件原样列出。")
BASIS = _("财预〔2016〕143号")
EMPTY = _("公布的文件印出了本表，表中没有数字。")


@dataclass(frozen=True)
class PrintedColumn:
    """A printed column: the labels above it, what it holds, and the columns whose amounts it adds up."""

    key: str
    path: tuple[str, ...]
    is_amount: bool = False
    is_code: bool = False
    names_row: bool = False
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class PrintedRow:
    """A printed row in one block: its line in the source table, and the rows that it adds up, by their keys."""

    line: int
    key: str
    kind: RowKind = RowKind.LINE
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class PrintedBlock:
    """Columns that stand side by side with others, from the first up to but without the last, and their rows."""

    first: int
    last: int
    rows: tuple[PrintedRow, ...]


@dataclass(frozen=True)
class PrintedForm:
    """What a printed table's head and rows were understood as; columns are in printed order."""

    unit: MoneyUnit
    places: int
    columns: tuple[PrintedColumn, ...]
    blocks: tuple[PrintedBlock, ...]
    is_understood: bool = True
    # How many lines the head takes; the lines before it are captions.
    head: tuple[int, ...] = field(default_factory=tuple)

    def as_json(self) -> dict[str, Any]:
        """Return the form as plain values, as a source table keeps it."""
        return {
            "unit": int(self.unit),
            "places": self.places,
            "is_understood": self.is_understood,
            "head": list(self.head),
            "columns": [
                [one.key, list(one.path), one.is_amount, one.is_code, one.names_row, list(one.parts)]
                for one in self.columns
            ],
            "blocks": [
                [one.first, one.last, [[row.line, row.key, row.kind.value, list(row.parts)] for row in one.rows]]
                for one in self.blocks
            ],
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "PrintedForm":
        """Return the form that plain values stand for."""
        return cls(
            unit=MoneyUnit(values["unit"]),
            places=values["places"],
            is_understood=values["is_understood"],
            head=tuple(values["head"]),
            columns=tuple(
                PrintedColumn(key, tuple(path), is_amount, is_code, names_row, tuple(parts))
                for key, path, is_amount, is_code, names_row, parts in values["columns"]
            ),
            blocks=tuple(
                PrintedBlock(
                    first,
                    last,
                    tuple(PrintedRow(line, key, RowKind(kind), tuple(parts)) for line, key, kind, parts in rows),
                )
                for first, last, rows in values["blocks"]
            ),
        )


def printed_table(source: SourceTable, form_set: str) -> StatutoryTable:
    """Return the table that a document prints, under the number and the title it has there."""
    assert source.form is not None
    form = PrintedForm.from_json(source.form)
    sections = (Section("printed", tuple(_block(form, block) for block in form.blocks)),)
    heading = printed_heading(source, form_set)
    return replace(heading, sections=sections, unit=form.unit, places=form.places, form=form)


def _block(form: PrintedForm, block: PrintedBlock) -> Block:
    """Return the columns of a block under the heads they share; its rows are those of the printed lines."""
    columns = form.columns[block.first : block.last]
    return Block(tuple(_grouped(columns, 0)), lambda facts: [])


def _grouped(columns: Sequence[PrintedColumn], level: int) -> Iterator[Column]:
    """Yield columns, those that share a label at a level of the head as one group."""
    start = 0
    while start < len(columns):
        label = _label(columns[start], level)
        end = start + 1
        while end < len(columns) and _label(columns[end], level) == label and len(columns[end].path) > level:
            end += 1
        group = columns[start:end]
        if len(group) == 1 and len(group[0].path) <= level + 1:
            yield _leaf(group[0])
        else:
            yield Column(f"{group[0].key}-{level}", label, tuple(_grouped(_numbered(group, level), level + 1)))
        start = end


def _numbered(group: Sequence[PrintedColumn], level: int) -> list[PrintedColumn]:
    """Return columns of which several have one label and nothing below it, each with its number below."""
    bare = [one for one in group if len(one.path) <= level + 1]
    names = {id(one): str(number) for number, one in enumerate(bare, start=1)}
    return [
        PrintedColumn(one.key, (*one.path, names[id(one)]), one.is_amount, one.is_code, one.names_row, one.parts)
        if id(one) in names
        else one
        for one in group
    ]


def _label(column: PrintedColumn, level: int) -> str:
    """Return a column's label at a level of the head; one without labels has a blank."""
    return column.path[level] if level < len(column.path) else ""


def _leaf(column: PrintedColumn) -> Column:
    """Return a column that holds cells."""
    return Column(
        column.key,
        column.path[-1] if column.path else "",
        criteria=ANY if column.is_amount else None,
        derived=bool(column.parts),
        names_row=column.names_row,
        is_code=column.is_code,
    )


class PrintedCells:
    """The cells of a printed table with the facts that were read from them."""

    def __init__(self, form: PrintedForm, source: SourceTable, facts: Facts) -> None:
        self.form = form
        self.rows: Sequence[Mapping[str, Any]] = source.rows
        self.records = facts.by_cell(source)
        self.columns = {column.key: number for number, column in enumerate(form.columns)}

    def text(self, line: int, column: int) -> str | None:
        """Return a cell as printed, or None where it is blank."""
        cells = self.rows[line]["cells"]
        return (cells[column].strip() or None) if column < len(cells) else None

    def record(self, line: int, column: str) -> Any:
        """Return the fact that was read from a cell, or None."""
        return self.records.get((line, self.columns[column]))

    def parts(self, block: PrintedBlock, row: PrintedRow, column: PrintedColumn) -> tuple[list[Any], list[Any]]:
        """Return the records that a cell adds up along its column, and those it adds up along its row."""
        lines = {one.key: one.line for one in block.rows}
        down = [(lines[key], column.key) for key in row.parts if key in lines]
        across = [(row.line, key) for key in column.parts]
        return self._records(down), self._records(across)

    def _records(self, cells: Sequence[tuple[int, str]]) -> list[Any]:
        """Return the records of cells; none at all where one of them prints a figure that nobody could read."""
        if any(self._is_unread(line, column) for line, column in cells):
            return []
        found = (self.record(line, column) for line, column in cells)
        return [one for one in found if one is not None]

    def _is_unread(self, line: int, column: str) -> bool:
        """Tell whether a cell prints a figure of which nothing was read: 1,2x."""
        text = self.text(line, self.columns[column]) or ""
        is_figure = any(map(str.isdigit, text)) and not text.endswith(("%", "％"))
        return is_figure and self.record(line, column) is None


def sums_of(table: StatutoryTable, cells: PrintedCells) -> Iterator["Sum"]:
    """Yield every sum that a printed table shows: down its columns and along its rows."""
    assert table.form is not None
    for block in table.form.blocks:
        for row in block.rows:
            for column in table.form.columns[block.first : block.last]:
                whole = cells.record(row.line, column.key) if column.is_amount else None
                if whole is None:
                    continue
                down, across = cells.parts(block, row, column)
                if down:
                    yield Sum(row, column, whole, tuple(down), is_row=False)
                if across:
                    yield Sum(row, column, whole, tuple(across), is_row=True)


@dataclass(frozen=True)
class Sum:
    """A printed cell and the printed cells that it adds up, along its row or down its column."""

    row: PrintedRow
    column: PrintedColumn
    whole: Any
    parts: tuple[Any, ...]
    is_row: bool

    @property
    def total(self) -> Decimal | None:
        """What the parts add up to, in yuan."""
        return add(part.amount for part in self.parts)


def named_rows(form: PrintedForm, cells: PrintedCells) -> Mapping[tuple[int, str], str]:
    """Return what each row is called, by its line and key."""
    names = {}
    for block in form.blocks:
        naming = [n for n in range(block.first, block.last) if form.columns[n].names_row]
        for row in block.rows:
            names[row.line, row.key] = next(filter(None, (cells.text(row.line, n) for n in naming)), "")
    return names


def lines_of(form: PrintedForm) -> list[int]:
    """Return the lines of a printed table's body, from the top down."""
    return sorted({row.line for block in form.blocks for row in block.rows})


def abreast(blocks: Iterable[PrintedBlock], line: int) -> list[PrintedRow | None]:
    """Return the row of each block that stands on a line, or None where the block is blank there."""
    return [next((row for row in block.rows if row.line == line), None) for block in blocks]


def printed_heading(source: SourceTable, form_set: str) -> StatutoryTable:
    """Return a printed table without its columns, for lists: neither its cells nor its form are asked for."""
    kind = kinds().get(source.kind)
    return StatutoryTable(
        number=source.number or 0,
        kind=source.kind,
        title=source.title,
        short_title=kind.label if kind else source.title,
        purpose=PURPOSE,
        basis=BASIS,
        layout=Layout.PRINTED,
        sections=(),
        derivation="",
        empty_note=EMPTY,
        form_set=form_set,
        numbering="表{:02}",
        fund=kind.fund if kind else None,
    )
