"""Form set `final-2024`: the nine tables (公开01 to 09) in which departments publish their final accounts, as data.

Titles, headers and row labels are those of the forms; amounts in 万元.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from budgets.tables.catalogue.final_2024.columns import (
    APPROPRIATION,
    BASIC_EXPENDITURE,
    EXPENDITURE_COLUMNS,
    MANAGED_FUNDS_COLUMNS,
    REVENUE_AND_EXPENDITURE,
    REVENUE_COLUMNS,
    THREE_PUBLIC_COLUMNS,
    one_section,
    spending,
    subject,
)
from budgets.tables.final_rows import SubtotalRows
from budgets.tables.rows import SingleRow
from budgets.tables.spec import Layout, Section, StatutoryTable
from budgets.vocabulary import Fund

NO_DATA = _("本部门没有此类收支，本表无数据。")
BASIS = _("《预算法》第十四条；财预〔2016〕143号")


def final_table(
    number: int, kind: str, title: str, layout: Layout, sections: tuple[Section, ...], **fields: Any
) -> StatutoryTable:
    """Declare a table of final accounts."""
    values = {
        "basis": BASIS,
        "derivation": _("公布的文件没有印出本表；本表由其他各表推得。"),
        "empty_note": NO_DATA,
        **fields,
    }
    return StatutoryTable(
        number=number,
        kind=kind,
        title=title,
        layout=layout,
        sections=sections,
        form_set="final-2024",
        numbering="公开{:02}表",
        **values,
    )


GENERAL = Fund.GENERAL_PUBLIC_BUDGET
MANAGED = Fund.GOVERNMENT_MANAGED_FUNDS
STATE_CAPITAL = Fund.STATE_CAPITAL_OPERATIONS
TABLES: tuple[StatutoryTable, ...] = (
    final_table(
        1,
        "revenue_and_expenditure",
        "收入支出决算总表",
        Layout.SIDES,
        REVENUE_AND_EXPENDITURE,
        short_title="收支",
        purpose=_("这一年收了多少、用了多少、结转多少。"),
    ),
    final_table(
        2,
        "revenue",
        "收入决算表",
        Layout.SUBJECTS,
        one_section(REVENUE_COLUMNS, SubtotalRows("revenue_lines", code="function_code", name="function_name")),
        short_title="收入",
        purpose=_("实际取得的收入，按科目和来源列出。"),
    ),
    final_table(
        3,
        "function_expenditure",
        "支出决算表",
        Layout.SUBJECTS,
        one_section(EXPENDITURE_COLUMNS, SubtotalRows("expenditures")),
        short_title="支出",
        purpose=_("实际发生的支出，按用途（科目）和性质列出。"),
    ),
    final_table(
        4,
        "fiscal_appropriation",
        "财政拨款收入支出决算总表",
        Layout.SIDES,
        APPROPRIATION,
        short_title="财政拨款",
        purpose=_("财政拨给的钱从哪里来，按大类用到哪里去，结转多少。"),
    ),
    final_table(
        5,
        "general_public_budget_expenditure",
        "一般公共预算财政拨款支出决算表",
        Layout.SUBJECTS,
        one_section((subject(), spending(GENERAL, "小计")), SubtotalRows("fund_expenditures", GENERAL)),
        short_title="一般公共预算",
        purpose=_("由一般公共预算安排的支出，按用途列出。"),
        fund=GENERAL,
        empty_note=_("本部门没有由一般公共预算安排的支出，本表无数据。"),
    ),
    final_table(
        6,
        "basic_expenditure",
        "一般公共预算财政拨款基本支出决算表",
        Layout.ECONOMIC,
        BASIC_EXPENDITURE,
        short_title="基本支出",
        purpose=_("维持机构运转和人员工资的支出，按经济分类列出。"),
        fund=GENERAL,
        empty_note=_("本部门没有一般公共预算基本支出，本表无数据。"),
    ),
    final_table(
        7,
        "government_managed_funds_expenditure",
        "政府性基金预算财政拨款收入支出决算表",
        Layout.SUBJECTS,
        one_section(MANAGED_FUNDS_COLUMNS, SubtotalRows("fund_expenditures", MANAGED, table=7)),
        short_title="政府性基金",
        purpose=_("政府性基金的收入、支出和结转，按科目列出。"),
        fund=MANAGED,
        empty_note=_("本部门没有政府性基金收入，也没有由政府性基金安排的支出，本表无数据。"),
    ),
    final_table(
        8,
        "state_capital_operations_expenditure",
        "国有资本经营预算财政拨款支出决算表",
        Layout.SUBJECTS,
        one_section(
            (subject("功能分类科目编码"), spending(STATE_CAPITAL, "合计")),
            SubtotalRows("fund_expenditures", STATE_CAPITAL),
        ),
        short_title="国有资本",
        purpose=_("由国有资本经营预算安排的支出，按科目列出。"),
        fund=STATE_CAPITAL,
        empty_note=_("本部门没有由国有资本经营预算安排的支出，本表无数据。"),
    ),
    final_table(
        9,
        "three_public",
        "一般公共预算财政拨款“三公”经费支出决算表",
        Layout.ITEMS,
        one_section(THREE_PUBLIC_COLUMNS, SingleRow("three_public_expenses")),
        short_title="“三公”",
        purpose=_("因公出国（境）、公务用车和公务接待，预算多少，实际用了多少。"),
        empty_note=_("本部门没有“三公”经费支出，本表无数据。"),
    ),
)
