"""Each rule, broken at one figure of the document, names the place and both figures; a rounding is no breach."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from budgets.models import (
    DeclaredAmount,
    EconomicExpenditure,
    FunctionExpenditure,
    ProjectFunding,
    SourceTable,
    ThreePublicExpense,
)
from budgets.vocabulary import EditionOrigin, Fund, Nature, Outcome, Severity, ThreePublicItem
from tests.published import find, result_of, twin_facts

# A hundred yuan is what two rounded figures of 0.01 万元 may differ by.
SMALL, LARGE = Decimal("100.00"), Decimal("100000.00")


@dataclass(frozen=True)
class Case:
    """A figure to change, and where the finding must then stand; `sign` says how expected and found move."""

    rule: str
    model: type
    where: dict[str, Any]
    table: int
    row: str
    column: str
    place: str
    figures: tuple[str, str]

    def break_by(self, amount: Decimal) -> Any:
        """Return the facts of the document with the figure changed."""
        facts = twin_facts()
        if self.rule == "R08":
            add_economic_summary(facts)
        find(facts, self.model, **self.where).amount += amount
        return facts


def declared(table, row, column):
    return {"table_number": table, "row": row, "column": column}


def add_economic_summary(facts):
    """Give the document a table 07 of one line, which is all of its spending."""
    facts.of(SourceTable).append(SourceTable(number=7, title="07", place="line 1"))
    summary = EconomicExpenditure(
        department_code="39999",
        department_name="其他支出",
        fund=Fund.ALL_FUNDS,
        nature=Nature.ALL_NATURES,
        amount=Decimal("21294700.00"),
        source_place="line 9",
    )
    basic = [
        EconomicExpenditure(
            department_code=line.department_code,
            department_name=line.department_name,
            fund=line.fund,
            nature=Nature.ALL_NATURES,
            amount=line.amount,
        )
        for line in facts.of(EconomicExpenditure)
    ]
    facts.of(EconomicExpenditure).extend([summary, *basic])


CASES = [
    Case(
        "R01",
        DeclaredAmount,
        declared(1, "grand_total", "expenditure_amount"),
        table=1,
        row="grand_total",
        column="expenditure_amount",
        place="line 204",
        figures=("2,852.11", "2,862.11"),
    ),
    Case(
        "R02",
        DeclaredAmount,
        declared(1, "current_total", "revenue_amount"),
        table=1,
        row="current_total",
        column="revenue_amount",
        place="line 202",
        figures=("2,852.11", "2,862.11"),
    ),
    Case(
        "R03",
        DeclaredAmount,
        declared(3, "2013201", "basic_expenditure"),
        table=3,
        row="2013201",
        column="basic_expenditure",
        place="line 213",
        figures=("585.30", "595.30"),
    ),
    Case(
        "R04",
        DeclaredAmount,
        declared(3, "total", "wages"),
        table=3,
        row="total",
        column="wages",
        place="line 211",
        figures=("675.34", "685.34"),
    ),
    Case(
        "R05",
        DeclaredAmount,
        declared(1, "208", "expenditure_amount"),
        table=1,
        row="208",
        column="expenditure_amount",
        place="line 179",
        figures=("1,668.46", "1,678.46"),
    ),
    Case(
        "R06",
        FunctionExpenditure,
        {"code": "2013299", "fund": Fund.GENERAL_PUBLIC_BUDGET},
        table=5,
        row="2013299",
        column="total",
        place="line 279",
        figures=("238.00", "248.00"),
    ),
    Case(
        "R07",
        EconomicExpenditure,
        {"department_code": "30101"},
        table=6,
        row="total",
        column="total",
        place="line 299",
        figures=("722.64", "732.64"),
    ),
    Case(
        "R08",
        EconomicExpenditure,
        {"department_code": "39999"},
        table=7,
        row="total",
        column="total",
        place="line 9",
        figures=("2,852.11", "2,862.11"),
    ),
    Case(
        "R09",
        DeclaredAmount,
        declared(8, "total", "total"),
        table=8,
        row="total",
        column="total",
        place="line 318",
        figures=("0.20", "10.20"),
    ),
    Case(
        "R10",
        DeclaredAmount,
        declared(10, "104", "current_general_public_budget"),
        table=10,
        row="104",
        column="current_general_public_budget",
        place="line 339",
        figures=("2,129.47", "2,139.47"),
    ),
    Case(
        "R11",
        DeclaredAmount,
        declared(12, "410796220000000006533", "total"),
        table=12,
        row="410796220000000006533",
        column="total",
        place="line 416",
        figures=("8.00", "18.00"),
    ),
    Case(
        "R12",
        DeclaredAmount,
        declared(11, "basic_expenditure", "amount"),
        table=11,
        row="basic_expenditure",
        column="amount",
        place="line 371",
        figures=("722.64", "732.64"),
    ),
]
every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)


@every_case
def test_a_breach_names_the_place_and_both_figures(case):
    result = result_of(case.break_by(LARGE), case.rule)
    assert (result.outcome, result.holds) == (Outcome.FAILS, False)
    finding = result.findings[0]
    assert (finding.rule, finding.severity) == (case.rule, Severity.ERROR)
    assert (finding.table, finding.row, finding.column) == (case.table, case.row, case.column)
    assert finding.place == case.place
    assert finding.difference == LARGE
    expected, found = case.figures
    assert f"{finding.expected / 10000:,.2f}" == expected
    assert f"{finding.found / 10000:,.2f}" == found
    assert f"为 {found} 万元" in finding.message
    assert f"{expected} 万元" in finding.message
    assert finding.message.endswith("10.00 万元。")


@every_case
def test_a_document_is_granted_the_rounding_of_its_figures(case):
    result = result_of(case.break_by(SMALL), case.rule)
    assert (result.outcome, result.holds, list(result.findings)) == (Outcome.ROUNDING, True, [])


@every_case
def test_a_prepared_edition_is_not(case):
    facts = case.break_by(SMALL)
    facts.edition.origin = EditionOrigin.PREPARED
    assert result_of(facts, case.rule).outcome == Outcome.FAILS


def test_figures_below_the_expected_fail_as_well():
    facts = twin_facts()
    find(facts, DeclaredAmount, **declared(3, "total", "total")).amount -= LARGE
    (finding,) = result_of(facts, "R04").findings
    assert finding.difference == -LARGE
    assert finding.message.endswith("为 2,842.11 万元，按分项应为 2,852.11 万元，相差 10.00 万元。")


def test_basic_expenditure_is_compared_class_by_class():
    facts = twin_facts()
    find(facts, EconomicExpenditure, department_code="30302").amount += LARGE
    find(facts, EconomicExpenditure, department_code="30101").amount -= LARGE
    messages = [finding.message for finding in result_of(facts, "R07").findings]
    assert messages == [
        "预算06表 301 类合计（对预算05表工资福利支出）为 665.34 万元，按分项应为 675.34 万元，相差 10.00 万元。",
        "预算06表 303 类合计（对预算05表对个人和家庭的补助）为 18.86 万元，按分项应为 8.86 万元，相差 10.00 万元。",
    ]


def test_a_part_may_be_below_its_whole_but_not_above():
    facts = twin_facts()
    expense = find(facts, ThreePublicExpense, item=ThreePublicItem.HOSPITALITY)
    expense.amount += LARGE
    assert result_of(facts, "R09").findings[0].table == 8
    expense.amount = Decimal("1000.00")
    finding = result_of(facts, "R09").findings[-1]
    assert (finding.table, finding.row, finding.column, finding.place) == (6, "30217-50206", "total", "line 302")
    assert finding.message == (
        "预算06表 30217（对预算08表公务接待费）为 0.20 万元，不应超过 0.10 万元，超出 0.10 万元。"
    )


def test_no_class_is_above_its_whole_in_table_07():
    facts = twin_facts()
    add_economic_summary(facts)
    find(facts, EconomicExpenditure, department_code="30201", nature=Nature.ALL_NATURES).amount -= LARGE / 2
    find(facts, EconomicExpenditure, department_code="39999").amount += LARGE / 2
    (finding,) = result_of(facts, "R08").findings
    assert (finding.table, finding.row) == (6, "30201-50201")
    assert finding.message == "预算06表 30201（对预算07表同一科目）为 5.68 万元，不应超过 0.68 万元，超出 5.00 万元。"


def test_projects_are_compared_by_kind_and_by_fund():
    facts = twin_facts()
    find(facts, ProjectFunding, amount=Decimal("12551900.00")).amount += LARGE
    messages = [finding.message for finding in result_of(facts, "R10").findings]
    assert messages[-2:] == [
        "预算10表特定目标类合计（对预算03表）为 2,077.47 万元，按分项应为 2,067.47 万元，相差 10.00 万元。",
        "预算10表一般公共预算合计（对该项资金的项目支出）为 2,139.47 万元，按分项应为 2,129.47 万元，相差 10.00 万元。",
    ]


def test_a_difference_of_one_yuan_shows():
    facts = twin_facts()
    facts.edition.origin = EditionOrigin.PREPARED
    find(facts, DeclaredAmount, **declared(3, "total", "total")).amount += 1
    (finding,) = result_of(facts, "R04").findings
    assert finding.message.endswith("为 2,852.1101 万元，按分项应为 2,852.11 万元，相差 0.0001 万元。")
