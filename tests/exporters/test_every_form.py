"""Each table in each form: the cells of the document at their rows and columns, read back as they were written."""

import csv
import io
import json

import pytest
from python_calamine import CalamineWorkbook

from budgets.pages.table import FILES, write_file
from budgets.tables import Facts, printed
from tests.published import ADDRESS, TABLES, every_golden, every_table, facts_of, filled

pytest_plugins = ["tests.published"]


every_form = pytest.mark.parametrize("form", FILES)


def read_json(shown, content):
    """Return the rows of each section."""
    return [[row["cells"] for row in section["rows"]] for section in json.loads(content)["sections"]]


def read_csv(shown, content):
    """Return the rows of each section: sections are parted by blank lines."""
    sections, ended = [], True
    for line in csv.reader(io.StringIO(content.decode("utf-8-sig"))):
        sections += [[]] if ended else []
        ended = not line
        sections[-1] += [[cell or None for cell in line]] if line else []
    # Above the rows stand the section's title, where it has one, and the head.
    tops = [1 + (section.title is not None) for section in shown.table.sections]
    return [lines[top:] for top, lines in zip(tops, sections, strict=True)]


def read_xlsx(shown, content):
    """Return the rows of each section: below label, title and captions come head and rows, section by section."""
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(shown.table.label)
    lines = iter(sheet.to_python(skip_empty_area=False)[3:])
    return [read_section(one.section, len(one.rows), lines) for one in shown.sections]


def read_section(section, count, lines):
    """Return the rows of one section of a sheet, its title and its head left out."""
    for _above in range(len(section.header) + (section.title is not None)):
        next(lines)
    rows = [next(lines)[: len(section.leaves)] for _row in range(count)]
    return [[print_again(*pair) for pair in zip(section.leaves, row, strict=True)] for row in rows]


def print_again(leaf, cell):
    """Return a cell of a sheet as the form prints it; amounts must be numbers, and everything else text."""
    if cell == "":
        return None
    assert isinstance(cell, float if leaf.is_amount else str)
    return f"{cell:,.2f}" if leaf.is_amount else cell


READERS = {"json": read_json, "csv": read_csv, "xlsx": read_xlsx}


@every_form
@every_golden
def test_the_file_prints_what_the_document_prints(golden, form, client, published):
    content = client.get(f"{ADDRESS}tables/{golden.number}.{form}").content
    shown = filled(Facts(published), golden.number)
    assert READERS[form](shown, content)[golden.at] == golden.rows


@every_form
@every_table
def test_the_file_reads_back_to_the_cells_as_printed(table, form, client, published):
    content = client.get(f"{ADDRESS}tables/{table.number}.{form}").content
    shown = filled(Facts(published), table.number)
    cells = [[[printed(cell, table) for cell in row.cells] for row in section.rows] for section in shown.sections]
    assert READERS[form](shown, content) == cells


@every_form
@every_table
def test_an_edition_without_facts_has_its_files_too(table, form):
    shown = filled(facts_of(), table.number)
    cells = [[[printed(cell, table) for cell in row.cells] for row in section.rows] for section in shown.sections]
    assert READERS[form](shown, write_file(shown, form).content) == cells


def test_every_form_is_read_back():
    assert set(READERS) == set(FILES)
    assert len(TABLES) == 12


@every_form
def test_a_file_is_named_after_its_budget(form, client, published):
    response = client.get(f"{ADDRESS}tables/3.{form}")
    kept = response.get("Content-Disposition", "")
    assert kept == ("" if form == "json" else f'attachment; filename="410796-104-2023-table-03.{form}"')


@pytest.mark.parametrize("address", ["tables/13.csv", "tables/3.pdf", "tables/3.JSON", "tables/0.json"])
def test_there_is_no_other_file(address, client, published):
    assert client.get(f"{ADDRESS}{address}").status_code == 404
