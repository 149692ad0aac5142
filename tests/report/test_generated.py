"""Sections written from the data: every figure is that of its cell, every share and change follows from two cells."""

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgets.checks import check
from budgets.checks.kinds import WRITTEN_FROM_TABLES
from budgets.models import (
    DeclaredAmount,
    FunctionExpenditure,
    Narrative,
    RevenueLine,
    SourceTable,
    ThreePublicExpense,
)
from budgets.report import write_report
from budgets.report.cells import ORDINAL
from budgets.report.phrases import amount_text
from budgets.report.text import WRITERS
from budgets.tables import Facts
from budgets.vocabulary import EditionOrigin, Fund, NarrativeKind, NarrativePart, Nature, Outcome
from tests.published import facts_of, filled, twin_facts
from tests.report.texts import pieces_of, twin_without_text, written

KIND = NarrativeKind
NAME = "新乡经济技术开发区管理委员会组织和人力资源社会保障局"
SHARE = re.compile(r"([\d,.]+) 万元，占 ([\d.]+)%")


@pytest.fixture(scope="module")
def sections():
    """The generated sections of the twin as a prepared edition."""
    return written(write_report(twin_without_text(EditionOrigin.PREPARED)))


def test_all_standard_sections_are_written_in_their_order(sections):
    assert list(sections) == [
        KIND.REVENUE_AND_EXPENDITURE,
        KIND.REVENUE,
        KIND.EXPENDITURE,
        KIND.FISCAL_APPROPRIATION,
        KIND.GENERAL_PUBLIC_BUDGET,
        KIND.BASIC_EXPENDITURE,
        KIND.THREE_PUBLIC,
        KIND.GOVERNMENT_MANAGED_FUNDS,
        KIND.AGENCY_RUNNING_COSTS,
        KIND.PERFORMANCE,
    ]


def test_the_sentences_say_what_the_published_document_says(sections):
    assert sections[KIND.REVENUE_AND_EXPENDITURE] == (
        f"{NAME} 2023 年收入总计 2,852.11 万元，支出总计 2,852.11 万元。"
        "本站没有该部门 2022 年公开的预算，无法与上年比较。"
    )
    assert "基本支出 722.64 万元，占 25.34%；项目支出 2,129.47 万元，占 74.66%。" in sections[KIND.EXPENDITURE]
    assert (
        "其中：一般公共服务支出（类）935.30 万元，占 32.79%；社会保障和就业支出（类）1,668.46 万元，占 58.50%；"
        "卫生健康支出（类）248.35 万元，占 8.71%。"
    ) in sections[KIND.GENERAL_PUBLIC_BUDGET]
    assert "人员经费 684.20 万元，占 94.68%；公用经费 38.44 万元，占 5.32%。" in sections[KIND.BASIC_EXPENDITURE]
    assert "2023 年“三公”经费预算 0.20 万元。" in sections[KIND.THREE_PUBLIC]
    assert "安排公用经费 38.44 万元" in sections[KIND.AGENCY_RUNNING_COSTS]
    assert "安排项目 13 个，资金 2,129.47 万元，其中 13 个项目公布了绩效指标。" in sections[KIND.PERFORMANCE]


def test_what_there_is_none_of_is_said_in_words(sections):
    assert "本部门没有安排因公出国（境）费。" in sections[KIND.THREE_PUBLIC]
    assert sections[KIND.GOVERNMENT_MANAGED_FUNDS] == "本部门没有使用政府性基金预算拨款安排的支出。"
    assert "本部门没有政府性基金预算拨款、国有资本经营预算拨款。" in sections[KIND.FISCAL_APPROPRIATION]
    assert not re.search(r"(?<![\d.,])0\.00", "".join(sections.values()))


@pytest.mark.parametrize("origin", EditionOrigin)
def test_every_figure_is_that_of_the_cell_it_leads_to(origin):
    facts = twin_without_text(origin)
    references = [piece for piece in pieces_of(write_report(facts)) if piece.reference]
    assert len(references) > 15
    for piece in references:
        one = piece.reference
        cell = filled(facts, one.table).by_address[one.row, one.column]
        assert cell.amount == one.amount
        assert piece.text == f"{cell.amount / 10000:,.2f} 万元"


def test_no_figure_stands_without_its_cell():
    plain = "".join(piece.text for piece in pieces_of(write_report(twin_without_text())) if not piece.reference)
    assert "万元" not in plain


def test_the_rules_find_nothing_wrong_with_a_generated_text():
    facts = twin_without_text()
    for position, (kind, text) in enumerate(written(write_report(facts)).items()):
        values = {"part": NarrativePart.EXPLANATION, "kind": kind, "heading": str(NarrativeKind(kind).label)}
        facts.of(Narrative).append(Narrative(position=position, text=text, **values))
    results = {result.rule.code: result for result in check(facts)}
    for code in ("R13", "R21"):
        assert results[code].outcome in (Outcome.HOLDS, Outcome.ROUNDING), results[code].findings
    assert results["R13"].compared > 10
    assert write_report(facts).doubts == 0


def last_year(revenue: str) -> Facts:
    """Return the twin as last year's edition with another revenue."""
    facts = twin_without_text()
    (line,) = [one for one in facts.of(RevenueLine) if one.amount]
    line.amount = Decimal(revenue)
    facts.of(DeclaredAmount).clear()
    facts.edition.budget.year = 2022
    return facts


def test_changes_are_told_against_the_cells_of_last_year():
    report = write_report(twin_without_text(), last_year("27423400.00"))
    text = written(report)[KIND.REVENUE_AND_EXPENDITURE]
    assert text.endswith(
        "收入比 2022 年的 2,742.34 万元增加 109.77 万元，增长 4.00%；支出与 2022 年的 2,852.11 万元持平。"
    )
    before = [piece.reference for piece in pieces_of(report) if piece.reference and piece.reference.is_earlier]
    assert {"2742.34", "2852.11"} <= {f"{one.amount / 10000:.2f}" for one in before}


def test_a_decrease_and_a_beginning_from_nothing_are_said_as_such():
    text = written(write_report(twin_without_text(), last_year("30000000.00")))[KIND.REVENUE_AND_EXPENDITURE]
    assert "收入比 2022 年的 3,000.00 万元减少 147.89 万元，下降 4.93%" in text
    text = written(write_report(twin_without_text(), last_year("0.00")))[KIND.REVENUE_AND_EXPENDITURE]
    assert "收入比 2022 年（0.00 万元）增加 2,852.11 万元" in text


def test_a_transcribed_text_is_left_alone_where_it_speaks():
    report = write_report(twin_facts())
    assert written(report) == {}
    facts = twin_facts()
    facts.of(Narrative)[:] = [one for one in facts.of(Narrative) if one.kind != KIND.BASIC_EXPENDITURE]
    report = write_report(facts)
    assert list(written(report)) == [KIND.BASIC_EXPENDITURE]
    assert [one.kind for one in report.parts[1].supplements] == [KIND.BASIC_EXPENDITURE]


def test_reasons_that_staff_entered_stand_with_the_generated_words():
    facts = twin_without_text(EditionOrigin.PREPARED)
    own = {"part": NarrativePart.EXPLANATION, "kind": KIND.EXPENDITURE, "heading": "三、支出说明"}
    facts.of(Narrative).append(Narrative(text="主要原因：新增人才发展奖励。", position=3, **own))
    for expense in facts.of(ThreePublicExpense):
        expense.reason = "压减接待。" if expense.item == "hospitality" else ""
    report = write_report(facts)
    section = next(one for one in report.parts[1].sections if one.heading == "三、支出说明")
    assert (section.anchor, len(section.paragraphs)) == ("section-3", 2)
    assert section.paragraphs[1][0].text == "主要原因：新增人才发展奖励。"
    assert "公务接待费 0.20 万元。主要原因：压减接待。" in written(report)[KIND.THREE_PUBLIC]


def test_a_part_that_is_missing_is_said_in_its_place():
    report = write_report(twin_without_text())
    assert [part.missing for part in report.parts] == [
        ("没有部门概况。",),
        ("没有情况说明。",),
        ("没有名词解释，以下文字中的名词由本站解释。",),
    ]
    facts = twin_facts()
    facts.of(Narrative)[:] = [one for one in facts.of(Narrative) if one.kind != KIND.PROCUREMENT]
    assert write_report(facts).parts[1].missing == ("没有说明：政府采购支出情况。",)


def test_an_edition_without_any_fact_has_no_text():
    report = write_report(facts_of())
    assert written(report) == {}
    assert report.parts[1].missing == ("没有情况说明。",)


def test_an_amount_that_two_places_would_hide_is_printed_in_yuan():
    assert [amount_text(Decimal(text)) for text in ("49.99", "50.00", "0.00", "-49.99")] == [
        "49.99 元",
        "0.01 万元",
        "0.00 万元",
        "-49.99 元",
    ]


AMOUNTS = st.integers(min_value=1, max_value=10**12).map(lambda fen: Decimal(fen) / 100)


@settings(max_examples=30, deadline=None)
@given(wages=AMOUNTS, goods=AMOUNTS, project=AMOUNTS)
def test_shares_follow_from_the_cells_whatever_the_amounts(wages, goods, project):
    natures = {Nature.WAGES: wages, Nature.GOODS_SERVICES: goods, Nature.SPECIFIC_PURPOSE: project}
    fund = Fund.GENERAL_PUBLIC_BUDGET
    lines = [
        FunctionExpenditure(code="2013201", name="行政运行", fund=fund, nature=nature, amount=amount)
        for nature, amount in natures.items()
    ]
    facts = facts_of(*lines, RevenueLine(fund=fund, amount=wages + goods + project))
    text = written(write_report(facts))[KIND.EXPENDITURE]
    whole = wages + goods + project
    shares = [Decimal(percentage) for _amount, percentage in SHARE.findall(text)]
    exact = [part * 100 / whole for part in (wages + goods, project)]
    shown = [one for one in exact if one]
    assert len(shares) <= len(shown)
    for stated in shares:
        assert min(abs(stated - one) for one in exact) <= Decimal("0.005")


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("一般公共服务支出", "一般公共服务支出"),
        ("一、一般公共服务支出", "一般公共服务支出"),
        ("（二十一）住房保障支出", "住房保障支出"),
        ("(八) 社会保障和就业支出", "社会保障和就业支出"),
        ("3.教育支出", "教育支出"),
    ],
)
def test_an_ordinal_is_no_part_of_a_name(printed, name):
    assert ORDINAL.sub("", printed).strip() == name


def test_a_table_that_was_not_understood_is_not_said_to_be_empty():
    facts = twin_without_text()
    facts.of(SourceTable)[:] = [one for one in facts.of(SourceTable) if one.number != 9]
    assert KIND.GOVERNMENT_MANAGED_FUNDS not in written(write_report(facts))


def test_the_rules_know_which_sections_are_written_here():
    assert set(WRITERS) == WRITTEN_FROM_TABLES
