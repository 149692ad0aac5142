"""The screens of entry: each opens, saves what is typed, and tells those who may not."""

import json
from uuid import uuid4

import pytest
from django.urls import reverse

from budgets.entry.catalogue import SHEETS
from budgets.models import (
    Appointment,
    ChangeRecord,
    EditingPresence,
    FunctionExpenditure,
    Project,
    TableNote,
    ThreePublicExpense,
)
from budgets.vocabulary import EditionStatus, Fund, Role
from tests.make import make_budget, make_department, make_edition, make_line, make_project

KEYS = [sheet.key for sheet in SHEETS]
WAGES = {"code": "2013201", "name": "", "fund": "fiscal_appropriation", "origin": "current", "wages": "627.30"}


def make_clerk(user_model, department, name="clerk", role=Role.CLERK):
    """Return somebody who is appointed to a department."""
    user = user_model.objects.create_user(name, is_staff=True, last_name=name)
    Appointment.objects.create(user=user, role=role, department=department)
    return user


@pytest.fixture
def edition(db):
    """An empty draft that a department prepares."""
    return make_edition(make_budget(make_department(), year=2026))


@pytest.fixture
def clerk(client, edition, django_user_model):
    """A client of the department's clerk."""
    client.force_login(make_clerk(django_user_model, edition.budget.department))
    return client


def address(edition, sheet, page=""):
    return reverse(f"admin:entry_sheet_{page}" if page else "admin:entry_sheet", args=[edition.pk, sheet])


def post(client, where, data):
    return client.post(where, json.dumps(data), content_type="application/json")


def save(client, edition, sheet, *changes, token=None):
    return post(client, address(edition, sheet, "save"), {"token": str(token or uuid4()), "changes": list(changes)})


def new(**values):
    return {"row": "n-1", "was": None, "now": values, "after": None}


def carried(response):
    """Return the data that a page carries for its script."""
    return response.context["data"]


@pytest.mark.parametrize("sheet", KEYS)
def test_each_sheet_opens_empty_and_filled(sheet, clerk, edition):
    assert clerk.get(address(edition, sheet)).status_code == 200
    make_line(edition)
    make_project(edition)
    data = carried(clerk.get(address(edition, sheet)))
    keys = {column["key"] for column in data["columns"]}
    named = [cell["column"] for row in data["header"] for cell in row if cell["column"]]
    assert sorted(named) == sorted(keys)
    assert all(set(row["values"]) >= keys for row in data["rows"]), sheet
    assert data["editable"]


def test_what_is_typed_is_stored_with_its_official_name_and_logged(clerk, edition):
    answer = save(clerk, edition, "function_expenditure", new(**{**WAGES, "wages": "6273000.00"})).json()
    (saved,) = answer["saved"]
    assert saved["id"] == "i::2013201:fiscal_appropriation:current"
    assert saved["values"]["name"] == "行政运行"
    assert saved["values"]["total"] == saved["values"]["basic_expenditure"] == "6273000.00"
    assert answer["totals"]["wages"] == "6273000.00"
    assert answer["revision"] == 1
    line = FunctionExpenditure.objects.get(edition=edition)
    assert (str(line.amount), line.nature) == ("6273000.00", "wages")
    record = ChangeRecord.objects.get(edition=edition)
    assert record.before is None
    assert record.after["amount"] == "6273000"


def test_the_same_request_sent_again_changes_nothing(clerk, edition):
    token = uuid4()
    first = save(clerk, edition, "function_expenditure", new(**WAGES), token=token).json()
    again = save(clerk, edition, "function_expenditure", new(**WAGES), token=token).json()
    assert first == again
    assert FunctionExpenditure.objects.filter(edition=edition).count() == 1


def test_a_bad_request_says_so(clerk, edition):
    where = address(edition, "function_expenditure", "save")
    for data in ({}, {"token": "x", "changes": []}, {"token": str(uuid4()), "changes": [{"row": 3}]}, [1]):
        answer = post(clerk, where, data)
        assert answer.status_code == 400
        assert "没有保存" in answer.json()["message"]
    many = [{**new(**WAGES), "row": f"n-{number}"} for number in range(1001)]
    assert "一次最多" in save(clerk, edition, "function_expenditure", *many).json()["message"]


def test_more_than_the_server_reads_is_refused_in_words(clerk, edition, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = save(clerk, edition, "function_expenditure", new(**WAGES, note="长" * 2000))
    assert answer.status_code == 413
    assert "分几次" in answer.json()["message"]


def test_others_may_look_or_not_even_that(clerk, edition, client, django_user_model):
    approver = make_clerk(django_user_model, edition.budget.department, "approver", Role.APPROVER)
    stranger = make_clerk(django_user_model, make_department(code="205"), "stranger")
    client.force_login(approver)
    assert carried(client.get(address(edition, "revenue")))["editable"] is False
    answer = save(client, edition, "function_expenditure", new(**WAGES))
    assert answer.status_code == 403
    assert "权限" in answer.json()["message"]
    client.force_login(stranger)
    for page in ("", "save", "rows", "presence", "findings"):
        assert client.get(address(edition, "revenue", page)).status_code in (404, 405), page
    assert save(client, edition, "revenue").status_code == 404
    client.logout()
    assert save(client, edition, "revenue").status_code in (302, 401)
    assert not FunctionExpenditure.objects.exists()


def test_what_is_submitted_is_not_changed(clerk, edition):
    type(edition).objects.filter(pk=edition.pk).update(status=EditionStatus.SUBMITTED)
    answer = save(clerk, edition, "function_expenditure", new(**WAGES))
    assert answer.status_code == 403
    assert "提交" in answer.json()["message"]
    assert carried(clerk.get(address(edition, "revenue")))["editable"] is False


def test_people_at_work_see_each_other(clerk, edition, client, django_user_model):
    assert post(clerk, address(edition, "revenue", "presence"), {}).json()["others"] == []
    client.force_login(make_clerk(django_user_model, edition.budget.department, "李四"))
    answer = post(client, address(edition, "projects", "presence"), {}).json()
    assert answer == {
        "others": [{"name": "clerk", "place": "部门收入总体情况表", "minutes": 0}],
        "revision": 0,
        "editable": True,
    }
    assert EditingPresence.objects.count() == 2
    assert clerk.get(address(edition, "revenue", "presence")).status_code == 405


def test_table_08_sets_side_by_side_what_are_rows_of_its_sheet(clerk, edition):
    data = carried(clerk.get(address(edition, "three_public")))
    assert [row["id"] for row in data["rows"]] == [name for name in data["abreast"] if name]
    assert data["abreast"][0] is data["abreast"][2] is None
    assert carried(clerk.get(address(edition, "revenue")))["abreast"] == []


def test_a_sheet_says_from_where_its_rows_are(clerk, edition):
    source = make_edition(make_budget(edition.budget.department, year=2025))
    make_line(source)
    type(edition).objects.filter(pk=edition.pk).update(rows_from=source)
    said = f"从“{source}”带来的各行，填了本年金额才保存和公开"
    page = clerk.get(address(edition, "function_expenditure"))
    assert [row["values"]["total"] for row in carried(page)["rows"]] == [""]
    assert said in page.content.decode()
    assert said not in clerk.get(address(edition, "revenue")).content.decode()
    # Nothing of it counts as filled in.
    desk = clerk.get(reverse("admin:edition_desk", args=[edition.pk]))
    counts = {state.link.sheet.key: state.count for _label, states in desk.context["groups"] for state in states}
    assert counts["function_expenditure"] == counts["general_public_budget"] == 0


def test_rows_are_read_anew(clerk, edition):
    save(clerk, edition, "function_expenditure", new(**WAGES))
    data = clerk.get(address(edition, "general_public_budget", "rows")).json()
    assert [row["values"]["code"] for row in data["rows"]] == ["2013201"]
    assert data["totals"]["total"] == "627.30"
    assert data["revision"] == 1


def test_a_finding_names_the_row_and_the_column_that_it_is_about(clerk, edition):
    save(clerk, edition, "function_expenditure", new(**{**WAGES, "code": "20132", "name": "组织事务"}))
    cell = {"was": {"amount": ""}, "now": {"amount": "700.00"}}
    save(clerk, edition, "approved", {"row": "k:3-total-total", **cell})
    answer = clerk.get(address(edition, "function_expenditure", "findings")).json()
    (sum_differs,) = [one for one in answer["findings"] if one["rule"] == "R04"]
    assert sum_differs["address"] == address(edition, "function_expenditure")
    assert answer["errors"] == sum(one["severity"] == "error" for one in answer["findings"]) > 1
    assert edition.check_summary.revision == 2
    assert edition.check_summary.errors == answer["errors"]


@pytest.mark.parametrize(
    ("classification", "query", "found"),
    [
        ("function", "2013201", ["2013201", "行政运行"]),
        ("function", "组织事务", ["20132", "组织事务"]),
        ("department", "30113", ["30113", "住房公积金"]),
        ("government", "住房公积金", ["50103", "住房公积金"]),
    ],
)
def test_codes_are_found_by_number_and_by_name(classification, query, found, clerk):
    answer = clerk.get(reverse("admin:entry_codes"), {"classification": classification, "year": 2026, "q": query})
    assert found in answer.json()["codes"]
    assert len(answer.json()["codes"]) <= 20


def test_one_character_or_an_unknown_classification_finds_nothing(clerk):
    where = reverse("admin:entry_codes")
    assert clerk.get(where, {"classification": "function", "q": "2"}).json() == {"codes": []}
    assert clerk.get(where, {"classification": "moon", "q": "20"}).status_code == 400


def test_an_empty_table_is_given_its_sentence_once(clerk, edition):
    make_line(edition)
    page = clerk.get(address(edition, "notes"))
    assert 9 in [table.number for table in page.context["empty_tables"]]
    where = reverse("admin:entry_notes_adopt", args=[edition.pk])
    for _time in range(2):
        clerk.post(where, {"table": "9"})
    note = TableNote.objects.get(edition=edition)
    assert (note.table_number, note.text) == (9, "本部门没有由政府性基金安排的支出，本表无数据。")


def test_the_page_of_a_project_saves_the_project_and_its_indicators(clerk, edition):
    project = make_project(edition)
    page = clerk.get(reverse("admin:entry_project", args=[edition.pk, project.pk]))
    assert [column["key"] for column in carried(page)["columns"]][:2] == ["kind", "name"]
    sent = {f"{when}-{one.column.key}": one.value for one in page.context["fields"] for when in ("was", "now")}
    form = reverse("admin:entry_project_particulars", args=[edition.pk, project.pk])
    clerk.post(form, {**sent, "now-name": "人才奖励", "now-current_general_public_budget": "100,000.00"})
    project.refresh_from_db()
    assert project.name == "人才奖励"
    assert [str(one.amount) for one in project.projectfundings.all()] == ["100000.00"]
    # The same form sent once more is out of date.
    answer = clerk.post(form, {**sent, "now-name": "又一个名称"}, follow=True)
    assert "改过这个项目" in answer.content.decode()
    assert Project.objects.get().name == "人才奖励"
    where = reverse("admin:entry_project_save", args=[edition.pk, project.pk])
    row = new(kind="output", name="奖励人数", value="≥20人")
    (saved,) = post(clerk, where, {"token": str(uuid4()), "changes": [row]}).json()["saved"]
    assert (saved["values"]["comparison"], saved["values"]["number"], saved["values"]["measure_unit"]) == (
        "≥",
        "20",
        "人",
    )
    foreign = make_project(make_edition(make_budget(make_department(code="205"))))
    assert clerk.get(reverse("admin:entry_project", args=[edition.pk, foreign.pk])).status_code == 404


def test_rows_of_projects_lead_to_their_pages(clerk, edition):
    project = make_project(edition)
    (row,) = carried(clerk.get(address(edition, "projects")))["rows"]
    assert row["address"] == reverse("admin:entry_project", args=[edition.pk, project.pk])
    answer = save(clerk, edition, "projects", {**new(name="新项目", kind="other_operation"), "after": row["id"]})
    assert answer.json()["saved"][0]["address"].endswith(f"/{Project.objects.latest('pk').pk}/")


def test_the_desk_of_an_edition_leads_everywhere(clerk, edition):
    make_line(edition, fund=Fund.FISCAL_APPROPRIATION)
    page = clerk.get(reverse("admin:edition_desk", args=[edition.pk]))
    states = {state.link.sheet.key: state for _label, group in page.context["groups"] for state in group}
    assert list(states) == KEYS
    assert states["function_expenditure"].count == states["general_public_budget"].count == 1
    assert states["government_managed_funds"].count == 0
    assert states["text"].errors >= 1
    assert "改正后才能提交" in page.content.decode()


def test_what_an_edition_is_called_can_be_changed_and_is_logged(clerk, edition):
    where = reverse("admin:edition_particulars", args=[edition.pk])
    names = {"department_name": "某某局", "department_short_name": "某局", "printed_date": "2026年2月"}
    assert clerk.post(where, names).status_code == 302
    edition.refresh_from_db()
    assert (edition.department_name, edition.printed_date, edition.revision) == ("某某局", "2026年2月", 1)
    assert ChangeRecord.objects.get(kind="Edition").after["printed_date"] == "2026年2月"
    type(edition).objects.filter(pk=edition.pk).update(status=EditionStatus.SUBMITTED)
    assert "没有保存" in clerk.post(where, {**names, "printed_date": "2027年"}).content.decode()


def test_an_edition_is_begun_from_last_year_once(clerk, edition, django_user_model):
    make_line(edition)
    ThreePublicExpense.objects.create(edition=edition, item="hospitality", amount="2000.00", reason="接待减少")
    type(edition).objects.filter(pk=edition.pk).update(status=EditionStatus.PUBLISHED)
    budget = make_budget(edition.budget.department, year=2027)
    where = reverse("admin:edition_begin", args=[budget.pk])
    assert str(edition.pk) in dict(clerk.get(where).context["form"].fields["source"].choices)
    answer = clerk.post(where, {"source": edition.pk, "taken": "everything"})
    begun = budget.editions.get()
    assert answer.url == reverse("admin:edition_desk", args=[begun.pk])
    expense = begun.threepublicexpenses.get()
    assert (str(expense.last_year_amount), expense.reason) == ("2000.00", "")
    again = clerk.post(where, {"source": edition.pk, "taken": "everything"}, follow=True)
    assert "还没有公开" in again.content.decode()
    assert budget.editions.count() == 1
    other = make_clerk(django_user_model, make_department(code="205"), "stranger")
    clerk.force_login(other)
    assert clerk.get(where).status_code == 404
