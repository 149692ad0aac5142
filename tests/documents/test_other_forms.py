"""What other documents have and the sample has not: tables 02 and 07, units, yuan, foreign tables, stray cells."""

import re
from decimal import Decimal

import pytest

from budgets.models import (
    Department,
    EconomicExpenditure,
    FunctionExpenditure,
    ProjectFunding,
    RevenueLine,
    SourceTable,
    StatedFigure,
)
from budgets.money import MoneyUnit
from budgets.vocabulary import Fund, MoneyOrigin, Nature
from tests.documents.twin import facts_of, printed_table, read, twin

REVENUE_BY_UNIT = printed_table("table-02.txt")
BY_ECONOMIC_CLASS = printed_table("table-07.txt")
# Lines that name the unit of amounts: captions, and labels in tables 11 and 12.
CAPTIONS = (169, 231, 295, 315, 324, 335)
UNIT_LABELS = (367, 412)


def in_yuan(cells):
    """Return cells with their amounts printed in yuan."""
    return [f"{Decimal(cell.replace(',', '')) * 10_000:,.2f}" if is_amount(cell) else cell for cell in cells]


def is_amount(cell):
    """Tell whether a cell prints an amount to two places."""
    return re.fullmatch(r"[\d,]+\.\d\d", cell) is not None


def test_table_02_gives_revenue_by_unit_and_source():
    lines = read(twin().add(204, *REVENUE_BY_UNIT)).rows[RevenueLine]

    assert [(one.unit.code, one.fund, one.origin, str(one.amount)) for one in lines] == [
        ("104001", Fund.FISCAL_APPROPRIATION, MoneyOrigin.CURRENT, "20001100.00"),
        ("104001", Fund.OPERATIONAL, MoneyOrigin.CURRENT, "300000.00"),
        ("104001", Fund.OTHER, MoneyOrigin.CURRENT, "120000.00"),
        ("104001", Fund.GENERAL_PUBLIC_BUDGET, MoneyOrigin.BROUGHT_FORWARD, "100000.00"),
        ("104002", Fund.FISCAL_APPROPRIATION, MoneyOrigin.CURRENT, "8000000.00"),
    ]


def test_with_table_02_the_revenue_of_table_01_is_declared(reading):
    declared = read(twin().add(204, *REVENUE_BY_UNIT)).facts.declared

    assert (1, "fiscal_appropriation", "revenue_amount") not in reading.facts.declared
    assert declared[1, "fiscal_appropriation", "revenue_amount"] == Decimal("28521100.00")
    assert declared[2, "total", "grand_total"] == Decimal("28521100.00")
    assert declared[2, "104001", "brought_forward_total"] == Decimal("100000.00")


def test_units_of_table_02_keep_their_names():
    units = read(twin().add(204, *REVENUE_BY_UNIT)).rows[Department]

    assert [(unit.code, unit.name) for unit in units] == [("104001", "机关本级"), ("104002", "社保中心")]


def test_a_department_alone_in_table_02_owns_its_revenue():
    alone = [line for line in REVENUE_BY_UNIT if not line.startswith("10400")]
    lines = read(twin().add(204, *alone)).rows[RevenueLine]

    assert [(one.unit, str(one.amount)) for one in lines] == [
        (None, "28001100.00"),
        (None, "300000.00"),
        (None, "120000.00"),
        (None, "100000.00"),
    ]


def test_table_07_gives_spending_of_each_fund_by_economic_class(reading):
    found = read(twin().add(311, *BY_ECONOMIC_CLASS))
    lines = [one for one in found.rows[EconomicExpenditure] if one.nature == Nature.ALL_NATURES]

    assert [(one.department_code, one.government_code, one.fund, one.origin, str(one.amount)) for one in lines] == [
        ("30101", "50501", Fund.FISCAL_APPROPRIATION, MoneyOrigin.CURRENT, "4500000.00"),
        ("30103", "50501", Fund.FISCAL_APPROPRIATION, MoneyOrigin.CURRENT, "2253400.00"),
        ("39999", "59999", Fund.FISCAL_APPROPRIATION, MoneyOrigin.CURRENT, "21667700.00"),
        ("39999", "59999", Fund.ALL_FUNDS, MoneyOrigin.BROUGHT_FORWARD, "100000.00"),
    ]
    assert len(found.rows[EconomicExpenditure]) == len(lines) + len(reading.rows[EconomicExpenditure])
    assert found.troubles == []


def test_a_class_above_its_own_codes_is_declared_and_not_counted_twice():
    declared = read(twin().add(311, *BY_ECONOMIC_CLASS)).facts.declared

    assert declared[7, "301", "fiscal_appropriation"] == Decimal("6753400.00")
    assert declared[7, "30101-50501", "total"] == Decimal("4500000.00")


def test_rows_below_a_unit_belong_to_it():
    unit = twin().lines[212].replace("104\t经开区组织人社局", "104001\t机关本级")
    found = read(twin().add(212, unit))
    of_table_03 = [line for line in found.rows[FunctionExpenditure] if line.fund == Fund.ALL_FUNDS]

    assert {line.unit.code for line in of_table_03} == {"104001"}
    assert found.facts.declared[3, "104001", "total"] == Decimal("28521100.00")
    assert found.facts.declared[3, "104001-2013201", "total"] == Decimal("6273000.00")


def test_a_document_in_yuan_says_the_same(reading):
    text = twin().each(range(167, 475), in_yuan).replace_all("万元", "元", (*CAPTIONS, *UNIT_LABELS))
    found = read(text)

    assert facts_of(found) == facts_of(reading)
    assert found.unit == MoneyUnit.YUAN


def test_one_document_may_print_both_units(reading):
    """Tables 11 and 12 name their own unit and go on in 万元, while the others are in yuan."""
    text = twin().each(range(167, 354), in_yuan).replace_all("万元", "元", CAPTIONS)

    assert facts_of(read(text)) == facts_of(reading)


def test_amounts_to_the_fen_are_kept_in_ten_thousands():
    found = read(twin().replace(345, "225.00\t225.00", "225.123456\t225.123456"))
    (funding,) = [one for one in found.rows[ProjectFunding] if one.project.name == "人才发展奖励"]

    assert str(funding.amount) == "2251234.56"


def test_a_table_of_no_kind_is_listed_and_named():
    canteen = ["", "2023年食堂食材情况表", "", "食材\t斤数", "大米\t1.00"]
    found = read(twin().add(225, *canteen))
    (table,) = [one for one in found.rows[SourceTable] if one.has_own_form]
    (trouble,) = found.troubles

    assert (table.title, table.place, table.kind) == ("2023年食堂食材情况表", "line 227", "")
    assert [row["cells"] for row in table.rows] == [["食材", "斤数"], ["大米", "1.00"]]
    assert (trouble.place, trouble.text, trouble.refuses) == ("line 227", "2023年食堂食材情况表", False)


def test_a_stray_cell_is_named_with_its_place(reading):
    found = read(twin().replace(216, "\t10.00\t10.00\t\t", "\t10.00\t10.00\t\t\t见附注"))
    (trouble,) = found.troubles

    assert (trouble.place, trouble.text) == ("line 216, table 3, column 15", "见附注")
    assert not trouble.refuses
    assert facts_of(found) == facts_of(reading)


def test_amounts_of_a_row_that_nothing_names_are_printed_and_not_understood(reading):
    found = read(twin().replace(216, "208\t01\t01\t\t行政运行", "\t\t\t\t行政运行"))

    assert found.amounts_printed == reading.amounts_printed
    assert found.amounts_printed - found.amounts_read == 3
    assert [trouble.text for trouble in found.troubles] == ["行政运行", "10.00", "10.00", "10.00"]


@pytest.mark.parametrize("printed", ["二〇二三年十五月", "二〇二三年", "2023 年第 1 季度"])
def test_a_date_that_is_none_is_left_out(printed):
    assert read(twin().replace(7, "二〇二三年二月", printed)).edition.printed_date == ""


@pytest.mark.parametrize(
    ("printed", "date"),
    [("二○二三年十二月", "2023年12月"), ("2023年2月15日", "2023年2月15日"), ("2023 年 2 月", "2023年2月")],
)
def test_the_date_is_read_as_it_is_printed(printed, date):
    assert read(twin().replace(7, "二〇二三年二月", printed)).edition.printed_date == date


def test_a_decrease_in_the_text_is_negative():
    found = read(twin().replace(77, "收入增加 109.77 万元，增长 4.00%", "收入减少 109.77 万元，下降 0.00%"))
    change, rate = found.rows[StatedFigure][2:4]

    assert (change.amount, str(rate.percentage)) == (Decimal("-1097700.00"), "0.00")
