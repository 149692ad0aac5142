"""The sums that a document's own tables show, where nobody declared its form: printed cells against printed cells."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from budgets.checks.books import Books
from budgets.checks.finding import Comparison, Evidence
from budgets.money import MoneyUnit
from budgets.tables.printed import PrintedCells, PrintedForm, Sum, named_rows, sums_of
from budgets.tables.spec import Layout, StatutoryTable

# How many places a unit shifts the last printed one, counted from the yuan.
SHIFTS = {MoneyUnit.YUAN: 0, MoneyUnit.TEN_THOUSAND_YUAN: -4, MoneyUnit.HUNDRED_MILLION_YUAN: -8}


def printed_sums(books: Books, *, along_rows: bool) -> Iterator[Evidence]:
    """Compare every printed sum of an edition's own tables with its parts, along the rows or down the columns."""
    for heading in books.tables:
        if heading.layout == Layout.PRINTED:
            yield from _table_sums(books, books.filled(heading).table, along_rows=along_rows)


def _table_sums(books: Books, table: StatutoryTable, *, along_rows: bool) -> Iterator[Evidence]:
    """Compare the sums of one table."""
    source = books.facts.printed_cells(table.number)
    assert source is not None
    assert table.form is not None
    cells = PrintedCells(table.form, source, books.facts)
    names = named_rows(table.form, cells)
    for one in sums_of(table, cells):
        if one.is_row == along_rows and one.total is not None:
            yield _comparison(table, table.form, one, names.get((one.row.line, one.row.key), "") or one.row.key)


def _comparison(table: StatutoryTable, form: PrintedForm, one: Sum, name: str) -> Comparison:
    """Set a printed sum beside what its parts add up to."""
    label = "/".join(one.column.path[-2:])
    return Comparison(
        expected=one.total,  # type: ignore[arg-type]
        found=one.whole.amount,
        subject=_("%(table)s“%(row)s”行“%(column)s”") % {"table": table.label, "row": name, "column": label},
        table=table.number,
        row=one.row.key,
        column=one.column.key,
        place=one.whole.source_place,
        addends=len(one.parts),
        places=form.places + SHIFTS[form.unit],
    )
