"""Editing facts: what is recorded, what is worked out, and what a published edition refuses."""

from decimal import Decimal

import pytest
from django.contrib import admin
from django.contrib.messages import get_messages
from django.db import IntegrityError

from budgets.admin import base
from budgets.admin.base import PortalAdmin
from budgets.admin.projects import project_key
from budgets.documents.grids import Document
from budgets.documents.interpret.projects import add_project
from budgets.documents.reading import Reading
from budgets.models import (
    Budget,
    CarryForward,
    DeclaredAmount,
    Department,
    DepartmentIndicator,
    EconomicExpenditure,
    Edition,
    FunctionExpenditure,
    Project,
    Publication,
    Region,
    RevenueLine,
    SourceDocument,
    SourceTable,
    StatedFigure,
    ThreePublicExpense,
)
from budgets.publishing import publish
from budgets.vocabulary import EditionOrigin, EditionStatus, Fund, MoneyOrigin, Nature, ProjectKind
from tests.admin.facts import FACTS, address, filled_in
from tests.make import make_budget, make_department, make_edition, make_line, make_project, make_region

FACT_NAMES = [model.__name__ for model in FACTS]
FROZEN = (*FACTS, Edition, SourceTable, Publication)
NO_INLINES = {
    f"{prefix}-{name}": "0"
    for prefix in ("projectfundings", "performanceindicators")
    for name in ("TOTAL_FORMS", "INITIAL_FORMS")
}


def errors_of(response) -> dict:
    return response.context["adminform"].form.errors


def said(response) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


@pytest.mark.parametrize("model", FACTS, ids=FACT_NAMES)
def test_saving_a_fact_unchanged_keeps_it_and_records_who_did(model, draft, admin_client, admin_user):
    fact = model.objects.get()
    before = model.objects.values().get()
    page = address(model, "change", fact.pk)
    response = admin_client.post(page, filled_in(admin_client.get(page)))
    assert response.status_code == 302, errors_of(response)
    assert model.objects.values().get() | {"comparison": "", "number": None, "measure_unit": ""} == before | {
        "comparison": "",
        "number": None,
        "measure_unit": "",
    }
    draft.refresh_from_db()
    assert draft.edited_by == admin_user
    assert draft.edited_at is not None


@pytest.mark.parametrize("model", FACTS, ids=FACT_NAMES)
def test_deleting_a_fact_records_who_did(model, draft, admin_client, admin_user):
    response = admin_client.post(address(model, "delete", model.objects.get().pk), {"post": "yes"})
    assert response.status_code == 302
    assert not model.objects.exists()
    draft.refresh_from_db()
    assert draft.edited_by == admin_user


def test_deleting_chosen_facts_records_it_on_each_edition(admin_client, admin_user, db):
    editions = [make_edition(make_budget(year=year)) for year in (2022, 2023)]
    lines = [make_line(edition) for edition in editions]
    chosen = {"action": "delete_selected", "_selected_action": [line.pk for line in lines], "post": "yes"}
    admin_client.post(address(FunctionExpenditure, "changelist"), chosen)
    assert not FunctionExpenditure.objects.exists()
    assert {edition.edited_by for edition in Edition.objects.all()} == {admin_user}


@pytest.mark.parametrize("model", FROZEN, ids=lambda model: model.__name__)
def test_what_is_published_can_be_read_and_no_more(model, published, admin_client):
    fact = model.objects.get()
    page = address(model, "change", fact.pk)
    shown = admin_client.get(page)
    assert shown.status_code == 200
    assert 'name="_save"' not in shown.content.decode()
    assert not any(inline.has_add_permission for inline in shown.context["inline_admin_formsets"])
    for refused in (page, address(model, "delete", fact.pk)):
        assert admin_client.post(refused, {"post": "yes"}).status_code == 403
    assert admin_client.get(address(model, "delete", fact.pk)).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [fact.pk], "post": "yes"}
    admin_client.post(address(model, "changelist"), chosen)
    assert model.objects.filter(pk=fact.pk).exists()


@pytest.mark.parametrize("model", FACTS, ids=FACT_NAMES)
def test_a_fact_is_added_to_drafts_alone(model, published, admin_client):
    page = address(model, "add")
    form = admin_client.get(page, {"edition": published.pk}).context["adminform"].form
    assert published not in form.fields["edition"].queryset
    response = admin_client.post(page, {"edition": published.pk, **NO_INLINES})
    assert "edition" in errors_of(response)


def test_publishing_while_somebody_edits_is_explained(draft, admin_client, monkeypatch):
    line = FunctionExpenditure.objects.get()
    page = address(FunctionExpenditure, "change", line.pk)
    sent = filled_in(admin_client.get(page)) | {"amount": "1.00"}
    publish(edition=draft, by="某人")
    # The form was let through just before: permission is asked first, and the edition published after that.
    monkeypatch.setattr(admin.site._registry[FunctionExpenditure], "has_change_permission", lambda *_: True)
    response = admin_client.post(page, sent)
    assert response.status_code == 302
    assert "已经提交或公开" in said(response)
    line.refresh_from_db()
    assert line.amount == Decimal("100000.00")


def test_a_refusal_of_the_database_itself_is_explained_as_well(draft, admin_client, monkeypatch):
    line = FunctionExpenditure.objects.get()
    page = address(FunctionExpenditure, "change", line.pk)
    sent = filled_in(admin_client.get(page)) | {"amount": "1.00"}
    publish(edition=draft, by="某人")
    for name in ("has_change_permission", "has_delete_permission"):
        monkeypatch.setattr(admin.site._registry[FunctionExpenditure], name, lambda *_: True)
    monkeypatch.setattr(base, "record_edit", lambda *_, **__: None)
    chosen = {"action": "delete_selected", "_selected_action": [line.pk], "post": "yes"}
    requests = [
        (page, sent),
        (address(FunctionExpenditure, "delete", line.pk), {"post": "yes"}),
        (address(FunctionExpenditure, "changelist"), chosen),
    ]
    for refused, values in requests:
        response = admin_client.post(refused, values)
        assert response.status_code == 302
        assert "这一版已经提交或公开" in said(response)
    assert FunctionExpenditure.objects.get().amount == Decimal("100000.00")


NO_POPULATION = {"populations-TOTAL_FORMS": "0", "populations-INITIAL_FORMS": "0"}


def test_what_the_database_refuses_is_explained(draft, admin_client, monkeypatch):
    def refuse(*_):
        raise IntegrityError("UNIQUE constraint failed")

    monkeypatch.setattr(PortalAdmin, "save_model", refuse)
    region = make_region()
    response = admin_client.post(
        address(Region, "change", region.pk), {"code": region.code, "name": "新名", **NO_POPULATION}
    )
    assert response.status_code == 302
    assert "没有保存" in said(response)


def test_an_amount_may_have_separators(draft, admin_client):
    sent = {"edition": draft.pk, "fund": Fund.UNIT_FUNDS, "amount": "6,273,000.5"}
    assert admin_client.post(address(CarryForward, "add"), sent).status_code == 302
    assert CarryForward.objects.latest("pk").amount == Decimal("6273000.50")


@pytest.mark.parametrize("text", ["1,2x", "1,23", "1.234", "", "-", "1e3"])
def test_what_is_no_amount_is_refused(text, draft, admin_client):
    response = admin_client.post(
        address(CarryForward, "add"), {"edition": draft.pk, "fund": Fund.ALL_FUNDS, "amount": text}
    )
    assert "amount" in errors_of(response)


def test_a_new_fact_comes_last(draft, admin_client):
    make_line(draft, position=7)
    sent = {
        "edition": draft.pk,
        "code": "2013299",
        "name": "其他组织事务支出",
        "fund": Fund.ALL_FUNDS,
        "nature": Nature.WAGES,
        "origin": MoneyOrigin.CURRENT,
        "amount": "1",
    }
    assert admin_client.post(address(FunctionExpenditure, "add"), sent).status_code == 302
    assert FunctionExpenditure.objects.latest("pk").position == 8


def test_a_name_left_blank_is_the_official_one(draft, admin_client):
    sent = {
        "edition": draft.pk,
        "department_code": "30201",
        "government_code": "50201",
        "fund": Fund.GENERAL_PUBLIC_BUDGET,
        "nature": Nature.OPERATING,
        "origin": MoneyOrigin.CURRENT,
        "amount": "1",
    }
    response = admin_client.post(address(EconomicExpenditure, "add"), sent)
    assert response.status_code == 302, errors_of(response)
    line = EconomicExpenditure.objects.latest("pk")
    assert (line.department_name, line.government_name) == ("办公费", "办公经费")


def test_a_code_without_official_name_wants_one(draft, admin_client):
    sent = {"edition": draft.pk, "code": "2999998", "fund": Fund.ALL_FUNDS, "nature": Nature.WAGES, "amount": "1"}
    assert "name" in errors_of(admin_client.post(address(FunctionExpenditure, "add"), sent))


def test_units_of_other_departments_are_not_offered(draft, admin_client):
    own = make_department(code="104001", parent=draft.budget.department)
    foreign = make_department(code="105001", parent=make_department(code="105"))
    page = address(RevenueLine, "add")
    offered = admin_client.get(page, {"edition": draft.pk}).context["adminform"].form.fields["unit"].queryset
    assert set(offered) == {draft.budget.department, own}
    sent = {"edition": draft.pk, "unit": foreign.pk, "fund": Fund.OTHER, "origin": MoneyOrigin.CURRENT, "amount": "1"}
    assert "unit" in errors_of(admin_client.post(page, sent))


@pytest.mark.parametrize(
    ("model", "changed"),
    [
        (ThreePublicExpense, {"item": "hospitality", "amount": "2"}),
        (DeclaredAmount, {"table_number": "3", "row": "total", "column": "total", "amount": "2"}),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_is_unique_in_an_edition_is_said_on_the_form(model, changed, draft, admin_client):
    response = admin_client.post(address(model, "add"), {"edition": draft.pk, **changed})
    assert response.status_code == 200
    assert errors_of(response)
    first = model.objects.get()
    first.pk, first.row, first.item = None, "2013201", "overseas_visits"
    first.save()
    response = admin_client.post(address(model, "change", first.pk), changed | {"position": "0"})
    assert response.status_code == 200
    assert errors_of(response)


def test_a_column_that_a_table_does_not_have_is_refused_with_those_it_has(draft, admin_client):
    sent = {"edition": draft.pk, "table_number": "3", "row": "total", "column": "小计", "amount": "1"}
    message = str(errors_of(admin_client.post(address(DeclaredAmount, "add"), sent))["column"])
    assert "basic_expenditure（基本支出 / 小计）" in message


@pytest.mark.parametrize("both", [{}, {"amount": "1", "percentage": "2"}])
def test_a_stated_figure_is_an_amount_or_a_percentage(both, draft, admin_client):
    figure = StatedFigure.objects.get()
    page = address(StatedFigure, "change", figure.pk)
    sent = filled_in(admin_client.get(page)) | {"amount": "", "percentage": ""} | both
    assert "percentage" in errors_of(admin_client.post(page, sent))


class TestProjects:
    @pytest.fixture
    def sent(self, draft):
        return {"edition": draft.pk, "name": "基层党建", "kind": ProjectKind.SPECIFIC_PURPOSE, **NO_INLINES}

    def add(self, admin_client, sent) -> Project:
        response = admin_client.post(address(Project, "add"), sent)
        assert response.status_code == 302, errors_of(response)
        return Project.objects.latest("pk")

    def test_the_key_is_the_code(self, sent, admin_client):
        code = "410796220000000006533"
        assert self.add(admin_client, sent | {"code": code}).key == code

    def test_without_a_code_the_key_is_the_one_that_reading_makes(self, sent, admin_client):
        project = self.add(admin_client, sent)
        reading = Reading(Document("x.txt", [], []), make_edition(make_budget(year=2030)))
        assert project.key == add_project(reading, "基层党建").key == project_key("", "基层党建")

    def test_a_name_used_twice_gets_a_key_of_its_own(self, sent, admin_client):
        keys = [self.add(admin_client, sent).key for _ in range(3)]
        assert keys[1:] == [f"{keys[0]}-2", f"{keys[0]}-3"]

    def test_a_code_used_twice_is_refused(self, sent, admin_client):
        sent["code"] = "410796220000000006533"
        first, second = self.add(admin_client, sent), self.add(admin_client, sent | {"code": ""})
        assert admin_client.post(address(Project, "add"), sent).status_code == 200
        page = address(Project, "change", second.pk)
        response = admin_client.post(page, filled_in(admin_client.get(page)) | {"code": first.code})
        assert errors_of(response)

    def test_a_code_given_later_becomes_the_key_also_of_printed_totals(self, draft, admin_client):
        project = Project.objects.get()
        total = DeclaredAmount.objects.create(
            edition=draft, table_number=10, row=project.key, column="total", amount=Decimal("1")
        )
        page, code = address(Project, "change", project.pk), "410796220000000006533"
        assert admin_client.post(page, filled_in(admin_client.get(page)) | {"code": code}).status_code == 302
        project.refresh_from_db()
        total.refresh_from_db()
        assert project.key == total.row == code

    def test_a_new_name_leaves_the_key(self, draft, admin_client):
        project = Project.objects.get()
        page = address(Project, "change", project.pk)
        admin_client.post(page, filled_in(admin_client.get(page)) | {"name": "人才奖励"})
        assert Project.objects.get(name="人才奖励").key == project.key

    def test_indicators_are_taken_apart_and_rows_come_last(self, draft, admin_client):
        project = Project.objects.get()
        page = address(Project, "change", project.pk)
        sent = filled_in(admin_client.get(page))
        rows = [("cost", "总成本", "≤225万元"), ("benefit", "社会影响", "明显")]
        for number, (kind, name, value) in enumerate(rows, start=1):
            prefix = f"performanceindicators-{number}"
            sent |= {
                f"{prefix}-kind": kind,
                f"{prefix}-name": name,
                f"{prefix}-value": value,
                f"{prefix}-project": project.pk,
            }
        sent["performanceindicators-TOTAL_FORMS"] = "3"
        response = admin_client.post(page, sent)
        assert response.status_code == 302
        first, cost, benefit = project.performanceindicators.order_by("pk")
        assert (cost.comparison, cost.number, cost.measure_unit) == ("at_most", Decimal(225), "万元")
        assert (benefit.comparison, benefit.number, benefit.measure_unit) == ("", None, "")
        assert first.position < cost.position < benefit.position

    def test_money_of_one_fund_is_entered_once(self, draft, admin_client):
        project = Project.objects.get()
        page = address(Project, "change", project.pk)
        sent = filled_in(admin_client.get(page)) | {"projectfundings-TOTAL_FORMS": "2"}
        copied = {name.replace("-0-", "-1-"): value for name, value in sent.items() if "fundings-0-" in name}
        response = admin_client.post(page, sent | copied | {"projectfundings-1-id": ""})
        assert response.status_code == 200
        assert project.projectfundings.count() == 1

    def test_the_list_prints_all_money(self, draft, admin_client):
        make_project(draft, name="另一个", amount="1234567.80")
        assert "1,234,567.80" in admin_client.get(address(Project, "changelist")).content.decode()


def test_a_departments_indicator_is_taken_apart(draft, admin_client):
    indicator = DepartmentIndicator.objects.get()
    page = address(DepartmentIndicator, "change", indicator.pk)
    admin_client.post(page, filled_in(admin_client.get(page)) | {"value": "＞95.5%"})
    indicator.refresh_from_db()
    assert (indicator.comparison, indicator.number, indicator.measure_unit) == ("more_than", Decimal("95.5"), "%")


class TestEditions:
    def begin(self, admin_client, budget: Budget, **fields):
        sent = {"budget": budget.pk, "origin": EditionOrigin.PREPARED, "form_set": "henan-2023", **fields}
        return admin_client.post(address(Edition, "add"), sent)

    def test_a_new_edition_is_a_draft_with_the_next_number(self, published, admin_client, admin_user):
        response = self.begin(admin_client, published.budget)
        edition = Edition.objects.get(number=2)
        assert response.url == address(Edition, "change", edition.pk)
        assert (edition.status, edition.edited_by) == (EditionStatus.DRAFT, admin_user)
        department = published.budget.department
        assert (edition.department_name, edition.department_short_name) == (department.name, department.short_name)

    def test_the_first_edition_has_number_one(self, admin_client, db):
        self.begin(admin_client, make_budget(), department_name="旧名")
        assert (Edition.objects.get().number, Edition.objects.get().department_name) == (1, "旧名")

    def test_a_second_draft_of_a_budget_is_refused(self, draft, admin_client):
        response = self.begin(admin_client, draft.budget)
        assert "已有第 1 版（草稿）" in str(errors_of(response)["budget"])
        assert Edition.objects.count() == 1

    def test_an_edited_draft_says_by_whom(self, draft, admin_client, admin_user):
        page = address(Edition, "change", draft.pk)
        response = admin_client.post(page, filled_in(admin_client.get(page)) | {"printed_date": "2023年2月"})
        assert response.status_code == 302, errors_of(response)
        draft.refresh_from_db()
        assert (draft.printed_date, draft.edited_by, draft.status) == ("2023年2月", admin_user, EditionStatus.DRAFT)

    def test_a_draft_is_deleted_with_all_that_was_read_into_it(self, draft, admin_client):
        assert admin_client.post(address(Edition, "delete", draft.pk), {"post": "yes"}).status_code == 302
        assert not Edition.objects.exists()
        assert not SourceTable.objects.exists()
        assert SourceDocument.objects.exists()


class TestWhatPublicationsName:
    """Codes, years and phases are part of addresses and hashes, and stay once anything was published."""

    @pytest.mark.parametrize("model", [Region, Department, Budget], ids=lambda model: model.__name__)
    def test_it_can_be_changed_before(self, model, draft, admin_client):
        fields = admin_client.get(address(model, "change", model.objects.get().pk)).context["adminform"].form.fields
        assert {"code", "year"} & set(fields)

    @pytest.mark.parametrize("model", [Region, Department, Budget], ids=lambda model: model.__name__)
    def test_it_stays_afterwards(self, model, published, admin_client):
        response = admin_client.get(address(model, "change", model.objects.get().pk))
        assert not {"code", "region", "year", "phase", "department"} & set(response.context["adminform"].form.fields)

    def test_the_code_of_a_unit_stays_as_well(self, published, admin_client):
        unit = make_department(code="104001", parent=published.budget.department)
        response = admin_client.get(address(Department, "change", unit.pk))
        assert "code" not in response.context["adminform"].form.fields


@pytest.mark.parametrize("wrong", ["itself", "unit", "elsewhere"])
def test_a_parent_is_another_department_of_the_region(wrong, admin_client, db):
    department = make_department()
    parent = {
        "itself": department,
        "unit": make_department(code="105001", parent=make_department(code="105")),
        "elsewhere": make_department(code="106", region=make_region("410000", "河南省")),
    }[wrong]
    page = address(Department, "change", department.pk)
    response = admin_client.post(page, filled_in(admin_client.get(page)) | {"parent": parent.pk})
    assert "parent" in errors_of(response)
