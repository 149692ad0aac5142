"""Which tables an edition has: those of its form set, or in their place what its document prints in its own way."""

from dataclasses import replace

from budgets.tables.catalogue import tables_of
from budgets.tables.facts import Facts
from budgets.tables.fill import FilledTable, fill
from budgets.tables.printed import printed_heading
from budgets.tables.spec import StatutoryTable

# The form set of documents whose forms nobody declared: they have the tables that they print.
PRINTED = "printed"
# The form set in which every edition can be seen, whatever form its document has.
STANDARD = "henan-2023"
# The number of a table that an edition has not.
NOWHERE = 0


def edition_tables(facts: Facts) -> tuple[StatutoryTable, ...]:
    """Return the tables of an edition by number."""
    form_set = facts.edition.form_set
    tables = {table.number: table for table in tables_of(form_set)}
    for number, source in facts.printed_tables.items():
        if source.has_own_form:
            tables[number] = printed_heading(source, form_set)
    return tuple(tables[number] for number in sorted(tables))


def edition_table(facts: Facts, number: int) -> StatutoryTable | None:
    """Return a table of an edition by its number, or None where it has no such table."""
    return next((table for table in edition_tables(facts) if table.number == number), None)


def table_of_kind(facts: Facts, kind: str) -> StatutoryTable | None:
    """Return the first table of a kind, or None where the edition has none."""
    return next((table for table in edition_tables(facts) if table.kind == kind), None)


def fill_standard(facts: Facts, kind: str) -> FilledTable:
    """Fill the standard table of a kind with an edition's facts: what pages compare departments of all places by.

    Where the edition has another table under that number, what it declares says nothing of this one: final accounts
    print 国有资本经营 as table 08, which is “三公” in the standard form set.
    """
    table = next(table for table in tables_of(STANDARD) if table.kind == kind)
    own = None if facts.edition.form_set == STANDARD else edition_table(facts, table.number)
    return fill(table if own is None or own.kind == kind else replace(table, number=NOWHERE), facts)
