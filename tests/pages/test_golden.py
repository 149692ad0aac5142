"""The page of a table shows every cell of the document at its row and column, under the heads of the form."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest

from budgets.tables import Facts, printed
from tests.published import ADDRESS, DERIVED, every_golden, every_table, filled, lay_out

pytest_plugins = ["tests.published"]

# Elements whose text is no part of a cell's own: the code shown above a name on narrow screens, marks.
ASIDE = {"above"}


@dataclass
class Cell:
    """A cell of an HTML table."""

    tag: str
    attributes: dict[str, str | None]
    text: str = ""

    @property
    def placed(self):
        """The cell's text with its spans, to be laid on a grid."""
        rowspan, colspan = (int(self.attributes.get(name) or 1) for name in ("rowspan", "colspan"))
        return self.text or None, rowspan, colspan


@dataclass
class Table:
    """An HTML table: the rows of its head and of its body."""

    caption: str = ""
    head: list[list[Cell]] = field(default_factory=list)
    body: list[list[Cell]] = field(default_factory=list)

    @property
    def head_grid(self):
        """The labels of the head, one for each place."""
        return lay_out([[cell.placed for cell in row] for row in self.head])

    @property
    def grid(self):
        """The texts of the body, one for each place; a cell that spans rows stands in each."""
        return lay_out([[cell.placed for cell in row] for row in self.body])


class TableReader(HTMLParser):
    """Collects the statutory tables of a page."""

    def __init__(self):
        super().__init__()
        self.tables: list[Table] = []
        self.rows = self.cell = None
        self.aside = 0

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag == "table" and "statutory" in (values.get("class") or "").split():
            self.tables.append(Table())
        elif tag in ("thead", "tbody") and self.tables:
            self.rows = self.tables[-1].head if tag == "thead" else self.tables[-1].body
        elif tag == "tr" and self.rows is not None:
            self.rows.append([])
        elif tag in ("th", "td") and self.rows:
            self.cell = Cell(tag, values)
            self.rows[-1].append(self.cell)
        elif tag == "span" and (self.aside or values.get("class") in ASIDE):
            self.aside += 1

    def handle_endtag(self, tag):
        if tag == "table":
            self.rows = None
        elif tag in ("th", "td"):
            self.cell = None
        elif tag == "span" and self.aside:
            self.aside -= 1

    def handle_data(self, data):
        if self.cell is not None and not self.aside:
            self.cell.text += data


@pytest.fixture
def tables_of_page(client, published):
    """A function that gives the statutory tables of a page."""

    def read(number):
        reader = TableReader()
        reader.feed(client.get(f"{ADDRESS}tables/{number}/").content.decode())
        return reader.tables

    return read


@every_golden
def test_the_page_shows_what_the_document_prints(golden, tables_of_page):
    assert tables_of_page(golden.number)[golden.at].grid == golden.rows


@every_table
def test_the_page_shows_the_filled_table_in_every_place(table, tables_of_page, published):
    shown = [
        [[printed(cell, table) for cell in row.cells] for row in one.rows]
        for one in filled(Facts(published), table.number).sections
    ]
    assert [one.grid for one in tables_of_page(table.number)] == shown


@every_table
def test_the_head_stands_over_its_columns(table, tables_of_page):
    for section, shown in zip(table.sections, tables_of_page(table.number), strict=True):
        above = [tuple(dict.fromkeys(labels)) for labels in zip(*shown.head_grid, strict=True)]
        assert above == [section.paths[leaf.key] for leaf in section.leaves]


@every_table
def test_every_header_says_what_it_is_the_header_of(table, tables_of_page):
    for shown in tables_of_page(table.number):
        for cell in (cell for row in shown.head for cell in row):
            _text, _rowspan, colspan = cell.placed
            assert (cell.tag, cell.attributes["scope"]) == ("th", "colgroup" if colspan > 1 else "col")
        for cell in (cell for row in shown.body for cell in row if cell.tag == "th"):
            assert cell.attributes["scope"] == "row"


@every_table
def test_rows_are_named_by_headers(table, tables_of_page):
    unnamed = [
        row for shown in tables_of_page(table.number) for row in shown.body if not any(cell.tag == "th" for cell in row)
    ]
    # The one row of 08, the total of 10 and the rows of indicators have no name on the form.
    assert len(unnamed) == {8: 1, 10: 1, 12: 52}.get(table.number, 0)


def test_levels_that_repeat_are_merged(tables_of_page):
    indicators = tables_of_page(11)[3]
    spans = [cell.placed[1] for row in indicators.body for cell in row if cell.placed[1] > 1]
    assert spans == [20, 3, 12, 5, 6, 5, 6, 3, 3]
    assert len(indicators.body) == 32


def test_the_tables_that_were_derived_have_pages_too(tables_of_page):
    for number in DERIVED:
        (shown,) = tables_of_page(number)
        assert shown.grid[0][:2] in ([None, "合计"], ["合计", None])
        assert "2,852.11" in shown.grid[0] or "722.64" in shown.grid[0]


def test_a_page_without_rows_says_why(client, published):
    page = client.get(f"{ADDRESS}tables/9/").content.decode()
    assert "空表" in page
    assert "故此表无数据" in page


@every_table
def test_a_table_that_is_not_simply_filled_says_so(table, client, published):
    shown = filled(Facts(published), table.number)
    page = client.get(f"{ADDRESS}tables/{table.number}/").content.decode()
    assert ('class="state"' in page) == (shown.state != "filled")
    assert all(note in page for note in shown.notes)
    assert f"单位：{table.unit_label}" in page
    assert f"{table.label}" in page
    assert f"<h1>{table.title}</h1>" in page
