"""Spending by function in forms that nobody declared: heads, orders of columns, ways to print a code."""

import pytest

from tests.documents.forms import declared, functions, read_form, sums, table_of, troubles

RUNNING, OTHER = "2013201", "2013299"
ALL, GENERAL = "all_funds", "general_public_budget"
BASIC, PROJECT = "basic_expenditure", "project_expenditure"

THREE_LEVELS = """
2025年部门支出总表
单位：元
科目编码|科目名称|合计|基本支出|||项目支出
|||小计|人员经费|公用经费|
|合计|300|200|150|50|100
201|一般公共服务支出|300|200|150|50|100
20132|组织事务|300|200|150|50|100
2013201|行政运行|200|200|150|50|
2013299|其他组织事务支出|100||||100
"""


@pytest.mark.parametrize("has_group", [True, False])
def test_a_head_of_several_levels_tells_the_natures_below_it(has_group):
    text = THREE_LEVELS.replace("科目编码|科目名称|合计", "支出功能分类科目|||||\n科目编码|科目名称|合计")
    text = text if has_group else THREE_LEVELS
    found = read_form(text)

    assert functions(found) == [
        (RUNNING, ALL, "personnel", "150"),
        (RUNNING, ALL, "operating", "50"),
        (OTHER, ALL, PROJECT, "100"),
    ]
    assert sums(found, 3) == (24, [])


def test_rows_above_a_code_and_columns_that_add_up_are_declared():
    kept = declared(read_form(THREE_LEVELS), 3)

    assert kept["total", "total"] == "300"
    assert kept["201", BASIC] == kept["20132", BASIC] == kept[RUNNING, BASIC] == "200"
    assert (RUNNING, "personnel") not in kept


def test_columns_in_another_order_say_the_same():
    found = read_form("""
        2025年部门支出总表
        单位：元
        项目支出|基本支出|合计|科目名称|科目编码
        100|200|300|合计|
        |200|200|行政运行|2013201
        100||100|其他组织事务支出|2013299
    """)

    assert functions(found) == [(RUNNING, ALL, BASIC, "200"), (OTHER, ALL, PROJECT, "100")]
    assert declared(found, 3)["total", "total"] == "300"


CODED = """
2025年一般公共预算支出表
单位：元
{head}|合计|基本支出|项目支出
{total}|300|200|100
{category}|300|200|100
{section}|300|200|100
{running}|200|200|
{other}|100||100
"""
WAYS = {
    "in one column": {
        "head": "科目编码|科目名称",
        "total": "|合计",
        "category": "201|一般公共服务支出",
        "section": "20132|组织事务",
        "running": "2013201|行政运行",
        "other": "2013299|其他组织事务支出",
    },
    "in three columns, level by level": {
        "head": "科目编码|||科目名称|合计|基本支出|项目支出\n类|款|项|",
        "total": "|||合计",
        "category": "201|||一般公共服务支出",
        "section": "|32||组织事务",
        "running": "||01|行政运行",
        "other": "||99|其他组织事务支出",
    },
    "in three columns, whole in each row": {
        "head": "类|款|项|科目名称",
        "total": "|||合计",
        "category": "201|||一般公共服务支出",
        "section": "201|32||组织事务",
        "running": "201|32|01|行政运行",
        "other": "201|32|99|其他组织事务支出",
    },
    "before the name with a dash or in brackets": {
        "head": "功能科目",
        "total": "合计",
        "category": "[201]一般公共服务支出",
        "section": "[20132]组织事务",
        "running": "2013201-行政运行",
        "other": "2013299-其他组织事务支出",
    },
    "before the name with a blank": {
        "head": "科目",
        "total": "合 计",
        "category": "201 一般公共服务支出",
        "section": "　20132 组织事务",
        "running": "　　2013201 行政运行",
        "other": "　　2013299 其他组织事务支出",
    },
    "in full width": {
        "head": "科 目 编 码|科 目 名 称",
        "total": "|合　　计",
        "category": "２０１|一般公共服务支出",
        "section": "２０１３２|组织事务",
        "running": "２０１３２０１|行 政 运 行",
        "other": "２０１３２９９|其他组织事务支出",
    },
    "as names alone": {
        "head": "功能分类科目",
        "total": "合计",
        "category": "一般公共服务支出",
        "section": "组织事务",
        "running": "行政运行",
        "other": "其他组织事务支出",
    },
    "as names with ordinals": {
        "head": "功能分类科目",
        "total": "合计",
        "category": "一、一般公共服务支出",
        "section": "（一）组织事务",
        "running": "1.行政运行",
        "other": "2.其他组织事务支出",
    },
    "as names, level by level to the right": {
        "head": "类|款|项",
        "total": "合计||",
        "category": "一般公共服务支出||",
        "section": "|组织事务|",
        "running": "||行政运行",
        "other": "||其他组织事务支出",
    },
    "under a label that does not say so": {
        "head": "科目||行次",
        "total": "合计||1",
        "category": "201|一般公共服务支出|2",
        "section": "20132|组织事务|3",
        "running": "2013201|行政运行|4",
        "other": "2013299|其他组织事务支出|5",
    },
}


@pytest.mark.parametrize("way", WAYS)
def test_a_code_is_read_however_it_is_printed(way):
    found = read_form(CODED.format(**WAYS[way]))

    assert functions(found) == [(RUNNING, GENERAL, BASIC, "200"), (OTHER, GENERAL, PROJECT, "100")]
    assert declared(found, 5)["201", "total"] == declared(found, 5)["20132", "total"] == "300"
    assert sums(found, 5) == (14, [])
    assert troubles(found) == []


def test_rows_without_a_label_above_all_codes_are_the_total():
    found = read_form("""
        2025年一般公共预算支出表
        单位：元
        科目编码|科目名称|合计|基本支出|项目支出
        ||300|200|100
        2013201|行政运行|200|200|
        2013299|其他组织事务支出|100||100
    """)

    assert declared(found, 5)["total", "total"] == "300"
    assert sums(found, 5) == (6, [])


def test_subtotals_below_their_rows_and_the_total_last():
    found = read_form("""
        2022年部门支出总体情况表
        单位：元
        科目编码|科目名称|基本支出|项目支出|合计
        2013201|行政运行|100||100
        2013202|一般行政管理事务||50|50
        20132|组织事务小计|100|50|150
        201|一般公共服务支出小计|100|50|150
        2080501|行政单位离退休|20||20
        20805|行政事业单位养老支出小计|20||20
        208|社会保障和就业支出小计|20||20
        总计||120|50|170
    """)

    assert functions(found) == [
        (RUNNING, ALL, BASIC, "100"),
        ("2013202", ALL, PROJECT, "50"),
        ("2080501", ALL, BASIC, "20"),
    ]
    assert sums(found, 3) == (21, [])


def test_the_same_codes_below_several_units_are_kept_apart():
    found = read_form("""
        2025年支出总表
        单位：元
        单位编码|科目编码|单位名称/科目名称|合计|基本支出|项目支出
        ||合计|160|110|50
        104||某局|160|110|50
        104001||某局本级|100|60|40
        104001|2013201|行政运行|60|60|
        104001|2013202|一般行政管理事务|40||40
        104002||某中心|60|50|10
        104002|2013250|事业运行|50|50|
        104002|2013202|一般行政管理事务|10||10
    """)

    assert functions(found) == [
        (RUNNING, ALL, BASIC, "60"),
        ("2013202", ALL, PROJECT, "40"),
        ("2013250", ALL, BASIC, "50"),
        ("2013202", ALL, PROJECT, "10"),
    ]
    assert declared(found, 3)["104", "total"] == "160"
    assert declared(found, 3)["104001", "total"] == "100"
    assert sums(found, 3) == (20, [])


def test_a_row_that_numbers_the_columns_is_no_money():
    found = read_form("""
        2024年度部门决算
        支出决算表
        公开03表
        单位：元
        项目||||本年支出合计|基本支出|项目支出
        科目代码|||科目名称|||
        类|款|项|栏次|1=2+3|2|3
        合计||||100|60|40
        201|||一般公共服务支出|100|60|40
        201|32||组织事务|100|60|40
        201|32|01|行政运行|60|60|
        类|款|项|栏次|1=2+3|2|3
        201|32|99|其他组织事务支出|40||40
    """)

    assert functions(found) == [(RUNNING, ALL, BASIC, "60"), (OTHER, ALL, PROJECT, "40")]
    assert found.amounts_printed == 13
    assert table_of(found, 3).is_understood
