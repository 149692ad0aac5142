"""Filling: totals are computed, blanks stay blank, coarse lines leave finer cells open, units have rows."""

from decimal import Decimal

import pytest

from budgets.models import (
    CarryForward,
    DeclaredAmount,
    Department,
    FunctionExpenditure,
    PerformanceIndicator,
    Project,
    ProjectFunding,
    RevenueLine,
    ThreePublicExpense,
)
from budgets.tables import RowKind
from budgets.vocabulary import (
    EditionOrigin,
    Fund,
    IndicatorKind,
    MoneyOrigin,
    Nature,
    ProjectKind,
    ThreePublicItem,
)
from tests.published import facts_of, filled, shown

UNITS = [Department(code=f"10400{number}", name=f"第{number}单位") for number in (1, 2)]


def line(nature=Nature.WAGES, amount="100.00", fund=Fund.GENERAL_PUBLIC_BUDGET, code="2013201", **fields):
    return FunctionExpenditure(code=code, name="行政运行", fund=fund, nature=nature, amount=Decimal(amount), **fields)


def rows(facts, number, section=0):
    return [(row.key, row.kind) for row in filled(facts, number).sections[section].rows]


def test_totals_are_computed():
    facts = facts_of(line(), line(Nature.GOODS_SERVICES, "40.00"), line(Nature.SPECIFIC_PURPOSE, "9.00"))
    expected = {
        "total": "149.00",
        "basic_expenditure": "140.00",
        "wages": "100.00",
        "goods_services": "40.00",
        "project_expenditure": "9.00",
        "specific_purpose": "9.00",
    }
    assert shown(facts, 3, "2013201") == shown(facts, 3, "total") == shown(facts, 5, "104") == expected


def test_kinds_of_spending_without_a_column_count_in_the_total():
    facts = facts_of(line(), line(Nature.TO_SUPERIOR, "7.00"))
    assert shown(facts, 3, "total") == {"total": "107.00", "basic_expenditure": "100.00", "wages": "100.00"}


def test_blank_is_not_zero():
    facts = facts_of(line(amount="0.00"))
    cells = filled(facts, 3).by_address
    assert cells["2013201", "wages"].amount == Decimal("0.00")
    assert cells["2013201", "capital"].amount is None
    assert shown(facts_of(), 3, "total") == {}


def test_only_tables_08_and_09_print_zeros_where_there_is_nothing():
    facts = facts_of()
    printing = [
        number for number in range(1, 13) if any(cell.amount is not None for cell in filled(facts, number).cells)
    ]
    assert printing == [8, 9]
    assert set(shown(facts, 8, "total").values()) == set(shown(facts, 9, "total").values()) == {"0.00"}


def test_zeros_are_not_printed_in_place_of_what_is_unknown():
    facts = facts_of(line(Nature.BASIC_EXPENDITURE, fund=Fund.GOVERNMENT_MANAGED_FUNDS))
    printed = shown(facts, 9, "total")
    assert printed["basic_expenditure"] == "100.00"
    assert printed["project_expenditure"] == printed["specific_purpose"] == "0.00"
    assert not {"wages", "household_subsidies", "goods_services", "capital"} & set(printed)


def test_a_document_with_blanks_in_08_keeps_them():
    expense = ThreePublicExpense(item=ThreePublicItem.HOSPITALITY, amount=Decimal("2000.00"))
    facts = facts_of(expense, origin=EditionOrigin.TRANSCRIBED, printed=(8,))
    assert shown(facts, 8, "total") == {"total": "2000.00", "hospitality": "2000.00"}


def test_a_coarse_nature_leaves_finer_cells_open():
    facts = facts_of(line(Nature.BASIC_EXPENDITURE), line(Nature.SPECIFIC_PURPOSE, "9.00"))
    cells = filled(facts, 3).by_address
    assert shown(facts, 3, "2013201") == {
        "total": "109.00",
        "basic_expenditure": "100.00",
        "project_expenditure": "9.00",
        "specific_purpose": "9.00",
    }
    assert cells["2013201", "wages"].unknown
    assert not cells["2013201", "other_operation"].unknown


def test_a_coarse_fund_leaves_the_tables_of_funds_open():
    facts = facts_of(line(fund=Fund.ALL_FUNDS))
    assert shown(facts, 3, "total")["total"] == "100.00"
    assert shown(facts, 5, "total") == {}
    assert filled(facts, 5).by_address["2013201", "total"].unknown
    assert shown(facts, 4, "current_total") == {}


def test_lines_over_all_funds_are_not_added_to_lines_by_fund():
    facts = facts_of(line(fund=Fund.ALL_FUNDS), line(fund=Fund.GENERAL_PUBLIC_BUDGET))
    assert shown(facts, 3, "total")["total"] == shown(facts, 5, "total")["total"] == "100.00"
    assert shown(facts, 1, "201") == {"expenditure_amount": "100.00"}


def test_one_unit_stands_for_the_department():
    facts = facts_of(line(unit=UNITS[0]))
    assert [key for key, _kind in rows(facts, 3)] == ["total", "104", "2013201"]


def test_several_units_have_rows_of_their_own():
    facts = facts_of(line(unit=UNITS[0]), line(amount="5.00"), line(unit=UNITS[1], amount="1.00"))
    assert rows(facts, 3) == [
        ("total", RowKind.TOTAL),
        ("104", RowKind.DEPARTMENT),
        ("2013201", RowKind.LINE),
        ("104001", RowKind.UNIT),
        ("104001-2013201", RowKind.LINE),
        ("104002", RowKind.UNIT),
        ("104002-2013201", RowKind.LINE),
    ]
    assert shown(facts, 3, "104002")["wages"] == "1.00"
    assert shown(facts, 3, "total")["wages"] == "106.00"


def test_revenue_of_several_units_has_rows_of_their_own():
    facts = facts_of(*(RevenueLine(unit=unit, fund=Fund.OTHER, amount=Decimal("3.00")) for unit in UNITS))
    assert [key for key, _kind in rows(facts, 2)] == ["total", "104", "104001", "104002"]
    assert shown(facts, 2, "104002") == {"grand_total": "3.00", "current_total": "3.00", "other": "3.00"}


def test_a_document_that_prints_its_only_unit_shows_it():
    printed = DeclaredAmount(table_number=3, row="104001-2013201", column="total", amount=Decimal("100.00"))
    facts = facts_of(line(unit=UNITS[0]), printed, origin=EditionOrigin.TRANSCRIBED, printed=(3,))
    assert [key for key, _kind in rows(facts, 3)] == ["total", "104", "104001", "104001-2013201"]
    assert filled(facts, 3).by_address["104001-2013201", "total"].declared == Decimal("100.00")


@pytest.mark.parametrize(
    ("origin", "shows"), [(EditionOrigin.TRANSCRIBED, "120.00"), (EditionOrigin.PREPARED, "100.00")]
)
def test_a_document_prints_what_it_printed_and_a_prepared_edition_its_sums(origin, shows):
    declared = DeclaredAmount(table_number=3, row="total", column="total", amount=Decimal("120.00"))
    facts = facts_of(line(), declared, origin=origin, printed=(3,))
    cell = filled(facts, 3).by_address["total", "total"]
    assert f"{cell.amount:.2f}" == shows
    assert (cell.computed, cell.declared, cell.differs) == (Decimal("100.00"), Decimal("120.00"), True)


def test_a_declared_total_stands_where_lines_are_too_coarse():
    declared = DeclaredAmount(table_number=3, row="total", column="wages", amount=Decimal("60.00"))
    cell = filled(facts_of(line(Nature.BASIC_EXPENDITURE), declared), 3).by_address["total", "wages"]
    assert (cell.amount, cell.computed, cell.differs) == (Decimal("60.00"), None, False)


def test_revenue_and_expenditure_stand_side_by_side_with_their_feet():
    facts = facts_of(
        RevenueLine(fund=Fund.FISCAL_APPROPRIATION, amount=Decimal("80.00")),
        RevenueLine(fund=Fund.ALL_FUNDS, origin=MoneyOrigin.BROUGHT_FORWARD, amount=Decimal("30.00")),
        line(),
        CarryForward(amount=Decimal("10.00")),
    )
    assert shown(facts, 1, "current_total") == {"revenue_amount": "80.00", "expenditure_amount": "100.00"}
    assert shown(facts, 1, "brought_forward") == {"revenue_amount": "30.00"}
    assert shown(facts, 1, "carried_forward") == {"expenditure_amount": "10.00"}
    assert shown(facts, 1, "grand_total") == {"revenue_amount": "110.00", "expenditure_amount": "110.00"}
    assert [row.key for row in filled(facts, 1).sections[0].rows][-3:] == [
        "current_total",
        "carried_forward",
        "grand_total",
    ]


def test_indicators_of_a_project_stand_side_by_side():
    project = Project(key="p1", name="人才奖励", kind=ProjectKind.SPECIFIC_PURPOSE)
    indicators = [
        PerformanceIndicator(project=project, kind=kind, name=f"{kind}{number}", value=str(number))
        for kind, count in ((IndicatorKind.COST, 1), (IndicatorKind.OUTPUT, 2))
        for number in range(count)
    ]
    facts = facts_of(project, ProjectFunding(project=project, amount=Decimal("7.00")), *indicators)
    assert rows(facts, 12) == [
        ("104", RowKind.DEPARTMENT),
        ("p1", RowKind.PROJECT),
        ("p1-1", RowKind.INDICATOR),
        ("p1-2", RowKind.INDICATOR),
    ]
    texts = [[cell.text for cell in row.cells] for row in filled(facts, 12).sections[0].rows]
    assert texts[2][6:10] == ["cost0", "0", "output0", "0"]
    assert texts[3][6:10] == [None, None, "output1", "1"]


def test_a_project_without_money_is_blank():
    project = Project(key="p1", name="人才奖励", kind=ProjectKind.SPECIFIC_PURPOSE)
    assert shown(facts_of(project), 10, "p1") == {}
