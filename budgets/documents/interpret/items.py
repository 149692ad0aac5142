"""Read “三公”经费 (table 08), whose one row stands under the names of its items."""

from collections.abc import Sequence

from budgets.documents.grids import Line
from budgets.documents.interpret.header import amount_columns
from budgets.documents.interpret.sheet import Sheet
from budgets.models import ThreePublicExpense


def read_items(sheet: Sheet, numbers: dict[str, int], body: Sequence[Line]) -> None:
    """Read the row: sums as declared, items as facts."""
    section = sheet.table.sections[0]
    for line in body:
        for column in amount_columns(section):
            amount = sheet.amount(line, numbers[column.key])
            if amount is None or column.criteria is None:
                continue
            place = sheet.place(line, numbers[column.key])
            if column.derived:
                sheet.reading.declare(sheet.table, "total", column.key, amount, place)
            else:
                sheet.reading.add(ThreePublicExpense(item=column.criteria.items[0], amount=amount), place)
