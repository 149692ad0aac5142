"""Spending by the codes of a classification, held against what the document prints."""

from decimal import Decimal

from budgets.models import FunctionExpenditure
from budgets.tables.outline import ECONOMICS, EVERYTHING, FUNCTIONS, Outline
from budgets.vocabulary import CodeLevel, Fund, Nature
from tests.explanations.test_sums import undeclared_facts
from tests.published import facts_of, twin_facts


def line(code, amount, name="", fund=Fund.ALL_FUNDS):
    return FunctionExpenditure(code=code, name=name, fund=fund, nature=Nature.WAGES, amount=Decimal(amount))


def function_outline(facts):
    return Outline.of(FUNCTIONS, facts.expenditures, facts)


def test_the_published_budget_from_the_top_down():
    outline = function_outline(twin_facts())

    assert outline.amount(EVERYTHING) == Decimal(28521100)
    assert outline.below(EVERYTHING) == ["201", "208", "210"]
    assert outline.below("201") == ["20132"]
    assert outline.below("20132") == ["2013201", "2013202", "2013299"]
    assert [outline.amount(code) for code in outline.below("20132")] == [6273000, 700000, 2380000]
    assert not outline.below("2013201")


def test_names_are_those_printed_else_official():
    outline = function_outline(twin_facts())

    assert outline.name("2013299") == "其他组织事务支出"
    assert outline.name("20132") == "组织事务"
    assert Outline(FUNCTIONS, [line("9999901", 1)]).name("99999") == "99999"


def test_a_code_on_lines_of_two_names_has_both():
    outline = Outline(FUNCTIONS, [line("2013201", 1, "取暖费"), line("2013201", 2, "物业管理费")])

    assert outline.name("2013201") == "取暖费、物业管理费"


def test_levels_and_what_stops_short():
    outline = Outline(FUNCTIONS, [line("20132", 5), line("2013801", 7), line("20138", 2)])

    assert [FUNCTIONS.level(code) for code in ("201", "20132", "2013201")] == list(CodeLevel)
    assert FUNCTIONS.ancestors("2013201") == ["201", "20132"]
    assert (outline.stops_short("20132"), outline.stops_short("20138"), outline.stops_short("2013801")) == (
        True,
        False,
        False,
    )
    assert [one.amount for one in outline.undivided("20138")] == [2]
    assert not outline.compare("20138").difference


def test_the_published_amount_of_a_category_stands_in_two_tables():
    cells = function_outline(twin_facts()).stands["201"]

    assert [(one.table.number, one.row, one.column, one.amount) for one in cells] == [
        (1, "201", "expenditure_amount", 9353000),
        (4, "201", "total", 9353000),
    ]


def test_an_economic_class_stands_under_the_pair_of_codes():
    facts = twin_facts()
    outline = Outline.of(ECONOMICS, facts.economic_expenditures, facts)

    assert [(one.table.number, one.row, one.column) for one in outline.stands["30101"]] == [
        (6, "30101-50501", "total"),
        (7, "30101-50501", "total"),
    ]
    assert outline.amount("301") == Decimal(6753400)


def test_a_printed_total_that_its_rows_do_not_reach_is_shown_and_told():
    """The made budget of the archives prints 20103 as 900,000 yuan over rows of 890,000."""
    comparison = function_outline(undeclared_facts()).compare("20103")

    assert (comparison.amount, comparison.listed, comparison.difference) == (900000, 890000, 10000)
    assert comparison.differs
    assert not comparison.rounds


def test_lines_of_one_fund_are_not_held_against_the_table_of_all_money():
    facts = facts_of(line("2013201", 5, fund=Fund.GENERAL_PUBLIC_BUDGET))
    outline = Outline(FUNCTIONS, facts.expenditures, function_outline(twin_facts()).stands)

    assert outline.amount("201") == 5
