"""R17 and R18: all that must be published is there, and came within twenty days."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from budgets.models import (
    EconomicExpenditure,
    FunctionExpenditure,
    GlossaryTerm,
    Narrative,
    Publication,
    SourceTable,
    TableNote,
    ThreePublicExpense,
)
from budgets.vocabulary import (
    EditionOrigin,
    Fund,
    NarrativeKind,
    NarrativePart,
    Nature,
    Outcome,
    Severity,
    ThreePublicItem,
)
from tests.make import table_notes, text_sections
from tests.published import facts_of, result_of, twin_facts

TERM = GlossaryTerm(term="财政拨款收入", meaning="财政当年拨付的资金。")


def line(code="2013201", nature=Nature.WAGES, **fields):
    values = {"name": "行政运行", "fund": Fund.GENERAL_PUBLIC_BUDGET, "amount": Decimal("100.00"), **fields}
    return FunctionExpenditure(code=code, nature=nature, source_place="page 9", **values)


def economic(code="30101", government=""):
    return EconomicExpenditure(
        department_code=code, government_code=government, nature=Nature.PERSONNEL, amount=Decimal("100.00")
    )


def prepared(*facts):
    """Return facts of an edition prepared here, with a note to each table."""
    return facts_of(*facts, *table_notes())


def messages(*facts, **options):
    """Return what is missing of facts that have all of the text."""
    make = facts_of if options else prepared
    result = result_of(make(*facts, *text_sections(), TERM, **options), "R17")
    return [finding.message for finding in result.findings]


def test_a_prepared_edition_with_its_text_is_complete():
    assert messages(line()) == []


def test_what_a_prepared_edition_lacks_is_an_error():
    sections = [one for one in text_sections() if one.kind != NarrativeKind.PROCUREMENT]
    findings = result_of(prepared(line(), *sections), "R17").findings
    assert {finding.severity for finding in findings} == {Severity.ERROR}
    assert [finding.message for finding in findings] == ["文字部分没有政府采购情况。", "文字部分没有名词解释。"]


def test_a_prepared_edition_needs_only_the_explanations_that_no_table_gives():
    findings = result_of(prepared(line()), "R17").findings
    assert [finding.message for finding in findings] == [
        "文字部分没有部门职责。",
        "文字部分没有机构设置。",
        "文字部分没有政府采购情况。",
        "文字部分没有国有资产占用情况。",
        "文字部分没有名词解释。",
    ]


def test_each_explanation_is_asked_of_a_document():
    other = Narrative(part=NarrativePart.EXPLANATION, kind=NarrativeKind.OTHER, heading="前言", text="现予公布。")
    findings = result_of(facts_of(line(), other, origin=EditionOrigin.TRANSCRIBED), "R17").findings
    assert [finding.message for finding in findings if finding.message.startswith("文字")] == [
        "文字部分没有部门职责。",
        "文字部分没有机构设置。",
        "文字部分没有收支增减变化情况。",
        "文字部分没有“三公”经费情况。",
        "文字部分没有机关运行经费情况。",
        "文字部分没有政府采购情况。",
        "文字部分没有国有资产占用情况。",
        "文字部分没有预算绩效情况。",
        "文字部分没有名词解释。",
    ]


def test_an_explanation_may_stand_in_another_section():
    other = Narrative(
        part=NarrativePart.EXPLANATION,
        kind=NarrativeKind.OTHER_MATTERS,
        heading="其他重要事项",
        text="政府采购预算 12.00 万元。",
    )
    sections = [one for one in text_sections() if one.kind != NarrativeKind.PROCUREMENT]
    assert result_of(prepared(line(), other, *sections, TERM), "R17").findings == ()


@pytest.mark.parametrize("fact", [line("2300252", Nature.SPECIFIC_PURPOSE), economic("39999", "51301")])
def test_transfers_want_an_explanation_where_there_are_any(fact):
    assert messages(line(), fact) == ["文字部分没有转移支付情况。"]


def test_codes_go_down_to_the_item_and_the_section():
    assert messages(line(), line("20132"), line("208"), economic("301")) == [
        "支出功能科目 20132、208 没有细化到项。",
        "支出经济科目 301 没有细化到款。",
    ]


def test_a_sum_by_category_is_no_subject_that_stops_there():
    state_capital = line("223", Nature.ALL_NATURES, fund=Fund.STATE_CAPITAL_OPERATIONS)
    assert messages(line(), state_capital) == []


ALL_TABLES = tuple(range(1, 13))


def printed(*numbers, **options):
    """Return what is missing of a document that prints some tables, all but 03 and 05 of them empty."""
    return messages(line(), *options.pop("facts", ()), origin=EditionOrigin.TRANSCRIBED, printed=numbers)


def test_a_document_leaves_tables_out():
    missing = [message for message in printed(1, 3, 4, 5) if message.startswith("没有")]
    assert missing[:2] == ["没有预算02表（部门收入总体情况表）。", "没有预算06表（一般公共预算基本支出表）。"]
    assert len(missing) == 8


def test_an_empty_table_wants_a_note():
    bare = [message for message in printed(*ALL_TABLES) if "空表" in message]
    assert "预算09表是空表，没有说明原因。" in bare
    assert not any(message.startswith(("预算03表", "预算05表")) for message in bare)


def test_an_empty_table_of_a_prepared_edition_wants_a_note_of_its_department():
    notes = [note for note in table_notes() if note.table_number != 8]
    bare = "预算08表还没有数据，也没有说明原因；确实没有的，请在表格附注里说明。"
    findings = result_of(facts_of(line(), *text_sections(), TERM, *notes), "R17").findings
    # Nobody filled in “三公”经费, and nobody has said that there is none.
    assert [(one.message, one.table, one.severity) for one in findings] == [(bare, 8, Severity.ERROR)]
    remark = TableNote(table_number=8, text="原文无此列。", made_in_reading=True)
    expense = ThreePublicExpense(item=ThreePublicItem.HOSPITALITY, amount=Decimal("2000.00"))
    for fact, wanted in ((remark, [bare]), (expense, []), (TableNote(table_number=8, text="未安排。"), [])):
        result = result_of(facts_of(line(), *text_sections(), TERM, *notes, fact), "R17")
        assert [one.message for one in result.findings] == wanted


@pytest.mark.parametrize(
    ("fact", "count"),
    [
        (TableNote(table_number=9, text="注：我部门没有政府性基金收支，故此表无数据。"), 0),
        (TableNote(table_number=9, text="注：本表反映政府性基金收支。"), 1),
        (TableNote(table_number=9, text="原文无此列。", made_in_reading=True), 1),
        (Narrative(part=2, kind="other", heading="八", text="本年没有政府性基金预算支出。"), 0),
        (Narrative(part=2, kind="other", heading="八", text="政府性基金预算支出增加。没有其他情况。"), 1),
    ],
)
def test_a_note_or_a_sentence_explains_an_empty_table(fact, count):
    bare = [message for message in printed(*ALL_TABLES, facts=[fact]) if message.startswith("预算09表")]
    assert len(bare) == count


def test_the_notes_of_the_document_count():
    facts = twin_facts()
    facts.of(TableNote)[:] = [note for note in facts.of(TableNote) if note.table_number != 9]
    for section in facts.of(Narrative):
        section.text = section.text.replace("政府性基金", "基金")
    finding = result_of(facts, "R17").findings[-1]
    source = next(table for table in facts.of(SourceTable) if table.number == 9)
    assert (finding.severity, finding.table, finding.place) == (Severity.WARNING, 9, source.place)
    assert finding.message == "预算09表是空表，没有说明原因。"


def published(approved_on, published_at, origin=EditionOrigin.PREPARED):
    """Return what R18 says of an edition approved and published at some time."""
    facts = facts_of(line(), origin=origin)
    facts.edition.approved_on = approved_on
    if published_at:
        facts.edition.publication = Publication(published_at=published_at)
    return result_of(facts, "R18")


@pytest.mark.parametrize(
    ("at", "outcome"),
    [
        (datetime(2023, 2, 21, 15, 59, tzinfo=UTC), Outcome.HOLDS),
        # Midnight of the twenty-first day in Beijing.
        (datetime(2023, 2, 21, 16, 0, tzinfo=UTC), Outcome.FAILS),
    ],
)
def test_twenty_days_are_counted_from_the_approval(at, outcome):
    assert published(date(2023, 2, 1), at).outcome == outcome


def test_a_late_publication_is_a_warning_with_its_days():
    (finding,) = published(date(2023, 2, 1), datetime(2023, 3, 1, tzinfo=UTC)).findings
    assert finding.severity == Severity.WARNING
    assert finding.message == "2023-02-01 批复，2023-03-01 公开，超过二十日的期限 8 天。"


@pytest.mark.parametrize(
    ("approved_on", "published_at", "origin", "reason"),
    [
        (None, datetime(2023, 3, 1, tzinfo=UTC), EditionOrigin.PREPARED, "没有批复日期。"),
        (date(2023, 2, 1), None, EditionOrigin.PREPARED, "还没有公开。"),
        (
            date(2023, 2, 1),
            datetime(2023, 3, 1, tzinfo=UTC),
            EditionOrigin.TRANSCRIBED,
            "转录的文件没有写明原来公开的日期。",
        ),
    ],
)
def test_without_both_dates_nothing_is_counted(approved_on, published_at, origin, reason):
    result = published(approved_on, published_at, origin)
    assert (result.outcome, list(result.reasons)) == (Outcome.UNKNOWN, [reason])
