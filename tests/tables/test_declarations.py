"""The twelve tables are declared as the forms have them."""

import pytest

from budgets.tables import RowKind
from tests.published import TABLES, every_table, lay_out

TITLES = {
    1: "部门收支总体情况表",
    2: "部门收入总体情况表",
    3: "部门支出总体情况表",
    4: "财政拨款收支总体情况表",
    5: "一般公共预算支出情况表",
    6: "一般公共预算基本支出表",
    7: "支出经济分类汇总表",
    8: "一般公共预算“三公”经费支出情况表",
    9: "政府性基金预算支出情况表",
    10: "项目支出表",
    11: "部门（单位）整体绩效目标表",
    12: "部门预算项目绩效目标汇总表",
}
SUBJECTS = (
    "科目编码/类 科目编码/款 科目编码/项 单位代码 单位（科目名称） 合计 基本支出/小计 "
    "基本支出/人员经费/工资福利支出 基本支出/人员经费/对个人和家庭的补助 "
    "基本支出/公用经费/商品和服务支出 基本支出/公用经费/资本性支出 "
    "项目支出/小计 项目支出/其他运转类 项目支出/特定目标类"
)
# The labels above each column from the top down, as the forms print them.
HEADS = {
    "1-money": "收入/项目 收入/金额 支出/项目 支出/金额",
    "2-money": (
        "单位代码 单位名称 总计 本年收入/合计 本年收入/一般公共预算/小计 本年收入/一般公共预算/其中：财政拨款 "
        "本年收入/政府性基金预算 本年收入/国有资本经营预算 本年收入/财政专户管理资金 本年收入/事业收入 "
        "本年收入/事业单位经营收入 本年收入/上级补助收入 本年收入/附属单位上缴收入 本年收入/其他收入 "
        "上年结转结余/小计 上年结转结余/一般公共预算 上年结转结余/政府性基金预算 上年结转结余/国有资本经营预算 "
        "上年结转结余/财政专户管理资金 上年结转结余/单位资金"
    ),
    "3-money": SUBJECTS,
    "4-money": (
        "收入/项目 收入/金额 支出/项目 支出/合计 支出/一般公共预算/小计 支出/一般公共预算/其中：财政拨款 "
        "支出/政府性基金 支出/国有资本经营预算"
    ),
    "5-money": SUBJECTS,
    "6-money": (
        "部门预算支出经济分类科目/科目编码 部门预算支出经济分类科目/科目名称 "
        "政府预算支出经济分类科目/科目编码 政府预算支出经济分类科目/科目名称 "
        "本年一般公共预算基本支出/合计 本年一般公共预算基本支出/人员经费 本年一般公共预算基本支出/公用经费"
    ),
    "7-money": (
        "部门预算经济分类/科目编码 部门预算经济分类/科目名称 政府预算经济分类/科目编码 政府预算经济分类/科目名称 "
        "总计 一般公共预算/小计 一般公共预算/其中：财政拨款 政府性基金预算 国有资本经营预算 财政专户管理资金 "
        "单位资金 上年结转结余"
    ),
    "8-money": (
        "“三公”经费合计 因公出国(境)费 公务用车购置及运行费/小计 公务用车购置及运行费/公务用车购置费 "
        "公务用车购置及运行费/公务用车运行费 公务接待费"
    ),
    "9-money": SUBJECTS,
    "10-money": (
        "类型 项目名称 项目单位 合计 本年拨款/一般公共预算 本年拨款/政府性基金预算 本年拨款/国有资本经营预算 "
        "财政拨款结转结余/一般公共预算 财政拨款结转结余/政府性基金预算 财政拨款结转结余/国有资本经营预算 "
        "财政专户管理资金 单位资金"
    ),
    "11-goal": "年度履职目标",
    "11-tasks": "任务名称 主要内容",
    "11-money": "项目 金额",
    "11-indicators": "一级指标 二级指标 三级指标 指标值 指标值说明",
    "12-money": (
        "单位编码（项目编码） 项目单位（项目名称） 项目金额/资金总额 项目金额/政府预算资金 "
        "项目金额/财政专户管理资金 项目金额/单位资金 绩效目标/成本指标/三级指标 绩效目标/成本指标/指标值 "
        "绩效目标/产出指标/三级指标 绩效目标/产出指标/指标值 绩效目标/效益指标/三级指标 绩效目标/效益指标/指标值 "
        "绩效目标/满意度指标/三级指标 绩效目标/满意度指标/指标值"
    ),
}
CODES = "category section item unit_code name"
PAIR = "department_code department_name government_code government_name"
# The columns that hold no amounts.
TEXTS = {
    "1-money": "revenue_item expenditure_item",
    "2-money": "unit_code unit_name",
    "3-money": CODES,
    "4-money": "revenue_item expenditure_item",
    "5-money": CODES,
    "6-money": PAIR,
    "7-money": PAIR,
    "8-money": "",
    "9-money": CODES,
    "10-money": "kind name unit",
    "11-goal": "goal",
    "11-tasks": "name content",
    "11-money": "item",
    "11-indicators": "level_one level_two name value explanation",
    "12-money": (
        "code name cost_indicator cost_value output_indicator output_value benefit_indicator benefit_value "
        "satisfaction_indicator satisfaction_value"
    ),
}
SECTIONS = {f"{table.number}-{section.key}": section for table in TABLES for section in table.sections}
every_section = pytest.mark.parametrize("name", SECTIONS)


def test_the_twelve_tables_have_their_statutory_titles():
    assert {table.number: table.title for table in TABLES} == TITLES


def test_numbers_and_kinds_are_unique():
    assert [table.number for table in TABLES] == sorted({table.number for table in TABLES})
    assert len({table.kind for table in TABLES}) == len(TABLES)
    assert len({table.label for table in TABLES}) == len(TABLES)


@every_table
def test_column_keys_are_unique_in_a_section(table):
    for section in table.sections:
        keys = [leaf.key for leaf in section.leaves]
        assert len(set(keys)) == len(keys)


@every_section
def test_heads_are_those_of_the_form(name):
    section = SECTIONS[name]
    assert ["/".join(section.paths[leaf.key]) for leaf in section.leaves] == HEADS[name].split()


@every_section
def test_the_head_covers_a_full_rectangle_once(name):
    section = SECTIONS[name]
    grid = lay_out([[(cell, cell.rowspan, cell.colspan) for cell in row] for row in section.header])
    assert [cell.column.key for cell in grid[-1]] == [leaf.key for leaf in section.leaves]


@every_section
def test_every_column_but_those_of_text_adds_up_lines(name):
    amounts = {leaf.key for leaf in SECTIONS[name].leaves if leaf.criteria is not None}
    assert {leaf.key for leaf in SECTIONS[name].leaves} - amounts == set(TEXTS[name].split())


@every_section
def test_every_amount_can_be_told_from_its_neighbours(name):
    criteria = [leaf.criteria for leaf in SECTIONS[name].leaves if leaf.is_amount]
    sides = len(SECTIONS[name].blocks)
    assert len(set(criteria)) >= len(criteria) - (sides - 1)


@every_table
def test_a_table_says_what_it_is_for_and_what_it_rests_on(table):
    for text in (table.short_title, table.purpose, table.basis, table.derivation, table.empty_note):
        assert str(text).strip()
    assert table.unit_label == "万元"


def test_rows_are_named_by_what_they_stand_for():
    assert {kind.value for kind in RowKind} == {"total", "department", "unit", "line", "project", "indicator"}
