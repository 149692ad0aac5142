"""A table as CSV opens in a spreadsheet as it is printed."""

import csv
import io

from budgets.exporters.neutral import neutralise
from budgets.exporters.table_csv import table_csv
from budgets.models import FunctionExpenditure
from budgets.tables import Facts
from budgets.vocabulary import Fund, Nature
from tests.published import ADDRESS, TABLES, every_table, facts_of, filled

pytest_plugins = ["tests.published"]

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def lines(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


@every_table
def test_titles_and_heads_come_in_order_with_the_labels_above_each_column_joined(table, published):
    expected = []
    for section in table.sections:
        expected += [[section.title]] if section.title else []
        expected.append(["—".join(section.paths[leaf.key]) for leaf in section.leaves])
    printed = iter(lines(table_csv(filled(Facts(published), table.number))))
    # Looking for each goes on where the one before was found.
    assert all(line in printed for line in expected)


def test_a_spreadsheet_sees_that_it_is_unicode(client, published):
    for table in TABLES:
        response = client.get(f"{ADDRESS}tables/{table.number}.csv")
        assert response["Content-Type"] == "text/csv; charset=utf-8"
        assert response.content.startswith(BYTE_ORDER_MARK)


def test_no_text_becomes_a_formula():
    risky = ["=1+1", "+1", "@a", "-a1", "\tx", "\rx"]
    assert [neutralise(text) for text in risky] == [f"'{text}" for text in risky]


def test_what_is_no_formula_is_left_alone():
    harmless = ["-1,200.50", "-5", "≥95%", "一、收入", "(一) 教育支出", ""]
    assert [neutralise(text) for text in harmless] == harmless


def test_a_name_that_begins_a_formula_is_neutralised_in_the_file():
    line = FunctionExpenditure(
        code="2013201", name="=HYPERLINK()", fund=Fund.GENERAL_PUBLIC_BUDGET, nature=Nature.WAGES, amount=1
    )
    names = [row[4] for row in lines(table_csv(filled(facts_of(line), 3)))]
    assert names[-1] == "'=HYPERLINK()"
