"""Documents of any form, written as lines of text, and what a reading of them says in short."""

from decimal import Decimal

from budgets.documents.grids import Document, Line
from budgets.documents.interpret import interpret
from budgets.documents.interpret.identity import find_phase
from budgets.documents.reading import Reading
from budgets.documents.recognise import split_tables
from budgets.models import (
    Department,
    DepartmentIndicator,
    EconomicExpenditure,
    FunctionExpenditure,
    PerformanceIndicator,
    ProjectFunding,
    Region,
    RevenueLine,
    SourceTable,
    ThreePublicExpense,
)
from budgets.money import rounding_allowance
from budgets.tables.printed import PrintedCells, PrintedForm, printed_table, sums_of

SEPARATOR = "|"


def document_of(text: str, name: str = "form.txt") -> Document:
    """Return a document of lines: a line with separators is a table's row, any other is running text."""
    lines = []
    for place, printed in enumerate(text.strip("\n").split("\n"), start=1):
        cells = tuple(cell.strip() for cell in printed.split(SEPARATOR))
        if any(cells):
            lines.append(Line(place, cells))
    document = Document(name, text.encode(), "0" * 64)
    document.text, document.grids = split_tables(lines)
    return document


def read_form(text: str, name: str = "form.txt") -> Reading:
    """Read a document of lines as the budget of a department that the database need not have."""
    document = document_of(text, name)
    department = Department(region=Region(code="999999"), code="104")
    return interpret(document, department, None, find_phase(document))


def table_of(reading: Reading, number: int) -> SourceTable:
    """Return the table of a number."""
    (found,) = [table for table in reading.rows[SourceTable] if table.number == number]
    return found


def functions(reading: Reading) -> list[tuple[str, str, str, str]]:
    """Return spending by function: code, fund, nature, amount in yuan."""
    return [(one.code, one.fund, one.nature, _plain(one.amount)) for one in reading.rows[FunctionExpenditure]]


def economics(reading: Reading) -> list[tuple[str, str, str, str, str]]:
    """Return spending by economic class: the department's code, the government's, fund, nature, amount in yuan."""
    return [
        (one.department_code, one.government_code, one.fund, one.nature, _plain(one.amount))
        for one in reading.rows[EconomicExpenditure]
    ]


def revenues(reading: Reading) -> list[tuple[str, str, str, str]]:
    """Return revenue: fund, origin, code of its subject, amount in yuan."""
    return [(one.fund, one.origin, one.function_code, _plain(one.amount)) for one in reading.rows[RevenueLine]]


def three_public(reading: Reading) -> dict[str, str]:
    """Return “三公”经费 by item, in yuan."""
    return {one.item: _plain(one.amount) for one in reading.rows[ThreePublicExpense]}


def projects(reading: Reading) -> list[tuple[str, str, str]]:
    """Return the money of projects: name, fund, amount in yuan."""
    return [(one.project.name, one.fund, _plain(one.amount)) for one in reading.rows[ProjectFunding]]


def indicators(reading: Reading) -> list[tuple[str, str, str, str]]:
    """Return the indicators of projects: project, kind, name, value."""
    return [(one.project.name, one.kind, one.name, one.value) for one in reading.rows[PerformanceIndicator]]


def department_indicators(reading: Reading) -> list[tuple[str, str, str, str]]:
    """Return the indicators of the department: both upper levels, name, value."""
    return [(one.level_one, one.level_two, one.name, one.value) for one in reading.rows[DepartmentIndicator]]


def declared(reading: Reading, number: int) -> dict[tuple[str, str], str]:
    """Return the amounts of a table that are no facts, in yuan, by row and column."""
    return {
        (row, column): _plain(amount)
        for (table, row, column), amount in reading.facts.declared.items()
        if table == number
    }


def sums(reading: Reading, number: int) -> tuple[int, list[tuple[str, str, str, str]]]:
    """Return how many sums of a table hold, and those that fail: row, column, printed and added amount in yuan."""
    source = table_of(reading, number)
    form = PrintedForm.from_json(source.form)
    cells = PrintedCells(form, source, reading.facts)
    held, failed = 0, []
    for one in sums_of(printed_table(source, "printed"), cells):
        if abs(one.total - one.whole.amount) <= rounding_allowance(len(one.parts), form.places, form.unit):
            held += 1
        else:
            failed.append((one.row.key, one.column.key, _plain(one.whole.amount), _plain(one.total)))
    return held, failed


def amounts_kept(reading: Reading) -> int:
    """Return how many amounts are found again at the cell they were read from."""
    return sum(len(reading.facts.by_cell(table)) for table in reading.rows[SourceTable])


def troubles(reading: Reading) -> list[tuple[str, str]]:
    """Return what was not understood, with its place."""
    return [(one.place, one.text) for one in reading.troubles]


def _plain(amount: Decimal) -> str:
    """Return an amount as whole yuan where it has no fen."""
    return str(int(amount)) if amount == int(amount) else str(amount)
