"""Projects, goals and indicators of the published document."""

from collections import Counter
from decimal import Decimal

import pytest

from budgets.models import (
    DepartmentIndicator,
    PerformanceGoal,
    PerformanceIndicator,
    PerformanceTask,
    Project,
    ProjectFunding,
)
from budgets.vocabulary import Comparison, Fund, IndicatorKind, MoneyOrigin, ProjectKind
from tests.documents.twin import TWIN

# Table 10 in its order, with the codes of table 12; amounts in yuan.
PROJECTS = [
    ("410796220000000006539", "组织人事工作费用", "other_operation", "40000.00"),
    ("410796220000000006533", "社保中心运转经费", "other_operation", "80000.00"),
    ("410796220000000006544", "人才发展工作经费", "other_operation", "300000.00"),
    ("410796220000000006541", "引才引智工作经费", "other_operation", "100000.00"),
    ("410796230000000000406", "党建双基建设经费", "specific_purpose", "600000.00"),
    ("410796230000000000411", "人才发展奖励", "specific_purpose", "2250000.00"),
    ("410796230000000000416", "优秀务工奖励", "specific_purpose", "130000.00"),
    ("410796220000000006542", "劳动就业及涉企信访工作经费", "other_operation", "100000.00"),
    ("410796230000000000410", "劳务派遣工资费用", "specific_purpose", "12551900.00"),
    ("410796230000000000408", "职业年金记实补记资金", "specific_purpose", "450000.00"),
    ("410796230000000000413", "城乡居民基本养老保险基金支出", "specific_purpose", "642800.00"),
    ("410796230000000000419", "被征地农民社保基金支出", "specific_purpose", "2250000.00"),
    ("410796230000000000418", "城乡居民医保基金", "specific_purpose", "1800000.00"),
]
# Table 12, where projects stand in the order of their codes: cost, output, benefit and satisfaction indicators.
INDICATORS_OF_PROJECTS = [
    ("社保中心运转经费", (1, 6, 1, 1)),
    ("组织人事工作费用", (1, 7, 1, 1)),
    ("引才引智工作经费", (1, 3, 2, 1)),
    ("劳动就业及涉企信访工作经费", (1, 4, 1, 1)),
    ("人才发展工作经费", (1, 4, 1, 1)),
    ("党建双基建设经费", (1, 3, 1, 1)),
    ("职业年金记实补记资金", (1, 2, 1, 1)),
    ("劳务派遣工资费用", (1, 3, 1, 1)),
    ("人才发展奖励", (1, 3, 1, 1)),
    ("城乡居民基本养老保险基金支出", (2, 8, 1, 1)),
    ("优秀务工奖励", (1, 3, 1, 1)),
    ("城乡居民医保基金", (1, 3, 2, 1)),
    ("被征地农民社保基金支出", (1, 3, 1, 1)),
]
TASKS = [
    "1. 薪酬管理",
    "2. 干部管理",
    "3. 基层组织建设和党员管理",
    "4. 劳动保障",
    "5. 专业技术人员职称评审",
    "6. 人才工作",
]
# Table 11: how many indicators stand under each pair of levels.
DEPARTMENT_INDICATORS = {
    ("投入管理指标", "工作目标管理"): 3,
    ("投入管理指标", "预算和财务管理"): 12,
    ("投入管理指标", "绩效管理"): 5,
    ("产出指标", "重点工作任务完成"): 5,
    ("产出指标", "履职目标实现"): 1,
    ("效益指标", "履职效益"): 3,
    ("效益指标", "满意度"): 3,
}


def indicator(reading, name):
    """Return the one indicator of a name."""
    (found,) = [one for one in reading.rows[PerformanceIndicator] if one.name == name]
    return found


def test_projects_keep_their_order_and_take_their_codes_from_table_12(reading):
    amounts = {funding.project.code: str(funding.amount) for funding in reading.rows[ProjectFunding]}
    projects = [(one.code, one.name, one.kind, amounts[one.code]) for one in reading.rows[Project]]

    assert projects == PROJECTS


def test_a_project_code_is_region_year_and_serial(reading):
    assert {(len(one.code), one.code[:6]) for one in reading.rows[Project]} == {(21, "410796")}
    assert Counter(one.code[6:8] for one in reading.rows[Project]) == {"22": 5, "23": 8}


def test_all_project_money_is_this_years_general_public_budget(reading):
    fundings = reading.rows[ProjectFunding]

    assert {(one.fund, one.origin) for one in fundings} == {(Fund.GENERAL_PUBLIC_BUDGET, MoneyOrigin.CURRENT)}
    assert sum(one.amount for one in fundings) == Decimal("21294700.00")


def test_projects_of_either_kind_add_up_to_the_columns_of_table_03(reading):
    sums = Counter()
    for funding in reading.rows[ProjectFunding]:
        sums[funding.project.kind] += funding.amount

    assert sums == {
        ProjectKind.OTHER_OPERATION: Decimal("620000.00"),
        ProjectKind.SPECIFIC_PURPOSE: Decimal("20674700.00"),
    }


def test_94_indicators_of_four_kinds_are_read(reading):
    assert Counter(one.kind for one in reading.rows[PerformanceIndicator]) == {
        IndicatorKind.COST: 14,
        IndicatorKind.OUTPUT: 52,
        IndicatorKind.BENEFIT: 15,
        IndicatorKind.SATISFACTION: 13,
    }


def test_indicators_belong_to_their_projects_in_both_layouts(reading):
    projects = sorted(reading.rows[Project], key=lambda one: one.performance_position)
    kinds = Counter((one.project.name, one.kind) for one in reading.rows[PerformanceIndicator])
    counted = [(one.name, tuple(kinds[one.name, kind] for kind in IndicatorKind)) for one in projects]

    assert counted == INDICATORS_OF_PROJECTS


@pytest.mark.parametrize(
    ("name", "project", "value", "parts"),
    [
        ("享受社保服务对象人数", "社保中心运转经费", "≥20000人次", (Comparison.AT_LEAST, "20000", "人次")),
        ("协管员工资发放及时率", "社保中心运转经费", "100%", (Comparison.EQUAL, "100", "%")),
        ("劳务派遣人员工资总成本", "劳务派遣工资费用", "≤1255.19万元", (Comparison.AT_MOST, "1255.19", "万元")),
        (
            "建档立卡、低保、特困、重残人均代缴标准",
            "城乡居民基本养老保险基金支出",
            "100元/人",
            (Comparison.EQUAL, "100", "元/人"),
        ),
        ("人均发放标准", "优秀务工奖励", "≤5000元", (Comparison.AT_MOST, "5000", "元")),
    ],
)
def test_an_indicator_keeps_its_value_as_printed_and_in_parts(reading, name, project, value, parts):
    found = indicator(reading, name)

    assert (found.project.name, found.value) == (project, value)
    assert (found.comparison, str(found.number), found.measure_unit) == parts


def test_a_value_in_words_has_no_parts(reading):
    found = indicator(reading, "业务办理流程规范性")

    assert (found.value, found.comparison, found.number, found.measure_unit) == ("规范", "", None, "")


def test_an_indicator_remembers_the_cell_of_its_name(reading):
    for found in reading.rows[PerformanceIndicator]:
        row = found.source_table.rows[found.source_row]
        assert row["cells"][found.source_column] == found.name


def test_six_tasks_with_their_contents_are_read(reading):
    assert [task.name for task in reading.rows[PerformanceTask]] == TASKS
    assert reading.rows[PerformanceTask][0].content == "核定并编制工资表；核定年度薪酬调整方案并组织实施。"


def test_the_goal_is_read(reading):
    (goal,) = reading.rows[PerformanceGoal]

    assert goal.text.startswith("在区党工委、管委会领导下")
    assert goal.source_place == "line 359"


def test_32_department_indicators_stand_under_their_levels(reading):
    counted = Counter((one.level_one, one.level_two) for one in reading.rows[DepartmentIndicator])

    assert counted == DEPARTMENT_INDICATORS
    assert counted.total() == 32


def test_every_cell_of_table_11_is_kept(reading):
    """Its explanations are the longest texts of the document, and a blank one stays blank."""
    printed = TWIN.read_text(encoding="utf-8")
    kept = [one.explanation for one in reading.rows[DepartmentIndicator]]

    assert all(explanation in printed for explanation in kept)
    assert sum(not explanation for explanation in kept) == 7
