"""What a document is made of: titles, captions and names, however they are printed."""

import pytest

from budgets.documents.grids import Grid, Line
from budgets.documents.interpret.captions import find_unit
from budgets.documents.recognise import recognise, split_tables
from budgets.documents.regions import name_region
from budgets.money import MoneyUnit
from tests.documents.twin import refusal, twin


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("2023年部门收支总体情况表", 1),
        ("部门收入总体情况表", 2),
        ("2024 年度部门支出总体情况表", 3),
        ("２０２３年财政拨款收支总体情况表", 4),
        ("2023年一般公共预算“三公”经费支出情况表", 8),
        ("部门(单位)整体绩效目标表", 11),
        ("2023年部门预算项目绩效目标汇总表：", 12),
    ],
)
def test_a_table_is_known_by_its_title_whatever_the_year(title, number):
    assert recognise(title).number == number


@pytest.mark.parametrize(
    "title", ["部门支出情况", "2023年政府采购预算情况表", "关于2023年部门支出总体情况表的说明", ""]
)
def test_another_title_is_no_statutory_table(title):
    assert recognise(title) is None


def test_the_list_of_contents_holds_no_tables():
    """It names all twelve, and no rows come below."""
    text, grids = split_tables([Line(number, (line,)) for number, line in twin().lines.items() if number < 167])

    assert grids == []
    assert len(text) > 60


def test_the_mark_above_a_title_belongs_to_neither_table():
    printed = [Line(number, tuple(line.split("\t"))) for number, line in twin().lines.items()]
    _text, grids = split_tables(printed)
    marks = [line.text for grid in grids for line in grid.lines if "预算10表" in line.text]

    assert len(grids) == 10
    assert marks == []


@pytest.mark.parametrize(
    ("caption", "unit"),
    [
        ("单位：万元", MoneyUnit.TEN_THOUSAND_YUAN),
        ("单位: 元", MoneyUnit.YUAN),
        ("金额单位：亿元", MoneyUnit.HUNDRED_MILLION_YUAN),
        ("单位（万元）", MoneyUnit.TEN_THOUSAND_YUAN),
        ("项目金额 (元)", MoneyUnit.YUAN),
        ("部门名称：万元户服务局", None),
        ("单位名称：元氏县财政局", None),
    ],
)
def test_the_unit_is_read_from_a_caption(caption, unit):
    assert find_unit(Grid("表", 1, [Line(2, ("", caption, ""))])) == unit


@pytest.mark.parametrize(
    ("department", "region"),
    [
        ("新乡经济技术开发区管理委员会组织和人力资源社会保障局", "新乡经济技术开发区"),
        ("烟台市信访局", "烟台市"),
        ("河南省财政厅", "河南省"),
        ("兰考县教育局", "兰考县"),
        ("阿拉善左旗林业局", "阿拉善左旗"),
        ("市场监督管理局", "行政区划 410796"),
        ("信访局", "行政区划 410796"),
        ("", "行政区划 410796"),
    ],
)
def test_a_region_is_named_by_its_departments(department, region):
    assert name_region(department, "410796") == region


def test_a_table_whose_title_stands_in_two_places_is_refused_with_both_lines():
    again = [twin().lines[number] for number in range(208, 212)]
    said = refusal(twin().add(474, "2023年部门支出总体情况表", *again))

    assert "第 206 行、文件第 475 行" in said
