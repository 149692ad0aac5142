"""What kind of table a title names, and what its rows say for it or against it."""

import pytest

from budgets.documents.evidence import recognise_kind
from budgets.tables.kinds import kinds
from budgets.vocabulary import Fund, Nature
from tests.documents.test_recognition_of_forms import ECONOMIC, INDICATORS, SIDES, SUBJECTS, lines_of

# Subjects again, though revenue stands beside expenditure.
BOTH = ("功能分类科目编码|科目名称|本年收入|本年支出", "合计|||")


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("部门收支总体情况表", "revenue_and_expenditure"),
        ("收入支出决算总表", "revenue_and_expenditure"),
        ("收入决算表", "revenue"),
        ("支出决算表", "function_expenditure"),
        ("财政拨款收入支出决算总表", "fiscal_appropriation"),
        ("一般公共预算财政拨款支出决算表", "general_public_budget_expenditure"),
        ("一般公共预算支出表（按功能分类）", "general_public_budget_expenditure"),
        ("本年一般公共预算基本支出表", "basic_expenditure"),
        ("一般公共预算财政拨款基本支出决算表(经济分类)", "basic_expenditure"),
        ("财政拨款基本支出表（经济科目）", "fiscal_appropriation_basic_expenditure"),
        ("财政拨款支出表（功能科目）", "fiscal_appropriation_expenditure"),
        ("部门预算基本支出预算表", "all_funds_basic_expenditure"),
        ("一般公共预算支出经济分类情况表", "general_public_budget_economic_expenditure"),
        ("一般公共预算项目支出情况表（按经济分类科目）", "general_public_budget_project_economic_expenditure"),
        ("政府性基金预算“三公”经费支出预算表", "three_public"),
        ("财政拨款安排的行政经费及“三公”经费预算表", "three_public"),
        ("一般公共预算机关运行经费支出预算表", "agency_running_costs"),
        ("国有资本经营预算财政拨款支出决算表", "state_capital_operations_expenditure"),
        ("部门专项业务经费支出表(不含上年结转)", "projects"),
        ("政府采购（资产配置、购买服务）预算表", "procurement"),
        ("财政拨款政府购买服务明细表", "service_purchase"),
        ("部门整体支出绩效目标申报表", "department_performance"),
        ("专项资金总体绩效目标表", "project_performance"),
        ("培训专项项目绩效自评表", "project_evaluation"),
        ("对下转移支付预算表", "transfer_payments"),
        ("新增资产配置表", "state_assets"),
    ],
)
def test_a_title_names_its_kind(title, kind):
    assert recognise_kind(title, lines_of("科目名称|合计", "合计|1.00")) == kind


@pytest.mark.parametrize(
    ("title", "rows", "kind"),
    [
        ("支出总表", ECONOMIC, "economic_expenditure"),
        ("一般公共预算支出表", ECONOMIC, "general_public_budget_economic_expenditure"),
        ("项目支出表", ECONOMIC, "project_economic_expenditure"),
        ("一般公共预算基本支出表", SUBJECTS, "general_public_budget_basic_function_expenditure"),
        ("支出总表", SIDES, "revenue_and_expenditure"),
        ("支出总表", ("单位编码|单位名称|合计|公共预算拨款", "201001|某局本级|5.00|5.00"), "expenditure_overview"),
        ("部门收入总表", ("功能分类科目编码|科目名称|合计|事业收入", *SUBJECTS[1:]), "revenue"),
        ("政府性基金预算收入支出表", SIDES, "government_managed_funds"),
        ("政府性基金预算收入支出表", BOTH, "government_managed_funds_expenditure"),
        (
            "部门收入总表",
            ("单位编码|单位名称|合计", "301|市教育局|5.00", "302|市卫生局|5.00", "303|市水务局|1.00"),
            "revenue",
        ),
        ("支出总表", ("类|款|项|科目名称|合计", "301|01||基本工资|5.00", "302|05||水费|5.00"), "economic_expenditure"),
        ("机关运行经费支出表", ECONOMIC, "agency_running_costs"),
        ("项目支出表", ("单位名称|项目名称|合计", "某局|宣传经费|3.00"), "projects"),
    ],
)
def test_rows_correct_a_title_that_is_wrong_or_says_too_little(title, rows, kind):
    assert recognise_kind(title, lines_of(*rows)) == kind


@pytest.mark.parametrize(
    ("rows", "number", "kind"),
    [
        (("科目编码|科目名称|政府性基金预算支出", *SUBJECTS[1:]), 0, "government_managed_funds_expenditure"),
        (("收入||支出|", "项目名称|金额|项目名称|金额", SIDES[2]), 0, "revenue_and_expenditure"),
        (SUBJECTS, 0, "function_expenditure"),
        (SUBJECTS, 5, "general_public_budget_expenditure"),
        (ECONOMIC, 5, "economic_expenditure"),
        (("经济分类科目|人员经费|公用经费", *ECONOMIC[1:]), 0, "all_funds_basic_expenditure"),
        (("支出项目类别|合计", "工资福利支出|3.00", "商品和服务支出|2.00"), 0, "economic_expenditure"),
        (("类|款|项|科目名称|合计", "201|||一般公共服务支出|1.00"), 0, "function_expenditure"),
        (("项目|合计", "1、因公出国（境）费用|0.00", "2、公务接待费|1.30"), 0, "three_public"),
        (("采购品目大类|采购物品名称|总计", "货物|复印纸|1.50"), 0, "procurement"),
        (("部门名称|市信访局|", "总体资金情况|5.00|", *INDICATORS), 0, "department_performance"),
        (("甲|乙", "丙|丁"), 9, "state_capital_operations_expenditure"),
        (("甲|乙", "丙|丁"), 0, ""),
    ],
)
def test_rows_tell_the_kind_where_no_title_does(rows, number, kind):
    assert recognise_kind("", lines_of(*rows), number) == kind


def test_every_kind_is_declared_with_fund_and_nature_that_exist():
    for kind in kinds().values():
        assert kind.label and kind.fund in Fund.values and kind.nature in Nature.values, kind.name


def test_kinds_of_one_family_differ_in_fund_or_nature():
    """So that rows alone make one kind of what a title gets wrong."""
    told = [
        (kind.family, kind.fund, kind.nature)
        for kind in kinds().values()
        if kind.family in ("sides", "subjects", "economic")
    ]

    assert len(told) == len(set(told))
