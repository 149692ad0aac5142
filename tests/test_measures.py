"""The values of indicators: what a printed text says as a bound, a number and a unit."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgets.measures import Measure, parse_measure
from budgets.models import PerformanceIndicator
from budgets.vocabulary import Comparison

NUMBERS = st.decimals(0, 10**15 - 1, places=4)
UNITS = st.sampled_from(["%", "人次", "万元", "元/人", "场", "小时", ""])


@pytest.mark.parametrize(
    ("text", "comparison", "number", "unit"),
    [
        ("≥20000人次", Comparison.AT_LEAST, "20000", "人次"),
        ("100%", Comparison.EQUAL, "100", "%"),
        ("≤8万元", Comparison.AT_MOST, "8", "万元"),
        ("≤1255.19万元", Comparison.AT_MOST, "1255.19", "万元"),
        ("100元/人", Comparison.EQUAL, "100", "元/人"),
        ("≤5000元", Comparison.AT_MOST, "5000", "元"),
        (">= 95 %", Comparison.AT_LEAST, "95", "%"),
        ("<=3次", Comparison.AT_MOST, "3", "次"),
        ("＞0", Comparison.MORE_THAN, "0", ""),
        ("<1小时", Comparison.LESS_THAN, "1", "小时"),
        ("＝12期", Comparison.EQUAL, "12", "期"),
        (" ≥98%\n", Comparison.AT_LEAST, "98", "%"),
        ("９５％", Comparison.EQUAL, "95", "％"),
        ("95%以上", Comparison.AT_LEAST, "95", "%"),
        ("60分及以上", Comparison.AT_LEAST, "60", "分"),
        ("30天以内", Comparison.AT_MOST, "30", "天"),
        ("≥95%", Comparison.AT_LEAST, "95", "%"),
        ("＞=98%", Comparison.AT_LEAST, "98", "%"),
        ("≤30.00万元", Comparison.AT_MOST, "30.00", "万元"),
        ("不超过250万元", Comparison.AT_MOST, "250", "万元"),
        ("控制在50万元以内", Comparison.AT_MOST, "50", "万元"),
        ("不低于 90%", Comparison.AT_LEAST, "90", "%"),
        ("大于等于3次", Comparison.AT_LEAST, "3", "次"),
        ("大于3次", Comparison.MORE_THAN, "3", "次"),
        ("小于0.5%", Comparison.LESS_THAN, "0.5", "%"),
        ("100百分比", Comparison.EQUAL, "100", "%"),
    ],
)
def test_a_bound_has_a_sign_a_number_and_a_unit(text, comparison, number, unit):
    assert parse_measure(text) == Measure(comparison, Decimal(number), unit)


@pytest.mark.parametrize(
    "text",
    [
        "规范",
        "明显提高",
        "保障",
        "",
        "≥",
        "%",
        "12:30",
        "第1季度前",
        "12月31日前",
        "2023-2025年",
        "95%-90%",
        "3次-5人",
        "-5.22%",
        "》90%",
        "满意率100%",
        "1.23456%",
        "9" * 20,
        "≥95" + "多" * 21,
    ],
)
def test_a_word_or_what_is_more_than_one_number_has_no_parts(text):
    assert parse_measure(text) == Measure(None, None, "")


@pytest.mark.parametrize(
    ("text", "lower", "upper", "unit"),
    [
        ("90%-95%", "90", "95", "%"),
        ("3-5次", "3", "5", "次"),
        ("1.5万元至2万元", "1.5", "2", "万元"),
        ("1,000～1,200 人", "1000", "1200", "人"),
    ],
)
def test_a_range_bounds_from_both_sides(text, lower, upper, unit):
    measure = parse_measure(text)
    assert measure == Measure(Comparison.AT_LEAST, Decimal(lower), unit, Decimal(upper))
    assert (measure.highest, parse_measure(f"≤{upper}").highest) == (Decimal(upper), Decimal(upper))


@given(st.sampled_from("≥≤＞＜="), NUMBERS, UNITS)
def test_whatever_is_put_together_is_taken_apart(sign, number, unit):
    measure = parse_measure(f"{sign}{number:f}{unit}")

    assert (measure.number, measure.unit) == (number, unit)
    assert measure.comparison.label == sign


@given(st.text("≥≤<>=0123456789.９²% 人次/-", max_size=30))
def test_any_text_fits_the_database_in_its_parts(text):
    measure = parse_measure(text)
    fields = {field.name: field for field in PerformanceIndicator._meta.fields}

    assert len(measure.unit) <= fields["measure_unit"].max_length
    if measure.number is not None:
        fields["number"].run_validators(measure.number)


def test_thousands_separators_belong_to_the_number():
    assert parse_measure("≤1,255.19万元") == Measure(Comparison.AT_MOST, Decimal("1255.19"), "万元")
    assert parse_measure("≤1,25万元") == Measure()
