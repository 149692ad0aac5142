"""Read spending by economic class (tables 06, 07)."""

from collections.abc import Sequence

from budgets.documents.grids import Line, normalise
from budgets.documents.interpret.codes import economic_code
from budgets.documents.interpret.header import amount_columns
from budgets.documents.interpret.sheet import Sheet
from budgets.models import EconomicExpenditure
from budgets.tables import Column
from budgets.vocabulary import Fund, MoneyOrigin, Nature

Numbers = dict[str, int]
CODES = ("department_code", "government_code")
NAMES = ("department_name", "government_name")


def read_economic(sheet: Sheet, numbers: dict[str, int], body: Sequence[Line]) -> None:
    """Read the rows: totals as declared, each pair of codes as facts."""
    section = sheet.table.sections[0]
    codes = [line.cell(numbers["department_code"]) for line in body]
    for line, code in zip(body, codes, strict=True):
        is_subtotal = any(other != code and code and other.startswith(code) for other in codes)
        _read_row(sheet, line, numbers, amount_columns(section), is_subtotal=is_subtotal)


def _read_row(sheet: Sheet, line: Line, numbers: Numbers, columns: Sequence[Column], *, is_subtotal: bool) -> None:
    """Read one row: 合计, a class above the rows that make it up, or a pair of codes."""
    texts = {key: line.cell(numbers[key]) for key in NAMES} | {key: normalise(line.cell(numbers[key])) for key in CODES}
    is_total = any(normalise(text) == "合计" for text in texts.values())
    row = "total" if is_total else _row_key(sheet, line, numbers)
    if row is None:
        return
    sheet.account(line, *(numbers[key] for key in texts))
    for column in columns:
        amount = sheet.amount(line, numbers[column.key])
        place = sheet.place(line, numbers[column.key])
        if amount is None:
            continue
        if is_total or is_subtotal or column.derived:
            sheet.reading.declare(sheet.table, row, column.key, amount, place)
        else:
            money = _money(sheet, column)
            sheet.reading.add(EconomicExpenditure(**texts, **money, amount=amount), place)


def _row_key(sheet: Sheet, line: Line, numbers: Numbers) -> str | None:
    """Return the key of a pair of codes, or None where one of them is no code."""
    department = economic_code(sheet, line, numbers["department_code"])
    government = economic_code(sheet, line, numbers["government_code"])
    if not department or government is None:
        return None
    return f"{department}-{government}" if government else department


def _money(sheet: Sheet, column: Column) -> dict[str, str]:
    """Return what a column says of its money: table 06 names the nature, table 07 the fund."""
    criteria = column.criteria
    assert criteria is not None
    return {
        "fund": criteria.fund or sheet.table.fund or Fund.ALL_FUNDS,
        "origin": criteria.origin or MoneyOrigin.CURRENT,
        "nature": criteria.nature or Nature.ALL_NATURES,
    }
