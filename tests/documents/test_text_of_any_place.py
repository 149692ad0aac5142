"""The running text of other places' documents: parts in any order or none, headings of any number, nothing lost."""

import pytest

from budgets.documents.grids import Document, Line
from budgets.documents.interpret.narrative import read_narrative
from budgets.documents.interpret.outline import outline
from budgets.documents.reading import Reading
from budgets.models import GlossaryTerm, Narrative, StatedFigure
from budgets.vocabulary import NarrativeKind, NarrativePart, StatedMeasure
from tests.checks.texts import edition_of

OVERVIEW, EXPLANATION = NarrativePart.OVERVIEW, NarrativePart.EXPLANATION


def pages(*texts: str) -> list[Line]:
    """Return lines of pages parted by an empty text."""
    lines, page = [], 1
    for number, text in enumerate(texts, start=1):
        if not text:
            page += 1
        else:
            lines.append(Line(number, (text,), f"page {page}"))
    return lines


def read(*texts: str) -> Reading:
    """Read the running text of a document."""
    reading = Reading(Document("budget.pdf", b"", "", text=pages(*texts)), edition_of())
    read_narrative(reading)
    return reading


def sections(reading: Reading) -> list[tuple[int, str, str]]:
    """Return part, kind and heading of each section."""
    return [(one.part, one.kind, one.heading) for one in reading.rows[Narrative]]


WITHOUT_PARTS = (
    "测试区2026年区级部门预算",
    "",
    "目 录",
    "一、部门主要职能 ………………………………二、名词解释 ……………………………………",
    "1. 2026年部门财务收支预算总表 ………………",
    "",
    "测试局主要职能",
    "测试局是主管本区测试工作的区政府工作部门，主要职责是：",
    "（一）贯彻执行国家有关测试工作的法律、法规。",
    "（二）完成区委、区政府交办的其他任务。",
    "",
    "名词解释",
    "（一）基本支出预算：是为保障机构正常运转而编制的年度支出计划。",
    "（二）“三公”经费：是三项经费。其中：接待费主要安排专业会议。",
    "包括外宾接待。",
    "",
    "2026年部门预算编制说明",
    "2026年，测试局收入预算96.22万元，比2025年预算增加7.93万元。",
    "- 7 -",
    "",
    "其他相关情况说明",
    "一、2026年“三公”经费预算情况说明",
    "2026年“三公”经费预算数为10.81万元，与2025年预算持平。",
    "二、政府采购情况",
    "2026年政府采购预算36.44万元。",
    "调解项目经费情况说明",
    "一、项目概况",
    "购买服务。",
)


def test_a_document_without_parts_is_read_by_its_titles():
    assert sections(read(*WITHOUT_PARTS)) == [
        (OVERVIEW, NarrativeKind.DUTIES, "测试局主要职能"),
        (EXPLANATION, NarrativeKind.REVENUE_AND_EXPENDITURE, "2026年部门预算编制说明"),
        (EXPLANATION, NarrativeKind.OTHER_MATTERS, "其他相关情况说明"),
        (EXPLANATION, NarrativeKind.THREE_PUBLIC, "一、2026年“三公”经费预算情况说明"),
        (EXPLANATION, NarrativeKind.PROCUREMENT, "二、政府采购情况"),
        (EXPLANATION, NarrativeKind.OTHER, "调解项目经费情况说明"),
        (EXPLANATION, NarrativeKind.OTHER, "一、项目概况"),
    ]


def test_the_glossary_is_read_where_it_stands():
    terms = [(one.term, one.meaning) for one in read(*WITHOUT_PARTS).rows[GlossaryTerm]]
    assert terms == [
        ("基本支出预算", "是为保障机构正常运转而编制的年度支出计划。"),
        ("“三公”经费", "是三项经费。其中：接待费主要安排专业会议。\n包括外宾接待。"),
    ]


def test_page_numbers_and_the_list_of_contents_are_no_text():
    reading = read(*WITHOUT_PARTS)
    everything = "".join(one.heading + one.text for one in reading.rows[Narrative])
    assert "- 7 -" not in everything
    assert "财务收支预算总表" not in everything
    assert "…" not in everything


def test_sections_and_figures_know_their_page():
    reading = read(*WITHOUT_PARTS)
    assert [one.source_place for one in reading.rows[Narrative]] == ["page 3", "page 5", *["page 6"] * 5]
    assert {(one.source_place, one.section) for one in reading.rows[StatedFigure]} == {
        ("page 5", NarrativeKind.REVENUE_AND_EXPENDITURE),
        ("page 6", NarrativeKind.THREE_PUBLIC),
        ("page 6", NarrativeKind.PROCUREMENT),
    }


IN_PARTS = (
    "目 录",
    "第一部分 部门概况",
    "一、主要职责",
    "第二部分 2026年部门预算表",
    "一、收支总表",
    "",
    "四、财政拨款收支总表情况说明",
    "第三部分 2026年部门预算情况说明",
    "第四部分 名词解释",
    "",
    "第一部分 部门概况",
    "一、主要职责",
    "受理来信。",
    "",
    "第二部分 2026年部门预算表",
    "",
    "第三部分 2026年部门",
    "预算情况说明",
    "一、“三公”经费支出情况",
    "（一）公务接待费",
    "2026年预算安排6.10万元，比上年减少0.10万元，下降1.61%。",
    "二、机关运行经费。",
    "2026年机关运行经费33.82万元，下降",
    "",
    "4.66%。主要原因是压减公用经费。",
    "第四部分 名词解释",
    "一、一般公共服务（类）信访事务（款）：指用于信访的支出。",
    "行政运行（项）：指机关的基本支出。",
)


def test_parts_may_stand_in_any_number_and_order():
    assert sections(read(*IN_PARTS)) == [
        (OVERVIEW, NarrativeKind.DUTIES, "一、主要职责"),
        (EXPLANATION, NarrativeKind.THREE_PUBLIC, "一、“三公”经费支出情况"),
        (EXPLANATION, NarrativeKind.THREE_PUBLIC, "（一）公务接待费"),
        (EXPLANATION, NarrativeKind.AGENCY_RUNNING_COSTS, "二、机关运行经费。"),
    ]
    assert [one.term for one in read(*IN_PARTS).rows[GlossaryTerm]] == [
        "一般公共服务（类）信访事务（款）",
        "行政运行（项）",
    ]


def test_a_figure_torn_at_a_page_end_is_whole():
    rates = [one for one in read(*IN_PARTS).rows[StatedFigure] if one.measure == StatedMeasure.CHANGE_RATE]
    assert [str(one.percentage) for one in rates] == ["-1.61", "-4.66"]


def test_a_heading_says_of_what_the_first_figure_below_it_is():
    first = read(*IN_PARTS).rows[StatedFigure][0]
    assert (first.subject, str(first.amount)) == ("公务接待费", "61000.00")


def test_every_printed_figure_is_counted_and_read():
    reading = read("一、收支情况说明", "收入1亿元，支出2,000.5万元，人均3元，占5％，增长4%，单价50万元以上设备0台。")
    assert (reading.amounts_printed, reading.amounts_read, reading.troubles) == (5, 5, [])
    amounts = [str(one.amount) for one in reading.rows[StatedFigure] if one.amount is not None]
    assert amounts == ["100000000.00", "20005000.00", "3.00"]


def test_a_malformed_figure_is_a_trouble_at_its_page():
    reading = read("一、收支情况说明", "收入12,34万元，支出5万元。")
    assert (reading.amounts_printed, reading.amounts_read) == (2, 1)
    assert [(one.place, one.text, one.refuses) for one in reading.troubles] == [("page 1", "12,34万元", True)]


@pytest.mark.parametrize(
    ("line", "is_heading"),
    [
        ("（一）机关运行经费", True),
        ("1.政府采购情况", True),
        ("（一）收支预算总体情况。", True),
        ("（一）人员经费15163.44万元", False),
        ("（十）完成区委、区政府交办的其他任务。", False),
        ("3.全年开展专题培训；", False),
        ("1. 测试局本部", False),
        ("承担组织领导和综合协调职能。", False),
    ],
)
def test_a_heading_is_told_from_a_list(line, is_heading):
    found = [section.heading.text for section in outline(pages("一、概述", "甲。", line, "乙。"))]
    assert (line in found) == is_heading


def test_text_above_every_heading_is_kept():
    reading = read("本部门没有下属单位，部门预算为本级预算。", "一、主要职责", "受理来信。")
    assert [(one.kind, one.text) for one in reading.rows[Narrative]] == [
        (NarrativeKind.OTHER, "本部门没有下属单位，部门预算为本级预算。"),
        (NarrativeKind.DUTIES, "受理来信。"),
    ]
