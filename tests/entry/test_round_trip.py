"""The published sample, typed into an empty draft sheet by sheet, gives the tables of its document."""

import pytest

from budgets.entry.catalogue import SHEETS
from budgets.entry.changes import RowChange
from budgets.entry.ledger import Ledger
from budgets.models import PerformanceIndicator, Project
from budgets.tables import Facts, fill
from budgets.vocabulary import EditionOrigin
from tests.entry.typing import rows_of, send, sheet_of
from tests.make import make_budget, make_edition
from tests.published import TABLES, store_twin


def type_in(source, target, sheet, by):
    """Type every row of a sheet of one edition into that of another."""
    columns = {column.key for column in sheet.columns(Ledger(source)) if column.is_typed}
    there = {row.id: row for row in rows_of(target, sheet)}
    changes, last = [], None
    for number, row in enumerate(row for row in rows_of(source, sheet) if row.facts):
        now = {key: value for key, value in row.values.items() if key in columns}
        if sheet.key == "indicators":
            former = Project.objects.get(pk=row.values["project_id"])
            now["project_id"] = str(Project.objects.get(edition=target, key=former.key).pk)
        if row.id.startswith("i:") and row.id in there:
            changes.append(RowChange(row.id, there[row.id].values, now))
        elif sheet.fixed_rows:
            name = row.id if row.id in there else next(iter(there))
            changes.append(RowChange(name, there[name].values, now))
        else:
            changes.append(RowChange(f"n-{number}", None, now, last))
            last = f"n-{number}"
    answer = send(target, sheet, *changes, by=by)
    assert answer["refused"] == answer["conflicts"] == [], sheet.key
    return answer


@pytest.fixture
def typed(db, admin_user):
    """The twin, and an empty draft into which all of it was typed."""
    twin = store_twin()
    target = make_edition(
        make_budget(twin.budget.department, year=2024),
        origin=EditionOrigin.TRANSCRIBED,
        department_name=twin.department_name,
        department_short_name=twin.department_short_name,
    )
    for sheet in SHEETS:
        type_in(twin, target, sheet, admin_user)
    return twin, target


def cells_of(edition, table, *, computed=True):
    """Return the cells of a table: row, column, text and sum."""
    filled = fill(table, Facts(edition))
    return [(cell.row, cell.column.key, cell.text, cell.computed if computed else None) for cell in filled.cells]


def test_every_table_is_that_of_the_document(typed):
    twin, target = typed
    for table in TABLES:
        if table.number == 12:
            # New projects stand in the table of indicators in the order in which they were typed.
            assert sorted(map(str, cells_of(twin, table))) == sorted(map(str, cells_of(target, table)))
        else:
            assert cells_of(twin, table) == cells_of(target, table), table.label
    assert PerformanceIndicator.objects.filter(project__edition=target).count() == 94
    assert sheet_of("text").rows(Ledger(target))[0].values["heading"].startswith("一、")
