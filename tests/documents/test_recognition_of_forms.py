"""Which tables a document of any place is made of, what they are, and what of it is running text."""

import pytest

from budgets.documents.grids import Line
from budgets.documents.recognise import split_tables

SIDES = ("收入||支出|", "项目|预算数|项目|预算数", "一、一般公共预算拨款收入|10.00|一、一般公共服务支出|10.00")
SIDES_TOTAL = "收入总计|10.00|支出总计|10.00"
SUBJECTS = (
    "科目编码|科目名称|合计|基本支出|项目支出",
    "201|一般公共服务支出|10.00|7.00|3.00",
    "20140|信访事务|10.00|7.00|3.00",
    "2014001|行政运行|7.00|7.00|",
)
ECONOMIC = ("科目编码|科目名称|合计", "301|工资福利支出|5.00", "30101|基本工资|3.00", "302|商品和服务支出|2.00")
INDICATORS = ("一级指标|二级指标|三级指标|指标值", "产出指标|数量指标|接访次数|≥12次")


def lines_of(*printed):
    """Return the lines of a document on pages: rows have bars, and a number alone begins that page."""
    lines, page, row = [], 1, 0
    for text in printed:
        if isinstance(text, int):
            page, row = text, 0
            continue
        cells = tuple(text.split("|"))
        row = row + 1 if len(cells) > 1 else 0
        where = f"page {page}, row {row}" if row else f"page {page}"
        lines.append(Line(len(lines) + 1, cells, where))
    return lines


def split(*printed):
    """Return the running text of a document as texts, and its tables."""
    text, grids = split_tables(lines_of(*printed))
    return [line.text for line in text], grids


def only_table(*printed):
    """Return the one table of a document."""
    (grid,) = split(*printed)[1]
    return grid


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("2026年部门收支预算总表", "2026年部门收支预算总表"),
        ("预算01表 收支总表", "预算01表 收支总表"),
        ("收支总表（预算表1）", "收支总表（预算表1）"),
        ("表一 部门收支总表", "表一 部门收支总表"),
        ("附表3：收支预算总表", "附表3：收支预算总表"),
        ("一、2026年度收支预算总表", "一、2026年度收支预算总表"),
        ("收支总表 单位：万元", "收支总表"),
        ("市信访局2026年收入支出总表", "市信访局2026年收入支出总表"),
        ("收支总表|||", "收支总表（首行）"),
        ("收支总表（预算表|||", "收支总表（预算表"),
    ],
)
def test_a_title_is_found_however_it_is_printed(title, shown):
    grid = only_table("第二部分 部门预算表", title, *SIDES, SIDES_TOTAL)

    assert grid.title == shown.removesuffix("（首行）")
    assert grid.kind == "revenue_and_expenditure"
    assert [line.cells[0] for line in grid.lines if line.is_row] == [
        "收入",
        "项目",
        "一、一般公共预算拨款收入",
        "收入总计",
    ]


@pytest.mark.parametrize("mark", ["公开01表", "部门公开表1", "表1", "表01", "附表1：", "预算01表"])
def test_a_mark_belongs_to_neither_text_nor_table(mark):
    for lead in ((mark, "收支总表"), ("收支总表", mark)):
        text, (grid,) = split("第二部分 部门预算表", *lead, "部门：市信访局 单位：万元", *SIDES)
        assert text == ["第二部分 部门预算表"]
        assert [line.text for line in grid.lines if not line.is_row] == ["部门：市信访局 单位：万元"]


def test_a_title_on_two_lines_is_one():
    grid = only_table(
        "表7",
        "2021年部门综合预算一般公共预算基本支出明细表（按支出功",
        "能分类科目-不含上年结转）",
        "单位：元",
        *SUBJECTS,
    )

    assert grid.title == "2021年部门综合预算一般公共预算基本支出明细表（按支出功能分类科目-不含上年结转）"
    assert (grid.kind, grid.unit) == ("general_public_budget_basic_function_expenditure", "元")


def test_a_title_that_its_cell_cuts_off_is_one():
    text, grids = split(
        1,
        "收支总表|||",
        *SIDES,
        2,
        "市信访局2026年项目支出绩效目|||",
        *INDICATORS,
        3,
        "“三公”经费支出表（|||",
        "合计|因公出国（境）费|公务接待费|公务用车运行费",
        "7.61||0.86|6.75",
    )

    assert [grid.kind for grid in grids] == ["revenue_and_expenditure", "project_performance", "three_public"]
    assert [grid.title for grid in grids[1:]] == ["市信访局2026年项目支出绩效目", "“三公”经费支出表（"]
    assert text == []


def test_a_row_named_like_a_table_is_no_title():
    grid = only_table(
        "收支总表", *SIDES, "一、财政拨款收入|||", "政府性基金预算拨款收入|||", "（三）统计报表|||", SIDES_TOTAL
    )

    assert len(grid.lines) == 7


def test_a_list_of_contents_is_running_text():
    contents = ["目录", "一、收支总表", "二、收入总表", "三、支出总表"]
    text, grids = split(*contents, 2, "第二部分 部门预算表", "收支总表", *SIDES)

    assert text == [*contents, "第二部分 部门预算表"]
    assert [grid.title for grid in grids] == ["收支总表"]


def test_a_list_of_contents_gives_no_title_to_the_table_below_it():
    text, grids = split("目录", "一、收支总表", "二、收入总表", "三、项目支出绩效目标表", 2, *SIDES, SIDES_TOTAL)

    assert "三、项目支出绩效目标表" in text
    assert [grid.kind for grid in grids] == ["revenue_and_expenditure"]


def test_a_list_of_contents_in_a_frame_is_a_table_of_its_own():
    text, grids = split(
        "报表|报表名称|是否空表|公开空表理由", "表1|收支总表|否|", "表2|收入总表|否|", "表1", "收支总表", *SIDES
    )

    assert [(grid.kind, len(grid.lines)) for grid in grids] == [("contents", 3), ("revenue_and_expenditure", 3)]
    assert text == []


@pytest.mark.parametrize(
    "above", [(), ("支出总表", "单位：万元"), ("支出总表（续表）", "单位：万元"), ("表3", "支出总表", "单位：万元")]
)
@pytest.mark.parametrize("head", [(), SUBJECTS[:1]])
def test_a_table_goes_on_over_a_page(above, head):
    rest = ("2014002|一般行政管理事务|3.00||3.00", "合计||10.00|7.00|3.00")
    grid = only_table(1, "表3", "支出总表", "单位：万元", *SUBJECTS, 2, *above, *head, *rest)

    assert [line.cells[0] for line in grid.lines if line.is_row] == [
        "科目编码",
        "201",
        "20140",
        "2014001",
        "2014002",
        "合计",
    ]
    assert grid.kind == "function_expenditure"


def test_a_head_goes_on_over_a_page():
    head = ("项目名称|金额|支出用途|", "||项目名称|金额")
    grid = only_table(1, "财政拨款收支总表", "收入||支出|", 2, *head, "一、一般公共预算|5.00|一、基本支出|5.00")

    assert (grid.kind, len(grid.lines)) == ("fiscal_appropriation", 4)


def test_what_slips_out_of_a_cell_stays_with_the_table():
    grid = only_table("项目支出绩效目标表", *INDICATORS, "满意度指", "标", 2, "|满意度指标|服务对象满意度|≥90%")

    assert [line.text for line in grid.lines if not line.is_row] == ["满意度指", "标"]
    assert len(grid.lines) == 5


def test_tables_of_one_title_are_several_where_each_begins_anew():
    """One form a project: the same title, and the first row with another name, or even the same."""
    form = ("项目名称|维护经费||", "主管部门|市信访局||", *INDICATORS)
    other = ("项目名称|培训经费||", *form[1:])
    _text, grids = split("项目支出绩效目标表", *form, 2, "项目支出绩效目标表", *other, 3, "项目支出绩效目标表", *other)

    assert [len(grid.lines) for grid in grids] == [4, 4, 4]
    assert {grid.kind for grid in grids} == {"project_performance"}


def test_a_department_after_another_begins_its_own_table():
    _text, grids = split("收支总表", "部门：甲局", *SIDES, 2, "收支总表", "部门：乙局", *SIDES)

    assert [grid.captions[0].text for grid in grids] == ["部门：甲局", "部门：乙局"]


def test_tables_without_titles_are_told_apart_by_their_heads():
    text, grids = split(
        1, *SIDES, SIDES_TOTAL, 2, *SUBJECTS, 3, "部门预算支出经济分类科目|科目名称|合计", *ECONOMIC[1:]
    )

    assert [grid.kind for grid in grids] == ["revenue_and_expenditure", "function_expenditure", "economic_expenditure"]
    assert [grid.title for grid in grids] == ["收支总表", "支出总表", "支出经济分类汇总表"]
    assert text == []


@pytest.mark.parametrize(
    ("wheres", "tables"),
    [
        (("table 1, row 1", "table 1, row 2", "table 2, row 1", "table 2, row 2"), 2),
        (("sheet 甲, row 1", "sheet 甲, row 2", "sheet 乙, row 1", "sheet 乙, row 2"), 2),
        (("table 1, row 1", "table 1, row 2", "table 1, row 3", "table 1, row 4"), 1),
        (("", "", "", ""), 1),
    ],
)
def test_tables_of_word_and_sheets_end_where_theirs_do(wheres, tables):
    rows = ("项目名称|金额", "宣传经费|3.00", "资产名称|金额", "车辆|8.00")
    printed = [Line(at, tuple(row.split("|")), where) for at, (row, where) in enumerate(zip(rows, wheres, strict=True))]

    assert len(split_tables(printed)[1]) == tables


def test_blank_lines_of_a_text_do_not_end_a_table():
    rows = [Line(1, ("支出总表",)), *(Line(2 * at, tuple(row.split("|"))) for at, row in enumerate(SUBJECTS, start=2))]
    blank = [Line(2 * at + 1, ("",)) for at in range(1, 6)]
    (grid,) = split_tables(sorted([*rows, *blank], key=lambda line: line.place))[1]

    assert len(grid.lines) == len(SUBJECTS)


def test_a_table_that_nothing_names_is_one_of_no_kind():
    grid = only_table("表格如下：", "楼层|房间|面积", "一层|3|120.00", "二层|4|160.00")

    assert (grid.kind, len(grid.lines), grid.title) == ("", 3, "无标题的表")


def test_a_heading_near_a_table_gives_it_a_title_and_stays_in_the_text():
    heading, sentence = "七、重点项目预算绩效目标情况", "2026年，本部门重点项目绩效目标情况如下："
    text, (grid,) = split(heading, sentence, "项目|预算数（单位：万元）|绩效目标", "宣传经费|25.00|办好宣传")

    assert text == [heading, sentence]
    assert (grid.title, grid.kind, grid.unit) == (heading, "project_performance", "万元")


def test_a_row_alone_without_a_title_is_running_text():
    """Such as the legend of a chart."""
    text, grids = split("图1 支出结构", "基本支出|项目支出|预留", "支出以基本支出为主。")

    assert (text, grids) == (["图1 支出结构", "基本支出 项目支出 预留", "支出以基本支出为主。"], [])


def test_text_after_a_table_is_running_text_and_its_notes_are_not():
    notes = ["注：1.本表反映全部收支。", "2.金额有尾差。", "说明：无其他事项。"]
    explanation = ["第三部分 情况说明", "一、收支总表情况说明", "2026年收入10万元。"]
    text, (grid,) = split("部门概况。", "收支总表", *SIDES, *notes, *explanation)

    assert text == ["部门概况。", *explanation]
    assert [line.text for line in grid.lines[3:]] == notes


def test_text_between_tables_keeps_its_order():
    text, grids = split(
        "收支总表", *SIDES, "二、收支增减情况", "收入比上年增加1万元。", "支出总表", *SUBJECTS, "三、其他", "附表见后。"
    )

    assert text == ["二、收支增减情况", "收入比上年增加1万元。", "三、其他", "附表见后。"]
    assert [len(grid.lines) for grid in grids] == [3, 4]


@pytest.mark.parametrize(
    ("captions", "unit"),
    [
        (("单位：万元",), "万元"),
        (("编制部门：某街道办事处 单位：元",), "元"),
        (("部门：某局 金额单位：万元",), "万元"),
        (("341-某市财政局 万元",), "万元"),
        (("部门名称：某局", "（2026年度）", "单位：人民币亿元"), "亿元"),
        (("预算单位：某局|||单位：万元",), "万元"),
        (("单位名称：元氏县财政局",), ""),
        ((), ""),
    ],
)
def test_captions_and_unit_are_kept(captions, unit):
    grid = only_table("收支总表", *captions, *SIDES)

    assert grid.unit == unit
    assert [line.cells for line in grid.captions] == [tuple(caption.split("|")) for caption in captions]
    assert [line.cells for line in grid.lines[: len(captions)]] == [line.cells for line in grid.captions]
