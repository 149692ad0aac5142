"""Tables that the document left out, or prints without data, say so; a derived one shows what other tables give."""

from decimal import Decimal

import pytest

from budgets.models import EconomicExpenditure, RevenueLine, TableNote, ThreePublicExpense
from budgets.tables import Facts
from budgets.vocabulary import EditionOrigin, Fund, Nature, TableState, ThreePublicItem
from tests.published import facts_of, filled, shown, twin_facts

pytest_plugins = ["tests.published"]

TRANSCRIBED = EditionOrigin.TRANSCRIBED


def economic(nature, amount="100.00", **fields):
    values = {"department_code": "30101", "department_name": "基本工资", "fund": Fund.GENERAL_PUBLIC_BUDGET, **fields}
    return EconomicExpenditure(nature=nature, amount=Decimal(amount), **values)


def test_the_states_of_the_twelve_tables(published):
    states = {number: filled(Facts(published), number).state for number in range(1, 13)}
    others = {2: TableState.DERIVED, 7: TableState.PARTLY_DERIVED, 9: TableState.EMPTY}
    assert states == {number: others.get(number, TableState.FILLED) for number in range(1, 13)}


def test_revenue_by_unit_is_derived_from_table_01(published):
    facts = Facts(published)
    expected = {
        "grand_total": "28521100.00",
        "current_total": "28521100.00",
        "general_public_budget": "28521100.00",
        "fiscal_appropriation": "28521100.00",
    }
    table = filled(facts, 2)
    assert [row.key for row in table.sections[0].rows] == ["total", "104"]
    assert shown(facts, 2, "total") == shown(facts, 2, "104") == expected
    assert table.notes == ["公布的文件没有印出本表；本表由预算01表的收入推得。"]


def test_economic_classes_are_derived_as_far_as_table_06_gives_them(published):
    facts = Facts(published)
    table = filled(facts, 7)
    assert len(table.sections[0].rows) == 14
    basic = {"total": "7226400.00", "general_public_budget": "7226400.00"}
    assert shown(facts, 7, "total") == basic
    assert shown(facts, 7, "30101-50501") == {"total": "4500000.00", "general_public_budget": "4500000.00"}
    assert table.notes == [
        "公布的文件没有印出本表；其中的基本支出由预算06表推得。项目支出没有按经济分类公布，不在本表之内。"
    ]


def test_what_one_table_gives_whole_is_derived_whole():
    facts = twin_facts()
    facts.of(EconomicExpenditure).append(economic(Nature.PROJECT_EXPENDITURE, "21294700.00"))
    assert filled(facts, 7).state == TableState.DERIVED


def test_an_empty_table_shows_the_note_of_the_document(published):
    notes = filled(Facts(published), 9).notes
    assert notes[0] == "注：我部门既无政府性基金收入，也未以政府性基金安排支出，故此表无数据。"
    printed = shown(Facts(published), 9, "total")
    assert set(printed.values()) == {"0.00"}
    # The document lost the column of capital expenditure, and with it one of its zeros.
    assert len(printed) == 8
    assert "capital" not in printed


def test_a_table_left_out_that_nothing_gives_is_empty_and_says_so():
    table = filled(facts_of(origin=TRANSCRIBED, printed=(1,)), 8)
    assert table.state == TableState.EMPTY
    assert table.notes == ["公布的文件没有印出本表，其他表中也没有可以推得本表的数字。"]


def test_a_prepared_table_without_data_says_why_in_its_own_words():
    table = filled(facts_of(), 9)
    assert table.state == TableState.EMPTY
    assert table.notes == ["本部门没有由政府性基金安排的支出，本表无数据。"]


def test_a_note_of_the_department_stands_in_place_of_the_form_s():
    note = TableNote(table_number=9, text="本部门今年没有政府性基金。")
    assert filled(facts_of(note), 9).notes == ["本部门今年没有政府性基金。"]


def test_a_remark_on_the_reading_is_no_statement_of_emptiness():
    remark = TableNote(table_number=9, text="已转录。", made_in_reading=True)
    assert filled(facts_of(remark), 9).notes == ["本部门没有由政府性基金安排的支出，本表无数据。", "已转录。"]


@pytest.mark.parametrize("amount", ["0.00", None])
def test_a_table_of_zeros_is_empty(amount):
    item = ThreePublicItem.HOSPITALITY
    expenses = [] if amount is None else [ThreePublicExpense(item=item, amount=Decimal(amount))]
    assert filled(facts_of(*expenses), 8).state == TableState.EMPTY


def test_a_prepared_edition_derives_nothing():
    revenue = RevenueLine(fund=Fund.FISCAL_APPROPRIATION, amount=Decimal("5.00"))
    table = filled(facts_of(revenue), 2)
    assert (table.state, table.notes) == (TableState.FILLED, [])


def test_basic_expenditure_leaves_out_projects_and_other_funds():
    facts = facts_of(
        economic(Nature.PERSONNEL),
        economic(Nature.PROJECT_EXPENDITURE, department_code="30201"),
        economic(Nature.PERSONNEL, department_code="30103", fund=Fund.OPERATIONAL),
    )
    assert [row.key for row in filled(facts, 6).sections[0].rows] == ["total", "30101"]
    assert shown(facts, 6, "total") == {"total": "100.00", "personnel": "100.00"}
    assert shown(facts, 7, "total")["total"] == "300.00"


def test_basic_expenditure_is_unknown_where_only_the_whole_is_given():
    facts = facts_of(economic(Nature.ALL_NATURES))
    assert [row.key for row in filled(facts, 6).sections[0].rows] == ["total", "30101"]
    assert shown(facts, 6, "total") == {}
    assert filled(facts, 6).by_address["total", "total"].unknown


@pytest.mark.parametrize("column", ["total", "personnel", "operating"])
def test_basic_expenditure_is_unknown_where_the_fund_is_not_said(column):
    nature = Nature.OPERATING if column == "operating" else Nature.PERSONNEL
    facts = facts_of(economic(nature, fund=Fund.ALL_FUNDS))
    assert filled(facts, 6).by_address["30101", column].unknown
