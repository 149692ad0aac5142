"""Spreadsheets of other systems: every visible sheet, as the tables and texts that one sees in it."""

import datetime
import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import groupby
from typing import Any
from zipfile import ZipFile

from django.utils.translation import gettext_lazy as _
from lxml import etree
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from budgets.documents.grids import DocumentError
from budgets.documents.readers.chains import DAMAGED, check_chains
from budgets.documents.readers.package import DAMAGES, check_package
from budgets.documents.readers.spans import (
    CODE_FORMAT,
    ENCRYPTED,
    OLE,
    PERCENT,
    ZIP,
    Line,
    Row,
    check_room,
    is_title_like,
    join_lines,
    number_lines,
    part_text,
    place_of,
    show_number,
)

# The stream by whose name an OLE file tells what it is.
OLD_BOOKS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
# Names that programs give to sheets; they say nothing of what is in them.
NAMELESS = re.compile(r"(?:sheet|工作表|表)\s*\d*(?:\s*\(\d+\))?", re.IGNORECASE)
BUILT_IN = {"9": "0%", "10": "0.00%"}

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINKS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

Grid = list[list[str]]
Place = tuple[int, int]


def read_spreadsheet_lines(content: bytes) -> tuple[list[Line], list[str]]:
    """Read an XLSX's or XLS's visible sheets; return their lines, and the names of the sheets that were left out.

    Amounts come as printed to their last stored digit. Raises DocumentError where the bytes are no workbook.
    """
    check_book(content)
    rows: list[Row] = []
    skipped: list[str] = []
    with refusing_damage():
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        looks = Looks(content) if content.startswith(ZIP) else None
        for sheet in book.sheets_metadata:
            if not _is_shown(sheet):
                skipped.append(sheet.name)
                continue
            rows += sheet_rows(book.get_sheet_by_name(sheet.name), looks)
    return number_lines(rows), skipped


def check_book(content: bytes) -> None:
    """Raise DocumentError where bytes are no XLSX or XLS, are encrypted or would unpack to more than any budget."""
    if content.startswith(ZIP):
        check_package(content)
        with refusing_damage(), ZipFile(BytesIO(content)) as package:
            names = package.namelist()
        if any(name.startswith("xl/macrosheets/") for name in names):
            raise DocumentError(_("工作簿含有宏表，没有读取。请另存为不含宏的 XLSX 再试。"))
        if "xl/workbook.xml" in names:
            return
    elif content.startswith(OLE):
        if ENCRYPTED in content:
            raise DocumentError(_("工作簿设有密码，无法读取。请取消密码后再试。"))
        if any(name in content for name in OLD_BOOKS):
            check_chains(content)
            return
    raise DocumentError(_("文件不是 XLSX 或 XLS 工作簿。请用 Excel 或 WPS 打开后另存为 XLSX 再试。"))


@contextmanager
def refusing_damage() -> Iterator[None]:
    """Raise DocumentError for whatever a damaged or encrypted workbook makes of its reading."""
    try:
        yield
    except PasswordError as error:
        raise DocumentError(_("工作簿设有密码，无法读取。请取消密码后再试。")) from error
    except (*DAMAGES, CalamineError, etree.LxmlError, KeyError, IndexError, OverflowError) as error:
        raise DocumentError(DAMAGED) from error
    except BaseException as error:
        # What the library did not expect in a damaged XLS; its exception has no name that could be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise DocumentError(DAMAGED) from error


def _is_shown(sheet: SheetMetadata) -> bool:
    """Tell whether a reader of the workbook sees a sheet, and cells in it."""
    return sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet


def sheet_rows(sheet: CalamineSheet, looks: "Looks | None") -> list[Row]:
    """Return a sheet's rows: titles, captions and notes as text, and its name where nothing in it is a title."""
    check_room(sheet.total_height * sheet.total_width)
    values = sheet.to_python(skip_empty_area=False)
    shown = looks.of_sheet(sheet.name) if looks else {}
    grid = [
        [show_value(value, shown.get((at, number), "")) for number, value in enumerate(row)]
        for at, row in enumerate(values)
    ]
    merges = blank_merged(grid, sheet.merged_cell_ranges or [])
    rows = trimmed_rows(sheet.name, grid, merges)
    parted = [row for block in blocks_of(rows) for row in part_text(block, opens=block[0] is rows[0])]
    return [*_name_title(sheet.name, parted), *parted]


def blank_merged(grid: Grid, ranges: list[tuple[Place, Place]]) -> dict[Place, int]:
    """Blank what merged ranges hide; return the last column of each range by the place where it begins."""
    for (top, left), (bottom, right) in ranges:
        for at, row in enumerate(grid[top : bottom + 1], start=top):
            for number in range(left, min(right + 1, len(row))):
                if (at, number) != (top, left):
                    row[number] = ""
    return {start: end[1] for start, end in ranges}


def trimmed_rows(name: str, grid: Grid, merges: dict[Place, int]) -> list[Row]:
    """Return all rows of a sheet, from its first filled column to its last."""
    filled = [number for row in grid for number, cell in enumerate(row) if cell]
    if not filled:
        return []
    left, right = min(filled), max(filled)
    return [
        Row(tuple(row[left : right + 1]), f"sheet {name}, row {at + 1}", merges.get((at, left), -1) >= right > left)
        for at, row in enumerate(grid)
    ]


def blocks_of(rows: list[Row]) -> list[list[Row]]:
    """Part a sheet's rows at blank ones, which may separate one table from the next."""
    while rows and not rows[0].text:
        del rows[0]
    return [list(block) for is_filled, block in groupby(rows, lambda row: bool(row.text)) if is_filled]


def _name_title(name: str, rows: list[Row]) -> list[Row]:
    """Return a sheet's name as its title, where it has a table and none of its texts is a title."""
    has_table = any(len(row.filled) > 1 for row in rows)
    has_title = any(len(row.cells) == 1 and is_title_like(row.text) for row in rows)
    return [] if has_title or not has_table or NAMELESS.fullmatch(name.strip()) else [Row((name,), f"sheet {name}")]


def show_value(value: Any, look: str) -> str:
    """Return a cell as one sees it; `look` is its number format, or the error that stands in it."""
    if isinstance(value, str):
        return join_lines([value]) or (look if look.startswith("#") and look[-1] in "!?A" else "")
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return show_number(value, look)
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        value = value.date()
    return str(value)


class Looks:
    """What an XLSX says of its cells beside their values: errors, percentages, codes with leading zeros."""

    def __init__(self, content: bytes) -> None:
        self.package = ZipFile(BytesIO(content))
        self.formats = self._read_formats()
        self.parts = self._read_parts()

    def of_sheet(self, name: str) -> dict[Place, str]:
        """Return the error or telling number format of each cell that has one, by row and column from zero."""
        part = self.parts.get(name)
        if part is None:
            return {}
        content = self.package.read(part)
        if not (self.formats or b't="e"' in content):
            return {}
        cells = etree.iterparse(BytesIO(content), tag=f"{MAIN}c", resolve_entities=False)
        looks: dict[Place, str] = {}
        for _event, cell in cells:
            look = cell.findtext(f"{MAIN}v") if cell.get("t") == "e" else self.formats.get(cell.get("s", ""))
            place = place_of(cell.get("r", ""))
            if look and place:
                looks[place] = look
            cell.clear()
        return looks

    def _read_formats(self) -> dict[str, str]:
        """Return the percentages and codes among the cell styles, by number of the style."""
        if "xl/styles.xml" not in self.package.namelist():
            return {}
        styles = self._parse("xl/styles.xml")
        codes = {item.get("numFmtId", ""): item.get("formatCode", "") for item in styles.iter(f"{MAIN}numFmt")}
        used = styles.find(f"{MAIN}cellXfs")
        styles_used = [] if used is None else list(used)
        known = BUILT_IN | codes
        formats = {str(number): known.get(style.get("numFmtId"), "") for number, style in enumerate(styles_used)}
        return {
            number: code for number, code in formats.items() if PERCENT.fullmatch(code) or CODE_FORMAT.fullmatch(code)
        }

    def _read_parts(self) -> dict[str, str]:
        """Return the part of the package in which each sheet stands, by its name."""
        links = self._parse("xl/_rels/workbook.xml.rels")
        targets = {link.get("Id"): link.get("Target", "") for link in links}
        sheets = self._parse("xl/workbook.xml").iter(f"{MAIN}sheet")
        parts = {sheet.get("name", ""): targets.get(sheet.get(f"{LINKS}id"), "") for sheet in sheets}
        paths = {
            name: target.lstrip("/") if target.startswith("/") else f"xl/{target}" for name, target in parts.items()
        }
        known = set(self.package.namelist())
        return {name: path for name, path in paths.items() if path in known}

    def _parse(self, part: str) -> etree._Element:
        """Return a part of the package as elements."""
        return etree.fromstring(self.package.read(part), etree.XMLParser(resolve_entities=False))
