"""Rows that a new edition offers: those of the edition it began from, there to be filled in, stored only then."""

from decimal import Decimal

import pytest

from budgets.canonical import facts_json
from budgets.entry.beginnings import Taken, begin
from budgets.entry.ledger import Ledger
from budgets.models import EconomicExpenditure, FunctionExpenditure, RevenueLine, ThreePublicExpense
from budgets.tables import Facts, fill, find_table
from budgets.vocabulary import EditionStatus, Fund, Nature, ThreePublicItem
from tests.entry.typing import changed, fresh, removed, row_of, rows_of, send, sheet_of
from tests.make import make_budget, make_department, make_edition, make_line

SHEET = "function_expenditure"
CODES = ["2013201", "2080505", "2210201"]
ORDINARY = {"fund": "fiscal_appropriation", "origin": "current"}


@pytest.fixture
def last_year(db):
    """Last year's edition: three subjects, one of them with money of two natures; a class; hospitality."""
    edition = make_edition(make_budget(make_department(), year=2025))
    for position, code in enumerate(CODES):
        make_line(edition, code=code, name=f"某{code}", position=position)
    make_line(edition, code=CODES[1], name=f"某{CODES[1]}", position=9, nature=Nature.SPECIFIC_PURPOSE)
    RevenueLine.objects.create(edition=edition, fund=Fund.FISCAL_APPROPRIATION, amount="400000.00")
    classes = {"department_name": "办公费", "government_code": "50201", "government_name": "办公经费"}
    for nature in (Nature.OPERATING, Nature.PROJECT_EXPENDITURE):
        EconomicExpenditure.objects.create(
            edition=edition,
            department_code="30201",
            fund=Fund.GENERAL_PUBLIC_BUDGET,
            nature=nature,
            amount=5,
            **classes,
        )
    ThreePublicExpense.objects.create(
        edition=edition, item=ThreePublicItem.HOSPITALITY, amount="2000.00", last_year_amount="3000.00", reason="节约"
    )
    return edition


@pytest.fixture
def edition(last_year, clerk):
    """This year's draft, begun with the rows of last year's."""
    budget = make_budget(last_year.budget.department, year=2026)
    return begin(budget, by=clerk, from_edition=last_year, taken=Taken.ROWS)


def codes(edition, sheet=SHEET):
    return [row.values["code"] for row in rows_of(edition, sheet)]


def test_rows_are_offered_blank_and_nothing_of_them_is_public(edition):
    rows = rows_of(edition, SHEET)
    assert [row.values["code"] for row in rows] == CODES
    assert {(row.values["wages"], row.values["total"], len(row.facts)) for row in rows} == {("", "", 0)}
    # Where fiscal appropriation is the only source, it is what the general public budget spends.
    assert {row.values["fund"] for row in rows} == {Fund.FISCAL_APPROPRIATION}
    assert codes(edition, "general_public_budget") == CODES
    assert codes(edition, "government_managed_funds") == []
    (basic,) = rows_of(edition, "basic_economic")
    (project,) = rows_of(edition, "project_economic")
    assert (basic.values["department_name"], basic.values["operating"]) == ("办公费", "")
    assert (project.values["nature"], project.values["fiscal_appropriation"]) == ("project_expenditure", "")
    # Nobody has filled in anything, and nothing is in the tables or in what is hashed.
    for sheet in (SHEET, "basic_economic", "project_economic", "three_public"):
        assert sheet_of(sheet).count(Ledger(edition)) == 0
        assert set(sheet_of(sheet).totals(Ledger(edition)).values()) <= {"", "2000.00"}
    assert not any(cell.amount for cell in fill(find_table("henan-2023", 3), Facts(edition)).cells)
    assert CODES[0].encode() not in facts_json(Facts(edition))
    assert b"rows_from" not in facts_json(Facts(edition))


def test_a_row_is_stored_once_it_is_filled_in_and_keeps_its_place(edition, clerk):
    first, second, third = rows_of(edition, SHEET)
    answer = send(edition, SHEET, changed(third, wages="30"), by=clerk)
    assert (answer["saved"][0]["id"], answer["totals"]["total"]) == (third.id, "30.00")
    send(edition, SHEET, changed(first, wages="10", specific_purpose="5"), by=clerk)
    assert [(row.values["code"], row.values["total"]) for row in rows_of(edition, SHEET)] == [
        (CODES[0], "15.00"),
        (CODES[1], ""),
        (CODES[2], "30.00"),
    ]
    table = fill(find_table("henan-2023", 3), Facts(edition))
    assert [row.key for row in table.sections[0].rows][2:] == [CODES[0], CODES[2]]
    assert str(table.by_address["total", "total"].computed) == "45.00"
    assert FunctionExpenditure.objects.filter(edition=edition, amount=0).count() == 0


def test_a_row_emptied_or_removed_is_offered_again(edition, clerk):
    offered = row_of(edition, SHEET, code=CODES[1])
    send(edition, SHEET, changed(offered, wages="10"), by=clerk)
    answer = send(edition, SHEET, changed(row_of(edition, SHEET, code=CODES[1]), wages=""), by=clerk)
    assert answer["saved"][0]["values"] == offered.values
    # Removing what is only offered changes nothing; nor does a row that is left as it is offered.
    for change in (removed(offered), changed(offered)):
        assert send(edition, SHEET, change, by=clerk)["revision"] == 2
    send(edition, SHEET, changed(offered, wages="10"), by=clerk)
    send(edition, SHEET, removed(row_of(edition, SHEET, code=CODES[1])), by=clerk)
    assert codes(edition) == CODES
    assert not FunctionExpenditure.objects.filter(edition=edition).exists()
    # A name alone is no row: it would vanish.
    refused = send(edition, SHEET, changed(offered, name="改名"), by=clerk)["refused"]
    assert "还没有金额" in refused[0]["errors"]["wages"]


def test_of_two_who_fill_in_one_row_the_second_is_told(edition, clerk, colleague):
    row = row_of(edition, SHEET, code=CODES[1])
    send(edition, SHEET, changed(row, wages="10"), by=colleague)
    for change in (changed(row, wages="20"), removed(row)):
        (conflict,) = send(edition, SHEET, change, by=clerk)["conflicts"]
        assert (conflict["by"], conflict["theirs"]["wages"]) == ("李四", "10.00")
    assert send(edition, SHEET, changed(row, wages="10"), by=clerk)["conflicts"] == []


def test_new_rows_stand_where_they_were_put_among_those_offered(edition, clerk):
    first, _second, third = rows_of(edition, SHEET)
    known = {"name": "新", **ORDINARY, "wages": "1"}
    send(edition, SHEET, fresh(1, first.id, code="2010101", **known), by=clerk)
    send(edition, SHEET, fresh(2, None, code="2010102", **known), fresh(3, third.id, code="2010103", **known), by=clerk)
    wanted = ["2010102", CODES[0], "2010101", CODES[1], CODES[2], "2010103"]
    assert codes(edition) == wanted
    # The same, once all are filled in.
    waiting = [row for row in rows_of(edition, SHEET) if not row.facts]
    send(edition, SHEET, *(changed(row, wages="2") for row in reversed(waiting)), by=clerk)
    assert codes(edition) == wanted
    # The very row that is offered, typed or pasted as a new one, is that row.
    assert len(rows_of(edition, SHEET)) == FunctionExpenditure.objects.filter(edition=edition).count() == 6


def test_last_years_amount_of_a_three_public_item_is_offered_and_this_years_is_blank(edition, clerk):
    row = row_of(edition, "three_public", name="公务接待费")
    assert (row.values["amount"], row.values["last_year_amount"], row.values["reason"]) == ("", "2000.00", "")
    assert row.facts == []
    refused = send(edition, "three_public", changed(row, amount="两千"), by=clerk)["refused"]
    assert "不是金额" in refused[0]["errors"]["amount"]
    assert (
        "请填写" in send(edition, "three_public", changed(row, reason="增"), by=clerk)["refused"][0]["errors"]["amount"]
    )
    answer = send(edition, "three_public", changed(row, amount="1500"), by=clerk)
    assert answer["totals"] == {"amount": "1500.00", "last_year_amount": "2000.00"}
    expense = ThreePublicExpense.objects.get(edition=edition)
    assert (expense.amount, expense.last_year_amount) == (Decimal("1500.00"), Decimal("2000.00"))
    # Emptied again it is as it was offered.
    answer = send(
        edition, "three_public", changed(row_of(edition, "three_public", name="公务接待费"), amount=""), by=clerk
    )
    assert answer["saved"][0]["values"] == row.values
    assert not ThreePublicExpense.objects.filter(edition=edition).exists()


def test_funds_units_and_natures_of_last_year_can_be_chosen(last_year, clerk):
    unit = make_department("104001", parent=last_year.budget.department)
    former = make_department("104009", parent=make_department("105"))
    make_line(last_year, code="2010101", name="某", fund=Fund.UNIT_FUNDS, nature=Nature.BASIC_EXPENDITURE, unit=former)
    RevenueLine.objects.create(edition=last_year, fund=Fund.UNIT_FUNDS, amount="1.00")
    budget = make_budget(last_year.budget.department, year=2026)
    edition = begin(budget, by=clerk, from_edition=last_year, taken=Taken.ROWS)
    columns = {column.key: column for column in sheet_of(SHEET).columns(Ledger(edition))}
    # Money is of more than one source: the general public budget is not all fiscal appropriation.
    assert {"general_public_budget", "unit_funds"} <= {value for value, _label in columns["fund"].choices}
    assert {unit.code, former.code} <= {value for value, _label in columns["unit"].choices}
    answer = send(edition, SHEET, changed(row_of(edition, SHEET, code="2010101"), basic_expenditure="3"), by=clerk)
    assert answer["refused"] == []
    assert FunctionExpenditure.objects.get(edition=edition).unit == former


def test_what_is_no_draft_offers_nothing(edition):
    type(edition).objects.filter(pk=edition.pk).update(status=EditionStatus.SUBMITTED)
    edition.refresh_from_db()
    assert rows_of(edition, SHEET) == []
    assert row_of(edition, "three_public", name="公务接待费").values["last_year_amount"] == ""


def test_thousands_of_rows_are_offered_and_saved_with_few_queries(last_year, clerk, django_assert_max_num_queries):
    many = [
        FunctionExpenditure(
            edition=last_year,
            code=f"2{number:06}",
            name="某",
            fund=Fund.OTHER,
            nature=Nature.WAGES,
            amount=1,
            position=99,
        )
        for number in range(2000)
    ]
    FunctionExpenditure.objects.bulk_create(many)
    budget = make_budget(last_year.budget.department, year=2026)
    edition = begin(budget, by=clerk, from_edition=last_year, taken=Taken.ROWS)
    with django_assert_max_num_queries(12):
        rows = rows_of(edition, SHEET)
    assert len(rows) == 2003
    with django_assert_max_num_queries(40):
        answer = send(edition, SHEET, *(changed(row, wages="1") for row in rows[:400]), by=clerk)
    assert len(answer["saved"]) == 400
    assert [row.id for row in rows_of(edition, SHEET)] == [row.id for row in rows]
