"""Deleting drafts: where it leads, and that what was handed in once keeps its history."""

import pytest

from budgets.models import Edition, StepRecord
from budgets.publishing import send_back, submit
from budgets.vocabulary import EditionOrigin
from tests.admin.clients import client_of
from tests.admin.facts import address
from tests.steps.people import make_cast, make_sound

pytestmark = pytest.mark.django_db

YES = {"post": "yes"}


@pytest.fixture
def edition():
    """A prepared draft that can be submitted."""
    return make_sound()


@pytest.fixture
def cast(edition):
    """The people around it."""
    return make_cast(edition.budget.department)


@pytest.fixture
def sent_back(edition, cast):
    """The draft after it was submitted and sent back."""
    submit(edition=edition, by=cast.clerk)
    send_back(edition=edition, by=cast.approver, remark="请改")
    edition.refresh_from_db()
    return edition


def chosen(*editions):
    """What the list sends to delete editions."""
    return {"action": "delete_selected", "_selected_action": [one.pk for one in editions], **YES}


def test_deleting_a_draft_leads_to_the_desk_with_the_message(edition, cast):
    response = client_of(cast.clerk).post(address(Edition, "delete", edition.pk), YES, follow=True)
    assert response.redirect_chain == [("/admin/", 302)]
    assert f"已删除预算版本“{edition}”。" in response.content.decode()
    assert not Edition.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_was_handed_in_once_is_not_deleted(method, sent_back, cast):
    clerk = client_of(cast.clerk)
    response = getattr(clerk, method)(address(Edition, "delete", sent_back.pk), YES, follow=True)
    assert response.redirect_chain == [(f"/admin/editions/{sent_back.pk}/", 302)]
    assert "这一版提交过，办理记录要留存，不能删除" in response.content.decode()
    assert StepRecord.objects.filter(edition=sent_back).count() == 2


def test_the_page_of_what_was_handed_in_says_why_it_stays(sent_back, cast):
    page = client_of(cast.clerk).get(address(Edition, "change", sent_back.pk)).content.decode()
    assert "这一版提交过" in page
    assert "deletelink" not in page


def test_among_many_what_was_handed_in_keeps_all_from_being_deleted(sent_back, cast):
    other = make_sound(year=2024)
    clerk = client_of(cast.clerk)
    page = clerk.post(address(Edition, "changelist"), chosen(sent_back, other)).content.decode()
    assert page.count("而您不能删除它们") == 0
    assert Edition.objects.count() == 2
    clerk.post(address(Edition, "changelist"), chosen(other))
    assert Edition.objects.get() == sent_back


def test_a_superuser_may_delete_it_and_a_published_one_stays_out_of_reach(sent_back, cast):
    desk = client_of(cast.superuser)
    assert desk.post(address(Edition, "delete", sent_back.pk), YES).url == "/admin/"
    assert not Edition.objects.exists()
    other = make_sound(year=2024, origin=EditionOrigin.TRANSCRIBED)
    Edition.objects.filter(pk=other.pk).update(status="published")
    assert desk.post(address(Edition, "delete", other.pk), YES).status_code == 403
