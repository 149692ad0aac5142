"""A filled table as django-tables2 renders it.

The library carries one level of headers and renders cell by cell; the head here comes from the declared tree
of columns, and the body from flat cells, which is five times as fast and allows merged cells.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import django_tables2 as tables
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from budgets.pages.addresses import BudgetAddress
from budgets.tables import Cell, Column, FilledRow, FilledSection, FilledTable, RowKind, printed
from budgets.tables.spec import HeaderCell


@dataclass(frozen=True)
class ShownRow:
    """A row ready for the page: its kind, and its cells as HTML."""

    kind: RowKind
    html: SafeString


class StatutorySection(tables.Table):
    """One section of a statutory table."""

    class Meta:
        template_name = "_parts/statutory_table.html"
        orderable = False

    def __init__(self, filled: FilledTable, section: FilledSection, address: BudgetAddress) -> None:
        self.filled = filled
        self.section = section.section
        self.address = address
        self.folded = _folded_columns(section)
        naming = _naming_column(section)
        self.looks = {leaf.key: _look(leaf, self.folded, naming) for leaf in self.section.leaves}
        super().__init__(list(_shown_rows(self, section.rows)))

    @property
    def header(self) -> list[list[tuple[HeaderCell, str]]]:
        """The head's cells, each with its class: it folds away on a narrow screen, or stays in sight."""
        return [[(cell, self._header_look(cell.column)) for cell in row] for row in self.section.header]

    def _header_look(self, column: Column) -> str:
        """Return the class of a header cell."""
        if all(leaf.key in self.folded for leaf in column.leaves()):
            return "fold"
        return self.looks.get(column.key, "")


def statutory_tables(filled: FilledTable, address: BudgetAddress) -> list[StatutorySection]:
    """Return the sections of a filled table, ready to be rendered."""
    return [StatutorySection(filled, section, address) for section in filled.sections if section.rows]


def _folded_columns(section: FilledSection) -> set[str]:
    """Return the columns of codes left of the row's name: on a narrow screen the code stands above the name."""
    folded: list[Column] = []
    for column in section.section.columns:
        leaves = list(column.leaves())
        if any(leaf.names_row for leaf in leaves):
            break
        folded += leaves
    return {leaf.key for leaf in folded} if all(leaf.is_code for leaf in folded) else set()


def _naming_column(section: FilledSection) -> str:
    """Return the first column that names rows: it stays in sight while the rest scrolls."""
    return next((leaf.key for leaf in section.section.leaves if leaf.names_row), "")


def _shown_rows(shown: "StatutorySection", rows: Sequence[FilledRow]) -> Iterator[ShownRow]:
    """Yield the rows, a merged cell once with its span."""
    spans = _spans(rows)
    for number, row in enumerate(rows):
        code = "".join(cell.text or "" for cell in row.cells if cell.column.key in shown.folded)
        html = [
            _cell_html(shown, row, cell, spans.get((number, cell.column.key), 1), code)
            for cell in row.cells
            if spans.get((number, cell.column.key)) != 0
        ]
        # Every piece was escaped when it was made.
        yield ShownRow(row.kind, mark_safe("".join(html)))  # noqa: S308


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


def _cell_html(shown: "StatutorySection", row: FilledRow, cell: Cell, rowspan: int, code: str) -> str:
    """Return one cell as HTML. Made here and not in a template, which takes five times as long a cell."""
    text = printed(cell, shown.filled.table)
    look = shown.looks[cell.column.key]
    if not text:
        return f'<td class="{look}"></td>'
    content: str = escape(text)
    if cell.amount is not None:
        # Relative to the table's own address, which keeps a page of a thousand figures small.
        content = f'<a href="cells/{cell.row}/{cell.column.key}/">{content}</a>'
    span = f' rowspan="{rowspan}"' if rowspan > 1 else ""
    if cell.column.names_row or (row.kind == RowKind.TOTAL and cell.text is not None):
        above = f'<span class="above">{escape(code)}</span>' if code else ""
        return f'<th scope="row" class="{look}"{span}>{above}{_linked(shown, row, cell, content)}</th>'
    if cell.column.merged:
        return f'<th scope="row" class="{look}"{span}>{content}</th>'
    if cell.differs:
        mark = f'<sup title="{escape(_("与分项之和不符"))}">※</sup>'
        return f'<td class="{look} differs"{span}>{content}{mark}</td>'
    return f'<td class="{look}"{span}>{content}</td>'


def _linked(shown: "StatutorySection", row: FilledRow, cell: Cell, content: str) -> str:
    """Return a project's name as a link to its page, and any other content as it is."""
    if row.kind != RowKind.PROJECT or cell.column.key != "name":
        return content
    return f'<a href="{escape(shown.address.project(row.key))}">{content}</a>'


def _look(column: Column, folded: set[str], naming: str) -> str:
    """Return the class of a column's cells."""
    if column.is_amount:
        return "amount"
    if column.names_row:
        return "name stay" if column.key == naming else "name"
    return "code fold" if column.key in folded else ("code" if column.is_code else "text")
