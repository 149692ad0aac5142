"""What is kept of a reading loses nothing, and what was not kept here is refused."""

import zlib
from pathlib import Path

import pytest

from budgets.canonical import facts_sha256
from budgets.documents.read import read_document
from budgets.imports.kept import keep, restore
from budgets.models import Budget, Department, Edition, Region, SourceTable
from budgets.tables import Facts, edition_tables, fill
from budgets.tables.facts import AMOUNTS, FACT_MODELS
from tests.published import DEPARTMENT, REGION, TWIN, YEAR

UNDECLARED = Path(__file__).parents[1] / "documents" / "archives-2026.txt"
every_document = pytest.mark.parametrize(
    ("path", "year"), [(TWIN, YEAR), (UNDECLARED, 2026)], ids=["the twin", "a form of its own"]
)


def read(path, year):
    owner = Department(region=Region(code=REGION), code=DEPARTMENT)
    return read_document(path.name, path.read_bytes(), owner, year)


def edition_like(reading):
    """Return another unsaved edition, which knows of the first one only whose and of which year it is."""
    edition = reading.edition
    budget = Budget(department=edition.budget.department, year=edition.budget.year, phase=edition.budget.phase)
    return Edition(budget=budget, number=edition.number, origin=edition.origin)


def restored(reading):
    kept = restore(keep(reading.edition, reading.rows, written={"revenue": "a"}), edition_like(reading))
    edition = kept.rows[FACT_MODELS[0]][0].edition
    for name, value in kept.names.items():
        setattr(edition, name, value)
    return kept, Facts(edition, kept.rows)


@every_document
def test_a_round_trip_loses_nothing_that_is_hashed(path, year):
    reading = read(path, year)
    kept, facts = restored(reading)
    assert len(facts.revenue_lines) > 0
    assert facts_sha256(facts) == facts_sha256(reading.facts)
    assert kept.notes == {"written": {"revenue": "a"}}


@every_document
def test_tables_are_filled_with_the_same_figures(path, year):
    reading = read(path, year)
    _kept, facts = restored(reading)
    before, after = (
        [[cell.text for cell in fill(table, one).cells] for table in edition_tables(one)]
        for one in (reading.facts, facts)
    )
    assert sum(len(cells) for cells in before) > 100
    assert before == after


@every_document
def test_every_fact_remembers_its_cell_and_its_order(path, year):
    reading = read(path, year)
    kept, _facts = restored(reading)

    def cells(rows, model):
        tables = rows[SourceTable]
        return [
            (
                fact.position,
                next((at for at, table in enumerate(tables) if table is fact.source_table), None),
                fact.source_row,
                fact.source_column,
                fact.source_place,
            )
            for fact in rows[model]
        ]

    assert sum(len(reading.rows[model]) for model in AMOUNTS) > 50
    for model in FACT_MODELS:
        assert cells(kept.rows, model) == cells(reading.rows, model)
    assert [table.rows for table in kept.rows[SourceTable]] == [table.rows for table in reading.rows[SourceTable]]
    assert [unit.code for unit in kept.rows[Department]] == [unit.code for unit in reading.rows[Department]]


@pytest.mark.parametrize("content", [b"", b"cbudgets\n.", zlib.compress(b"[1"), zlib.compress(b'{"form": 99}')])
def test_other_bytes_are_refused(content):
    with pytest.raises(ValueError):  # noqa: PT011
        restore(content, edition_like(read(TWIN, YEAR)))
