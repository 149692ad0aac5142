"""The running text of the published document: sections, figures, reasons, terms, and whose budget it is."""

from decimal import Decimal

import pytest

from budgets.models import Department, GlossaryTerm, Narrative, StatedFigure, TableNote, ThreePublicExpense
from budgets.vocabulary import EditionOrigin, NarrativeKind, NarrativePart, StatedMeasure, ThreePublicItem

NAME = "新乡经济技术开发区管理委员会组织和人力资源社会保障局"
SECTIONS = [
    (NarrativePart.OVERVIEW, NarrativeKind.DUTIES, f"一、{NAME}主要职责"),
    (NarrativePart.OVERVIEW, NarrativeKind.DUTIES, "（一）部门主要职责"),
    (NarrativePart.OVERVIEW, NarrativeKind.OFFICES, "（二）机构设置情况"),
    (NarrativePart.OVERVIEW, NarrativeKind.UNITS, f"二、{NAME}所属预算单位构成情况"),
    (NarrativePart.EXPLANATION, NarrativeKind.REVENUE_AND_EXPENDITURE, "一、收入支出预算总体情况说明"),
    (NarrativePart.EXPLANATION, NarrativeKind.REVENUE, "二、收入预算总体情况说明"),
    (NarrativePart.EXPLANATION, NarrativeKind.EXPENDITURE, "三、支出预算总体情况说明"),
    (NarrativePart.EXPLANATION, NarrativeKind.FISCAL_APPROPRIATION, "四、财政拨款收支预算总体情况说明"),
    (NarrativePart.EXPLANATION, NarrativeKind.GENERAL_PUBLIC_BUDGET, "五、一般公共预算支出预算情况说明"),
    (NarrativePart.EXPLANATION, NarrativeKind.BASIC_EXPENDITURE, "六、一般公共预算基本支出情况说明"),
    (NarrativePart.EXPLANATION, NarrativeKind.THREE_PUBLIC, "七、一般公共预算“三公”经费支出预算情况说明"),
    (NarrativePart.EXPLANATION, NarrativeKind.GOVERNMENT_MANAGED_FUNDS, "八、政府性基金支出预算情况说明"),
    (NarrativePart.EXPLANATION, NarrativeKind.OTHER_MATTERS, "九、其他重要事项情况说明"),
    (NarrativePart.EXPLANATION, NarrativeKind.AGENCY_RUNNING_COSTS, "（一）行政（事业）单位机构运转经费"),
    (NarrativePart.EXPLANATION, NarrativeKind.PROCUREMENT, "（二）政府采购支出情况"),
    (NarrativePart.EXPLANATION, NarrativeKind.PERFORMANCE, "（三）绩效目标设置情况"),
    (NarrativePart.EXPLANATION, NarrativeKind.STATE_ASSETS, "（四）国有资产占用情况"),
    (NarrativePart.EXPLANATION, NarrativeKind.TRANSFER_PAYMENTS, "（五）专项转移支付项目情况"),
]
TERMS = [
    "财政拨款收入",
    "财政专户管理资金",
    "事业收入",
    "事业单位经营收入",
    "其他收入",
    "用事业基金弥补收支差额",
    "基本支出",
    "项目支出",
    "“三公”经费",
    "行政（事业）单位机构运转经费情况",
]
AMOUNT, SHARE = StatedMeasure.AMOUNT, StatedMeasure.SHARE
CHANGE, CHANGE_RATE = StatedMeasure.CHANGE, StatedMeasure.CHANGE_RATE
# Figures by section: what is measured, of what; amounts in yuan, shares and rates in percent.
STATED = {
    NarrativeKind.REVENUE_AND_EXPENDITURE: [
        ("收入总计", AMOUNT, "28521100.00"),
        ("支出总计", AMOUNT, "28521100.00"),
        ("收入", CHANGE, "1097700.00"),
        ("收入", CHANGE_RATE, "4.00"),
        ("支出", CHANGE, "1097700.00"),
        ("支出", CHANGE_RATE, "4.00"),
    ],
    NarrativeKind.EXPENDITURE: [
        ("支出合计", AMOUNT, "28521100.00"),
        ("基本支出", AMOUNT, "7226400.00"),
        ("基本支出", SHARE, "25.34"),
        ("项目支出", AMOUNT, "21294700.00"),
        ("项目支出", SHARE, "74.66"),
    ],
    NarrativeKind.GENERAL_PUBLIC_BUDGET: [
        ("一般公共预算支出", AMOUNT, "28521100.00"),
        ("一般公共服务（类）支出", AMOUNT, "9353000.00"),
        ("一般公共服务（类）支出", SHARE, "32.79"),
        ("社会保障和就业（类）支出", AMOUNT, "16684600.00"),
        ("社会保障和就业（类）支出", SHARE, "58.50"),
        ("卫生健康（类）支出", AMOUNT, "2483500.00"),
        ("卫生健康（类）支出", SHARE, "8.71"),
    ],
    NarrativeKind.BASIC_EXPENDITURE: [
        ("一般公共预算基本支出", AMOUNT, "7226400.00"),
        ("人员经费支出", AMOUNT, "6842000.00"),
        ("人员经费支出", SHARE, "94.68"),
        ("公用经费支出", AMOUNT, "384400.00"),
        ("公用经费支出", SHARE, "5.32"),
    ],
    NarrativeKind.THREE_PUBLIC: [
        ("“三公”经费", AMOUNT, "2000.00"),
        ("因公出国（境）费", AMOUNT, "0.00"),
        ("公务接待费", AMOUNT, "2000.00"),
        ("公务用车购置及运行费", AMOUNT, "0.00"),
        ("公务用车购置费", AMOUNT, "0.00"),
        ("公务用车运行维护费", AMOUNT, "0.00"),
    ],
    NarrativeKind.AGENCY_RUNNING_COSTS: [("机关运行经费支出", AMOUNT, "384400.00")],
}


def test_the_title_page_says_whose_budget_it_is(reading):
    edition = reading.edition

    assert (edition.department_name, edition.department_short_name) == (NAME, "经开区组织人社局")
    assert (edition.budget.year, edition.printed_date) == (2023, "2023年2月")
    assert edition.origin == EditionOrigin.TRANSCRIBED


def test_the_unit_takes_its_code_from_table_12_and_its_name_from_the_text(reading):
    (unit,) = reading.rows[Department]

    assert (unit.code, unit.name) == ("104001", f"{NAME}机关本级")
    assert unit.parent.code == "104"


def test_every_section_is_kept_with_its_heading_and_what_it_speaks_of(reading):
    assert [(one.part, one.kind, one.heading) for one in reading.rows[Narrative]] == SECTIONS


def test_a_paragraph_torn_at_a_page_end_is_joined(reading):
    (units,) = [one for one in reading.rows[Narrative] if one.kind == NarrativeKind.UNITS]

    assert "党建组织科、劳动就业科、社会保障科、人才交流中心。" in units.text
    assert units.text.count("\n") == 1


def test_44_figures_of_the_text_are_read(reading):
    assert len(reading.rows[StatedFigure]) == 44


@pytest.mark.parametrize("section", STATED)
def test_figures_are_kept_with_what_they_are_said_of(reading, section):
    figures = [one for one in reading.rows[StatedFigure] if one.section == section]
    said = [(one.subject, one.measure, str(one.percentage if one.amount is None else one.amount)) for one in figures]

    assert said == STATED[section]


def test_the_change_on_last_year_is_known_from_the_text_alone(reading):
    changes = {one.amount for one in reading.rows[StatedFigure] if one.measure == CHANGE}
    rates = {one.percentage for one in reading.rows[StatedFigure] if one.measure == CHANGE_RATE}

    assert (changes, rates) == ({Decimal("1097700.00")}, {Decimal("4.00")})


def test_a_threshold_is_no_figure_of_the_budget(reading):
    """单价50万元以上通用设备 says which equipment is counted, not what it costs."""
    assert all(one.section != NarrativeKind.STATE_ASSETS for one in reading.rows[StatedFigure])


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        (ThreePublicItem.OVERSEAS_VISITS, "2023年没有人员出国（境）的计划"),
        (ThreePublicItem.HOSPITALITY, "公务接待从严按规定办理，限制陪餐人数和接待标准"),
        (ThreePublicItem.VEHICLE_PURCHASE, "我区自2017年底起实行车改，我局现已没有公车"),
        (ThreePublicItem.VEHICLE_OPERATION, "我区自2017年底起实行车改，我局现已没有公车"),
    ],
)
def test_each_three_public_item_keeps_its_own_reason(reading, item, reason):
    reasons = {one.item: one.reason for one in reading.rows[ThreePublicExpense]}

    assert reasons[item] == reason


def test_ten_terms_are_explained(reading):
    terms = reading.rows[GlossaryTerm]

    assert [one.term for one in terms] == TERMS
    assert terms[2].meaning == "是指事业单位从事专业活动和辅助活动而得到的收入。"


def test_sections_terms_and_figures_remember_their_line(reading):
    places = {one.heading: one.source_place for one in reading.rows[Narrative]}

    assert places["一、收入支出预算总体情况说明"] == "line 75"
    assert {one.source_place for one in reading.rows[StatedFigure][:6]} == {"line 77"}
    assert reading.rows[GlossaryTerm][-1].source_place == "line 159"


def test_notes_below_tables_are_kept_with_their_table(reading):
    notes = [(one.table_number, one.text[:12]) for one in reading.rows[TableNote] if not one.made_in_reading]

    assert notes == [(5, "备注：本表只列当年财政拨"), (8, "注:依照党中央、国务院的"), (9, "注：我部门既无政府性基金")]
