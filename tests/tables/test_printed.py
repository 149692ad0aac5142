"""Tables as other places print them: kept with their form, filled from their own cells, sums beside what is printed."""

import json
from decimal import Decimal

import pytest

from budgets.tables.fill import fill, printed
from budgets.tables.printed import PrintedForm, printed_heading, printed_table
from budgets.vocabulary import TableState
from tests.documents.forms import read_form, table_of

SPENDING = """
2025年一般公共预算支出表
单位：万元
科目编码|科目名称|合计|基本支出||项目支出
|||小计|人员经费|
|合计|3.50|2.00|2.00|1.00
2013201|行政运行|2.00|2.00|2.00|
2013202|一般行政管理事务|1.00|||1.00
"""
LISTS = """
2025年部门收支总表
单位：元
收入||支出|
项目|预算数|项目|预算数
一、一般公共预算拨款收入|100|一、一般公共服务支出|60
||二、教育支出|40
收入总计|100|支出总计|100
"""


def filled(text, number):
    """Return a table of a document as it is filled, and its rows as they are printed."""
    reading = read_form(text)
    reading.edition.origin = "transcribed"
    table = fill(printed_heading(table_of(reading, number), "printed"), reading.facts)
    rows = [[printed(cell, table.table) for cell in row.cells] for row in table.sections[0].rows]
    return table, rows


def heads(columns):
    """Return a head as labels, a group with what stands below it."""
    return [(one.label, heads(one.children)) if one.children else one.label for one in columns]


def test_a_table_is_shown_as_it_is_printed():
    _table, rows = filled(SPENDING, 5)

    assert rows == [
        [None, "合计", "3.50", "2.00", "2.00", "1.00"],
        ["2013201", "行政运行", "2.00", "2.00", "2.00", None],
        ["2013202", "一般行政管理事务", "1.00", None, None, "1.00"],
    ]


def test_the_head_has_its_groups():
    table, _rows = filled(SPENDING, 5)

    assert heads(table.table.sections[0].blocks[0].columns) == [
        "科目编码",
        "科目名称",
        "合计",
        ("基本支出", ["小计", "人员经费"]),
        "项目支出",
    ]


def test_a_printed_total_stands_beside_what_its_parts_add_up_to():
    table, _rows = filled(SPENDING, 5)
    total = table.by_address["total", "total"]

    assert (total.declared, total.computed) == (Decimal("35000.00"), Decimal("30000.00"))
    assert (total.amount, total.differs) == (Decimal("35000.00"), True)
    assert [cell.row for cell in table.cells if cell.differs] == ["total"]
    assert not total.rounds


def test_a_last_place_off_is_the_rounding_of_print():
    """Two addends and their total, each rounded to 0.01 万元, may be 0.015 万元 apart, and no more."""
    totals = [
        filled(SPENDING.replace("合计|3.50|", f"合计|{printed_total}|"), 5)[0].by_address["total", "total"]
        for printed_total in ("3.01", "3.02")
    ]

    assert [(total.differs, total.rounds) for total in totals] == [(False, True), (True, False)]


def test_a_fact_is_shown_from_the_cell_it_was_read_from():
    table, _rows = filled(SPENDING, 5)
    cell = table.by_address["2013202", "project_expenditure"]

    assert (cell.amount, cell.declared) == (Decimal("10000.00"), None)
    assert [line.code for line in cell.lines] == ["2013202"]


def test_lists_side_by_side_share_their_lines():
    table, rows = filled(LISTS, 1)

    assert rows == [
        ["一、一般公共预算拨款收入", "100", "一、一般公共服务支出", "60"],
        [None, None, "二、教育支出", "40"],
        ["收入总计", "100", "支出总计", "100"],
    ]
    assert table.by_address["205", "expenditure_amount"].amount == Decimal("40.00")
    assert table.by_address["grand_total", "revenue_amount"].amount == Decimal("100.00")
    assert not any(cell.differs for cell in table.cells)


def test_an_amount_that_nobody_could_read_is_shown_and_adds_up_to_nothing():
    table, rows = filled(SPENDING.replace("行政运行|2.00", "行政运行|2,0x"), 5)

    assert rows[1] == ["2013201", "行政运行", "2,0x", "2.00", "2.00", None]
    assert table.by_address["total", "total"].computed == Decimal("30000.00")


def test_a_footnote_mark_stays_in_the_source_and_not_in_the_amount():
    table, rows = filled(SPENDING.replace("行政运行|2.00", "行政运行|2.00*"), 5)

    assert rows[1][2] == "2.00"
    assert table.by_address["2013201", "total"].declared == Decimal("20000.00")


@pytest.mark.parametrize(("text", "number"), [(SPENDING, 5), (LISTS, 1)])
def test_a_form_is_read_back_from_what_is_stored(text, number):
    stored = json.loads(json.dumps(table_of(read_form(text), number).form))

    assert PrintedForm.from_json(stored).as_json() == stored


def test_columns_under_one_label_are_numbered_and_those_without_any_named():
    source = table_of(read_form(SPENDING.replace("小计|人员经费|", "||").replace("科目名称", "")), 5)
    columns = printed_table(source, "printed").sections[0].blocks[0].leaves

    assert len({column.key for column in columns}) == 6
    assert [column.label for column in columns if column.is_amount] == ["合计", "1", "2", "项目支出"]


def test_a_table_without_amounts_is_empty():
    empty = SPENDING + "2025年政府性基金预算支出表\n单位：万元\n科目编码|科目名称|合计|基本支出|项目支出\n|合计|||\n"
    table, rows = filled(empty, 9)

    assert table.state == TableState.EMPTY
    assert rows == [[None, "合计", None, None, None]]
