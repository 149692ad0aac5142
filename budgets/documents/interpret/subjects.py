"""Read spending by subject and nature (tables 03, 05, 09)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from budgets.documents.grids import Line, normalise
from budgets.documents.interpret.alignment import Alignment, adopt, align
from budgets.documents.interpret.codes import function_code, unit_code
from budgets.documents.interpret.header import amount_columns, match_head
from budgets.documents.interpret.sheet import Sheet
from budgets.documents.interpret.units import UnitFinder
from budgets.models import Department, FunctionExpenditure
from budgets.tables import Column
from budgets.vocabulary import Fund

TOTALS = ("合计", "总计")
CODE = ("category", "section", "item")


@dataclass
class SubjectSheet:
    """A table of subjects with its columns matched and its rows aligned."""

    sheet: Sheet
    numbers: dict[str, int]
    body: list[Line]
    alignment: Alignment

    @property
    def columns(self) -> list[Column]:
        """The columns of amounts."""
        return amount_columns(self.sheet.table.sections[0])


def read_subject_tables(sheets: Sequence[Sheet]) -> None:
    """Read all tables of subjects of a document together: they are one form, set by one hand.

    A table whose own sums decide nothing, such as one of zeros, is aligned as its sisters are.
    """
    prepared = [one for one in map(_prepare, sheets) if one is not None]
    proven = next((one.alignment for one in prepared if one.alignment.is_proven), None)
    for one in prepared:
        if proven is not None and not one.alignment.is_proven:
            amounts = {column.key: one.numbers[column.key] for column in one.columns}
            one.alignment = adopt(proven, one.columns, amounts, one.body)
        _read(one)


def _prepare(sheet: Sheet) -> SubjectSheet | None:
    """Match head and rows of one table."""
    section = sheet.table.sections[0]
    matched = match_head(sheet, section)
    if matched is None:
        return None
    numbers, body = matched
    columns = amount_columns(section)
    amounts = {column.key: numbers[column.key] for column in columns}
    return SubjectSheet(sheet, numbers, body, align(columns, amounts, body, sheet.unit))


def _read(one: SubjectSheet) -> None:
    """Read the rows: totals as declared, the leaves of each subject as facts."""
    sheet = one.sheet
    if one.alignment.missing is not None:
        label = _label(one, one.alignment.missing)
        ground = _("各行合计") if one.alignment.is_proven else _("同一表式的其他表")
        sheet.reading.remark(
            sheet.table,
            _("原文各行比表头少一列；按%(ground)s推定缺少“%(label)s”一列，已据此转录。")
            % {"ground": ground, "label": label},
        )
    units = UnitFinder(sheet.reading)
    codes = {line.place: _code(one, line) for line in one.body}
    unit: Department | None = None
    for line in one.body:
        code = codes[line.place]
        if code is None:
            continue
        if code:
            is_subtotal = any(other != code and (other or "").startswith(code) for other in codes.values())
            _read_subject(one, line, code, unit, declared_only=is_subtotal)
        else:
            unit = _read_heading(one, line, units)


def _label(one: SubjectSheet, key: str) -> str:
    """Return what a column is called; a subtotal, of which there are several, with its group."""
    column = next(column for column in one.columns if column.key == key)
    path = one.sheet.table.sections[0].paths[key]
    return "".join(path[-2:]) if column.derived else column.label


def _code(one: SubjectSheet, line: Line) -> str | None:
    """Read a row's subject code; empty for totals, None for a code that is none."""
    return function_code(one.sheet, line, [one.numbers[key] for key in CODE])


def _read_heading(one: SubjectSheet, line: Line, units: UnitFinder) -> Department | None:
    """Read the row of the total, of the department or of a unit; return the unit that the next rows belong to."""
    sheet = one.sheet
    code = unit_code(sheet, line, one.numbers["unit_code"])
    name = line.cell(one.numbers["name"])
    if code is None or not (code or normalise(name) in TOTALS):
        return None
    sheet.account(line, one.numbers["name"])
    for column in one.columns:
        _declare(one, line, code or "total", column)
    return units.find(code, name)


def _read_subject(one: SubjectSheet, line: Line, code: str, unit: Department | None, *, declared_only: bool) -> None:
    """Read the row of a subject."""
    sheet = one.sheet
    name = sheet.text(line, one.numbers["name"])
    sheet.text(line, one.numbers["unit_code"])
    row = code if unit is None else f"{unit.code}-{code}"
    for column in one.columns:
        if column.derived or declared_only:
            _declare(one, line, row, column)
        else:
            _add(one, line, code, name, unit, column)


def _declare(one: SubjectSheet, line: Line, row: str, column: Column) -> None:
    """Keep a printed total."""
    number = one.alignment.columns.get(column.key)
    amount = None if number is None else one.sheet.amount(line, number)
    if amount is not None and number is not None:
        one.sheet.reading.declare(one.sheet.table, row, column.key, amount, one.sheet.place(line, number))


def _add(one: SubjectSheet, line: Line, code: str, name: str, unit: Department | None, column: Column) -> None:
    """Keep the spending of one nature on one subject."""
    number = one.alignment.columns.get(column.key)
    amount = None if number is None else one.sheet.amount(line, number)
    if amount is None or number is None or column.criteria is None:
        return
    fact = FunctionExpenditure(
        unit=unit,
        code=code,
        name=name,
        fund=one.sheet.table.fund or Fund.ALL_FUNDS,
        nature=column.criteria.nature or "",
        amount=amount,
    )
    one.sheet.reading.add(fact, one.sheet.place(line, number))
