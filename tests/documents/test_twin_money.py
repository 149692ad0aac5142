"""The amounts of the published document, as its tables print them: 万元 there, yuan here."""

import re
from decimal import Decimal

import pytest

from budgets.models import (
    CarryForward,
    DeclaredAmount,
    EconomicExpenditure,
    FunctionExpenditure,
    ProjectFunding,
    RevenueLine,
    SourceTable,
    StatedFigure,
    ThreePublicExpense,
)
from budgets.money import MoneyUnit, parse_amount
from budgets.vocabulary import Fund, MoneyOrigin, Nature
from tests.documents.twin import TWIN, twin

AMOUNT = re.compile(r"[0-9,]+\.[0-9]{2}")
TWIN_LINES = twin().lines
IN_TABLES = [
    RevenueLine,
    FunctionExpenditure,
    EconomicExpenditure,
    ThreePublicExpense,
    ProjectFunding,
    DeclaredAmount,
]
# Spending by subject and nature in tables 03 and 05, in yuan: 17 lines on 13 subjects.
BY_NATURE = [
    ("2013201", "行政运行", "wages", "5468600.00"),
    ("2013201", "行政运行", "goods_services", "384400.00"),
    ("2013201", "行政运行", "other_operation", "420000.00"),
    ("2013202", "一般行政管理事务", "other_operation", "100000.00"),
    ("2013202", "一般行政管理事务", "specific_purpose", "600000.00"),
    ("2013299", "其他组织事务支出", "specific_purpose", "2380000.00"),
    ("2080101", "行政运行", "other_operation", "100000.00"),
    ("2080199", "其他人力资源和社会保障管理事务支出", "specific_purpose", "12551900.00"),
    ("2080501", "行政单位离退休", "household_subsidies", "88600.00"),
    ("2080505", "机关事业单位基本养老保险缴费支出", "wages", "567600.00"),
    ("2080506", "机关事业单位职业年金缴费支出", "specific_purpose", "450000.00"),
    ("2082602", "财政对城乡居民基本养老保险基金的补助", "specific_purpose", "642800.00"),
    ("2089999", "其他社会保障和就业支出", "wages", "33700.00"),
    ("2089999", "其他社会保障和就业支出", "specific_purpose", "2250000.00"),
    ("2101101", "行政单位医疗", "wages", "387600.00"),
    ("2101103", "公务员医疗补助", "wages", "295900.00"),
    ("2101202", "财政对城乡居民基本医疗保险基金的补助", "specific_purpose", "1800000.00"),
]
# Table 06: both codes, in the order printed, which is not theirs.
BY_ECONOMIC_CLASS = [
    ("30101", "基本工资", "50501", "工资福利支出", "personnel", "4500000.00"),
    ("30113", "住房公积金", "50501", "工资福利支出", "personnel", "591600.00"),
    ("30103", "奖金", "50501", "工资福利支出", "personnel", "377000.00"),
    ("30217", "公务接待费", "50206", "公务接待费", "operating", "2000.00"),
    ("30201", "办公费", "50201", "办公经费", "operating", "56800.00"),
    ("30299", "其他商品和服务支出", "50299", "其他商品和服务支出", "operating", "103600.00"),
    ("30229", "福利费", "50201", "办公经费", "operating", "123300.00"),
    ("30228", "工会经费", "50201", "办公经费", "operating", "98700.00"),
    ("30302", "退休费", "50905", "离退休费", "personnel", "88600.00"),
    ("30108", "机关事业单位基本养老保险缴费", "50501", "工资福利支出", "personnel", "567600.00"),
    ("30112", "其他社会保障缴费", "50501", "工资福利支出", "personnel", "33700.00"),
    ("30110", "职工基本医疗保险缴费", "50501", "工资福利支出", "personnel", "387600.00"),
    ("30111", "公务员医疗补助缴费", "50501", "工资福利支出", "personnel", "295900.00"),
]
# Totals that tables print over several columns, in yuan, by table, row and column.
TOTALS = [
    (1, "grand_total", "revenue_amount", "28521100.00"),
    (1, "208", "expenditure_amount", "16684600.00"),
    (3, "total", "total", "28521100.00"),
    (3, "104", "basic_expenditure", "7226400.00"),
    (3, "total", "household_subsidies", "88600.00"),
    (3, "total", "specific_purpose", "20674700.00"),
    (3, "2013201", "total", "6273000.00"),
    (3, "2013201", "project_expenditure", "420000.00"),
    (4, "208", "fiscal_appropriation", "16684600.00"),
    (5, "total", "other_operation", "620000.00"),
    (6, "total", "personnel", "6842000.00"),
    (8, "total", "total", "2000.00"),
    (9, "total", "specific_purpose", "0.00"),
    (10, "total", "current_general_public_budget", "21294700.00"),
    (11, "project_expenditure", "amount", "21294700.00"),
    (12, "104", "government_budget_funds", "21294700.00"),
]


@pytest.mark.parametrize("fund", [Fund.ALL_FUNDS, Fund.GENERAL_PUBLIC_BUDGET])
def test_tables_03_and_05_give_the_same_17_lines_each(reading, fund):
    lines = [line for line in reading.rows[FunctionExpenditure] if line.fund == fund]

    assert [(line.code, line.name, line.nature, str(line.amount)) for line in lines] == BY_NATURE


def test_only_03_and_05_give_spending_by_subject(reading):
    assert len(reading.rows[FunctionExpenditure]) == 34
    assert {line.origin for line in reading.rows[FunctionExpenditure]} == {MoneyOrigin.CURRENT}


def test_economic_classes_keep_codes_names_and_order(reading):
    lines = reading.rows[EconomicExpenditure]

    assert [
        (
            one.department_code,
            one.department_name,
            one.government_code,
            one.government_name,
            one.nature,
            f"{one.amount}",
        )
        for one in lines
    ] == BY_ECONOMIC_CLASS


def test_basic_spending_adds_up_to_what_the_document_prints(reading):
    personnel = sum(one.amount for one in reading.rows[EconomicExpenditure] if one.nature == Nature.PERSONNEL)
    operating = sum(one.amount for one in reading.rows[EconomicExpenditure] if one.nature == Nature.OPERATING)

    assert (personnel, operating) == (Decimal("6842000.00"), Decimal("384400.00"))


def test_revenue_is_one_line_of_fiscal_appropriation(reading):
    (line,) = reading.rows[RevenueLine]

    assert (line.fund, line.origin, line.amount) == (
        Fund.FISCAL_APPROPRIATION,
        MoneyOrigin.CURRENT,
        Decimal("28521100.00"),
    )


def test_nothing_is_carried_forward(reading):
    assert reading.rows[CarryForward] == []


def test_three_public_expenses_are_known_by_item_zeros_included(reading):
    amounts = {expense.item.value: str(expense.amount) for expense in reading.rows[ThreePublicExpense]}

    assert amounts == {
        "overseas_visits": "0.00",
        "vehicle_purchase": "0.00",
        "vehicle_operation": "0.00",
        "hospitality": "2000.00",
    }


@pytest.mark.parametrize(("table", "row", "column", "amount"), TOTALS)
def test_printed_totals_are_declared(reading, table, row, column, amount):
    assert reading.facts.declared[table, row, column] == Decimal(amount)


def test_every_printed_amount_is_read(reading):
    """255 in the tables, and the 44 figures of the text."""
    appendix = TWIN.read_text(encoding="utf-8").partition("预算01表")[2]
    in_tables = sum(AMOUNT.fullmatch(cell) is not None for cell in re.split(r"[\t\n]", appendix))

    assert (in_tables, len(reading.rows[StatedFigure])) == (255, 44)
    assert (reading.amounts_printed, reading.amounts_read, reading.troubles) == (299, 299, [])


def test_blank_cells_are_no_amounts(reading):
    """Table 03 prints 8 amounts in each of 2 rows of totals, and on 13 subjects 28 totals and 17 lines."""
    declared = [one for one in reading.rows[DeclaredAmount] if one.table_number == 3]

    assert len(declared) == 2 * 8 + 28


def test_tables_02_and_07_are_missing(reading):
    assert [table.number for table in reading.rows[SourceTable]] == [1, 3, 4, 5, 6, 8, 9, 10, 11, 12]


@pytest.mark.parametrize("model", IN_TABLES)
def test_every_amount_remembers_the_cell_it_was_read_from(reading, model):
    for fact in reading.rows[model]:
        row = fact.source_table.rows[fact.source_row]
        assert parse_amount(row["cells"][fact.source_column], MoneyUnit.TEN_THOUSAND_YUAN) == fact.amount
        assert fact.source_place == f"line {row['place']}"
        assert TWIN_LINES[row["place"]] == "\t".join(row["cells"])
