"""A filled table as django-tables2 renders it.

The library carries one level of headers and renders cell by cell; the head here comes from the declared tree
of columns, and the body from flat cells, which is five times as fast and allows merged cells.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import django_tables2 as tables

from budgets.pages.addresses import BudgetAddress
from budgets.tables import Cell, Column, FilledRow, FilledSection, FilledTable, RowKind, printed


@dataclass(frozen=True)
class ShownCell:
    """A cell ready for the page: what it prints, how it looks, how many rows it spans."""

    text: str | None
    look: str
    is_header: bool = False
    rowspan: int = 1
    code: str = ""
    address: str = ""
    differs: bool = False


@dataclass(frozen=True)
class ShownRow:
    """A row ready for the page."""

    kind: RowKind
    cells: list[ShownCell]


class StatutorySection(tables.Table):
    """One section of a statutory table."""

    class Meta:
        template_name = "_parts/statutory_table.html"
        orderable = False

    def __init__(self, filled: FilledTable, section: FilledSection, address: BudgetAddress) -> None:
        self.filled = filled
        self.section = section.section
        self.folded = _folded_columns(section)
        rows = list(_shown_rows(filled, section, address, self.folded))
        super().__init__(rows)

    @property
    def header(self) -> list[list[tuple[Any, bool]]]:
        """The head's cells, each with whether it folds away on a narrow screen."""
        return [
            [(cell, all(leaf.key in self.folded for leaf in cell.column.leaves())) for cell in row]
            for row in self.section.header
        ]


def statutory_tables(filled: FilledTable, address: BudgetAddress) -> list[StatutorySection]:
    """Return the sections of a filled table, ready to be rendered."""
    return [StatutorySection(filled, section, address) for section in filled.sections if section.rows]


def _folded_columns(section: FilledSection) -> set[str]:
    """Return the columns of codes left of the row's name: on a narrow screen the code stands above the name."""
    folded: set[str] = set()
    for column in section.section.columns:
        leaves = list(column.leaves())
        if any(leaf.names_row for leaf in leaves):
            return folded if all(leaf.is_code for leaf in _found(section, folded)) else set()
        folded.update(leaf.key for leaf in leaves)
    return set()


def _found(section: FilledSection, keys: set[str]) -> list[Column]:
    """Return the columns of certain keys."""
    return [leaf for leaf in section.section.leaves if leaf.key in keys]


def _shown_rows(
    filled: FilledTable, section: FilledSection, address: BudgetAddress, folded: set[str]
) -> Iterator[ShownRow]:
    """Yield the rows, a merged cell once with its span."""
    spans = _spans(section.rows)
    for number, row in enumerate(section.rows):
        code = "".join(cell.text or "" for cell in row.cells if cell.column.key in folded)
        cells = [
            _shown_cell(filled, row, cell, spans.get((number, cell.column.key), 1), address, code, folded)
            for cell in row.cells
            if spans.get((number, cell.column.key)) != 0
        ]
        yield ShownRow(row.kind, cells)


def _spans(rows: Sequence[FilledRow]) -> dict[tuple[int, str], int]:
    """Return how many rows each merged cell spans, 0 for those that one above covers."""
    spans: dict[tuple[int, str], int] = {}
    merged = [cell.column.key for cell in rows[0].cells if cell.column.merged] if rows else []
    for level, key in enumerate(merged):
        start = 0
        for number, row in enumerate(rows):
            above = _texts(rows[number - 1], merged[: level + 1]) if number else None
            if _texts(row, merged[: level + 1]) == above:
                spans[number, key] = 0
                spans[start, key] += 1
            else:
                start = number
                spans[number, key] = 1
    return spans


def _texts(row: FilledRow, keys: list[str]) -> list[str | None]:
    """Return the texts of certain columns of a row."""
    return [cell.text for cell in row.cells if cell.column.key in keys]


def _shown_cell(
    filled: FilledTable,
    row: FilledRow,
    cell: Cell,
    rowspan: int,
    address: BudgetAddress,
    code: str,
    folded: set[str],
) -> ShownCell:
    """Return one cell ready for the page."""
    column = cell.column
    text = printed(cell, filled.table)
    names_row = column.names_row and bool(text)
    is_project = row.kind == RowKind.PROJECT and column.key == "name"
    return ShownCell(
        text=text,
        look=_look(column, folded),
        is_header=names_row or (column.merged and bool(text)),
        rowspan=rowspan,
        code=code if names_row else "",
        address=address.project(row.key) if is_project else "",
        differs=cell.differs,
    )


def _look(column: Column, folded: set[str]) -> str:
    """Return the class of a cell."""
    if column.is_amount:
        return "amount"
    if column.names_row:
        return "name"
    return "code fold" if column.key in folded else ("code" if column.is_code else "text")
