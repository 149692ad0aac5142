"""What a page of a figure lists adds up to it, or the page says by how much it does not: for every figure there is."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgets.documents.read import read_document
from budgets.explanations import Way, additions, explain
from budgets.explanations.words import difference_in_words, opening, terms
from budgets.models import (
    CarryForward,
    DeclaredAmount,
    Department,
    FunctionExpenditure,
    Region,
    RevenueLine,
    ThreePublicExpense,
)
from budgets.vocabulary import EditionOrigin, Fund, MoneyOrigin, Nature
from tests.documents.twin import SUBJECT_ROWS, read, twin, with_every_column
from tests.explanations.told import assert_everything_is_told, figure
from tests.final_accounts import final_facts
from tests.packages import ROOT
from tests.published import facts_of, twin_facts
from tests.tables.test_sums import amounts, editions, units, whatever

UNDECLARED = ROOT / "tests" / "documents" / "archives-2026.txt"
# Spending that stops at a 类 or a 款, at all funds or at basic expenditure: what documents print that go no further.
coarse = st.builds(
    FunctionExpenditure,
    unit=units,
    code=st.sampled_from(["201", "20132", "2013201", "2080505"]),
    name=st.just("科目"),
    fund=st.sampled_from([Fund.ALL_FUNDS, Fund.GENERAL_PUBLIC_BUDGET, Fund.GOVERNMENT_BUDGET_FUNDS]),
    nature=st.sampled_from([Nature.ALL_NATURES, Nature.BASIC_EXPENDITURE, Nature.PERSONNEL, Nature.SPECIFIC_PURPOSE]),
    amount=st.one_of(st.just(Decimal("0.00")), amounts),
)
printed = st.builds(
    DeclaredAmount,
    table_number=st.sampled_from([1, 3, 5]),
    row=st.sampled_from(["total", "201", "2013201", "current_total"]),
    column=st.sampled_from(["total", "basic_expenditure", "wages", "expenditure_amount"]),
    amount=amounts,
)


# Every example fills twelve tables and adds up every figure of them.
few = settings(whatever, max_examples=20)


def wages(code, amount, nature=Nature.WAGES):
    """Return spending on a subject, of all funds."""
    return FunctionExpenditure(code=code, name="科目", fund=Fund.ALL_FUNDS, nature=nature, amount=Decimal(amount))


def undeclared_facts():
    owner = Department(region=Region(code="410796", name="示例区"), code="105")
    return read_document(UNDECLARED.name, UNDECLARED.read_bytes(), owner).facts


def test_every_figure_of_the_sample_is_told():
    figures, lists = assert_everything_is_told(twin_facts())
    assert figures > 280
    assert lists > figures


def test_every_figure_of_an_undeclared_form_is_told():
    figures, lists = assert_everything_is_told(undeclared_facts())
    assert figures > 50
    assert lists > 50


def test_every_figure_of_final_accounts_is_told():
    figures, lists = assert_everything_is_told(final_facts())
    assert figures > 200
    assert lists > 200


@few
@given(editions)
def test_every_figure_of_a_prepared_edition_is_told(facts):
    assert_everything_is_told(facts)


@few
@given(st.lists(coarse, max_size=10), st.lists(printed, max_size=6), st.sampled_from(EditionOrigin))
def test_every_figure_is_told_whatever_is_printed_and_however_coarse_the_lines(lines, declared, origin):
    """Printed amounts that the lines do not add up to, and lines of which nobody can tell where they belong."""
    once = {(one.table_number, one.row, one.column): one for one in declared}
    assert_everything_is_told(facts_of(*lines, *once.values(), origin=origin, printed=(1, 3, 5)))


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(with_every_column(twin()), id="every column"),
        pytest.param(twin().replace(213, "627.30", "637.30"), id="a misprinted row total"),
        pytest.param(twin().replace(211, "2,852.11", "2,952.11"), id="a misprinted total"),
        pytest.param(twin().drop([SUBJECT_ROWS[4]]), id="a missing row"),
        pytest.param(twin().replace(172, "935.30", "-935.30"), id="a negative category"),
        pytest.param(twin().replace(213, "546.86", "5x6.86"), id="an amount nobody can read"),
    ],
)
def test_every_figure_of_a_defective_document_is_told(changed):
    figures, lists = assert_everything_is_told(read(changed).facts)
    assert figures > 280
    assert lists > figures


def sentence(facts, number, row, column, way):
    """Return what is said of one way in which a figure is added up."""
    filled, cell = figure(facts, number, row, column)
    (found,) = [one for one in additions(filled, cell) if one.way == way]
    named = " ＋ ".join(f"{one.name} {one.amount / 10000:.2f}" for one in terms(filled, found))
    return f"{opening(found)}{named}", difference_in_words(filled, cell, found)


def test_lines_of_one_subject_are_named_together():
    said, gap = sentence(twin_facts(), 1, "201", "expenditure_amount", Way.LINES)
    named = "2013201 行政运行 627.30 ＋ 2013202 一般行政管理事务 70.00 ＋ 2013299 其他组织事务支出 238.00"
    assert (said, gap) == (f"是 6 笔之和：{named}", "")


def test_a_total_adds_its_subtotals_along_the_row_and_its_rows_down_the_column():
    facts = twin_facts()
    across = sentence(facts, 3, "total", "total", Way.ACROSS)[0]
    assert across == "横着看，是本行 2 列之和：基本支出·小计 722.64 ＋ 项目支出·小计 2129.47"
    assert sentence(facts, 3, "total", "total", Way.DOWN)[0] == "竖着看，是本列 13 行之和："
    balance = [
        RevenueLine(fund=Fund.FISCAL_APPROPRIATION, origin=MoneyOrigin.CURRENT, amount=Decimal("50000.00")),
        wages("2013201", "15000.00"),
        wages("2080505", "25000.00"),
        CarryForward(amount=Decimal("10000.00")),
    ]
    said = sentence(facts_of(*balance), 1, "grand_total", "expenditure_amount", Way.DOWN)[0]
    assert said == "竖着看，是本列 2 行之和：本年支出合计 4.00 ＋ 年终结转结余 1.00"


def test_a_misprint_is_told_with_both_figures():
    facts = read(twin().replace(213, "627.30", "637.30").replace(277, "627.30", "637.30")).facts
    gap = sentence(facts, 3, "2013201", "total", Way.LINES)[1]
    assert gap == "文件印作 637.30，各项相加是 627.30：印出的数多了 10.00 万元，两者不符。"


def test_the_rounding_of_print_is_told_as_such():
    facts = read(twin().replace(211, "2,852.11", "2,852.12").replace(212, "2,852.11", "2,852.12")).facts
    gap = sentence(facts, 3, "total", "total", Way.ACROSS)[1]
    assert gap == "文件印作 2,852.12，各项相加是 2,852.11，相差 0.01 万元，在四舍五入的范围之内。"


def test_a_line_too_coarse_to_tell_is_not_listed_as_a_part():
    """Wages and what may be wages: the printed amount stands alone, and the page says why."""
    lines = [wages("2013201", "10000.00"), wages("2013201", "10000.00", Nature.PERSONNEL)]
    told = DeclaredAmount(table_number=3, row="2013201", column="wages", amount=Decimal("15000.00"))
    filled, cell = figure(facts_of(*lines, told, origin=EditionOrigin.TRANSCRIBED, printed=(3,)), 3, "2013201", "wages")
    explanation = explain(filled, cell)
    assert explanation.additions == []
    assert explanation.remarks == ["公布的数据没有细分到可以列出它由什么组成，这里只有文件印出的数。"]


def test_a_zero_that_the_form_asks_for_says_so():
    facts = facts_of(ThreePublicExpense(item="hospitality", amount=Decimal("2000.00")))
    filled, cell = figure(facts, 8, "total", "overseas_visits")
    assert (cell.amount, explain(filled, cell).remarks) == (Decimal("0.00"), ["没有这一类收支；表式要求此处印作零。"])


def test_what_was_approved_stands_beside_what_a_prepared_edition_adds_up_to():
    approved = DeclaredAmount(table_number=3, row="total", column="total", amount=Decimal("45000.00"))
    filled, cell = figure(facts_of(wages("2013201", "40000.00"), approved), 3, "total", "total")
    assert explain(filled, cell).remarks == ["申报或批复的数是 4.50，与各项相加的 4.00 相差 0.50 万元，两者不符。"]


def test_amounts_rounded_for_display_say_so():
    lines = [wages(code, "10049.00") for code in ("2013201", "2013202", "2013299")]
    filled, cell = figure(facts_of(*lines), 3, "total", "total")
    assert "各数分别四舍五入后显示" in explain(filled, cell).remarks[0]


def test_shares_are_of_the_totals_of_row_and_column():
    filled, cell = figure(twin_facts(), 3, "2013201", "wages")
    found = [
        (one.way, one.whole.row, one.whole.column.key, str(one.percentage)) for one in explain(filled, cell).shares
    ]
    assert found == [(Way.ACROSS, "2013201", "total", "87.18"), (Way.DOWN, "total", "wages", "80.98")]


def test_figures_of_a_printed_form_lead_to_printed_cells():
    facts = undeclared_facts()
    filled, cell = figure(facts, 3, "20103", "total")
    ways = {one.way: [(addend.row, addend.column.key) for addend in one.addends] for one in additions(filled, cell)}
    assert ways == {
        Way.ACROSS: [("20103", "basic_expenditure"), ("20103", "project_expenditure")],
        Way.DOWN: [("2010301", "total"), ("2010302", "total")],
    }
    gaps = [difference_in_words(filled, cell, one) for one in additions(filled, cell)]
    assert gaps == ["", "文件印作 900,000.00，各项相加是 890,000.00：印出的数多了 10,000.00 元，两者不符。"]
