"""R16: no cost indicator is above its project's money, and values can be measured or are words."""

from decimal import Decimal

import pytest

from budgets.models import DepartmentIndicator, PerformanceIndicator, Project, ProjectFunding
from budgets.vocabulary import Fund, IndicatorKind, Outcome, Severity
from tests.published import facts_of, result_of

PROJECT = Project(key="p1", name="人才发展奖励")
MONEY = ProjectFunding(project=PROJECT, fund=Fund.GENERAL_PUBLIC_BUDGET, amount=Decimal("2250000.00"))


def indicator(value, kind=IndicatorKind.COST, name="项目总成本"):
    return PerformanceIndicator(project=PROJECT, kind=kind, name=name, value=value, source_place="page 20")


def check(*facts):
    return result_of(facts_of(PROJECT, *facts), "R16")


@pytest.mark.parametrize(
    "value", ["≤225万元", "225.00万元", "不超过2250000元", "200-225万元", "≤5000元/人", "符合规定"]
)
def test_a_cost_within_the_money_holds(value):
    assert check(MONEY, indicator(value)).outcome == Outcome.HOLDS


@pytest.mark.parametrize("value", ["≤250万元", "225.01万元", "不超过2250001元", "200-250万元", "≤0.1亿元"])
def test_a_cost_above_the_money_is_a_warning(value):
    (finding,) = check(MONEY, indicator(value)).findings
    assert (finding.severity, finding.table, finding.row, finding.place) == (Severity.WARNING, 12, "p1", "page 20")
    assert finding.message == (f"项目“人才发展奖励”的成本指标“项目总成本”为“{value}”，高于项目资金 225.00 万元。")


def test_only_costs_are_held_against_the_money():
    assert check(MONEY, indicator("≥900万元", IndicatorKind.BENEFIT)).outcome == Outcome.HOLDS


def test_a_project_without_money_is_not_compared():
    assert check(indicator("≤250万元")).findings == ()


@pytest.mark.parametrize(
    "value",
    [
        "规范",
        "明显提高",
        "≥95%",
        "95%以上",
        "满意率100%",
        "90%-95%",
        "12月31日前",
        "≥30次；≥30篇；≥15次",
        "2026年底前完成",
    ],
)
def test_a_value_is_a_bound_a_word_or_a_time(value):
    assert check(MONEY, indicator(value, IndicatorKind.OUTPUT)).outcome == Outcome.HOLDS


@pytest.mark.parametrize("value", ["》90%", "≥30次；≥30篇；≥", "1≥02次5；次"])
def test_a_number_that_says_no_bound_is_a_warning(value):
    (finding,) = check(MONEY, indicator(value, IndicatorKind.OUTPUT, "合格率")).findings
    assert finding.severity == Severity.WARNING
    assert finding.message == f"绩效指标“合格率”的值“{value}”有数字，但看不出要达到多少。"


def test_an_indicator_of_the_department_without_a_value_is_a_warning():
    (finding,) = check(DepartmentIndicator(level_one="产出指标", name="培训人次", value=" ")).findings
    assert (finding.table, finding.message) == (11, "绩效指标“培训人次”没有指标值。")


def test_a_level_that_has_no_indicator_is_none():
    assert check(MONEY, indicator("≤1万元"), indicator("", IndicatorKind.BENEFIT, "生态效益指标")).findings == ()


def test_without_indicators_nothing_is_asked():
    result = check(MONEY)
    assert (result.outcome, list(result.reasons)) == (Outcome.UNKNOWN, ["没有绩效指标。"])
