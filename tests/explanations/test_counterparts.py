"""Where the money of a figure stands in other tables, and whether they agree: figures of the sample and others."""

from decimal import Decimal

import pytest

from budgets.explanations import Relation, Verdict, explain
from budgets.explanations.printed_scopes import Words, words_of
from budgets.explanations.words import verdict_in_words
from budgets.models import FunctionExpenditure, RevenueLine
from budgets.vocabulary import Fund, MoneyOrigin, Nature
from tests.documents.forms import read_form
from tests.documents.twin import read, twin
from tests.explanations.told import figure
from tests.published import facts_of, twin_facts

YEAR = 2023


@pytest.fixture(scope="module")
def sample():
    return twin_facts()


def stands(facts, number, row, column):
    """Return the other tables of a figure's money: the cells, the amount in 万元, and what is said of it."""
    filled, cell = figure(facts, number, row, column)
    return {
        one.filled.table.number: (
            [f"{other.row}/{other.column.key}" for other in one.match.cells],
            None if one.amount is None else f"{one.amount / 10000:.2f}",
            verdict_in_words(filled, one),
        )
        for one in explain(filled, cell).counterparts
    }


def test_a_category_of_table_01_is_the_sum_of_its_rows_in_03_and_05_and_a_row_of_04(sample):
    rows = ["2013201/total", "2013202/total", "2013299/total"]
    assert stands(sample, 1, "201", "expenditure_amount") == {
        3: (rows, "935.30", "相符"),
        4: (["201/total"], "935.30", "相符"),
        5: (rows, "935.30", "相符"),
    }


def test_a_row_of_03_is_a_row_of_05_and_part_of_nothing_else(sample):
    assert stands(sample, 3, "2013201", "wages") == {5: (["2013201/wages"], "546.86", "相符")}


def test_all_spending_is_in_every_table_of_it(sample):
    found = stands(sample, 3, "total", "total")
    assert {number: cells for number, (cells, _amount, _told) in found.items()} == {
        1: ["current_total/expenditure_amount"],
        4: ["current_total/total"],
        5: ["total/total"],
        7: ["total/total"],
        11: ["total/amount"],
    }
    assert {told for number, (_cells, _amount, told) in found.items() if number != 7} == {"相符"}


def test_a_table_that_the_document_leaves_out_checks_nothing(sample):
    reason = "无从比较：公布的文件没有印出这张表，表中的数由其他表推得"
    assert stands(sample, 3, "total", "total")[7] == (["total/total"], "722.64", reason)
    own = stands(sample, 7, "total", "total")
    assert {told for _cells, _amount, told in own.values()} == {"无从比较：公布的文件没有印出本表，这个数由其他表推得"}


def test_hospitality_has_its_economic_class_as_a_part(sample):
    found = stands(sample, 8, "total", "hospitality")
    assert found[6] == (["30217-50206/total"], "0.20", "金额相同")
    filled, cell = figure(sample, 8, "total", "hospitality")
    assert {one.relation for one in explain(filled, cell).counterparts} == {Relation.PART}
    filled, cell = figure(sample, 6, "30217-50206", "total")
    three_public = next(one for one in explain(filled, cell).counterparts if one.filled.table.number == 8)
    assert (three_public.relation, three_public.verdict) == (Relation.WHOLE, Verdict.WITHIN)


def test_projects_are_the_project_spending_of_03_05_and_11(sample):
    found = stands(sample, 10, "total", "total")
    assert {number: told for number, (_cells, _amount, told) in found.items()} == dict.fromkeys((3, 5, 11, 12), "相符")
    assert {amount for _cells, amount, _told in found.values()} == {"2129.47"}


def test_projects_of_one_kind_are_a_column_of_03(sample):
    cells, amount, told = stands(sample, 3, "total", "other_operation")[10]
    assert (len(cells), amount, told) == (5, "62.00", "相符")


def test_the_money_of_a_project_is_in_10_and_12(sample):
    key = "410796230000000000411"
    assert stands(sample, 12, key, "total")[10][0] == [f"{key}/total"]
    assert stands(sample, 10, key, "current_general_public_budget")[12][2] == "相符"


def test_the_wages_of_03_are_the_classes_301_of_06(sample):
    cells, amount, told = stands(sample, 3, "total", "wages")[6]
    assert {cell[:3] for cell in cells} == {"301"}
    assert (amount, told) == ("675.34", "相符")


def test_both_sides_of_01_are_in_balance(sample):
    found = stands(sample, 1, "grand_total", "revenue_amount")
    assert found[1] == (["grand_total/expenditure_amount"], "2852.11", "相符")
    assert found[4][0] == ["grand_total/revenue_amount"]


def test_the_sources_of_11_are_the_revenue_of_01_and_04(sample):
    found = stands(sample, 11, "government_budget_funds", "amount")
    assert {number: found[number][1:] for number in (1, 4)} == dict.fromkeys((1, 4), ("2852.11", "相符"))


def test_a_difference_is_told_with_its_amount():
    """一般公共服务支出 in 04 a whole 万元 too large, then one that rounding explains."""
    for printed, told in (("936.30", "相差 1.00 万元"), ("935.31", "相差 0.01 万元（四舍五入之内）")):
        changed = twin().replace(237, "935.30", printed)
        assert stands(read(changed).facts, 1, "201", "expenditure_amount")[4][2] == told


def test_funds_stay_apart_where_there_are_several():
    """Spending of all funds has that of the general budget as a part; where all revenue is of it, they are one."""
    general = {"code": "2013201", "name": "行政运行", "nature": Nature.WAGES}
    money = [
        FunctionExpenditure(fund=Fund.ALL_FUNDS, amount=Decimal("50000.00"), **general),
        FunctionExpenditure(fund=Fund.GENERAL_PUBLIC_BUDGET, amount=Decimal("40000.00"), **general),
        RevenueLine(fund=Fund.GENERAL_PUBLIC_BUDGET, origin=MoneyOrigin.CURRENT, amount=Decimal("40000.00")),
    ]
    alone = stands(facts_of(*money), 3, "2013201", "total")
    assert alone[5] == (["2013201/total"], "4.00", "相差 1.00 万元")
    other = RevenueLine(fund=Fund.OTHER, origin=MoneyOrigin.CURRENT, amount=Decimal("10000.00"))
    beside = facts_of(*money, other)
    assert stands(beside, 3, "2013201", "total")[5] == (["2013201/total"], "4.00", "是本数的一部分")
    assert stands(beside, 5, "2013201", "total")[3] == (["2013201/total"], "5.00", "包含本数")


OWN_FORM = """
2025年收支总表
单位：万元
收入||支出|
项目|预算数|项目|预算数
一、一般公共预算拨款收入|3.50|一、一般公共服务支出|3.50
本年收入合计|3.50|本年支出合计|3.50
收入总计|3.50|支出总计|3.50
2025年支出总表
单位：元
科目编码|科目名称|合计|基本支出|项目支出
|合计|34,990.00|24,990.00|10,000.00
2013201|行政运行|24,990.00|24,990.00|
2013202|一般行政管理事务|10,000.00||10,000.00
"""


def test_forms_that_nobody_declared_are_compared_too():
    reading = read_form(OWN_FORM)
    reading.edition.origin = "transcribed"
    found = stands(reading.facts, 1, "201", "expenditure_amount")
    cells = ["2013201/total", "2013202/total"]
    assert found == {3: (cells, "3.50", "相差 0.001 万元（四舍五入之内）")}
    assert stands(reading.facts, 3, "total", "total")[1][0] == ["current_total/expenditure_amount"]


def test_the_key_of_a_printed_column_tells_what_it_counts():
    assert words_of("total") == Words()
    assert words_of("current_total") == Words(origin="current")
    assert words_of("brought_forward_total") == Words(origin="brought_forward")
    assert words_of("other_operation") == Words(nature="other_operation")
    assert words_of("other") == Words(fund="other")
    assert words_of("business_expenditure") == Words(nature="business_expenditure")
    said = Words("2026", fund="general_public_budget", item="overseas_visits")
    assert words_of("in_2026_general_public_budget_overseas_visits") == said
    assert words_of("in_change") == Words("-")
    assert [words_of(key) for key in ("total-2", "conferences", "text", "")] == [None] * 4
