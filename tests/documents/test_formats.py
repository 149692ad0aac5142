"""One budget in every format is one budget: whatever it is read from, the same facts come out."""

from pathlib import Path

import pytest

from budgets.canonical import canonical_facts
from budgets.documents.read import read_document
from budgets.models import Department, Region
from tests.documents.office_files import make_xls, make_xlsx, twin_docx, twin_page, twin_sheets

TWIN = Path(__file__).parent / "xinxiang-104-2023.txt"
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
