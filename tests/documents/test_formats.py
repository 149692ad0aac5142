"""One budget in every format is one budget: whatever it is read from, the same facts come out."""

from pathlib import Path

import pytest

from budgets.canonical import canonical_facts
from budgets.documents.read import read_document
from budgets.exporters.table_json import table_data
from budgets.exporters.workbook import edition_xlsx
from budgets.models import Department, Region, SourceTable
from budgets.tables import edition_tables, fill
from tests.documents.office_files import make_xls, make_xlsx, twin_docx, twin_page, twin_sheets
from tests.documents.pdf_files import twin_paper

TWIN = Path(__file__).parent / "xinxiang-104-2023.txt"
# In a form that nobody declared.
UNDECLARED = Path(__file__).parent / "archives-2026.txt"
FORMATS = {
    "xlsx": lambda: make_xlsx(twin_sheets()),
    "xls": lambda: make_xls(twin_sheets()),
    "docx": twin_docx,
    "html": twin_page,
}


def read(name, content):
    department = Department(region=Region(code="410796", name="新乡经济技术开发区"), code="104")
    return read_document(name, content, department)


def facts_of(reading):
    """Return all facts but the remarks on how defects were read, which name places of the file."""
    facts = canonical_facts(reading.facts)
    facts["TableNote"] = [note for note in facts["TableNote"] if not note["made_in_reading"]]
    return facts


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_facts_of_the_text(name):
    text, other = read("twin.txt", TWIN.read_bytes()), read(f"twin.{name}", FORMATS[name]())
    for kind, facts in facts_of(text).items():
        assert facts_of(other)[kind] == facts, kind
    assert other.refusals == []


@pytest.mark.parametrize(("name", "place"), [("xlsx", "sheet "), ("docx", "table "), ("html", "table ")])
def test_every_fact_names_its_place_in_the_file(name, place):
    reading = read(f"twin.{name}", FORMATS[name]())
    assert all(line.source_place.startswith(place) for line in reading.facts.expenditures)


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("xlsx", lambda: make_xlsx(twin_sheets(UNDECLARED))),
        ("xls", lambda: make_xls(twin_sheets(UNDECLARED))),
        ("docx", lambda: twin_docx(UNDECLARED)),
        ("html", lambda: twin_page(UNDECLARED)),
        ("pdf", lambda: twin_paper(UNDECLARED)),
    ],
)
def test_a_form_nobody_declared_says_the_same_in_every_format(name, make):
    """Only what no cell says by itself may differ: a table's first letters tell a note from a row in a PDF."""
    text, other = read("archives.txt", UNDECLARED.read_bytes()), read(f"archives.{name}", make())
    for kind, facts in facts_of(text).items():
        assert facts_of(other)[kind] == facts, kind
    assert (other.amounts_printed, other.amounts_read) == (57, 57)
    assert [table.kind for table in other.rows[SourceTable]] == [table.kind for table in text.rows[SourceTable]]


def test_a_form_nobody_declared_comes_back_from_its_workbook():
    """Its tables as well: each amount stands again in the cell it was printed in."""
    text = read("archives.txt", UNDECLARED.read_bytes())
    text.edition.number = 1
    back = read("archives.xlsx", edition_xlsx(text.facts))
    assert canonical_facts(back.facts) == canonical_facts(text.facts)
    assert [table_data(fill(table, back.facts)) for table in edition_tables(back.facts)] == [
        table_data(fill(table, text.facts)) for table in edition_tables(text.facts)
    ]
