"""Rules on a document whose form nobody declared: its sums among themselves, its categories against the subjects."""

from decimal import Decimal

import pytest

from budgets.models import DeclaredAmount, FunctionExpenditure, RevenueLine, SourceTable
from budgets.money import MoneyUnit
from budgets.tables.printed import PrintedBlock, PrintedColumn, PrintedForm, PrintedRow
from budgets.tables.spec import RowKind
from budgets.vocabulary import EditionOrigin, Fund, Nature, Outcome
from tests.published import facts_of, find, result_of

REVENUE = ("revenue_item", "revenue_amount")
SPENDING = ("expenditure_item", "expenditure_amount")
# A table of revenue and expenditure as printed, in 万元: item and amount, twice.
ROWS = [
    ["一、财政拨款", "9.00", "一、一般公共服务支出", "6.00"],
    ["二、其他收入", "1.00", "二、教育支出", "4.00"],
    ["本年收入合计", "10.00", "本年支出合计", "10.00"],
]
KEYS = [("fiscal_appropriation", "201"), ("other", "205"), ("current_total", "current_total")]


def block(side, first):
    """Return one side of the form: its last row adds up the others."""
    keys = [pair[side] for pair in KEYS]
    rows = [PrintedRow(line, key) for line, key in enumerate(keys[:-1])]
    return PrintedBlock(first, first + 2, (*rows, PrintedRow(2, keys[-1], RowKind.TOTAL, tuple(keys[:-1]))))


def form():
    """Return the form of the table."""
    columns = []
    for item, amount in (REVENUE, SPENDING):
        columns += [PrintedColumn(item, ("项目",), names_row=True), PrintedColumn(amount, ("金额",), is_amount=True)]
    return PrintedForm(MoneyUnit.TEN_THOUSAND_YUAN, 2, tuple(columns), (block(0, 0), block(1, 2)))


def document():
    """Return a document that prints this table 01, and a table 03 whose lines are facts."""
    table = SourceTable(
        number=1,
        kind="revenue_and_expenditure",
        title="收支预算总表",
        place="page 5",
        rows=[{"place": line, "cells": cells} for line, cells in enumerate(ROWS)],
        form=form().as_json(),
        is_understood=True,
    )
    subjects = SourceTable(number=3, title="支出预算总表", place="page 7")
    declared = [
        DeclaredAmount(
            table_number=1,
            row=keys[side],
            column=column,
            amount=Decimal(cells[2 * side + 1]) * 10000,
            source_table=table,
            source_row=line,
            source_column=2 * side + 1,
            source_place=f"page 5, row {line + 1}",
        )
        for line, (keys, cells) in enumerate(zip(KEYS, ROWS, strict=True))
        for side, column in enumerate(("revenue_amount", "expenditure_amount"))
    ]
    lines = [
        FunctionExpenditure(code=code, name=name, fund=Fund.ALL_FUNDS, nature=Nature.WAGES, amount=Decimal(amount))
        for code, name, amount in (("2013201", "行政运行", "60000.00"), ("2050803", "培训支出", "40000.00"))
    ]
    revenue = [
        RevenueLine(fund=fund, amount=Decimal(amount))
        for fund, amount in ((Fund.FISCAL_APPROPRIATION, "90000.00"), (Fund.OTHER, "10000.00"))
    ]
    facts = facts_of(*declared, *lines, *revenue, origin=EditionOrigin.TRANSCRIBED)
    facts.edition.form_set = "printed"
    facts.of(SourceTable).extend([table, subjects])
    subjects.kind, subjects.is_understood = "function_expenditure", True
    subjects.form = PrintedForm(MoneyUnit.TEN_THOUSAND_YUAN, 2, (), ()).as_json()
    return facts


@pytest.mark.parametrize("code", ["R01", "R02", "R04", "R05"])
def test_the_rules_hold(code):
    assert result_of(document(), code).outcome == Outcome.HOLDS


CASES = [
    ("R04", "current_total", "expenditure_amount", "表01“本年支出合计”行“金额”为 20.00 万元，按分项应为 10.00 万元"),
    ("R02", "current_total", "revenue_amount", "表01“本年收入合计”行“金额”为 20.00 万元，按分项应为 10.00 万元"),
    ("R05", "201", "expenditure_amount", "表01“一、一般公共服务支出”行“金额”为 16.00 万元，按分项应为 6.00 万元"),
]


@pytest.mark.parametrize(("code", "row", "column", "message"), CASES)
def test_a_breach_is_found_at_its_cell(code, row, column, message):
    facts = document()
    fact = find(facts, DeclaredAmount, row=row, column=column)
    fact.amount += Decimal("100000.00")
    finding = next(one for one in result_of(facts, code).findings if one.column == column)
    assert (finding.table, finding.row, finding.place) == (1, row, fact.source_place)
    assert finding.message == f"{message}，相差 10.00 万元。"


def test_the_law_asks_for_tables_whatever_the_form():
    messages = [finding.message for finding in result_of(document(), "R17").findings]
    # Two of the eight are printed.
    assert sum(message.startswith("没有") for message in messages) == 6
    assert messages[-1] == "公布的文件只有表，没有文字说明。"


def test_what_the_document_does_not_print_is_left_open():
    for code in ("R03", "R06", "R07", "R08", "R09", "R10", "R11", "R12"):
        assert result_of(document(), code).outcome == Outcome.UNKNOWN
