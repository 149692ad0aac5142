"""Amounts: what is read, printed, rounded, added and divided."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgets.money import (
    LARGEST,
    MalformedAmountError,
    MoneyUnit,
    add,
    format_amount,
    parse_amount,
    round_half_up,
    rounding_allowance,
    scale,
    share,
)

YUAN, TEN_THOUSAND, HUNDRED_MILLION = MoneyUnit.YUAN, MoneyUnit.TEN_THOUSAND_YUAN, MoneyUnit.HUNDRED_MILLION_YUAN
# With these places a unit prints an amount to the fen.
PLACES = {YUAN: 2, TEN_THOUSAND: 6, HUNDRED_MILLION: 10}
LIMIT = LARGEST - Decimal("0.01")
AMOUNTS = st.decimals(-LIMIT, LIMIT, places=2)
UNITS = st.sampled_from(list(MoneyUnit))


@pytest.mark.parametrize(
    ("text", "unit", "yuan"),
    [
        ("2,852.11", TEN_THOUSAND, "28521100.00"),
        ("28,521,100.00", YUAN, "28521100.00"),
        ("0.28521100", HUNDRED_MILLION, "28521100.00"),
        ("1255.19", TEN_THOUSAND, "12551900.00"),
        ("0.00", TEN_THOUSAND, "0.00"),
        ("0", TEN_THOUSAND, "0.00"),
        ("109.770001", TEN_THOUSAND, "1097700.01"),
        (" 8.86\u3000", TEN_THOUSAND, "88600.00"),
        ("-1.50", YUAN, "-1.50"),
        ("\u22121.50", YUAN, "-1.50"),
        ("－１，２３４．５６", YUAN, "-1234.56"),
        ("2，852.11", TEN_THOUSAND, "28521100.00"),
        ("007", YUAN, "7.00"),
        ("9,999,999,999,999.99", YUAN, "9999999999999.99"),
    ],
)
def test_an_amount_is_read_in_its_unit(text, unit, yuan):
    assert str(parse_amount(text, unit)) == yuan


@pytest.mark.parametrize("text", [None, "", "  ", "\u3000", "-", "—", "——", "--", "－", "/"])
def test_a_blank_or_a_dash_is_no_amount_and_not_zero(text):
    assert parse_amount(text) is None


@pytest.mark.parametrize("text", ["-0", "-0.00", "−0.0", "0"])
def test_zero_has_no_sign(text):
    assert str(parse_amount(text)) == "0.00"


@pytest.mark.parametrize(
    "text",
    [
        "1,2x",
        "1,23",
        "12,34,567",
        "1,2345",
        ",123",
        "1,234,",
        "1.2.3",
        "1.",
        ".5",
        "1 2",
        "- 1",
        "--1",
        "(1.00)",
        "1e5",
        "1/2",
        "NaN",
        "Infinity",
        "约1",
        "2852.11万元",
        "½",
        "²",
        "1" * 400,
        "1" * 400 + ".00",
    ],
)
def test_what_is_no_amount_is_refused_as_printed(text):
    with pytest.raises(MalformedAmountError) as caught:
        parse_amount(text, TEN_THOUSAND)

    assert str(caught.value) == text


@pytest.mark.parametrize(
    ("text", "unit"),
    [("0.001", YUAN), ("1." + "0" * 30 + "1", YUAN), ("1.0000001", TEN_THOUSAND), ("1.00000000001", HUNDRED_MILLION)],
)
def test_an_amount_finer_than_a_fen_is_refused(text, unit):
    with pytest.raises(MalformedAmountError):
        parse_amount(text, unit)


@pytest.mark.parametrize(
    ("text", "unit"), [("10,000,000,000,000", YUAN), ("1000000000", TEN_THOUSAND), ("-100000", HUNDRED_MILLION)]
)
def test_an_amount_beyond_any_budget_is_refused(text, unit):
    with pytest.raises(MalformedAmountError):
        parse_amount(text, unit)


@given(AMOUNTS, UNITS)
def test_an_amount_that_is_printed_whole_is_read_back(amount, unit):
    assert parse_amount(format_amount(amount, unit, PLACES[unit]), unit) == amount


@given(AMOUNTS)
def test_full_width_print_is_read_alike(amount):
    printed = format_amount(amount, YUAN)
    wide = printed.translate(str.maketrans("0123456789,.-", "０１２３４５６７８９，．－"))

    assert parse_amount(wide) == amount


@given(st.text("0123456789,.，．-−－—/０９²x \u3000", max_size=12))
def test_any_text_is_an_amount_a_blank_or_refused(text):
    try:
        amount = parse_amount(text)
    except MalformedAmountError:
        return
    assert amount is None or (abs(amount) < LARGEST and amount.as_tuple().exponent == -2)


@pytest.mark.parametrize(
    ("yuan", "unit", "printed"),
    [
        ("28521100.00", TEN_THOUSAND, "2,852.11"),
        ("28521100.00", YUAN, "28,521,100.00"),
        ("28521100.00", HUNDRED_MILLION, "0.29"),
        ("50.00", TEN_THOUSAND, "0.01"),
        ("49.99", TEN_THOUSAND, "0.00"),
        ("-49.99", TEN_THOUSAND, "0.00"),
        ("-50.00", TEN_THOUSAND, "-0.01"),
        ("-0.00", TEN_THOUSAND, "0.00"),
    ],
)
def test_an_amount_is_printed_with_two_places_half_away_from_zero(yuan, unit, printed):
    assert format_amount(Decimal(yuan), unit) == printed


def test_a_blank_is_printed_as_nothing():
    assert format_amount(None) is None


@given(AMOUNTS, UNITS)
def test_scaling_keeps_within_half_of_the_last_place(amount, unit):
    assert abs(scale(amount, unit) * unit.value - amount) <= unit.value * Decimal("0.005")


@pytest.mark.parametrize(
    ("number", "places", "rounded"),
    [
        ("0.125", 2, "0.13"),
        ("-0.125", 2, "-0.13"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("0.005", 2, "0.01"),
        ("0.00499", 2, "0.00"),
        ("-0.004", 2, "0.00"),
    ],
)
def test_a_half_goes_away_from_zero(number, places, rounded):
    assert str(round_half_up(Decimal(number), places)) == rounded


@given(st.decimals(-(10**12), 10**12, places=6))
def test_rounding_goes_the_same_way_on_both_sides_of_zero(number):
    assert round_half_up(-number) == -round_half_up(number)
    assert abs(round_half_up(number)) == abs(number).quantize(Decimal("0.01"), ROUND_HALF_UP)


@given(st.lists(st.one_of(st.none(), AMOUNTS), max_size=40))
def test_a_sum_is_exact_and_leaves_out_blanks(amounts):
    known = [amount for amount in amounts if amount is not None]
    fen = sum(int(amount * 100) for amount in known)

    assert add(amounts) == (Decimal(fen) / 100 if known else None)


def test_the_sum_of_blanks_is_a_blank_and_of_zeros_zero():
    assert add([None, None]) is None
    assert add([]) is None
    assert add([None, Decimal("0.00")]) == 0


@pytest.mark.parametrize(
    ("part", "whole", "percentage"),
    [
        ("7226400", "28521100", "25.34"),
        ("21294700", "28521100", "74.66"),
        ("9353000", "28521100", "32.79"),
        ("16684600", "28521100", "58.50"),
        ("2483500", "28521100", "8.71"),
        ("1", "8", "12.50"),
        ("1", "800", "0.13"),
        ("-1", "800", "-0.13"),
        ("0", "5", "0.00"),
    ],
)
def test_a_share_is_a_percentage_to_two_places(part, whole, percentage):
    assert str(share(Decimal(part), Decimal(whole))) == percentage


@pytest.mark.parametrize(
    ("part", "whole"), [(None, Decimal(1)), (Decimal(1), None), (Decimal(1), Decimal(0)), (Decimal(0), Decimal("0.00"))]
)
def test_there_is_no_share_of_nothing(part, whole):
    assert share(part, whole) is None


@given(st.integers(0, 10**13), st.integers(1, 10**13))
def test_two_shares_of_one_whole_make_a_hundred_within_rounding(part, more):
    whole = Decimal(part + more)

    assert abs(share(Decimal(part), whole) + share(Decimal(more), whole) - 100) <= Decimal("0.01")


@pytest.mark.parametrize(
    ("addends", "places", "unit", "yuan"),
    [(1, 2, TEN_THOUSAND, 100), (2, 2, TEN_THOUSAND, 150), (17, 2, TEN_THOUSAND, 900), (3, 2, YUAN, "0.02")],
)
def test_rounding_may_shift_a_sum_by_half_a_place_for_each_number(addends, places, unit, yuan):
    assert rounding_allowance(addends, places, unit) == Decimal(yuan)


@given(st.lists(st.decimals(0, 10**10, places=2), min_size=1, max_size=20))
def test_a_sum_of_rounded_amounts_stays_within_the_allowance(amounts):
    parts = [scale(amount, TEN_THOUSAND) for amount in amounts]
    total = scale(sum(amounts), TEN_THOUSAND)

    assert abs(sum(parts) - total) * TEN_THOUSAND.value <= rounding_allowance(len(amounts))
