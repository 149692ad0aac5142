"""Figures of a printed text lead to their cells, contradict them with the rule's word, or stay plain text."""

from decimal import Decimal

import pytest

from budgets.models import DeclaredAmount, FunctionExpenditure, RevenueLine
from budgets.report import write_report
from budgets.vocabulary import NarrativeKind
from tests.published import twin_facts
from tests.report.texts import linked, pieces_of, twin_saying, words

KIND = NarrativeKind


def test_the_figures_of_the_twin_lead_to_their_cells():
    found = linked(twin_facts())
    assert ("2852.11 万元", 1, "grand_total", "revenue_amount") in found
    assert ("2852.11 万元", 1, "grand_total", "expenditure_amount") in found
    assert ("722.64 万元", 3, "total", "basic_expenditure") in found
    assert ("2129.47 万元", 3, "total", "project_expenditure") in found
    assert ("935.30 万元", 4, "201", "general_public_budget") in found
    assert ("684.20 万元", 6, "total", "personnel") in found
    assert ("0.20万元", 8, "total", "hospitality") in found
    assert ("38.44万元", 6, "total", "operating") in found


def test_words_stay_as_they_were_printed():
    facts = twin_facts()
    report = write_report(facts)
    section = next(one for one in report.parts[1].sections if one.kind == KIND.EXPENDITURE)
    assert words(section).endswith(
        "2023 年支出合计 2852.11 万元，其中：基本支出 722.64 万元，占 25.34%；项目支出 2129.47 万元，占 74.66%。"
    )


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2022年支出合计 2852.11 万元。", KIND.EXPENDITURE),
        ("支出合计与上年 2852.11 万元相同。", KIND.EXPENDITURE),
        ("支出合计比上年增加 2852.11 万元。", KIND.EXPENDITURE),
        ("支出合计执行数为 2852.11 万元。", KIND.EXPENDITURE),
        ("专项支出 2852.11 万元。", KIND.EXPENDITURE),
        ("在职人员 2852.11 万元。", KIND.EXPENDITURE),
        ("一般公共服务（类）财政事务（款）行政运行（项）支出 2852.11 万元。", KIND.EXPENDITURE),
    ],
)
def test_what_is_said_of_something_else_stays_plain(text, kind):
    assert linked(twin_saying(text, kind)) == []


def test_another_amount_is_no_link():
    assert linked(twin_saying("会议费合计 2852.12 万元，其他 100 万元。", KIND.EXPENDITURE)) == []


@pytest.mark.parametrize("printed", ["28521100.00 元", "28,521,100元", "0.29亿元", "2852.11万元", "2852.1100万元"])
def test_any_unit_and_any_rounding_leads_to_the_cell(printed):
    ((text, table, row, column),) = linked(twin_saying(f"2023年支出合计{printed}。", KIND.EXPENDITURE))
    assert (text, table, row, column) == (printed, 3, "total", "total")


@pytest.mark.parametrize(("printed", "count"), [("87.70", 1), ("87.71", 1), ("87.69", 0), ("87.72", 0)])
def test_an_amount_may_be_rounded_or_cut_off_but_no_more(printed, count):
    facts = twin_saying(f"2023年支出合计{printed}万元。", KIND.EXPENDITURE)
    line = facts.of(FunctionExpenditure)[0]
    line.amount = Decimal("877080.00")
    facts.of(FunctionExpenditure)[:] = [line]
    facts.of(DeclaredAmount).clear()
    assert len(linked(facts)) == count


def test_sources_of_revenue_are_named_by_their_rows():
    facts = twin_saying("其中：一般公共预算 2852.11 万元；事业收入 12 万元。", KIND.REVENUE)
    assert [(table, row) for _text, table, row, _column in linked(facts)] == [(2, "total")]


def test_a_figure_that_contradicts_its_table_is_marked_with_what_the_table_has():
    facts = twin_saying("2023年收入总计 2582.11 万元，支出总计 2852.11 万元。", KIND.REVENUE_AND_EXPENDITURE)
    report = write_report(facts)
    (doubted,) = [piece for piece in pieces_of(report) if piece.doubt]
    assert report.doubts == 1
    assert (doubted.text, doubted.doubt.rule, doubted.doubt.expected) == ("2582.11 万元", "R13", "2,852.11 万元")
    assert (doubted.doubt.reference.table, doubted.doubt.reference.row) == (1, "grand_total")


def test_running_costs_of_another_amount_are_doubted_by_their_own_rule():
    facts = twin_saying("2023年机关运行经费支出预算 40.00 万元。", KIND.AGENCY_RUNNING_COSTS)
    for line in facts.basic_economic_expenditures:
        if line.department_code.startswith(("302", "309", "310")):
            line.government_code = "50201"
    doubts = [piece.doubt for piece in pieces_of(write_report(facts)) if piece.doubt]
    assert [(doubt.rule, doubt.expected) for doubt in doubts] == [("R20", "38.44 万元")]


def test_tables_that_do_not_agree_prove_nothing_against_the_text():
    facts = twin_saying("2023年收入总计 2582.11 万元。", KIND.REVENUE_AND_EXPENDITURE)
    facts.of(RevenueLine)[0].amount -= Decimal(1000000)
    assert write_report(facts).doubts == 0
    assert len(facts.of(FunctionExpenditure)) > 1
