"""A filled table as a sheet: merged heads, number formats, frozen panes, fitted to A4 landscape."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from budgets.money import scale
from budgets.tables import Cell, Column, FilledSection, FilledTable

A4 = 9
WRITTEN = datetime(1980, 1, 1, tzinfo=UTC)
WIDE_TEXT = ("explanation", "content", "goal")


@dataclass(frozen=True)
class Formats:
    """The looks of cells, made once for a workbook."""

    title: Format
    caption: Format
    caption_right: Format
    head: Format
    text: Format
    amount: Format
    note: Format

    @classmethod
    def of(cls, book: Workbook) -> "Formats":
        """Make the formats of a workbook."""
        cell = {"border": 1, "border_color": "#bbbbbb", "valign": "vcenter", "text_wrap": True}
        return cls(
            title=book.add_format({"bold": True, "font_size": 16, "align": "center"}),
            caption=book.add_format({"align": "left"}),
            caption_right=book.add_format({"align": "right"}),
            head=book.add_format({**cell, "bold": True, "align": "center", "bg_color": "#f4f1ea"}),
            text=book.add_format({**cell, "num_format": "@"}),
            amount=book.add_format({**cell, "num_format": "#,##0.00", "align": "right"}),
            note=book.add_format({"text_wrap": True, "valign": "top", "font_size": 9}),
        )


def new_workbook(buffer: io.BytesIO) -> Workbook:
    """Return a workbook in memory in which no text becomes a formula, a link or a number."""
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(buffer, options)
    # The time of writing would make every copy of one edition another file, under one ETag.
    book.set_properties({"created": WRITTEN})
    return book


def table_xlsx(filled: FilledTable) -> bytes:
    """Return a table as a workbook of one sheet."""
    buffer = io.BytesIO()
    with new_workbook(buffer) as book:
        write_table(book.add_worksheet(filled.table.label), filled, Formats.of(book))
    return buffer.getvalue()


def write_table(sheet: Worksheet, filled: FilledTable, formats: Formats) -> None:
    """Write a table as the form prints it: title, captions, each section with its head, notes."""
    width = max(len(section.section.leaves) for section in filled.sections)
    at = _write_captions(sheet, filled, formats, width)
    for section in filled.sections:
        if section.section.title:
            sheet.write_string(at, 0, section.section.title, formats.caption)
            at += 1
        at = _write_head(sheet, at, section, formats)
        if len(filled.sections) == 1:
            sheet.freeze_panes(at, _frozen_columns(section))
            sheet.repeat_rows(at - len(section.section.header), at - 1)
        at = _write_body(sheet, at, section, filled, formats)
    for note in filled.notes:
        _merge(sheet, at, 0, 1, width, str(note), formats.note)
        sheet.set_row(at, 15 * (1 + len(str(note)) // 70))
        at += 1
    _set_up_page(sheet, filled)


def _write_captions(sheet: Worksheet, filled: FilledTable, formats: Formats, width: int) -> int:
    """Write number, title, department and unit; return the next free row."""
    edition = filled.facts.edition
    sheet.write_string(0, 0, filled.table.label, formats.caption)
    _merge(sheet, 1, 0, 1, width, filled.title, formats.title)
    sheet.write_string(2, 0, _("部门名称：%s") % edition.department_name, formats.caption)
    last = max(width - 1, 1)
    sheet.write_string(2, last, _("单位：%s") % filled.table.unit_label, formats.caption_right)
    return 3


def _write_head(sheet: Worksheet, at: int, filled: FilledSection, formats: Formats) -> int:
    """Write the head with its spans; return the next free row."""
    header = filled.section.header
    positions = {leaf.key: number for number, leaf in enumerate(filled.section.leaves)}
    for level, cells in enumerate(header):
        for cell in cells:
            first = positions[next(cell.column.leaves()).key]
            _merge(sheet, at + level, first, cell.rowspan, cell.colspan, cell.label, formats.head)
    for number, leaf in enumerate(filled.section.leaves):
        sheet.set_column(number, number, _width(leaf))
    return at + len(header)


def _write_body(sheet: Worksheet, at: int, section: FilledSection, filled: FilledTable, formats: Formats) -> int:
    """Write the rows: amounts as numbers in the table's unit, everything else as text; return the next free row."""
    for row in section.rows:
        for number, cell in enumerate(row.cells):
            _write_cell(sheet, at, number, cell, filled, formats)
        at += 1
    return at


def _write_cell(sheet: Worksheet, at: int, number: int, cell: Cell, filled: FilledTable, formats: Formats) -> None:
    """Write one cell; a blank stays blank."""
    if cell.text is not None:
        sheet.write_string(at, number, cell.text, formats.text)
    elif cell.amount is not None:
        sheet.write_number(at, number, float(scale(cell.amount, filled.table.unit)), formats.amount)
    else:
        sheet.write_blank(at, number, None, formats.text)


def _merge(sheet: Worksheet, row: int, column: int, rows: int, columns: int, text: str, look: Format) -> None:
    """Write a text over a range; a range of one cell cannot be merged."""
    if rows == columns == 1:
        sheet.write_string(row, column, text, look)
    else:
        sheet.merge_range(row, column, row + rows - 1, column + columns - 1, text, look)


def _frozen_columns(filled: FilledSection) -> int:
    """Return how many columns stay in sight: up to the one that names the row, where it comes early."""
    leaves: Sequence[Column] = filled.section.leaves
    return next((number + 1 for number, leaf in enumerate(leaves[:5]) if leaf.names_row), 0)


def _width(leaf: Column) -> float:
    """Return a column's width in characters."""
    if leaf.is_amount:
        return 12
    if leaf.key in WIDE_TEXT:
        return 50
    return 8 if leaf.is_code and leaf.key in ("category", "section", "item", "unit_code") else 24


def _set_up_page(sheet: Worksheet, filled: FilledTable) -> None:
    """Fit the sheet to the width of A4 landscape."""
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    sheet.set_footer(f"&C{filled.table.label}　&P / &N")
