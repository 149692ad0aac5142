"""Saving rows: order, conflicts, refusals, identities, what the log says."""

from decimal import Decimal

import pytest

from budgets.editing import FrozenEditionError
from budgets.entry.changes import RowChange
from budgets.models import (
    ChangeRecord,
    DeclaredAmount,
    EconomicExpenditure,
    FunctionExpenditure,
    GlossaryTerm,
    Narrative,
    Project,
    RevenueLine,
    SavedEntry,
    ThreePublicExpense,
)
from budgets.tables import Facts, fill, find_table
from budgets.vocabulary import EditionOrigin, EditionStatus, Fund, MoneyOrigin, Nature
from tests.entry.typing import changed, fresh, removed, row_of, rows_of, send
from tests.make import make_department, make_edition, make_line, make_project

SHEET = "function_expenditure"
ORDINARY = {"fund": "fiscal_appropriation", "origin": "current"}


def line(number, code, after=None, **amounts):
    return fresh(number, after, code=code, name="", **ORDINARY, **amounts)


def codes(edition):
    return [row.values["code"] for row in rows_of(edition, SHEET)]


def test_rows_stay_in_the_order_in_which_they_were_put(edition, clerk):
    first = send(edition, SHEET, line(1, "2080501", wages="1"), line(2, "2010101", "n-1", wages="2"), by=clerk)
    top = first["saved"][0]["id"]
    assert codes(edition) == ["2080501", "2010101"]
    send(edition, SHEET, line(3, "2010102", top, wages="3", capital="4"), line(4, "2010103", None, wages="5"), by=clerk)
    send(edition, SHEET, line(5, "2010104", top, wages="6"), line(6, "2010105", "n-5", wages="7"), by=clerk)
    assert codes(edition) == ["2010103", "2080501", "2010104", "2010105", "2010102", "2010101"]
    table = fill(find_table("henan-2023", 3), Facts(edition))
    assert [row.key for row in table.sections[0].rows][2:] == codes(edition)


def test_a_row_is_moved_behind_another(edition, clerk):
    answer = send(edition, SHEET, *(line(n, f"201010{n}", f"n-{n - 1}", wages="1") for n in (1, 2, 3)), by=clerk)
    first, second, third = (saved["id"] for saved in answer["saved"])
    values = {row.id: row.values for row in rows_of(edition, SHEET)}
    send(edition, SHEET, RowChange(first, values[first], values[first], third, moves=True), by=clerk)
    assert codes(edition) == ["2010102", "2010103", "2010101"]
    send(edition, SHEET, RowChange(third, values[third], values[third], None, moves=True), by=clerk)
    assert codes(edition) == ["2010103", "2010102", "2010101"]
    assert second in {row.id for row in rows_of(edition, SHEET)}


def test_a_row_stays_where_it_is_when_its_first_amount_goes(edition, clerk):
    send(edition, SHEET, line(1, "2010101", wages="1", capital="9"), line(2, "2010102", "n-1", wages="2"), by=clerk)
    send(edition, SHEET, changed(row_of(edition, SHEET, code="2010101"), specific_purpose="5"), by=clerk)
    send(edition, SHEET, changed(row_of(edition, SHEET, code="2010101"), wages="", capital=""), by=clerk)
    assert codes(edition) == ["2010101", "2010102"]
    assert row_of(edition, SHEET, code="2010101").values["total"] == "5.00"


def test_only_what_differs_is_written_and_noted(edition, clerk):
    send(edition, SHEET, line(1, "2010101", wages="1", capital="2"), by=clerk)
    known = ChangeRecord.objects.count()
    send(edition, SHEET, changed(row_of(edition, SHEET), capital="3"), by=clerk)
    (record,) = ChangeRecord.objects.order_by("pk")[known:]
    assert (record.before, record.after) == ({"amount": "2"}, {"amount": "3"})
    assert record.actor == "王"
    same = send(edition, SHEET, changed(row_of(edition, SHEET), capital="3.0"), by=clerk)
    assert same["revision"] == 2
    assert ChangeRecord.objects.count() == known + 1


def test_nobody_overwrites_what_another_typed_meanwhile(edition, clerk, colleague):
    send(edition, SHEET, line(1, "2010101", wages="1"), line(2, "2010102", wages="1"), by=clerk)
    seen = row_of(edition, SHEET, code="2010101")
    send(edition, SHEET, changed(seen, wages="5"), by=colleague)
    other = row_of(edition, SHEET, code="2010102")
    answer = send(edition, SHEET, changed(seen, wages="7"), changed(other, wages="8"), by=clerk)
    (conflict,) = answer["conflicts"]
    assert (conflict["row"], conflict["by"], conflict["theirs"]["wages"]) == (seen.id, "李四", "5.00")
    assert [saved["row"] for saved in answer["saved"]] == [other.id]
    assert row_of(edition, SHEET, code="2010101").values["wages"] == "5.00"
    # What both typed alike is no conflict, nor is what was deleted twice.
    assert send(edition, SHEET, changed(seen, wages="5"), by=clerk)["conflicts"] == []
    assert [one["row"] for one in send(edition, SHEET, removed(seen), by=clerk)["conflicts"]] == [seen.id]
    now = row_of(edition, SHEET, code="2010101")
    for _time in range(2):
        answer = send(edition, SHEET, removed(now), by=clerk)
        assert answer["saved"] == [{"row": now.id, "id": now.id, "values": None}]
    gone = send(edition, SHEET, changed(now, wages="9"), by=clerk)["conflicts"]
    assert [(one["row"], one["theirs"]) for one in gone] == [(now.id, None)]


def test_what_is_wrong_is_said_of_its_cell_and_the_rest_is_stored(edition, clerk):
    answer = send(
        edition,
        SHEET,
        line(1, "20101", wages="1,2x"),
        line(2, "201010", wages="1"),
        line(3, "", wages="1"),
        line(4, "2010101"),
        line(5, "2999999", wages="1"),
        fresh(6, None, code="2010101", fund="moon", origin="current", wages="1"),
        line(7, "2010101", wages="3"),
        by=clerk,
    )
    errors = {refused["row"]: refused["errors"] for refused in answer["refused"]}
    assert set(errors) == {f"n-{number}" for number in range(1, 7)}
    assert "“1,2x”不是金额" in errors["n-1"]["wages"]
    assert "3、5 或 7 位" in errors["n-2"]["code"]
    assert "请填写" in errors["n-3"]["code"]
    assert "还没有金额" in errors["n-4"]["wages"]
    assert "没有 2999999" in errors["n-5"]["name"]
    assert "一般公共预算：财政拨款" in errors["n-6"]["fund"]
    assert codes(edition) == ["2010101"]


def test_a_row_that_is_there_already_is_not_doubled(edition, clerk):
    send(edition, SHEET, line(1, "2010101", wages="1"), by=clerk)
    again = send(edition, SHEET, line(2, "2010101", wages="1"), by=clerk)
    assert [saved["row"] for saved in again["saved"]] in ([], ["n-2"])
    answer = send(edition, SHEET, line(3, "2010101", wages="2"), line(4, "2010102", wages="2"), by=clerk)
    assert "已经有相同的一行" in answer["refused"][0]["errors"]["code"]
    other = row_of(edition, SHEET, code="2010102")
    renamed = send(edition, SHEET, changed(other, code="2010101"), by=clerk)
    assert "已经有相同的一行" in renamed["refused"][0]["errors"]["code"]
    twins = send(edition, SHEET, line(5, "2010199", wages="1"), line(6, "2010199", wages="2"), by=clerk)
    assert [refused["row"] for refused in twins["refused"]] == ["n-6"]


def test_a_new_code_brings_its_official_name(edition, clerk):
    send(edition, SHEET, line(1, "2010101", wages="1"), by=clerk)
    row = row_of(edition, SHEET)
    assert row.values["name"] == "行政运行"
    answer = send(edition, SHEET, changed(row, code="2080505"), by=clerk)
    assert answer["saved"][0]["values"]["name"] == "机关事业单位基本养老保险缴费支出"
    assert answer["saved"][0]["id"] == "i::2080505:fiscal_appropriation:current"
    own = send(edition, SHEET, changed(row_of(edition, SHEET), name="养老保险"), by=clerk)
    assert own["saved"][0]["values"]["name"] == "养老保险"


def test_lines_of_a_coarser_kind_have_a_column_of_their_own(edition, clerk):
    make_line(edition, nature=Nature.BASIC_EXPENDITURE, amount=Decimal("90.00"))
    make_line(edition, nature=Nature.WAGES, amount=Decimal("10.00"))
    (row,) = rows_of(edition, SHEET)
    assert row.values["total"] == row.values["basic_expenditure"] == "100.00"
    assert row.values["wages"] == "10.00"
    send(edition, SHEET, changed(row, goods_services="5"), by=clerk)
    kept = set(FunctionExpenditure.objects.filter(edition=edition).values_list("nature", flat=True))
    assert kept == {"basic_expenditure", "wages", "goods_services"}


def test_revenue_has_a_row_of_each_unit_to_fill_in(edition, clerk):
    department = edition.budget.department
    assert [row.values["unit"] for row in rows_of(edition, "revenue")] == [""]
    for code in ("104001", "104002"):
        make_department(code, parent=department)
    rows = rows_of(edition, "revenue")
    assert [row.values["unit"] for row in rows] == ["104001", "104002"]
    answer = send(
        edition, "revenue", changed(rows[1], fiscal_appropriation="8", brought_forward_unit_funds="2"), by=clerk
    )
    assert answer["totals"]["grand_total"] == "10.00"
    lines = RevenueLine.objects.filter(edition=edition).values_list("unit__code", "fund", "origin")
    assert set(lines) == {
        ("104002", Fund.FISCAL_APPROPRIATION, MoneyOrigin.CURRENT),
        ("104002", Fund.UNIT_FUNDS, MoneyOrigin.BROUGHT_FORWARD),
    }
    # A unit whose money goes is there to be filled in again.
    filled = row_of(edition, "revenue", unit="104002")
    send(edition, "revenue", changed(filled, fiscal_appropriation="", brought_forward_unit_funds=""), by=clerk)
    assert len(rows_of(edition, "revenue")) == 2
    assert not RevenueLine.objects.exists()


def test_a_unit_of_another_department_is_refused(edition, clerk):
    make_department("104001", parent=edition.budget.department)
    make_department("205001", parent=make_department("205"))
    answer = send(edition, "revenue", fresh(1, unit="205001", fiscal_appropriation="1"), by=clerk)
    assert "205001" in answer["refused"][0]["errors"]["unit"]


def test_basic_expenditure_is_typed_once_and_shown_in_the_summary(edition, clerk):
    basic = {"department_code": "30201", "government_code": "50201", **ORDINARY, "operating": "100"}
    send(edition, "basic_economic", fresh(1, **basic), by=clerk)
    (row,) = rows_of(edition, "project_economic")
    assert (row.values["basic"], row.values["total"], row.facts) == ("100.00", "100.00", [])
    # What was entered as basic expenditure says so; what projects spend on the same stands in a row of its own.
    assert row.values["nature"] == Nature.BASIC_EXPENDITURE
    refused = send(edition, "project_economic", changed(row, fiscal_appropriation="50"), by=clerk)["refused"]
    assert "06 表" in refused[0]["errors"]["fiscal_appropriation"]
    pair = {"department_code": "30201", "government_code": "50201"}
    project = fresh(2, **pair, nature="project_expenditure", fiscal_appropriation="50")
    answer = send(edition, "project_economic", project, by=clerk)
    assert (answer["saved"][0]["values"]["total"], answer["totals"]["total"]) == ("50.00", "150.00")
    stored, offered = rows_of(edition, "project_economic")
    assert [one.values["nature"] for one in (stored, offered)] == ["project_expenditure", "basic_expenditure"]
    assert [one.values["basic"] for one in (stored, offered)] == ["", "100.00"]
    summary = fill(find_table("henan-2023", 7), Facts(edition))
    assert str(summary.by_address["30201-50201", "total"].computed) == "150.00"
    # Basic expenditure of other funds is typed here, and stands in the row of the same nature.
    send(edition, "project_economic", changed(offered, unit_funds="7"), by=clerk)
    other = row_of(edition, "project_economic", nature="basic_expenditure")
    assert (other.values["basic"], other.values["total"]) == ("100.00", "107.00")
    send(edition, "project_economic", changed(other, unit_funds=""), removed(stored), by=clerk)
    assert EconomicExpenditure.objects.get().nature == Nature.OPERATING
    wrong = fresh(3, department_code="30101", nature="basic_expenditure", fiscal_appropriation="1")
    refused = send(edition, "project_economic", wrong, by=clerk)["refused"]
    assert "06 表" in refused[0]["errors"]["fiscal_appropriation"]


def test_three_public_has_four_rows_whatever_is_stored(edition, clerk):
    rows = rows_of(edition, "three_public")
    assert [row.id for row in rows] == [
        "k:overseas_visits",
        "k:vehicle_purchase",
        "k:vehicle_operation",
        "k:hospitality",
    ]
    send(edition, "three_public", changed(rows[3], amount="2000", reason="从严接待"), by=clerk)
    answer = send(edition, "three_public", changed(rows[0], reason="没有计划"), by=clerk)
    assert "没有的填 0" in answer["refused"][0]["errors"]["amount"]
    assert "固定" in send(edition, "three_public", fresh(1, amount="1"), by=clerk)["refused"][0]["errors"]["name"]
    stored = row_of(edition, "three_public", name="公务接待费")
    send(edition, "three_public", changed(stored, amount="", reason=""), by=clerk)
    assert not ThreePublicExpense.objects.exists()


def test_approved_totals_are_entered_once_and_held_beside_the_sums(edition, clerk):
    send(edition, "approved", changed(row_of(edition, "approved", name="03 表 支出合计"), amount="700"), by=clerk)
    total = DeclaredAmount.objects.get(edition=edition)
    assert (total.table_number, total.row, total.column, str(total.amount)) == (3, "total", "total", "700.00")


def test_projects_keep_their_codes_apart(edition, clerk):
    code = "104796260000000000001"
    money = {"current_general_public_budget": "5", "special_account_funds": "1"}
    send(edition, "projects", fresh(1, name="甲", kind="specific_purpose", code=code, **money), by=clerk)
    row = row_of(edition, "projects")
    assert row.values["total"] == "6.00"
    answer = send(edition, "projects", fresh(2, name="乙", code=code), fresh(3, name="丙", code="12"), by=clerk)
    first, second = (refused["errors"]["code"] for refused in answer["refused"])
    assert "已经有一行" in first
    assert "现有 2 位" in second
    DeclaredAmount.objects.create(edition=edition, table_number=10, row=code, column="total", amount="6.00")
    send(edition, "projects", changed(row, code="", special_account_funds=""), by=clerk)
    project = Project.objects.get(edition=edition)
    assert project.key.startswith("p")
    assert DeclaredAmount.objects.get().row == project.key
    namesakes = send(edition, "projects", fresh(4, name="甲"), fresh(5, name="甲"), by=clerk)
    assert namesakes["refused"] == []
    keys = Project.objects.filter(edition=edition).order_by("key").values_list("key", flat=True)
    assert list(keys) == [project.key, f"{project.key}-2", f"{project.key}-3"]
    send(edition, "projects", *(removed(row) for row in rows_of(edition, "projects")), by=clerk)
    assert not Project.objects.filter(edition=edition).exists()


def in_indicators(edition):
    """Return the names of the projects in the order of the table of indicators."""
    return list(Project.objects.filter(edition=edition).order_by("performance_position").values_list("name", flat=True))


def test_the_order_of_the_projects_is_that_of_their_indicators(edition, clerk):
    send(
        edition, "projects", *(fresh(n, f"n-{n - 1}", name=name) for n, name in enumerate("甲乙丙", start=1)), by=clerk
    )
    assert in_indicators(edition) == ["甲", "乙", "丙"]
    first, _second, third = rows_of(edition, "projects")
    send(edition, "projects", RowChange(third.id, third.values, third.values, None, moves=True), by=clerk)
    send(edition, "projects", fresh(4, first.id, name="丁"), by=clerk)
    assert [row.values["name"] for row in rows_of(edition, "projects")] == ["丙", "甲", "丁", "乙"]
    assert in_indicators(edition) == ["丙", "甲", "丁", "乙"]
    table = fill(find_table("henan-2023", 12), Facts(edition))
    names = [row.cells[1].text for row in table.sections[0].rows if row.cells[1].text in "甲乙丙丁"]
    assert [name for name in names if name] == ["丙", "甲", "丁", "乙"]


def test_a_document_keeps_the_order_of_its_own_table_of_indicators(edition, clerk):
    type(edition).objects.filter(pk=edition.pk).update(origin=EditionOrigin.TRANSCRIBED)
    make_project(edition, name="甲", position=0, performance_position=1)
    make_project(edition, name="乙", position=1, performance_position=0)
    send(edition, "projects", fresh(1, None, name="丙"), by=clerk)
    assert in_indicators(edition) == ["乙", "甲", "丙"]


def test_indicators_are_split_as_they_are_saved(edition, clerk):
    project = make_project(edition)
    typed = fresh(1, project_id=str(project.pk), kind="output", name="培训人次", value="≥20000人次")
    (saved,) = send(edition, "indicators", typed, by=clerk)["saved"]
    parts = [saved["values"][key] for key in ("comparison", "number", "measure_unit")]
    assert parts == ["≥", "20000", "人次"]
    word = changed(row_of(edition, "indicators"), value="规范")
    (saved,) = send(edition, "indicators", word, by=clerk)["saved"]
    assert [saved["values"][key] for key in ("comparison", "number", "measure_unit")] == ["", "", ""]


def test_sections_that_are_offered_take_their_place_in_the_text(edition, clerk, colleague):
    rows = {row.id: row for row in rows_of(edition, "text")}
    send(edition, "text", changed(rows["o:procurement"], text="采购 3 万元。"), by=clerk)
    send(edition, "text", changed(rows["o:duties"], text="职责如下。"), by=clerk)
    assert list(Narrative.objects.values_list("kind", flat=True)) == ["duties", "procurement"]
    # Somebody else had the section open as one to be written.
    answer = send(edition, "text", changed(rows["o:duties"], text="另一种写法。"), by=colleague)
    assert answer["conflicts"][0]["theirs"]["text"] == "职责如下。"
    nothing = send(edition, "text", changed(rows["o:offices"], heading="机构"), by=clerk)
    assert nothing["revision"] == 2
    assert Narrative.objects.count() == 2


def test_a_term_is_explained_once(edition, clerk):
    answer = send(
        edition, "glossary", fresh(1, term="财政拨款", meaning="甲"), fresh(2, term="财政拨款", meaning="乙"), by=clerk
    )
    assert [refused["row"] for refused in answer["refused"]] == ["n-2"]
    assert GlossaryTerm.objects.count() == 1


def test_spending_over_all_funds_is_told_from_that_of_each_fund(edition, clerk):
    make_line(edition, fund=Fund.ALL_FUNDS, amount=Decimal("5.00"))
    make_line(edition, fund=Fund.GENERAL_PUBLIC_BUDGET, amount=Decimal("3.00"))
    assert [row.values["total"] for row in rows_of(edition, SHEET)] == ["5.00"]
    assert [row.values["total"] for row in rows_of(edition, "general_public_budget")] == ["3.00"]
    send(edition, SHEET, changed(row_of(edition, SHEET), wages="6"), by=clerk)
    assert [row.values["total"] for row in rows_of(edition, "general_public_budget")] == ["3.00"]


def test_nothing_is_saved_once_the_edition_is_submitted(edition, clerk):
    type(edition).objects.filter(pk=edition.pk).update(status=EditionStatus.SUBMITTED)
    with pytest.raises(FrozenEditionError):
        send(edition, SHEET, line(1, "2010101", wages="1"), by=clerk)
    assert not SavedEntry.objects.exists()


def test_many_rows_are_saved_with_few_queries(edition, clerk, django_assert_max_num_queries):
    known = [f"20101{number:02}" for number in range(60)]
    few = [
        fresh(number, f"n-{number - 1}", code=code, name="某", **ORDINARY, wages="1")
        for number, code in enumerate(known)
    ]
    with django_assert_max_num_queries(30):
        answer = send(edition, SHEET, *few, by=clerk)
    assert len(answer["saved"]) == 60
    other = make_edition(edition.budget, number=9, status=EditionStatus.WITHDRAWN)
    assert rows_of(other, SHEET) == []
