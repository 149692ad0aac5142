"""Projects of a document whose form nobody declared: each once, wherever it is named."""

from budgets.documents.grids import normalise
from budgets.documents.interpret.printed.entries import Entry
from budgets.documents.interpret.printed.table import PrintedTable
from budgets.documents.interpret.projects import add_project
from budgets.documents.reading import Reading
from budgets.models import Project
from budgets.vocabulary import ProjectKind

NAME_LENGTH = 200
KINDS = {str(kind.label): kind for kind in ProjectKind}


def find_or_add_project(table: PrintedTable, entry: Entry) -> Project:
    """Return the project that a row names, made where no other row of the table did so before."""
    row = table.index[entry.line.place]
    known = (one for one in table.reading.rows[Project] if one.source_table is table.source and one.source_row == row)
    found = next(known, None)
    if found is not None:
        return found
    project = add_project(table.reading, entry.name[:NAME_LENGTH])
    table.place(entry.line, 0).mark(project)
    project.kind = _kind(table, entry)
    units = [column for column in table.shape.columns if column.role == "unit"]
    project.unit_name = entry.line.cell(units[0].number)[:100] if units else ""
    return project


def find_project(reading: Reading, name: str) -> Project | None:
    """Return the project of a name, or None."""
    plain = normalise(name)
    return next((one for one in reading.rows[Project] if normalise(one.name) == plain), None)


def _kind(table: PrintedTable, entry: Entry) -> str:
    """Return the kind of project that a row prints, blank where it prints none."""
    texts = [normalise(text) for _column, text in entry.line.filled]
    return next((kind.value for label, kind in KINDS.items() if any(label in text for text in texts)), "")
