"""Each defect of the published document: how it is read, and that the document without it says the same."""

from decimal import Decimal

import pytest

from budgets.models import CarryForward, FunctionExpenditure, SourceTable, StatedFigure
from tests.documents.twin import (
    CAPITAL,
    PROJECT_SUBTOTAL,
    SUBJECT_HEADS,
    SUBJECT_ROWS,
    facts_of,
    moved,
    read,
    remarks,
    twin,
    with_every_column,
)

FIRST_LAYOUT = range(417, 449)
WAGES, HOUSEHOLD_SUBSIDIES = 7, 8


def spending(reading, code, nature):
    """Return the amounts that the tables of subjects give for a code and a nature."""
    lines = reading.rows[FunctionExpenditure]
    return [str(line.amount) for line in lines if (line.code, line.nature) == (code, nature)]


def test_the_missing_column_is_found_by_the_sums_and_told(reading):
    told = "原文各行比表头少一列；按各行合计推定缺少“资本性支出”一列，已据此转录。"

    assert remarks(reading, 3) == remarks(reading, 5) == [told]


def test_a_table_of_zeros_is_aligned_as_its_sisters_are(reading):
    told = "原文各行比表头少一列；按同一表式的其他表推定缺少“资本性支出”一列，已据此转录。"
    zeros = {column for table, row, column in reading.facts.declared if (table, row) == (9, "total")}

    assert remarks(reading, 9) == [told]
    assert zeros == {
        "total",
        "basic_expenditure",
        "wages",
        "household_subsidies",
        "goods_services",
        "project_expenditure",
        "other_operation",
        "specific_purpose",
    }


def test_tables_with_every_column_say_the_same_without_a_remark(reading):
    whole = read(with_every_column(twin()))

    assert facts_of(whole) == facts_of(reading)
    assert [remarks(whole, table) for table in (3, 5, 9)] == [[], [], []]


def test_a_missing_subtotal_is_found_as_well(reading):
    """The rows of the whole table without 项目支出▸小计: what stands to its right has moved."""
    short = with_every_column(twin()).each(
        SUBJECT_ROWS, lambda cells: [*cells[:PROJECT_SUBTOTAL], *cells[PROJECT_SUBTOTAL + 1 :], ""]
    )
    found = read(short)

    assert facts_of(found)["FunctionExpenditure"] == facts_of(reading)["FunctionExpenditure"]
    assert "缺少“项目支出小计”一列" in remarks(found, 3)[0]


def test_a_misprinted_total_does_not_undo_the_alignment(reading):
    misprinted = read(twin().replace(213, "627.30", "637.30").replace(277, "627.30", "637.30"))

    assert facts_of(misprinted)["FunctionExpenditure"] == facts_of(reading)["FunctionExpenditure"]
    assert misprinted.facts.declared[3, "2013201", "total"] == Decimal("6373000.00")


def test_an_amount_of_capital_stands_under_capital():
    """Ten thousand of the running costs of 2013201 become capital, in the tables with every column."""
    whole = with_every_column(twin())
    for line in (211, 212, 213, 275, 276, 277):
        whole = whole.replace(line, "38.44\t\t", "37.44\t1.00\t")
    found = read(whole)

    assert spending(found, "2013201", "goods_services") == ["374400.00", "374400.00"]
    assert spending(found, "2013201", "capital") == ["10000.00", "10000.00"]
    assert remarks(found, 3) == []


def test_a_torn_head_is_read_by_its_width_and_order(reading):
    mended = twin().replace(327, twin().lines[327], twin().lines[274])

    assert facts_of(read(mended)) == facts_of(reading)


def test_rows_moved_left_by_a_page_end_are_moved_back_and_told(reading):
    mended = read(twin().each((388, 389), lambda cells: ["", "", *cells[:3]]))

    assert remarks(reading, 11) == ["原文有 2 行在换页后左移，已移回原列转录。"]
    assert facts_of(mended) == facts_of(reading)
    assert remarks(mended, 11) == []


def test_both_layouts_of_table_12_say_the_same(reading):
    """In the first, indicators stand under the money of their project, four columns too far left."""
    mended = read(twin().each(FIRST_LAYOUT, move_from_under_the_money))

    assert "原文有 27 行绩效指标左移到金额各列之下，已移回指标各列转录。" in remarks(reading, 12)
    assert facts_of(mended) == facts_of(reading)
    assert not any("左移" in told for told in remarks(mended, 12))


def move_from_under_the_money(cells):
    """Return a row of indicators under the heads of its indicators; a project's row as it is."""
    return cells if cells[0] else [*cells[:2], "", "", "", "", *cells[2:10]]


def test_unit_and_project_in_one_cell_are_parted_and_told(reading):
    mended = read(twin().replace(416, "经开区组织人社局 社保中心运转经费", "社保中心运转经费"))

    assert "文件第 416 行把单位名称和项目名称“社保中心运转经费”印在同一格，已分开转录。" in remarks(reading, 12)
    assert facts_of(mended) == facts_of(reading)
    assert not any("同一格" in told for told in remarks(mended, 12))


def test_a_label_cut_short_is_still_its_row():
    found = read(twin().replace(239, "(三) 国防支出(", "(三) 国防支出(\t1.00\t1.00\t1.00\t\t"))

    assert found.facts.declared[4, "203", "fiscal_appropriation"] == Decimal("10000.00")
    assert remarks(found, 4) == []


def test_a_misprinted_label_is_read_by_its_neighbours_and_told(reading):
    found = read(twin().replace(203, "上年结转结余\t\t上年结转结余\t", "上年结转结余\t\t上年结转结余\t3.00"))
    (carried,) = found.rows[CarryForward]

    assert remarks(reading, 1) == ["文件第 203 行此处印作“上年结转结余”，按表式应为“年终结转结余”，已按后者转录。"]
    assert (carried.amount, carried.source_place) == (Decimal("30000.00"), "line 203")


def test_the_label_of_the_form_needs_no_remark(reading):
    mended = read(twin().replace(203, "\t上年结转结余\t", "\t年终结转结余\t"))

    assert facts_of(mended) == facts_of(reading)
    assert remarks(mended, 1) == []


@pytest.mark.parametrize(
    ("name", "rows", "change"),
    [
        ("06: 公用经费 before 人员经费", range(297, 312), lambda cells: moved(cells, 5, 6)),
        ("10: 单位资金 before 合计", range(336, 353), lambda cells: moved(cells, 11, 3)),
        ("10: 项目单位 before 项目名称", range(336, 353), lambda cells: moved(cells, 2, 1)),
        ("08: 公务接待费 first", range(316, 319), lambda cells: moved(cells, 5, 0)),
    ],
)
def test_columns_in_another_order_under_a_whole_head_say_the_same(reading, name, rows, change):
    head = twin().replace(296, "政府预算支出经济分类科目编码", "政府预算支出经济分类科目")

    assert facts_of(read(head.each(rows, change))) == facts_of(reading), name


def test_natures_in_another_order_say_the_same_lines(reading):
    """Lines follow the columns of the form, not those of the page."""
    lines = [line for line in (*SUBJECT_HEADS, *SUBJECT_ROWS) if line not in (209, 273, 326)]
    swapped = with_every_column(twin()).each(lines, lambda cells: moved(cells, HOUSEHOLD_SUBSIDIES, WAGES))

    assert facts_of(read(swapped)) == facts_of(reading)


def test_a_head_that_is_torn_and_reordered_is_read_as_it_is_printed():
    """Table 06 runs on in its head, so that only the order of the form could tell its columns."""
    found = read(twin().each(range(297, 312), lambda cells: moved(cells, 5, 6)))
    tables = found.rows[SourceTable]
    kept = [found.facts.by_cell(table) for table in tables]

    assert found.refusals == []
    assert all(table.form is not None and table.number for table in tables)
    assert sum(map(len, kept)) + len(found.rows[StatedFigure]) == found.amounts_read == found.amounts_printed
    assert {table.number for table in tables} >= {1, 3, 4, 5, 6, 8, 9, 10, 11, 12}


def test_the_amounts_under_a_torn_head_stay_where_they_are_printed():
    found = read(twin().each(range(297, 312), lambda cells: moved(cells, 5, 6)))
    (torn,) = [table for table in found.rows[SourceTable] if table.number == 6]
    cells = found.facts.by_cell(torn)

    assert len(cells) == 29
    for (row, column), fact in cells.items():
        assert fact.amount == Decimal(torn.rows[row]["cells"][column]) * 10_000


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(twin().encode("gb18030"), id="GB18030"),
        pytest.param(twin().encode("utf-8-sig"), id="byte order mark"),
        pytest.param(twin().encode().replace(b"\n", b"\r\n"), id="lines of Windows"),
        pytest.param(twin().encode().replace(b"\n", b"\r"), id="lines of old Macintosh"),
        pytest.param(twin().replace(270, "2023年", "\f2023年").encode(), id="form feed at a page end"),
        pytest.param(twin().replace_all("201\t32", "２０１\t３２").encode(), id="full-width codes"),
        pytest.param(twin().replace_all("627.30", "６２７．３０").encode(), id="full-width amounts"),
    ],
)
def test_a_file_written_otherwise_says_the_same(reading, content):
    found = read(content)

    assert facts_of(found) == facts_of(reading)
    assert remarks(found) == remarks(reading)


def test_source_tables_keep_the_cells_as_printed(reading):
    (table,) = [one for one in reading.rows[SourceTable] if one.number == 9]

    assert (table.title, table.place) == ("2023年政府性基金预算支出情况表", "line 322")
    assert table.rows[3] == {"place": 327, "cells": twin().lines[327].split("\t")}
    assert CAPITAL not in [column for column, cell in enumerate(table.rows[3]["cells"]) if cell]
