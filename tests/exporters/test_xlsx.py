"""A table as a sheet: merged heads, numbers as numbers, panes that stay, a page of A4 across."""

import io
import re
import zipfile

import pytest
from python_calamine import CalamineWorkbook

from budgets.exporters.table_xlsx import table_xlsx
from budgets.models import FunctionExpenditure
from budgets.tables import Facts
from budgets.vocabulary import Fund, Nature
from tests.published import ADDRESS, TABLES, every_table, facts_of, filled, lay_out

pytest_plugins = ["tests.published"]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Label, title, and the line of department and unit stand above the head.
CAPTIONS = 3
# Where the panes stay: columns to the left, rows above. Table 11 has four heads, none of which can stay.
PANES = {
    1: (1, 5),
    2: (2, 6),
    3: (5, 6),
    4: (1, 6),
    5: (5, 6),
    6: (2, 5),
    7: (2, 5),
    8: (0, 5),
    9: (5, 6),
    10: (2, 5),
    12: (2, 6),
}


def sheet_of(content):
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)


def xml_of(content, part="worksheets/sheet1"):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(f"xl/{part}.xml").decode()


@every_table
def test_it_is_a_workbook_named_after_the_table(table, client, published):
    response = client.get(f"{ADDRESS}tables/{table.number}.xlsx")
    assert response["Content-Type"] == XLSX
    lines = sheet_of(response.content).to_python(skip_empty_area=False)
    assert lines[0][0] == table.label
    assert lines[1][0] == f"2023年{table.title}"
    assert lines[2][0] == "部门名称：新乡经济技术开发区管理委员会组织和人力资源社会保障局"
    assert "单位：万元" in lines[2]


@pytest.mark.parametrize("table", [table for table in TABLES if table.number != 11], ids=lambda table: table.label)
def test_the_head_is_merged_as_declared(table, published):
    sheet = sheet_of(table_xlsx(filled(Facts(published), table.number)))
    header = table.sections[0].header
    grid = lay_out([[(cell, cell.rowspan, cell.colspan) for cell in row] for row in header])
    declared = {span_of(cell, grid) for row in header for cell in row if cell.rowspan > 1 or cell.colspan > 1}
    bottom = CAPTIONS + len(header)
    assert {span for span in sheet.merged_cell_ranges if CAPTIONS <= span[0][0] < bottom} == declared
    labels = sheet.to_python(skip_empty_area=False)
    for cell in (cell for row in header for cell in row):
        (top, left), _end = span_of(cell, grid)
        assert labels[top][left] == cell.label


def span_of(cell, grid):
    """Return the corners of a header cell on the sheet."""
    places = [
        (row + CAPTIONS, column) for row, line in enumerate(grid) for column, one in enumerate(line) if one is cell
    ]
    return min(places), max(places)


def test_every_table_but_the_one_of_four_heads_keeps_its_head_in_sight():
    assert {table.number for table in TABLES} - set(PANES) == {11}


@pytest.mark.parametrize("number", PANES)
def test_head_and_names_stay_in_sight(number, published):
    pane = re.search(r"<pane [^>]*>", xml_of(table_xlsx(filled(Facts(published), number)))).group()
    assert 'state="frozen"' in pane
    split = {axis: int(count) for axis, count in re.findall(r'([xy])Split="(\d+)"', pane)}
    assert (split.get("x", 0), split["y"]) == PANES[number]


@every_table
def test_it_fits_the_width_of_a4_across(table, published):
    xml = xml_of(table_xlsx(filled(Facts(published), table.number)))
    assert '<pageSetUpPr fitToPage="1"/>' in xml
    assert '<pageSetup paperSize="9" fitToHeight="0" orientation="landscape"/>' in xml


@pytest.mark.parametrize("number", [3, 8, 10])
def test_amounts_are_numbers_with_two_places(number, published):
    content = table_xlsx(filled(Facts(published), number))
    styles = xml_of(content, "styles")
    formats = re.findall(r'<xf numFmtId="(\d+)"', re.search(r"<cellXfs.*?</cellXfs>", styles).group())
    codes = dict(re.findall(r'<numFmt numFmtId="(\d+)" formatCode="([^"]+)"', styles))
    numbers = re.findall(r'<c r="[A-Z]+\d+" s="(\d+)"><v>', xml_of(content))
    assert {codes[formats[int(number)]] for number in numbers} == {"#,##0.00"}


def test_notes_stand_below_the_table(published):
    lines = sheet_of(table_xlsx(filled(Facts(published), 9))).to_python(skip_empty_area=False)
    assert lines[-2][0] == "注：我部门既无政府性基金收入，也未以政府性基金安排支出，故此表无数据。"


def test_no_text_becomes_a_formula_or_a_link():
    names = ["=1+1", "https://example.org/", "12"]
    lines = [
        FunctionExpenditure(
            code=f"201320{at}", name=name, fund=Fund.GENERAL_PUBLIC_BUDGET, nature=Nature.WAGES, amount=1
        )
        for at, name in enumerate(names)
    ]
    content = table_xlsx(filled(facts_of(*lines), 3))
    assert "<f>" not in xml_of(content)
    assert "hyperlink" not in xml_of(content)
    assert [line[4] for line in sheet_of(content).to_python()[-3:]] == names


def test_the_same_edition_gives_the_same_file_at_any_time(published):
    with zipfile.ZipFile(io.BytesIO(table_xlsx(filled(Facts(published), 3)))) as archive:
        core = archive.read("docProps/core.xml").decode()
        assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"1980-01-01T00:00:00Z"}
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
