"""What a clerk's browser does, without the browser: rows read from a sheet, typed into another, sent to be saved."""

from typing import Any
from uuid import UUID, uuid4

from budgets.entry.catalogue import BY_KEY
from budgets.entry.changes import RowChange
from budgets.entry.ledger import Ledger
from budgets.entry.saving import save_rows
from budgets.entry.sheet import EntrySheet, GridRow
from budgets.models import Edition


def sheet_of(sheet: str | EntrySheet) -> EntrySheet:
    """Return a sheet by its key."""
    return BY_KEY[sheet] if isinstance(sheet, str) else sheet


def rows_of(edition: Edition, sheet: str | EntrySheet) -> list[GridRow]:
    """Return the rows of a sheet as the page shows them."""
    return sheet_of(sheet).rows(Ledger(edition))


def row_of(edition: Edition, sheet: str | EntrySheet, **values: str) -> GridRow:
    """Return the one row with these values."""
    (found,) = [row for row in rows_of(edition, sheet) if all(row.values[key] == values[key] for key in values)]
    return found


def send(edition: Edition, sheet: str | EntrySheet, *changes: RowChange, by: Any, token: UUID | None = None) -> dict:
    """Save changes and return the answer."""
    return save_rows(edition, sheet_of(sheet), token=token or uuid4(), changes=changes, by=by)


def fresh(number: int, after: str | None = None, **values: str) -> RowChange:
    """Return a new row."""
    return RowChange(f"n-{number}", None, values, after)


def changed(row: GridRow, **values: str) -> RowChange:
    """Return a row with some cells typed anew."""
    return RowChange(row.id, row.values, {**row.values, **values})


def removed(row: GridRow) -> RowChange:
    """Return the removal of a row."""
    return RowChange(row.id, row.values, None)
