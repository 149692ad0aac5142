"""What changed between two editions: the cells that hold the changed money and no others, words, projects."""

import copy
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgets.differences import compare_editions, compare_texts
from budgets.differences.pairs import pair
from budgets.differences.texts import Fate
from budgets.models import (
    DeclaredAmount,
    EconomicExpenditure,
    FunctionExpenditure,
    GlossaryTerm,
    Narrative,
    PerformanceIndicator,
    Project,
    ProjectFunding,
    RevenueLine,
    StatedFigure,
    TableNote,
    ThreePublicExpense,
)
from budgets.tables import edition_tables, fill
from budgets.vocabulary import EditionOrigin, Fund
from tests.documents.twin import printed_table, read, twin
from tests.published import find, read_twin, twin_facts

AWARD = "410796230000000000411"
MONEY = (FunctionExpenditure, EconomicExpenditure, RevenueLine, ThreePublicExpense, ProjectFunding)


def prepared():
    """Return the twin as if it had been made here: every sum is computed, so that a change reaches each of them."""
    reading = read_twin()
    reading.edition.origin = EditionOrigin.PREPARED
    reading.rows[DeclaredAmount] = []
    return reading.facts


def addresses(differences):
    """Return table, row and column of each changed cell."""
    return {(one.table.shown.table.number, one.new.cell.row, one.new.cell.column.key) for one in differences.cells}


def cells_with(facts, line):
    """Return table, row and column of every cell that adds a line."""
    return {
        (table.number, cell.row, cell.column.key)
        for table in edition_tables(facts)
        for cell in fill(table, facts).cells
        if any(one is line for one in cell.lines)
    }


def test_an_edition_does_not_differ_from_itself():
    differences = compare_editions(twin_facts(), twin_facts())
    assert differences.is_empty
    assert (differences.cells, differences.kinds) == ((), ())


def test_a_changed_figure_is_told_where_it_stands_and_nowhere_else():
    before, after = prepared(), prepared()
    find(after, FunctionExpenditure, code="2080501", fund=Fund.ALL_FUNDS).amount += 100
    differences = compare_editions(before, after)
    shown = {(one.row_name, one.column_name): (one.before, one.after, one.difference) for one in differences.cells}
    # 8.86 and 2,852.11 万元 become 8.87 and 2,852.12: in table 01 by category, in 03 in the row, and in all sums.
    assert addresses(differences) == {
        (1, "208", "expenditure_amount"),
        (1, "current_total", "expenditure_amount"),
        (1, "grand_total", "expenditure_amount"),
        *((3, row, column) for row in ("total", "104", "2080501") for column in ("total", "basic_expenditure")),
        *((3, row, "household_subsidies") for row in ("total", "104", "2080501")),
        (11, "total", "amount"),
        (11, "basic_expenditure", "amount"),
    }
    assert shown["行政单位离退休", "基本支出 · 人员经费 · 对个人和家庭的补助"] == ("8.86", "8.87", "+0.01")
    assert shown["支出总计", "支出 · 金额"] == ("2,852.11", "2,852.12", "+0.01")
    assert differences.kinds == ("支出（按功能科目）",)


def test_sums_that_a_table_gives_no_name_are_called_what_they_are():
    before, after = prepared(), prepared()
    funding = next(one for one in after.of(ProjectFunding) if one.project.code == AWARD)
    funding.amount += Decimal("10000.00")
    rows = [one.row_name for one in compare_editions(before, after).cells if one.table.shown.table.number == 10]
    assert list(dict.fromkeys(rows)) == ["合计", "经开区组织人社局", "人才发展奖励"]


@pytest.mark.parametrize("model", MONEY, ids=lambda model: model.__name__)
def test_the_cells_told_are_those_that_add_the_line(model):
    for number in range(0, len(prepared().of(model)), 7):
        before, after = prepared(), prepared()
        line = after.of(model)[number]
        line.amount += Decimal("10000.00")
        expected = cells_with(after, line)
        found = addresses(compare_editions(before, after))
        assert expected
        assert found == expected


def test_what_a_document_prints_stays_where_only_a_line_changed():
    before, after = twin_facts(), twin_facts()
    find(after, FunctionExpenditure, code="2080501", fund=Fund.ALL_FUNDS).amount += 100
    assert addresses(compare_editions(before, after)) == {(3, "2080501", "household_subsidies")}


def test_a_difference_finer_than_the_print_shows():
    before, after = prepared(), prepared()
    find(after, FunctionExpenditure, code="2080501", fund=Fund.ALL_FUNDS).amount += Decimal("0.01")
    (cell,) = [one for one in compare_editions(before, after).cells if one.new.cell.row == "2080501"][:1]
    assert (cell.before, cell.after, cell.difference) == ("8.860000", "8.860001", "+0.000001")


def test_compared_the_other_way_everything_is_the_other_way():
    before, after = prepared(), prepared()
    find(after, FunctionExpenditure, code="2013299", fund=Fund.ALL_FUNDS).amount -= 5_000_000
    find(after, Project, key=AWARD).name = "人才奖励"
    there, back = compare_editions(before, after), compare_editions(after, before)
    assert [(one.before, one.after) for one in there.cells] == [(one.after, one.before) for one in back.cells]
    assert [one.values[0].before for one in there.projects] == [one.values[0].after for one in back.projects]


def test_a_line_that_goes_takes_its_row_with_it_and_a_blank_is_not_zero():
    before, after = prepared(), prepared()
    lines = after.of(FunctionExpenditure)
    lines[:] = [line for line in lines if line.code != "2101202"]
    gone = [one for one in compare_editions(before, after).cells if one.old and one.old.cell.row == "2101202"]
    assert {(one.table.shown.table.number, one.before, one.after, one.difference) for one in gone} == {
        (3, "180.00", "", ""),
        (5, "180.00", "", ""),
    }
    assert all(one.is_amount for one in gone)


def test_projects_and_indicators_come_go_and_change():
    before, after = prepared(), prepared()
    projects, fundings, indicators = (after.of(model) for model in (Project, ProjectFunding, PerformanceIndicator))
    gone = find(after, Project, name="优秀务工奖励")
    projects.remove(gone)
    fundings[:] = [one for one in fundings if one.project is not gone]
    indicators[:] = [one for one in indicators if one.project is not gone]
    award = find(after, Project, key=AWARD)
    new = copy.copy(award)
    new.key, new.name, new.code = "p1", "新项目", ""
    projects.append(new)
    find(after, ProjectFunding, project=award).amount = Decimal("2300000.00")
    find(after, PerformanceIndicator, project=award, name="补贴群体覆盖率").value = "≥90%"
    differences = compare_editions(before, after)
    assert [(one.name, one.fate, one.before, one.after) for one in differences.projects] == [
        ("人才发展奖励", Fate.KEPT, Decimal("2250000.00"), Decimal("2300000.00")),
        ("新项目", Fate.ADDED, None, None),
        ("优秀务工奖励", Fate.REMOVED, Decimal("130000.00"), None),
    ]
    assert [(one.before, one.after) for one in differences.projects[0].values] == [("225.00 万元", "230.00 万元")]
    (indicator,) = differences.indicators
    assert (indicator.project, indicator.name, indicator.before, indicator.after) == (
        "人才发展奖励",
        "补贴群体覆盖率",
        "≥95%",
        "≥90%",
    )


def test_an_indicator_that_was_put_in_between_moves_no_other():
    before, after = twin_facts(), twin_facts()
    award = find(after, Project, key=AWARD)
    new = PerformanceIndicator(project=award, kind="output", name="奖励人数", value="≥3人")
    after.of(PerformanceIndicator).insert(0, new)
    differences = compare_editions(before, after)
    assert [(one.name, one.fate, one.after) for one in differences.indicators] == [("奖励人数", Fate.ADDED, "≥3人")]
    assert differences.cells == ()


def test_words_are_told_apart_within_their_sentence():
    before, after = twin_facts(), twin_facts()
    section = next(one for one in after.of(Narrative) if one.text)
    kept = section.text
    section.text = kept + "另设一个办公室。"
    (change,) = compare_editions(before, after).texts
    assert [(piece.fate, piece.text) for piece in change.pieces] == [
        (Fate.KEPT, kept),
        (Fate.ADDED, "另设一个办公室。"),
    ]
    pieces = compare_texts("全年收入 2,852.11 万元，增长 4.00%。", "全年收入 2,852.12 万元，增长 4.00%。")
    assert [(piece.fate, piece.text) for piece in pieces] == [
        (Fate.KEPT, "全年收入 "),
        (Fate.REMOVED, "2,852.11"),
        (Fate.ADDED, "2,852.12"),
        (Fate.KEPT, " 万元，增长 4.00%。"),
    ]


def test_sentences_without_anything_in_common_are_not_mixed():
    pieces = compare_texts("本年没有安排。", "购置车辆两台，用于防汛值班！")
    assert [piece.fate for piece in pieces] == [Fate.REMOVED, Fate.ADDED]


@given(st.text("甲乙丙。；\n12", max_size=60), st.text("甲乙丙。；\n12", max_size=60))
def test_both_texts_can_be_read_off_their_pieces(before, after):
    pieces = compare_texts(before, after)
    assert "".join(one.text for one in pieces if one.fate != Fate.ADDED) == before
    assert "".join(one.text for one in pieces if one.fate != Fate.REMOVED) == after
    assert all(one.text for one in pieces)


def test_terms_notes_and_names_are_told_too():
    before, after = twin_facts(), twin_facts()
    term = after.of(GlossaryTerm)[0]
    term.meaning += "（新）"
    after.of(TableNote).append(TableNote(table_number=3, text="含上级专项。"))
    after.edition.printed_date = "2023年3月"
    differences = compare_editions(before, after)
    assert [(one.part, one.heading, one.fate) for one in differences.texts] == [
        ("表格附注", "预算03表", Fate.ADDED),
        ("名词解释", term.term, Fate.KEPT),
    ]
    assert [(one.label, one.before, one.after) for one in differences.names] == [
        ("文件落款日期", "2023年2月", "2023年3月")
    ]


def test_what_no_page_shows_is_named_at_least():
    before, after = twin_facts(), twin_facts()
    after.of(StatedFigure)[0].subject = "别的"
    differences = compare_editions(before, after)
    assert differences.is_unseen
    assert not differences.is_empty
    assert differences.kinds == ("文字中的数字",)


def test_rows_that_were_not_printed_before_are_told_cell_by_cell():
    without = twin()
    with_02 = without.add(204, *printed_table("table-02.txt"))
    differences = compare_editions(read(without).facts, read(with_02).facts)
    new = {(one.row_name, one.column_name): (one.old, one.before, one.after) for one in differences.cells}
    assert new["社保中心", "总计"] == (None, "", "800.00")
    assert new["五、事业收入", "收入 · 金额"][1:] == ("", "30.00")
    assert differences.kinds == ("收入", "表格附注", "印出或批复的合计数")


def test_tables_of_another_form_are_compared_where_they_have_the_same_columns():
    prepared_as, other = twin_facts(), twin_facts()
    other.edition.form_set = "final-2024"
    differences = compare_editions(prepared_as, other)
    labels = {one.shown.table.label: one for one in differences.tables}
    assert labels["公开03表"].has_other_form
    assert labels["预算10表"].new is None
    assert labels["预算10表"].cells == ()


def test_pairs_keep_the_order_of_the_later_side():
    same = (lambda one: one,)
    assert list(pair(["a", "b", "b", "c"], ["b", "d", "a", "b"], *same)) == [
        ("b", "b"),
        (None, "d"),
        ("a", "a"),
        ("b", "b"),
        ("c", None),
    ]
