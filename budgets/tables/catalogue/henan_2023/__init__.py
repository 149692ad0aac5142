"""Form set `henan-2023`: the twelve tables that departments in Henan publish, as data.

Titles, headers and row labels are those of the forms; amounts in 万元.
"""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from budgets.money import add
from budgets.tables.catalogue.henan_2023.columns import (
    APPROPRIATION_AMOUNTS,
    BASIC_EXPENDITURE_COLUMNS,
    ECONOMIC_COLUMNS,
    EVERYTHING,
    PROJECT_COLUMNS,
    PROJECT_PERFORMANCE_COLUMNS,
    REVENUE_COLUMNS,
    THREE_PUBLIC_COLUMNS,
    one_section,
    sides,
    subjects,
)
from budgets.tables.catalogue.henan_2023.items import (
    APPROPRIATION_EXPENDITURE_ITEMS,
    APPROPRIATION_REVENUE_ITEMS,
    EXPENDITURE_ITEMS,
    REVENUE_ITEMS,
)
from budgets.tables.catalogue.henan_2023.performance import PERFORMANCE_SECTIONS
from budgets.tables.facts import Facts
from budgets.tables.rows import (
    EconomicRows,
    ItemRows,
    ProjectPerformanceRows,
    ProjectRows,
    SingleRow,
    SubjectRows,
    UnitRows,
)
from budgets.tables.spec import Column, Layout, StatutoryTable
from budgets.vocabulary import Fund

NO_DATA = _("本部门没有此类收支，本表无数据。")


def total_expenditure(facts: Facts) -> Decimal | None:
    """Return all spending in yuan: what table 07 must reach to be complete."""
    return add(line.amount for line in facts.expenditures)


TABLES: tuple[StatutoryTable, ...] = (
    StatutoryTable(
        number=1,
        kind="revenue_and_expenditure",
        title="部门收支总体情况表",
        short_title="收支",
        purpose=_("左边是钱从哪里来，右边是钱用到哪里去。"),
        basis=_("《预算法》第三十二条；财预〔2016〕143号"),
        layout=Layout.SIDES,
        sections=sides(
            (Column("expenditure_amount", "金额", criteria=EVERYTHING),),
            ItemRows("revenue_item", REVENUE_ITEMS),
            ItemRows("expenditure_item", EXPENDITURE_ITEMS),
        ),
        derivation=_("公布的文件没有印出本表；本表由其他各表的收入和支出推得。"),
        empty_note=NO_DATA,
    ),
    StatutoryTable(
        number=2,
        kind="revenue",
        title="部门收入总体情况表",
        short_title="收入",
        purpose=_("各单位的收入，按来源列出。"),
        basis=_("财预〔2016〕143号"),
        layout=Layout.UNITS,
        sections=one_section(REVENUE_COLUMNS, UnitRows()),
        derivation=_("公布的文件没有印出本表；本表由预算01表的收入推得。"),
        empty_note=NO_DATA,
    ),
    StatutoryTable(
        number=3,
        kind="function_expenditure",
        title="部门支出总体情况表",
        short_title="支出",
        purpose=_("每一笔支出按用途（科目）和性质列出。"),
        basis=_("《预算法》第三十二条；《预算法实施条例》第六条"),
        layout=Layout.SUBJECTS,
        sections=one_section(subjects(None), SubjectRows("expenditures")),
        derivation=_("公布的文件没有印出本表；本表由各项资金的支出表相加推得。"),
        empty_note=NO_DATA,
    ),
    StatutoryTable(
        number=4,
        kind="fiscal_appropriation",
        title="财政拨款收支总体情况表",
        short_title="财政拨款",
        purpose=_("财政拨给的钱从哪里来，按大类用到哪里去。"),
        basis=_("财预〔2016〕143号"),
        layout=Layout.SIDES,
        sections=sides(
            APPROPRIATION_AMOUNTS,
            ItemRows("revenue_item", APPROPRIATION_REVENUE_ITEMS),
            ItemRows("expenditure_item", APPROPRIATION_EXPENDITURE_ITEMS),
        ),
        derivation=_("公布的文件没有印出本表；本表由收入和各项资金的支出表推得。"),
        empty_note=NO_DATA,
    ),
    StatutoryTable(
        number=5,
        kind="general_public_budget_expenditure",
        title="一般公共预算支出情况表",
        short_title="一般公共预算",
        purpose=_("由一般公共预算安排的支出，按用途和性质列出。"),
        basis=_("《预算法实施条例》第六条"),
        layout=Layout.SUBJECTS,
        fund=Fund.GENERAL_PUBLIC_BUDGET,
        sections=one_section(
            subjects(Fund.GENERAL_PUBLIC_BUDGET), SubjectRows("fund_expenditures", Fund.GENERAL_PUBLIC_BUDGET)
        ),
        derivation=_("公布的文件没有印出本表；本表由支出总表推得。"),
        empty_note=_("本部门没有由一般公共预算安排的支出，本表无数据。"),
    ),
    StatutoryTable(
        number=6,
        kind="basic_expenditure",
        title="一般公共预算基本支出表",
        short_title="基本支出",
        purpose=_("维持机构运转和人员工资的支出，按经济分类列出。"),
        basis=_("《预算法》第三十二条；《预算法实施条例》第六条"),
        layout=Layout.ECONOMIC,
        fund=Fund.GENERAL_PUBLIC_BUDGET,
        sections=one_section(
            BASIC_EXPENDITURE_COLUMNS,
            EconomicRows("basic_economic_expenditures"),
        ),
        derivation=_("公布的文件没有印出本表；本表由支出经济分类汇总表中的基本支出推得。"),
        empty_note=_("本部门没有一般公共预算基本支出，本表无数据。"),
    ),
    StatutoryTable(
        number=7,
        kind="economic_expenditure",
        title="支出经济分类汇总表",
        short_title="经济分类",
        purpose=_("全部支出按经济分类和资金来源列出。"),
        basis=_("《预算法》第三十二条"),
        layout=Layout.ECONOMIC,
        sections=one_section(
            ECONOMIC_COLUMNS,
            EconomicRows("economic_expenditures"),
        ),
        derivation=_(
            "公布的文件没有印出本表；其中的基本支出由预算06表推得。项目支出没有按经济分类公布，不在本表之内。"
        ),
        empty_note=NO_DATA,
        whole=total_expenditure,
    ),
    StatutoryTable(
        number=8,
        kind="three_public",
        title="一般公共预算“三公”经费支出情况表",
        short_title="“三公”",
        purpose=_("因公出国（境）、公务用车和公务接待的支出。"),
        basis=_("《预算法》第十四条；财预〔2016〕143号"),
        layout=Layout.ITEMS,
        sections=one_section(
            THREE_PUBLIC_COLUMNS,
            SingleRow("three_public_expenses"),
        ),
        derivation=_("公布的文件没有印出本表。"),
        empty_note=_("本部门没有“三公”经费支出，本表无数据。"),
        prints_zero=True,
    ),
    StatutoryTable(
        number=9,
        kind="government_managed_funds_expenditure",
        title="政府性基金预算支出情况表",
        short_title="政府性基金",
        purpose=_("由政府性基金安排的支出，按用途和性质列出。"),
        basis=_("财预〔2016〕143号"),
        layout=Layout.SUBJECTS,
        fund=Fund.GOVERNMENT_MANAGED_FUNDS,
        sections=one_section(
            subjects(Fund.GOVERNMENT_MANAGED_FUNDS), SubjectRows("fund_expenditures", Fund.GOVERNMENT_MANAGED_FUNDS)
        ),
        derivation=_("公布的文件没有印出本表；本表由支出总表推得。"),
        empty_note=_("本部门没有由政府性基金安排的支出，本表无数据。"),
        prints_zero=True,
    ),
    StatutoryTable(
        number=10,
        kind="projects",
        title="项目支出表",
        short_title="项目",
        purpose=_("每个项目的钱，按资金来源列出。"),
        basis=_("《预算法实施条例》第六条"),
        layout=Layout.PROJECTS,
        sections=one_section(
            PROJECT_COLUMNS,
            ProjectRows(),
        ),
        derivation=_("公布的文件没有印出本表；本表由项目绩效目标汇总表推得。"),
        empty_note=_("本部门没有项目支出，本表无数据。"),
    ),
    StatutoryTable(
        number=11,
        kind="department_performance",
        title="部门（单位）整体绩效目标表",
        short_title="整体绩效",
        purpose=_("本部门这一年要做成什么，用什么来衡量。"),
        basis=_("《预算法》第三十二条"),
        layout=Layout.PERFORMANCE,
        sections=PERFORMANCE_SECTIONS,
        derivation=_("公布的文件没有印出本表；其中的金额由收支各表推得。"),
        empty_note=_("本部门没有编制整体绩效目标。"),
    ),
    StatutoryTable(
        number=12,
        kind="project_performance",
        title="部门预算项目绩效目标汇总表",
        short_title="项目绩效",
        purpose=_("每个项目要达到的效果：花多少、做多少、有什么用、满意不满意。"),
        basis=_("《预算法》第三十二条"),
        layout=Layout.PROJECT_PERFORMANCE,
        sections=one_section(
            PROJECT_PERFORMANCE_COLUMNS,
            ProjectPerformanceRows(),
        ),
        derivation=_("公布的文件没有印出本表；本表由项目支出表推得，没有绩效指标。"),
        empty_note=_("本部门没有项目，本表无数据。"),
    ),
)
