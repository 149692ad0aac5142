"""A difference is a rounding as far as the document rounds: half of the last place it prints, for each figure."""

from decimal import Decimal

import pytest

from budgets.checks.finding import Comparison
from budgets.checks.rounding import PrintedPlaces
from budgets.models import DeclaredAmount, FunctionExpenditure, SourceTable
from budgets.money import printed_places
from budgets.vocabulary import EditionOrigin, Fund, Nature, Outcome
from tests.published import facts_of, find, result_of, twin_facts

YUAN, WHOLE_YUAN, TWO_PLACES, ONE_PLACE, NO_PLACE = 2, 0, -2, -3, -4
# Tens of different amounts: prices of 1, 2, 3 … of the last place that is printed.
MANY = [Decimal(number) for number in range(1, 40)]


@pytest.mark.parametrize(
    ("amounts", "places"),
    [
        (["28521100.00", "6753400.00"], TWO_PLACES),
        (["28521100.00", "6753421.00"], WHOLE_YUAN),
        (["28521100.00", "6753421.50"], 1),
        (["28521100.00", "6753421.57"], YUAN),
        # Some round amounts do not show that nothing finer is printed.
        (["120000.00", "300000.00"], TWO_PLACES),
        ([number * 10000 for number in MANY], NO_PLACE),
        ([number * 1000 for number in MANY], ONE_PLACE),
        ([number * 100 for number in MANY], TWO_PLACES),
        ([*(number * 10000 for number in MANY), "0.01"], YUAN),
        (["0.00", None, "-1500.00"], TWO_PLACES),
        ([], TWO_PLACES),
    ],
)
def test_the_last_place_shows_in_the_amounts(amounts, places):
    assert printed_places(None if one is None else Decimal(one) for one in amounts) == places


@pytest.mark.parametrize(
    ("places", "difference", "outcome"),
    [
        # 元 with two places: half a fen for each of two figures.
        (YUAN, "0.01", Outcome.ROUNDING),
        (YUAN, "0.02", Outcome.FAILS),
        (YUAN, "50.00", Outcome.FAILS),
        (WHOLE_YUAN, "1.00", Outcome.ROUNDING),
        (WHOLE_YUAN, "1.01", Outcome.FAILS),
        # 万元 with two places: fifty yuan each.
        (TWO_PLACES, "100.00", Outcome.ROUNDING),
        (TWO_PLACES, "100.01", Outcome.FAILS),
        (NO_PLACE, "10000.00", Outcome.ROUNDING),
        (NO_PLACE, "10000.01", Outcome.FAILS),
    ],
)
def test_a_rounding_is_half_of_the_last_place_for_each_figure(places, difference, outcome):
    piece = Comparison(Decimal(0), Decimal(difference), "合计", places=places)
    assert piece.outcome(rounds=True) == outcome


def line(amount, table):
    return FunctionExpenditure(
        code="2013201",
        name="行政运行",
        fund=Fund.ALL_FUNDS,
        nature=Nature.WAGES,
        amount=amount,
        source_table=table,
    )


def two_tables(origin=EditionOrigin.TRANSCRIBED):
    """Return a document whose table 03 is in 元 and whose table 05 is in 万元 with two places, with both tables."""
    exact, rounded = SourceTable(number=3), SourceTable(number=5)
    lines = [line(number * Decimal("100.01"), exact) for number in MANY]
    lines += [line(number * 100, rounded) for number in MANY]
    return facts_of(*lines, origin=origin), lines[0], lines[-1]


def test_each_table_has_its_own_places_and_the_coarser_counts():
    facts, exact, rounded = two_tables()
    places = PrintedPlaces(facts)
    assert places.of(3, [exact]) == YUAN
    assert places.of(5, [rounded]) == TWO_PLACES
    assert places.of(3, [exact, rounded]) == places.of(5, [exact]) == TWO_PLACES
    # A table that nothing is known of is taken to print as the finest does.
    assert places.of(None, []) == places.of(8, []) == YUAN


def test_a_table_of_few_amounts_is_taken_to_print_as_the_document_does():
    facts, *_lines = two_tables()
    facts.of(DeclaredAmount).append(DeclaredAmount(table_number=8, row="total", column="total", amount=Decimal(2000)))
    assert PrintedPlaces(facts).of(8, []) == YUAN


def test_a_prepared_edition_rounds_nothing():
    facts, exact, _rounded = two_tables(EditionOrigin.PREPARED)
    assert PrintedPlaces(facts).of(3, [exact]) == TWO_PLACES


@pytest.mark.parametrize(("shift", "difference", "found"), [("0.00", "100.00", False), ("0.07", "50.00", True)])
def test_fifty_yuan_are_an_error_where_a_document_prints_yuan(shift, difference, found):
    facts = twin_facts()
    for fact in (*facts.of(FunctionExpenditure), *facts.of(DeclaredAmount)):
        fact.amount += Decimal(shift) if fact.amount else 0
    wages = [one.amount for one in facts.expenditures if one.nature == Nature.WAGES]
    total = find(facts, DeclaredAmount, table_number=3, row="total", column="wages")
    total.amount = sum(wages) + Decimal(difference)
    findings = result_of(facts, "R04").findings
    assert any((one.table, one.row, one.column) == (3, "total", "wages") for one in findings) == found
