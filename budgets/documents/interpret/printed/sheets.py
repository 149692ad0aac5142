"""Sheets about one project or one department, whose cells stand in no columns: the money on them, and their form."""

from collections.abc import Sequence
from itertools import pairwise

from budgets.documents.grids import Line, normalise
from budgets.documents.interpret.printed.amounts import Amounts
from budgets.documents.interpret.printed.meanings import find_value
from budgets.documents.interpret.printed.shape import is_amount
from budgets.documents.interpret.printed.table import PrintedTable
from budgets.models import DeclaredAmount
from budgets.tables.printed import PrintedBlock, PrintedColumn, PrintedForm, PrintedRow

FAMILIES = ("department_performance", "project_performance")


def is_sheet(table: PrintedTable) -> bool:
    """Tell whether a table is read as a sheet rather than by columns."""
    return table.kind.family in FAMILIES


def keep_money(table: PrintedTable) -> Amounts:
    """Keep the amounts of a sheet as declared: those right of a label of money, or below one."""
    amounts = Amounts((), (), table.unit)
    for line, column in money_cells(table.rows):
        amounts.read(line, column)
    for line in table.rows:
        for column in range(len(line.cells)):
            amount = amounts.get(line, column)
            if amount is not None:
                row, name = row_key(table, line), column_key(column)
                declared = DeclaredAmount(table_number=table.number, row=row, column=name, amount=amount)
                table.reading.add(declared, table.place(line, column))
    return amounts


def money_cells(rows: Sequence[Line]) -> list[tuple[Line, int]]:
    """Return the cells of a sheet that hold money: those beside a label of money, and those below one.

    Where one head names money and indicators together, its columns go on to the end of the sheet.
    """
    headed: set[int] = set()
    is_list = False
    found = []
    for line in rows:
        labels = _money_labels(line)
        beside = [right[0] for left, right in pairwise(line.filled) if left[0] in labels and is_amount(right[1])]
        below = [column for column, text in line.filled if column in headed and is_amount(text)]
        found += [(line, column) for column in sorted({*beside, *below})]
        is_list = is_list or bool(labels) and any("级指标" in text for _column, text in line.filled)
        if labels:
            named_here = {column for column in labels if column not in {column - 1 for column in beside}}
            # A line of labels with no amount beside them goes on with the head above it.
            headed = named_here | headed if below or not beside else named_here
        elif not (below or is_list or _goes_on(line)):
            headed = set()
    return found


def _money_labels(line: Line) -> set[int]:
    """Return the columns of a line that hold a label of money."""
    named = [column for column, text in line.filled if find_value("money", normalise(text))]
    return {column for column in named if not is_amount(line.cell(column))}


def _goes_on(line: Line) -> bool:
    """Tell whether amounts may still follow below the head above a line: it has some itself, or only asterisks."""
    texts = [text for _column, text in line.filled]
    return any(map(is_amount, texts)) or not any(text.strip("*") for text in texts)


def row_key(table: PrintedTable, line: Line) -> str:
    """Return the name of a sheet's row in addresses."""
    return f"row-{table.index[line.place] + 1}"


def column_key(column: int) -> str:
    """Return the name of a sheet's column in addresses."""
    return f"column-{column + 1}"


def sheet_form(table: PrintedTable, amounts: Amounts, *, is_understood: bool) -> PrintedForm:
    """Return the form of a sheet: its columns only numbered, its rows as they stand."""
    width = max((len(line.cells) for line in table.rows), default=0)
    columns = tuple(
        PrintedColumn(column_key(number), (f"第{number + 1}列",), names_row=not number) for number in range(width)
    )
    rows = tuple(PrintedRow(table.index[line.place], row_key(table, line)) for line in table.rows)
    return PrintedForm(table.unit, amounts.places, columns, (PrintedBlock(0, width, rows),), is_understood)
