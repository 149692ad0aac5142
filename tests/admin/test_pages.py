"""Every page of the admin opens for those who may, and for nobody else."""

import pytest
from django.apps import apps
from django.db.models import Model

from budgets.models import (
    ChangeRecord,
    DisclosureRequest,
    Edition,
    ErrorReport,
    Project,
    Publication,
    SiteSettings,
    SourceDocument,
    SourceTable,
)
from tests.admin.facts import FACTS, MODELS, address
from tests.make import make_project

READ_ONLY = (ChangeRecord, Publication, SourceDocument, SourceTable)
# Citizens write these, and of the site's settings there is one row.
NOT_ADDED = (DisclosureRequest, ErrorReport, SiteSettings)
MODEL_NAMES = [model.__name__ for model in MODELS]


def pages_of(model: type[Model]) -> list[str]:
    pages = [address(model, "changelist"), address(model, "add")]
    pages += [address(model, page, model.objects.latest("pk").pk) for page in ("change", "delete", "history")]
    return pages


def expected_of(page: str, model: type[Model]) -> int:
    refused = ("/add/", "/delete/") if model in READ_ONLY else ("/add/",) if model in NOT_ADDED else ()
    return 403 if page.endswith(refused) else 200


def test_every_model_has_pages():
    assert {model.__name__ for model in MODELS} >= {model.__name__ for model in FACTS} | {"Region", "Edition"}
    # Edited within others, or made by the portal itself.
    without = {"RegionPopulation", "ProjectFunding", "PerformanceIndicator", "SearchEntry"}
    without |= {"PublishedAmount", "RegionAmount"}
    without |= {"Appointment", "BudgetYear", "CheckSummary", "EditingPresence", "FirstPassword", "FormerName"}
    without |= {"ImportJob", "Reminder", "SavedEntry", "ScheduledPublication", "StepRecord"}
    without |= {"Succession", "Withdrawal"}
    known = {model.__name__ for model in apps.get_app_config("budgets").get_models()}
    assert known - {model.__name__ for model in MODELS} == without


@pytest.mark.parametrize("model", MODELS, ids=MODEL_NAMES)
def test_each_page_opens_for_an_administrator(model, everything, admin_client):
    answers = {page: admin_client.get(page).status_code for page in pages_of(model)}
    assert answers == {page: expected_of(page, model) for page in answers}


@pytest.mark.parametrize("chosen", ["none", "9" * 30, "-1", "²"])
def test_an_edition_that_is_none_shows_no_error(chosen, everything, admin_client):
    assert admin_client.get(address(Project, "changelist"), {"edition": chosen}).status_code == 200


@pytest.mark.parametrize("model", MODELS, ids=MODEL_NAMES)
def test_each_page_asks_a_visitor_to_log_in(model, everything, client):
    for page in pages_of(model):
        for response in (client.get(page), client.post(page)):
            assert response.status_code == 302
            assert response.url.startswith("/admin/login/")


@pytest.mark.parametrize("model", MODELS, ids=MODEL_NAMES)
def test_each_page_refuses_staff_without_permission(model, everything, stranger):
    for page in pages_of(model):
        # What somebody may not see does not exist for them.
        assert stranger.get(page).status_code in (403, 404)
        assert stranger.post(page).status_code in (403, 404)


def test_pages_carry_no_inline_style_or_script(everything, admin_client):
    for model in MODELS:
        for page in pages_of(model):
            text = admin_client.get(page).content.decode()
            assert " style=" not in text, page
            assert "<script>" not in text, page


def test_the_page_of_an_edition_asks_the_database_no_more_often_for_many_facts_than_for_few(
    draft, admin_client, count_queries
):
    few = count_queries(lambda: admin_client.get(address(Edition, "change", draft.pk)))
    for number in range(20):
        make_project(draft, name=f"项目{number}")
    many = count_queries(lambda: admin_client.get(address(Edition, "change", draft.pk)))
    assert many <= few <= 30


def test_the_page_of_an_edition_leads_to_its_facts(draft, admin_client):
    response = admin_client.get(address(Edition, "change", draft.pk))
    kinds = {kind.name: kind for kind in response.context["kinds"]}
    assert kinds["项目"].count == 1
    assert admin_client.get(kinds["项目"].list_address).context["cl"].result_count == 1
    form = admin_client.get(kinds["项目"].add_address).context["adminform"].form
    assert form["edition"].value() == str(draft.pk)
    assert {"R01", "R10"} <= {rule.code for rule in response.context["checks"]}
    assert "不符" in response.content.decode()


def test_from_a_filtered_list_one_adds_to_the_same_edition(draft, admin_client):
    response = admin_client.get(address(Project, "add"), {"_changelist_filters": f"edition={draft.pk}"})
    assert response.context["adminform"].form["edition"].value() == str(draft.pk)


def test_the_first_page_speaks_chinese_and_leads_to_editions(admin_client):
    text = admin_client.get("/admin/").content.decode()
    assert "预算公开门户·工作台" in text
    assert address(Edition, "changelist") in text
