"""Read revenue by unit (table 02)."""

from collections.abc import Sequence

from budgets.documents.grids import Line, normalise
from budgets.documents.interpret.codes import unit_code
from budgets.documents.interpret.header import amount_columns
from budgets.documents.interpret.sheet import Sheet
from budgets.documents.interpret.units import UnitFinder
from budgets.models import Department, RevenueLine
from budgets.tables import Column
from budgets.vocabulary import Fund, MoneyOrigin

TOTALS = ("合计", "总计")


def read_revenue(sheet: Sheet, numbers: dict[str, int], body: Sequence[Line]) -> None:
    """Read the rows: facts of each unit, or of the department where it has no units in the table."""
    section = sheet.table.sections[0]
    department = sheet.reading.edition.budget.department.code
    has_units = any(line.cell(numbers["unit_code"]) not in ("", department) for line in body)
    units = UnitFinder(sheet.reading)
    for line in body:
        code, name = unit_code(sheet, line, numbers["unit_code"]), line.cell(numbers["unit_name"])
        if code is None or not (code or normalise(name) in TOTALS):
            continue
        sheet.account(line, numbers["unit_name"])
        unit = units.find(code, name)
        is_fact = unit is not None or (code == department and not has_units)
        for column in amount_columns(section):
            _read_cell(sheet, line, numbers[column.key], column, code or "total", unit, is_fact=is_fact)


def _read_cell(
    sheet: Sheet, line: Line, number: int, column: Column, row: str, unit: Department | None, *, is_fact: bool
) -> None:
    """Read one amount: a fact of a unit or of the department, or a total, which is declared."""
    amount = sheet.amount(line, number)
    if amount is None or column.criteria is None:
        return
    place = sheet.place(line, number)
    if column.derived or not is_fact:
        sheet.reading.declare(sheet.table, row, column.key, amount, place)
        return
    line_of_revenue = RevenueLine(
        unit=unit,
        fund=column.criteria.fund or Fund.ALL_FUNDS,
        origin=column.criteria.origin or MoneyOrigin.CURRENT,
        amount=amount,
    )
    sheet.reading.add(line_of_revenue, place)
