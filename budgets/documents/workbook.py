"""Read the portal's own workbook back: the cover says whose budget it is, the sheets of facts what is in it."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.db.models import BooleanField, DecimalField, Field, ForeignKey, IntegerField
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from budgets.documents.grids import Document, DocumentError
from budgets.documents.interpret.codes import UNIT
from budgets.documents.interpret.identity import check_year
from budgets.documents.readers.package import check_package
from budgets.documents.reading import Reading
from budgets.documents.workbook_source import read_sources
from budgets.keys import project_key
from budgets.models import Budget, Department, Edition, Project, Region, SourceTable
from budgets.money import MoneyUnit, round_half_up
from budgets.tables import find_table
from budgets.tables.catalogue import FORM_SETS
from budgets.tables.editions import PRINTED
from budgets.vocabulary import EditionOrigin, Phase
from budgets.workbook_form import COVER, FACT_SHEETS, SOURCE, TABLE_LIST, UNITS, CoverLine, FactSheet

Cells = list[list[Any]]
NUMBER = re.compile(r"-?([0-9]{1,3}(,[0-9]{3}){1,4}|[0-9]{1,15})(\.[0-9]{1,10})?")
TRUE = ("True", "1", "是", "true", "TRUE")


def read_workbook(name: str, content: bytes, department: Department, year: int | None, phase: Phase) -> Reading:
    """Read a workbook in the portal's form; raise DocumentError where it is none, or another department's."""
    book = Book.open(content)
    cover = book.cover()
    edition = _edition(cover, department, year, phase)
    document = Document(name, content, hashlib.sha256(content).hexdigest())
    reading = Reading(document, edition, MoneyUnit.YUAN)
    _read_units(book, reading)
    _read_table_list(book, reading)
    for sheet in FACT_SHEETS:
        FactReader(book, sheet, reading).read()
    read_sources(book.cells(SOURCE), reading)
    return reading


def is_own_workbook(content: bytes) -> bool:
    """Tell the portal's own workbook by its cover or its sheets of facts; what cannot be opened is none."""
    try:
        names = Book.open(content).book.sheet_names
    except DocumentError:
        return False
    return COVER in names or any(sheet.name in names for sheet in FACT_SHEETS)


@dataclass
class Book:
    """An open workbook."""

    book: CalamineWorkbook

    @classmethod
    def open(cls, content: bytes) -> "Book":
        """Open the bytes of a workbook."""
        check_package(content)
        with refusing_damage():
            return cls(CalamineWorkbook.from_filelike(BytesIO(content)))

    def cells(self, sheet: str) -> Cells:
        """Return all cells of a sheet; a sheet that is missing has none."""
        if sheet not in self.book.sheet_names:
            return []
        with refusing_damage():
            return self.book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)

    def cover(self) -> dict[str, str]:
        """Return what the cover says, line by line."""
        lines = {plain(row[0]): plain(row[1]) for row in self.cells(COVER) if len(row) > 1}
        if CoverLine.DEPARTMENT not in lines or CoverLine.YEAR not in lines:
            raise DocumentError(_("工作簿没有“封面”表，或封面没有部门代码和年度，不是本系统的工作簿。"))
        return lines


@contextmanager
def refusing_damage() -> Iterator[None]:
    """Raise DocumentError for whatever a damaged workbook makes of its reading."""
    try:
        yield
    except (CalamineError, ValueError, OSError) as error:
        raise DocumentError(_("文件损坏，无法打开。请重新保存后再试。")) from error


def _edition(cover: dict[str, str], department: Department, year: int | None, phase: Phase) -> Edition:
    """Return an unsaved edition for a workbook whose cover agrees with what was asked for."""
    asked = {
        CoverLine.REGION: department.region.code,
        CoverLine.DEPARTMENT: department.code,
        CoverLine.YEAR: str(year or cover[CoverLine.YEAR]),
        CoverLine.PHASE: str(phase.label),
    }
    for line, value in asked.items():
        if cover.get(line) != value:
            raise DocumentError(
                _("工作簿封面的%(line)s是“%(found)s”，而要求导入的是“%(asked)s”。")
                % {"line": line.value, "found": cover.get(line, ""), "asked": value}
            )
    if cover.get(CoverLine.FORM) not in (*FORM_SETS, PRINTED):
        known = "、".join((*FORM_SETS, PRINTED))
        raise DocumentError(
            _("工作簿封面的表式是“%(found)s”，而本系统的表式是 %(known)s。")
            % {"found": cover.get(CoverLine.FORM, ""), "known": known}
        )
    if not cover[CoverLine.YEAR].isdecimal():
        raise DocumentError(_("工作簿封面的年度“%s”不是数字。") % cover[CoverLine.YEAR])
    check_year(int(cover[CoverLine.YEAR]))
    name_region(department.region, cover)
    return Edition(
        budget=Budget(department=department, year=int(cover[CoverLine.YEAR]), phase=phase),
        origin=EditionOrigin.TRANSCRIBED,
        form_set=cover[CoverLine.FORM],
        department_name=cover.get(CoverLine.DEPARTMENT_NAME, ""),
        department_short_name=cover.get(CoverLine.SHORT_NAME, ""),
        printed_date=cover.get(CoverLine.PRINTED_DATE, ""),
    )


def name_region(region: Region, cover: dict[str, str]) -> None:
    """Give a region that has no name yet the one on the cover."""
    region.name = region.name or cover.get(CoverLine.REGION_NAME, "")


def _read_units(book: Book, reading: Reading) -> None:
    """Read the department's units."""
    department = reading.edition.budget.department
    for at, row in enumerate(book.cells(UNITS)[1:], start=2):
        code, name, short_name = [*map(plain, row), "", "", ""][:3]
        if code and not UNIT.fullmatch(code):
            # Named before the facts that refer to the unit are.
            reading.trouble(f"sheet {UNITS}, row {at}", code, _("不是部门代码（应为 3 至 12 位数字）"), refuses=True)
        elif code:
            unit = Department(region=department.region, code=code, name=name, short_name=short_name, parent=department)
            reading.rows[Department].append(unit)


def _read_table_list(book: Book, reading: Reading) -> None:
    """Read which tables the document prints, so that the others are shown as derived.

    Those that it prints in its own way stand on a sheet of their own.
    """
    printed = {int(number) for number in (plain(row[0]) for row in book.cells(SOURCE)[1:]) if number.isdecimal()}
    for row in book.cells(TABLE_LIST)[1:]:
        number, title = plain(row[0]), plain(row[1]) if len(row) > 1 else ""
        table = find_table(reading.edition.form_set, int(number)) if number.isdecimal() else None
        if number.isdecimal() and int(number) in printed:
            continue
        if table is None:
            reading.trouble(f"sheet {TABLE_LIST}", number, _("不是表式中的表号"), refuses=True)
            continue
        source = SourceTable(edition=reading.edition, number=table.number, title=title, place=f"sheet {table.label}")
        reading.rows[SourceTable].append(source)


class FactReader:
    """Reads one sheet of facts: a row a fact, a column a field."""

    def __init__(self, book: Book, sheet: FactSheet, reading: Reading) -> None:
        self.sheet = sheet
        self.reading = reading
        self.cells = book.cells(sheet.name)
        self.units = {unit.code: unit for unit in reading.rows[Department]}
        self.projects = projects_by_name(reading.rows[Project])

    def read(self) -> None:
        """Read all rows; a missing column, or a cell that is no value of its field, refuses the workbook."""
        head = [plain(cell) for cell in self.cells[0]] if self.cells else []
        missing = [label for label in self.sheet.labels if label not in head]
        if missing or not head:
            self._trouble(1, "、".join(missing), _("缺少这一列") if head else _("缺少这张表"))
            return
        columns = {field: head.index(label) for field, label in zip(self.sheet.fields, self.sheet.labels, strict=True)}
        for at, row in enumerate(self.cells[1:], start=2):
            if any(plain(cell) for cell in row):
                self._read_row(at, row, columns)

    def _read_row(self, at: int, row: Sequence[Any], columns: dict[Field, int]) -> None:
        """Read one fact and keep it with its place."""
        values: dict[str, Any] = {}
        for field, number in columns.items():
            cell = row[number] if number < len(row) else ""
            values[field.name] = self._value(at, field, plain(cell))
        if None in [values.get(field.name) for field in columns if isinstance(field, ForeignKey) and not field.null]:
            return
        fact: Any = self.sheet.model(**values)
        if isinstance(fact, Project):
            self._complete(fact)
        self.reading.add(fact)
        fact.source_place = f"sheet {self.sheet.name}, row {at}"

    def _complete(self, project: Project) -> None:
        """Give a project what people leave out: they know its code and its name; key and order are the portal's."""
        project.key = project.key or project_key(project.code, project.name)
        if project.performance_position is None:
            project.performance_position = len(self.reading.rows[Project]) + 1

    def _value(self, at: int, field: Field, text: str) -> Any:
        """Turn the text of a cell into a value of its field."""
        if isinstance(field, ForeignKey):
            return self._reference(at, field, text)
        if isinstance(field, BooleanField):
            return text in TRUE
        if isinstance(field, (DecimalField, IntegerField)) and not field.choices:
            return self._number(at, field, text)
        if field.choices and text:
            return self._choice(at, field, text)
        return text or (None if field.null else "")

    def _reference(self, at: int, field: Field, text: str) -> Any:
        """Find the unit or project that a cell names."""
        known: dict[str, Any] = self.projects if field.related_model is Project else self.units
        if text and text not in known:
            self._trouble(at, text, _("没有这个项目或单位"))
        elif not text and not field.null:
            self._trouble(at, text, _("没有写明所属项目"))
        return known.get(text)

    def _choice(self, at: int, field: Field, text: str) -> Any:
        """Find the value behind a Chinese label."""
        found = {str(label): value for value, label in field.flatchoices}
        if text not in found:
            self._trouble(at, text, _("不是“%s”的取值") % field.verbose_name)
        return found.get(text, "")

    def _number(self, at: int, field: Field, text: str) -> Any:
        """Read a number; amounts are in yuan, and finer than the field holds is no number of it."""
        is_amount = isinstance(field, DecimalField)
        self.reading.amounts_printed += bool(text) and is_amount
        if not text:
            return None
        number = Decimal(text.replace(",", "")) if NUMBER.fullmatch(text) else None
        rounded = None if number is None else round_half_up(number, getattr(field, "decimal_places", 0))
        if rounded is None or rounded != number:
            self._trouble(at, text, _("不是“%s”的取值") % field.verbose_name, is_amount=is_amount)
            return None
        self.reading.amounts_read += is_amount
        return rounded if is_amount else int(rounded)

    def _trouble(self, at: int, text: str, message: str, *, is_amount: bool = False) -> None:
        """Name a cell that cannot be read."""
        place = f"sheet {self.sheet.name}, row {at}"
        self.reading.trouble(place, text, message, refuses=True, is_amount=is_amount)


def projects_by_name(projects: Sequence[Project]) -> dict[str, Any]:
    """Return projects by what a sheet may call them: by key, and by a name that only one of them has."""
    names = Counter(project.name for project in projects)
    named = {project.name: project for project in projects if names[project.name] == 1}
    return {**named, **{project.key: project for project in projects}}


def plain(cell: Any) -> str:
    """Return a cell as text; a number without its decimal zero, since workbooks know no integers."""
    if isinstance(cell, float):
        # Fifteen digits are what a workbook keeps of a number: beyond them a code is lost, and must not look like one.
        return f"{cell:.0f}" if cell.is_integer() and abs(cell) < 10**15 else f"{cell:.15g}"
    return str(cell).replace("\r\n", "\n").strip()
