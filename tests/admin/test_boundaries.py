"""What a form may not be talked into: rows of others, another origin, a published page, a day of approval."""

from datetime import date

import pytest

from budgets.models import BudgetYear, Department, Edition, GlossaryTerm
from budgets.publishing import publish, why_not_correct
from budgets.vocabulary import EditionOrigin, Phase, Role
from tests.admin.facts import address, filled_in
from tests.make import appoint, make_budget, make_department, make_edition, make_line, make_region
from tests.staff import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk():
    """The clerk of 104."""
    return appoint("经办", Role.CLERK, department=make_department())


@pytest.fixture
def publisher():
    """The publisher of the region."""
    return appoint("公开", Role.PUBLISHER, region=make_region())


def begin(person, budget, origin) -> int:
    sent = {"budget": budget.pk, "origin": origin, "form_set": "henan-2023", "department_name": "某局"}
    return client_of(person).post(address(Edition, "add"), sent).status_code


def test_an_edition_is_begun_in_ones_own_department_alone(clerk):
    foreign = make_budget(make_department("105"))
    assert begin(clerk, foreign, EditionOrigin.PREPARED) == 403
    assert not Edition.objects.exists()
    assert begin(clerk, make_budget(), EditionOrigin.PREPARED) == 302


def test_a_transcription_that_skips_the_approver_is_the_bureaus(clerk, publisher):
    assert begin(clerk, make_budget(), EditionOrigin.TRANSCRIBED) == 403
    assert begin(publisher, make_budget(), EditionOrigin.PREPARED) == 403
    assert begin(publisher, make_budget(), EditionOrigin.TRANSCRIBED) == 302


def test_what_was_transcribed_is_corrected_by_the_bureau(clerk, publisher):
    edition = make_edition(origin=EditionOrigin.TRANSCRIBED)
    make_line(edition)
    publish(edition=edition, by="某人")
    assert "由财政部门更正" in why_not_correct(edition, clerk)
    assert why_not_correct(edition, publisher) == ""


@pytest.mark.parametrize("place", ["other region", "own region"])
def test_a_bureau_adds_departments_to_its_own_region(place, publisher):
    region = make_region("410888", "外区") if place == "other region" else make_region()
    sent = {"region": region.pk, "code": "777", "name": "新设局"}
    status = client_of(publisher).post(address(Department, "add"), sent).status_code
    assert (status, Department.objects.filter(code="777").exists()) == (
        (403, False) if place == "other region" else (302, True)
    )


def test_what_a_published_page_prints_is_renamed_from_a_year_on_and_not_in_place(publisher):
    edition = make_edition(origin=EditionOrigin.TRANSCRIBED)
    unit = make_department("104001", parent=edition.budget.department, name="一中心")
    make_line(edition, unit=unit)
    publish(edition=edition, by="某人")
    client = client_of(publisher)
    page = address(Department, "change", unit.pk)
    client.post(page, filled_in(client.get(page)) | {"name": "改名中心", "short_name": "改名"})
    assert Department.objects.get(pk=unit.pk).name == "一中心"


def test_the_day_of_approval_is_the_bureaus_to_enter(clerk):
    BudgetYear.objects.create(region=make_region(), year=2023, approved_on=date(2023, 2, 10), opened_by="某人")
    edition = make_edition()
    client = client_of(clerk)
    page = address(Edition, "change", edition.pk)
    client.post(page, filled_in(client.get(page)) | {"approved_on": "9999-12-31"})
    assert Edition.objects.get(pk=edition.pk).approved_on is None


def test_every_save_of_an_edition_counts(clerk):
    edition = make_edition(revision=7)
    client = client_of(clerk)
    page = address(Edition, "change", edition.pk)
    sent = filled_in(client.get(page)) | {"printed_date": "2023年2月"}
    Edition.objects.filter(pk=edition.pk).update(revision=9)
    assert client.post(page, sent).status_code == 302
    assert Edition.objects.get(pk=edition.pk).revision == 10


def test_a_question_that_no_database_can_be_asked_is_refused(clerk):
    client = client_of(clerk)
    assert client.get("/admin/codes/?classification=function&year=2023&q=ab%00").status_code == 400
    assert client.get(address(GlossaryTerm, "changelist") + "?q=%00").status_code == 400


def test_the_log_is_exported_by_what_it_knows(clerk):
    response = client_of(clerk).get("/admin/budgets/changerecord/export.csv?at__year=99999999")
    assert response.status_code == 302


def test_the_clerk_of_a_transcribed_budget_may_still_adjust_it(clerk):
    edition = make_edition(make_budget(phase=Phase.BUDGET), origin=EditionOrigin.TRANSCRIBED)
    make_line(edition)
    publish(edition=edition, by="某人")
    assert client_of(clerk).get(f"/admin/budgets/{edition.budget_id}/adjust/").status_code == 200
