"""The preview: every public page of an edition before it is public, for its own people, kept by no cache."""

import re

import pytest
from django.test import Client

from budgets.models import Edition, FunctionExpenditure
from budgets.pages.table import FILES
from budgets.pages.urls import BUDGET_PAGES
from budgets.publishing import correct
from budgets.vocabulary import Phase
from tests.admin.clients import client_of
from tests.make import publish_prepared
from tests.pages.words import links
from tests.published import DEPARTMENT, ELSEWHERE, YEAR, store_twin
from tests.steps.people import make_cast
from tests.test_public_urls import KEYS, PAGE_PICTURES, PLACE, body, routes

pytestmark = pytest.mark.django_db

BUDGET = f"{ELSEWHERE}/{DEPARTMENT}/{YEAR}"


def previews(edition, number=1, phase=""):
    """Return every address of an edition's preview, in every form."""
    base = f"/admin/preview/{edition.pk}/{BUDGET}/{phase}editions/{number}/"
    found = []
    for route in routes(BUDGET_PAGES):
        for form in FILES if "form>" in route else [""]:
            keys = {**KEYS, "form": form, "page": 1}
            found.append(base + PLACE.sub(lambda match, keys=keys: str(keys[match.group(1)]), route))
    return found


@pytest.fixture
def edition(db):
    """The twin as a draft of a region that has published nothing."""
    return store_twin(region=ELSEWHERE)


@pytest.fixture
def cast(edition):
    """The people around it."""
    return make_cast(edition.budget.department)


def test_every_page_and_file_opens_for_its_people_and_for_nobody_else(edition, cast):
    clerk, stranger, visitor = client_of(cast.clerk), client_of(cast.other_clerk), Client()
    for address in previews(edition):
        response = clerk.get(address)
        # A text has no pages to be drawn.
        assert response.status_code == (404 if PAGE_PICTURES in address else 200), address
        body(response)
        if response.status_code == 200:
            assert {"private", "no-store"} <= set(re.split(r",\s*", response["Cache-Control"])), address
            assert "public" not in response["Cache-Control"]
            assert "ETag" not in response, address
        assert stranger.get(address).status_code == 404, address
        answer = visitor.get(address)
        assert answer.status_code == 302, address
        assert answer.url.startswith("/admin/login/")


def test_everybody_who_may_see_the_edition_may_see_its_preview(edition, cast):
    address = previews(edition)[0]
    seen = {name: client_of(person).get(address).status_code for name, person in vars(cast).items()}
    assert {name for name, status in seen.items() if status == 200} == {
        "clerk",
        "approver",
        "publisher",
        "administrator",
        "superuser",
    }
    assert set(seen.values()) == {200, 404}


def test_pages_say_what_they_are_and_lead_only_to_each_other(edition, cast):
    clerk = client_of(cast.clerk)
    base = f"/admin/preview/{edition.pk}/{BUDGET}/editions/1/"
    for address in previews(edition):
        if not address.endswith("/") or PAGE_PICTURES in address:
            continue
        page = clerk.get(address)
        text = page.content.decode()
        assert "预览 · 尚未公开" in text, address
        for link in links(page):
            assert f"/{ELSEWHERE}/" not in link or link.startswith(base) or "/feed/" in link, (address, link)
    assert "2,852.11" in clerk.get(base).content.decode()


def test_every_link_of_the_first_pages_leads_somewhere(edition, cast):
    clerk = client_of(cast.clerk)
    base = f"/admin/preview/{edition.pk}/{BUDGET}/editions/1/"
    found = [link for page in ("", "checks/", "editions/") for link in links(clerk.get(base + page))]
    # One in four is enough to meet each kind of them.
    for link in sorted({link.split("#")[0] for link in found if link.startswith(base)})[::4]:
        assert clerk.get(link).status_code == 200, link


def test_the_preview_is_of_one_edition_under_its_own_address(edition, cast):
    clerk = client_of(cast.clerk)
    other = store_twin(region=ELSEWHERE, department="105")
    for address in (
        f"/admin/preview/{edition.pk}/{BUDGET}/editions/2/",
        f"/admin/preview/{edition.pk}/{BUDGET}/final/editions/1/",
        f"/admin/preview/{edition.pk}/{ELSEWHERE}/105/{YEAR}/editions/1/",
        f"/admin/preview/{other.pk}/{BUDGET}/editions/1/",
        f"/admin/preview/999999/{BUDGET}/editions/1/",
        f"/admin/preview/{edition.pk}/{BUDGET}/editions/1/charts/flow/?embed=1",
    ):
        assert clerk.get(address).status_code == 404, address
        assert client_of(cast.superuser).get(address).status_code == 404, address


def test_whoever_says_to_hold_a_copy_gets_the_page(edition, cast):
    public = Client()
    address = previews(edition)[0]
    held = client_of(cast.clerk).get(address, headers={"if-none-match": "*"})
    assert held.status_code == 200
    assert public.get(f"/{BUDGET}/editions/1/").status_code == 404


def test_once_public_the_preview_leads_to_the_page_of_everybody(edition, cast):
    address = previews(edition)[0]
    publish_prepared(edition)
    assert client_of(cast.clerk).get(address).url == f"/{BUDGET}/"


def test_other_phases_have_previews_too(cast):
    edition = store_twin(region=ELSEWHERE, phase=Phase.FINAL)
    clerk = client_of(cast.clerk)
    for address in previews(edition, phase="final/")[:4]:
        assert clerk.get(address).status_code == 200, address


def test_a_correction_is_shown_with_its_differences(edition, django_user_model):
    publish_prepared(edition)
    published = Edition.objects.with_names().get()
    person = django_user_model.objects.create_superuser("改")
    begun = correct(edition=published, by=person, reason="金额有误")
    FunctionExpenditure.objects.filter(edition=begun, code="2013202", nature="specific_purpose").update(amount="710000")
    client = client_of(person)
    base = f"/admin/preview/{begun.pk}/{BUDGET}/editions/2/"
    changes = client.get(f"{base}changes/").content.decode()
    assert "第 2 版公开后将取代第 1 版。" in changes
    assert "更正原因：金额有误" in changes
    assert Edition.objects.published().get() == published
    history = client.get(f"{base}editions/").content.decode()
    assert re.findall(r"第 (\d) 版 <span class=.verdict.>(\w+)<", history) == [("2", "现行"), ("1", "已被更正取代")]
    assert client.get(f"/{BUDGET}/editions/").content.decode().count("第 2 版") == 0
