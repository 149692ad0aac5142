"""Workbooks taken apart into cells and put together again, as another program would after an edit."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import xlsxwriter
from python_calamine import CalamineWorkbook

from tests.documents.twin import SAMPLE

Sheets = dict[str, list[list[Any]]]


def sample_sheets() -> Sheets:
    """Return the cells of the sample's workbook by sheet."""
    return sheets_of(SAMPLE.read_bytes())


def sheets_of(content: bytes) -> Sheets:
    """Return the cells of a workbook by sheet."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def workbook_of(sheets: Sheets) -> bytes:
    """Return a workbook that holds these cells, a text that looks like a formula as the text it is."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return buffer.getvalue()


def edited(sheet: str, label: str, row: int, value: Any) -> bytes:
    """Return the sample's workbook with one cell changed: of a sheet of facts, under a label, counted as people do."""
    sheets = sample_sheets()
    rows = sheets[sheet]
    rows[row - 1][rows[0].index(label)] = value
    return workbook_of(sheets)


def cover(line: str, value: str) -> bytes:
    """Return the sample's workbook with another line on its cover."""
    sheets = sample_sheets()
    for row in sheets["封面"]:
        if row[0] == line:
            row[1] = value
    return workbook_of(sheets)


def repacked(change: Callable[[str, bytes], bytes]) -> bytes:
    """Return the sample's package with the parts changed inside it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(SAMPLE) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, change(part.filename, old.read(part)))
    return buffer.getvalue()
