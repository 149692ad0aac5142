"""What a rule has nothing independent to compare with, it leaves open and says why; no figure checks itself."""

from decimal import Decimal

import pytest

from budgets.models import (
    CarryForward,
    DeclaredAmount,
    Department,
    EconomicExpenditure,
    FunctionExpenditure,
    RevenueLine,
    ThreePublicExpense,
)
from budgets.vocabulary import EditionOrigin, Fund, Nature, Outcome, ThreePublicItem
from tests.published import facts_of, result_of

TRANSCRIBED = EditionOrigin.TRANSCRIBED
GENERAL = Fund.GENERAL_PUBLIC_BUDGET


def spending(amount="100.00", fund=GENERAL, nature=Nature.WAGES, code="2013201", **fields):
    return FunctionExpenditure(code=code, name="行政运行", fund=fund, nature=nature, amount=Decimal(amount), **fields)


def revenue(amount="100.00", fund=Fund.FISCAL_APPROPRIATION):
    return RevenueLine(fund=fund, amount=Decimal(amount))


def economic(amount="100.00", nature=Nature.PERSONNEL, code="30101"):
    return EconomicExpenditure(department_code=code, department_name="工资", nature=nature, amount=Decimal(amount))


def declared(table, row, column, amount="100.00"):
    return DeclaredAmount(table_number=table, row=row, column=column, amount=Decimal(amount))


HOSPITALITY = ThreePublicExpense(item=ThreePublicItem.HOSPITALITY, amount=Decimal("1.00"))


@pytest.mark.parametrize(
    ("code", "facts", "reason"),
    [
        ("R01", [revenue()], "收入或支出还没有数据。"),
        ("R02", [revenue()], "预算01表没有可以与分项核对的合计数。"),
        ("R03", [spending()], "预算03表没有可以与分项核对的合计数。"),
        ("R04", [spending()], "预算06表没有可以与分项核对的合计数。"),
        ("R05", [spending()], "预算04表没有可以与分项核对的合计数。"),
        ("R06", [spending()], "没有分别给出全部资金和各项资金的支出，无从相互核对。"),
        ("R06", [spending(fund=Fund.ALL_FUNDS)], "没有分别给出全部资金和各项资金的支出，无从相互核对。"),
        ("R07", [spending()], "没有按经济分类给出的基本支出，或没有一般公共预算支出。"),
        ("R08", [spending()], "没有按经济分类给出的全部支出。"),
        ("R09", [HOSPITALITY], "没有“三公”经费或按经济分类给出的基本支出。"),
        ("R10", [spending()], "没有项目资金，或没有按性质给出的支出。"),
        ("R11", [spending()], "没有项目。"),
        ("R12", [spending()], "预算11表没有可以与分项核对的合计数。"),
        ("R19", [spending()], "项目没有编码。"),
    ],
)
def test_the_rule_is_open_and_says_why(code, facts, reason):
    result = result_of(facts_of(*facts), code)
    assert result.outcome == Outcome.UNKNOWN
    assert (result.compared, list(result.findings)) == (0, [])
    assert reason in result.reasons


def only_table_01():
    """Return what a document that prints table 01 alone says: categories, and the totals below them."""
    return facts_of(
        revenue(),
        spending(fund=Fund.ALL_FUNDS, nature=Nature.ALL_NATURES, code="201"),
        declared(1, "current_total", "revenue_amount"),
        declared(1, "current_total", "expenditure_amount"),
        declared(1, "grand_total", "revenue_amount"),
        declared(1, "grand_total", "expenditure_amount"),
        origin=TRANSCRIBED,
        printed=(1,),
    )


def test_a_document_with_table_01_alone_does_not_check_itself():
    result = result_of(only_table_01(), "R05")
    assert (result.outcome, result.compared) == (Outcome.UNKNOWN, 0)
    assert list(result.reasons) == ["公布的文件没有印出预算03表。", "公布的文件没有印出预算05表。"]


def test_what_table_01_says_of_both_sides_is_compared_all_the_same():
    outcomes = {code: result_of(only_table_01(), code).outcome for code in ("R01", "R02", "R03", "R06", "R08", "R12")}
    assert outcomes == {"R01": Outcome.HOLDS, "R02": Outcome.HOLDS} | dict.fromkeys(
        ("R03", "R06", "R08", "R12"), Outcome.UNKNOWN
    )


def test_one_fund_is_not_taken_for_all_the_spending():
    facts = facts_of(
        revenue("100.00"),
        revenue("50.00", Fund.OTHER),
        spending(),
        declared(1, "201", "expenditure_amount", "150.00"),
        declared(11, "total", "amount", "150.00"),
        origin=TRANSCRIBED,
        printed=(1, 5, 11),
    )
    for code in ("R01", "R05", "R12"):
        result = result_of(facts, code)
        assert (code, result.outcome) == (code, Outcome.UNKNOWN)
        assert "公布的文件没有印出预算03表。" in result.reasons


def test_a_total_of_revenue_without_any_source_is_left_open():
    facts = facts_of(declared(4, "current_total", "revenue_amount"), origin=TRANSCRIBED, printed=(4,))
    assert result_of(facts, "R02").outcome == Outcome.UNKNOWN
    facts = facts_of(declared(11, "government_budget_funds", "amount"), origin=TRANSCRIBED, printed=(11,))
    assert result_of(facts, "R12").outcome == Outcome.UNKNOWN


def test_a_prepared_edition_must_reach_every_total_it_declares():
    assert result_of(facts_of(declared(4, "current_total", "revenue_amount")), "R02").outcome == Outcome.FAILS
    assert result_of(facts_of(declared(3, "total", "total")), "R04").outcome == Outcome.FAILS


def test_without_table_05_nothing_is_compared_with_it():
    facts = facts_of(
        spending(fund=Fund.ALL_FUNDS),
        spending(fund=Fund.STATE_CAPITAL_OPERATIONS, nature=Nature.ALL_NATURES, code="223"),
        revenue(),
        economic(),
        declared(4, "current_total", "general_public_budget"),
        origin=TRANSCRIBED,
        printed=(1, 3, 4, 6),
    )
    for code in ("R05", "R06", "R07"):
        result = result_of(facts, code)
        assert (result.outcome, result.reasons[-1]) == (Outcome.UNKNOWN, "公布的文件没有印出预算05表。")


def test_coarse_spending_leaves_the_finer_comparisons_open():
    result = result_of(facts_of(spending(nature=Nature.BASIC_EXPENDITURE), economic()), "R07")
    assert (result.outcome, result.compared) == (Outcome.HOLDS, 1)
    assert "预算06表 301 类合计（对预算05表工资福利支出）：数据没有细分到可以核对的程度。" in result.reasons


def test_carry_overs_count_on_both_sides():
    facts = facts_of(revenue("130.00"), spending(), CarryForward(amount=Decimal("30.00")))
    assert result_of(facts, "R01").outcome == Outcome.HOLDS
    facts = facts_of(revenue("130.00"), spending())
    assert result_of(facts, "R01").findings[0].difference == Decimal("-30.00")


# R06


def test_spending_by_fund_may_stay_below_the_whole_where_there_is_other_money():
    lines = [spending("150.00", Fund.ALL_FUNDS), spending("100.00")]
    assert result_of(facts_of(*lines, revenue(), revenue("50.00", Fund.OTHER)), "R06").outcome == Outcome.HOLDS
    assert result_of(facts_of(*lines, revenue("150.00")), "R06").outcome == Outcome.FAILS
    assert result_of(facts_of(*lines), "R06").outcome == Outcome.HOLDS


def test_spending_is_compared_at_the_level_that_both_tables_reach():
    lines = [spending("100.00", Fund.ALL_FUNDS, code="2230105"), spending("100.00", code="223")]
    result = result_of(facts_of(*lines, revenue()), "R06")
    assert (result.outcome, result.compared) == (Outcome.HOLDS, 1)


# R04: rows of 类 and 款, which the form does not have but a document may print.


@pytest.mark.parametrize(
    ("table", "row", "column"),
    [
        (3, "201", "total"),
        (3, "20132", "wages"),
        (3, "104001-20132", "basic_expenditure"),
        (6, "301", "total"),
        (6, "301-505", "personnel"),
    ],
)
def test_a_printed_subtotal_is_compared_with_what_stands_below_it(table, row, column):
    unit = Department(code="104001", name="一")
    line = economic()
    line.government_code = "50501"
    facts = [spending(unit=unit), spending("7.00", code="2080101"), line, economic("3.00", code="30201")]
    facts = facts_of(*facts, declared(table, row, column), origin=TRANSCRIBED, printed=(3, 5, 6))
    assert result_of(facts, "R04").outcome == Outcome.HOLDS
    facts.of(DeclaredAmount)[0].amount += 1000
    (finding,) = result_of(facts, "R04").findings
    assert (finding.table, finding.row, finding.column) == (table, row, column)


def test_a_subtotal_over_coarse_lines_is_left_open():
    facts = facts_of(spending(nature=Nature.BASIC_EXPENDITURE), declared(3, "201", "wages"))
    assert result_of(facts, "R04").outcome == Outcome.UNKNOWN


def test_a_total_of_a_table_that_no_form_has_is_no_error():
    assert result_of(facts_of(declared(13, "total", "total")), "R04").outcome == Outcome.UNKNOWN
