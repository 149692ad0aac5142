"""A filled table as CSV: the labels above each column joined in one head row, cells as printed."""

import csv
import io

from budgets.exporters.neutral import neutralise
from budgets.tables import FilledTable, printed

# Spreadsheets take a file without this mark for their own legacy encoding.
BYTE_ORDER_MARK = "\ufeff"


def table_csv(filled: FilledTable) -> bytes:
    """Return a table as UTF-8 text; a table of several sections prints each under its title."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for number, filled_section in enumerate(filled.sections):
        section = filled_section.section
        if section.title:
            writer.writerows([[]] * bool(number) + [[section.title]])
        writer.writerow(["—".join(section.paths[leaf.key]) for leaf in section.leaves])
        for row in filled_section.rows:
            writer.writerow([neutralise(printed(cell, filled.table) or "") for cell in row.cells])
    return (BYTE_ORDER_MARK + buffer.getvalue()).encode("utf-8")
