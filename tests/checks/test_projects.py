"""R10, R11 and R19: projects, their indicators and their codes."""

from decimal import Decimal

import pytest

from budgets.checks.run import blocking_findings
from budgets.models import (
    Department,
    FunctionExpenditure,
    PerformanceIndicator,
    Project,
    ProjectFunding,
    Region,
    RevenueLine,
)
from budgets.tables import Facts
from budgets.vocabulary import EditionOrigin, Fund, IndicatorKind, Nature, Outcome, ProjectKind, Severity
from tests.make import make_department, make_edition, make_line
from tests.published import facts_of, find, result_of, twin_facts

CODE = "410796230000000000411"
YEAR_IN_CODE = slice(6, 8)


def project(key="p1", **fields):
    return Project(key=key, name="人才发展奖励", **{"kind": ProjectKind.SPECIFIC_PURPOSE, **fields})


def funding(of, amount="100.00", fund=Fund.GENERAL_PUBLIC_BUDGET):
    return ProjectFunding(project=of, fund=fund, amount=Decimal(amount))


def spending(amount="100.00", fund=Fund.GENERAL_PUBLIC_BUDGET, nature=Nature.SPECIFIC_PURPOSE):
    return FunctionExpenditure(code="2013299", name="其他", fund=fund, nature=nature, amount=Decimal(amount))


def indicators(of, kinds=tuple(IndicatorKind)):
    return [PerformanceIndicator(project=of, kind=kind, name="名称", value="1") for kind in kinds]


def test_projects_without_a_kind_are_compared_as_a_whole():
    one = project(kind="")
    assert result_of(facts_of(one, funding(one), spending()), "R10").outcome == Outcome.HOLDS
    result = result_of(facts_of(one, funding(one, "90.00"), spending()), "R10")
    assert (result.findings[0].row, result.findings[0].column) == ("total", "total")
    assert result.findings[0].message.startswith("预算10表合计（对预算03表项目支出）为 0.009 万元")


def test_spending_too_coarse_for_kinds_is_not_compared_with_them():
    one = project()
    facts = facts_of(one, funding(one), spending(nature=Nature.PROJECT_EXPENDITURE))
    result = result_of(facts, "R10")
    assert result.outcome == Outcome.HOLDS
    assert "预算10表特定目标类合计（对预算03表）：数据没有细分到可以核对的程度。" in result.reasons


def test_money_too_coarse_for_funds_is_not_compared_with_them():
    one = project()
    result = result_of(facts_of(one, funding(one, fund=Fund.GOVERNMENT_BUDGET_FUNDS), spending()), "R10")
    assert (result.outcome, len(result.findings)) == (Outcome.HOLDS, 0)
    assert "预算10表一般公共预算合计（对该项资金的项目支出）：数据没有细分到可以核对的程度。" in result.reasons


def test_a_fund_whose_table_is_missing_is_not_compared():
    one = project()
    facts = facts_of(
        one,
        funding(one, fund=Fund.GOVERNMENT_MANAGED_FUNDS),
        spending(fund=Fund.ALL_FUNDS),
        origin=EditionOrigin.TRANSCRIBED,
        printed=(3, 10),
    )
    result = result_of(facts, "R10")
    assert result.outcome == Outcome.HOLDS
    assert set(result.reasons) >= {"公布的文件没有印出预算05表。", "公布的文件没有印出预算09表。"}


def test_a_project_of_table_10_without_indicators_is_an_error():
    facts = twin_facts()
    facts.of(PerformanceIndicator)[:] = [one for one in facts.of(PerformanceIndicator) if one.project.code != CODE]
    (finding,) = result_of(facts, "R11").findings
    assert (finding.severity, finding.table, finding.row) == (Severity.ERROR, 12, CODE)
    assert finding.place == "line 345"
    assert finding.message == "项目“人才发展奖励”在预算10表中有金额，在预算12表中没有绩效指标。"


def test_a_missing_kind_of_indicator_is_a_warning():
    one = project()
    facts = facts_of(one, *indicators(one, (IndicatorKind.OUTPUT, IndicatorKind.BENEFIT)))
    (finding,) = result_of(facts, "R11").findings
    assert (finding.severity, finding.row) == (Severity.WARNING, "p1")
    assert finding.message == "项目“人才发展奖励”缺少成本指标、满意度指标。"
    # What stops it is that it has neither revenue nor text.
    assert [(stopping.rule, stopping.message) for stopping in blocking_findings(facts)] == [("R17", "还没有数据。")]


def test_all_four_kinds_hold():
    one = project()
    assert result_of(facts_of(one, *indicators(one)), "R11").outcome == Outcome.HOLDS


def test_without_table_10_the_money_of_12_has_nothing_to_agree_with():
    one = project()
    facts = facts_of(one, *indicators(one), origin=EditionOrigin.TRANSCRIBED, printed=(12,))
    assert "公布的文件没有印出预算10表。" in result_of(facts, "R11").reasons


def test_without_table_12_indicators_are_not_asked_for():
    facts = facts_of(project(), origin=EditionOrigin.TRANSCRIBED, printed=(10,))
    result = result_of(facts, "R11")
    assert (result.outcome, list(result.reasons)) == (Outcome.UNKNOWN, ["公布的文件没有印出预算12表。"])


def test_a_code_used_twice_is_an_error_at_each_place():
    facts = twin_facts()
    first = find(facts, Project, code=CODE)
    find(facts, Project, code="410796230000000000413").code = CODE
    result = result_of(facts, "R19")
    assert {finding.severity for finding in result.findings} == {Severity.ERROR}
    assert [finding.place for finding in result.findings][0] == first.source_place
    assert len(result.findings) == 2
    assert result.findings[0].message == f"项目编码 {CODE} 用了不止一次。"


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("410797" + CODE[6:], "的前六位不是本区划代码 410796。"),
        (CODE[:6] + "24" + CODE[8:], "中的年度 2024 与 2023 年预算不相称。"),
        (CODE[:6] + "07" + CODE[8:], "中的年度 2007 与 2023 年预算不相称。"),
    ],
)
def test_an_implausible_code_is_a_warning(code, message):
    (finding,) = result_of(facts_of(project(code=code)), "R19").findings
    assert (finding.severity, finding.row) == (Severity.WARNING, "p1")
    assert finding.message == f"项目编码 {code} {message}"


@pytest.mark.parametrize("year", ["23", "22", "08"])
def test_a_code_of_this_year_or_of_some_years_before_holds(year):
    code = CODE[:6] + year + CODE[8:]
    assert result_of(facts_of(project(code=code)), "R19").outcome == Outcome.HOLDS


def test_projects_without_codes_cannot_be_checked():
    result = result_of(facts_of(project()), "R19")
    assert (result.outcome, list(result.reasons)) == (Outcome.UNKNOWN, ["项目没有编码。"])


def test_a_unit_outside_the_department_is_a_warning():
    stranger = Department(region=Region(code="410796"), code="105001", name="别的单位")
    facts = facts_of(RevenueLine(unit=stranger, fund=Fund.OTHER, amount=Decimal("1.00")))
    (finding,) = result_of(facts, "R19").findings
    assert (finding.severity, finding.message) == (Severity.WARNING, "预算单位 105001 不属于本部门。")


@pytest.mark.parametrize(("parent", "count"), [("104", 0), ("105", 1)])
def test_units_are_held_against_the_department_in_the_database(parent, count, db):
    edition = make_edition()
    owner = make_department(parent)
    make_line(edition, unit=make_department("104001", parent=owner))
    assert len(result_of(Facts(edition), "R19").findings) == count
