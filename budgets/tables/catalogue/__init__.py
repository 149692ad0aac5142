"""Form sets: which statutory tables there are for which places and years."""

from collections.abc import Mapping

from budgets.tables.catalogue import final_2024, henan_2023
from budgets.tables.spec import StatutoryTable

FORM_SETS: Mapping[str, tuple[StatutoryTable, ...]] = {
    "henan-2023": henan_2023.TABLES,
    "final-2024": final_2024.TABLES,
}


def tables_of(form_set: str) -> tuple[StatutoryTable, ...]:
    """Return the tables of a form set in their order; one that nobody declared has none."""
    return FORM_SETS.get(form_set, ())


def find_table(form_set: str, number: int) -> StatutoryTable | None:
    """Return a table by its number, or None where the form set has no such table."""
    return next((table for table in tables_of(form_set) if table.number == number), None)
