"""Publishing from the admin: the confirmation page, the act, and what happens the second time."""

from decimal import Decimal

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from budgets import publishing
from budgets.models import Edition, FunctionExpenditure, Publication
from budgets.publishing import PublishingError
from budgets.vocabulary import EditionOrigin, EditionStatus, Fund
from tests.admin.facts import address, make_facts
from tests.make import make_edition, make_line


def publish_page(edition) -> str:
    return reverse("admin:edition_publish", args=[edition.pk])


def desk(edition) -> str:
    return reverse("admin:edition_desk", args=[edition.pk])


@pytest.fixture
def page(draft) -> str:
    return publish_page(draft)


def confirm(client, page, **fields):
    """Open the confirmation page and confirm what it shows."""
    shown = client.get(page)
    return client.post(page, {"seen": shown.context["review"].seen, **fields})


def said(response) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_the_page_of_a_draft_leads_to_the_confirmation(draft, page, admin_client):
    assert page in admin_client.get(address(Edition, "change", draft.pk)).content.decode()
    assert admin_client.get(address(Edition, "publish", draft.pk)).url == page


def test_the_confirmation_shows_what_will_be_published(draft, page, admin_client):
    make_line(draft, fund=Fund.ALL_FUNDS, amount=Decimal("28521100.00"))
    text = admin_client.get(page).content.decode()
    department = draft.budget.department
    for shown in (department.name, department.code, "2023 预算", "第 1 版", "转录", "首次公开", "2,852.11 万元"):
        assert shown in text
    assert "收入总计" in text
    assert "错误：" in text
    assert "提示：" in text
    assert "不能撤销" in text
    assert 'name="reason"' not in text
    assert f'href="/admin/preview/{draft.pk}/410796/104/2023/editions/1/report/"' in text
    assert Publication.objects.count() == 0


def test_confirming_publishes_in_the_name_of_the_person(draft, page, admin_client, admin_user):
    admin_user.first_name, admin_user.last_name = "审核", "王"
    admin_user.save()
    response = confirm(admin_client, page)
    assert response.url == desk(draft)
    assert "公开记录第 1 号" in said(response)
    draft.refresh_from_db()
    assert draft.status == EditionStatus.PUBLISHED
    assert Publication.objects.get().actor == admin_user.get_full_name()


def test_without_a_full_name_the_user_name_is_recorded(page, admin_client, admin_user):
    confirm(admin_client, page)
    assert Publication.objects.get().actor == admin_user.get_username()


def test_confirming_twice_publishes_once(page, admin_client):
    seen = admin_client.get(page).context["review"].seen
    first, second = (admin_client.post(page, {"seen": seen}) for _ in range(2))
    assert "现在是“已公开”，不能办理“公开”" in said(second)
    assert second.url == first.url
    assert Publication.objects.count() == 1


def test_somebody_quicker_is_told(draft, page, admin_client, monkeypatch):
    def lose(*, edition, **_):
        Edition.objects.filter(pk=edition.pk).update(status=EditionStatus.PUBLISHED)
        raise PublishingError("别人已经公开。")

    monkeypatch.setattr(publishing, "publish", lose)
    response = confirm(admin_client, page)
    assert response.url == desk(draft)
    assert "别人已经公开。" in said(response)


def test_what_publishing_refuses_is_said_on_the_page(page, admin_client, monkeypatch):
    def refuse(**_):
        raise PublishingError("有 1 处错误须先改正。")

    monkeypatch.setattr(publishing, "publish", refuse)
    response = confirm(admin_client, page)
    assert response.status_code == 200
    assert "有 1 处错误须先改正。" in response.content.decode()


def test_facts_changed_since_the_page_was_opened_are_shown_again(draft, page, admin_client):
    seen = admin_client.get(page).context["review"].seen
    FunctionExpenditure.objects.update(amount=Decimal("5.00"))
    response = admin_client.post(page, {"seen": seen})
    assert response.status_code == 200
    assert "请重新核对" in response.content.decode()
    assert Publication.objects.count() == 0
    assert admin_client.post(page, {"seen": response.context["review"].seen}).status_code == 302
    assert Publication.objects.count() == 1


def test_a_prepared_edition_with_errors_cannot_be_confirmed(db, admin_client):
    edition = make_edition(origin=EditionOrigin.PREPARED)
    make_facts(edition)
    Edition.objects.filter(pk=edition.pk).update(status=EditionStatus.APPROVED)
    page = publish_page(edition)
    text = admin_client.get(page).content.decode()
    assert "有错误，不能办理" in text
    assert "确认公开" not in text
    response = confirm(admin_client, page)
    assert "处错误须先改正" in response.content.decode()
    assert Publication.objects.count() == 0


def test_a_prepared_draft_leads_back_to_its_page(db, admin_client):
    edition = make_edition(origin=EditionOrigin.PREPARED)
    response = admin_client.get(publish_page(edition))
    assert response.url == desk(edition)
    assert "请先填好并提交审核。" in said(response)


class TestCorrections:
    @pytest.fixture
    def correction(self, published) -> Edition:
        edition = make_edition(published.budget, origin=EditionOrigin.TRANSCRIBED)
        make_facts(edition)
        FunctionExpenditure.objects.filter(edition=edition).update(amount=Decimal("120000.00"))
        return edition

    def test_the_confirmation_says_what_it_replaces_and_what_it_changes(self, correction, admin_client):
        text = admin_client.get(publish_page(correction)).content.decode()
        assert "公开的第 1 版，它将标为“已被更正”" in text
        assert "与现行的第 1 版相比" in text
        cell = f"/admin/preview/{correction.pk}/410796/104/2023/editions/2/tables/3/cells/2013201/total/"
        assert f'<a href="{cell}">12.00</a>' in text
        assert '<a href="/410796/104/2023/editions/1/tables/3/cells/2013201/total/">10.00</a>' in text

    def test_a_reason_is_required(self, correction, admin_client):
        response = confirm(admin_client, publish_page(correction), reason=" ")
        assert "reason" in response.context["form"].errors
        assert Publication.objects.count() == 1

    def test_with_a_reason_it_replaces_the_edition_before(self, correction, published, admin_client):
        confirm(admin_client, publish_page(correction), reason="金额录错")
        published.refresh_from_db()
        correction.refresh_from_db()
        assert (published.status, correction.status) == (EditionStatus.SUPERSEDED, EditionStatus.PUBLISHED)
        assert correction.reason == "金额录错"
        assert Publication.objects.count() == 2


class TestTheAction:
    def choose(self, client, *editions):
        chosen = [edition.pk for edition in editions]
        return client.post(address(Edition, "changelist"), {"action": "publish_chosen", "_selected_action": chosen})

    def test_it_leads_to_the_confirmation_of_one_draft(self, draft, page, admin_client):
        assert self.choose(admin_client, draft).url == page
        assert Publication.objects.count() == 0

    def test_it_asks_for_exactly_one_draft(self, published, admin_client):
        other = make_edition(published.budget)
        for editions in ([published], [published, other]):
            response = self.choose(admin_client, *editions)
            assert "请只选一个还没有公开的版本" in said(response)


def test_a_forged_request_publishes_nothing(page, admin_client):
    client = Client(enforce_csrf_checks=True)
    client.cookies = admin_client.cookies
    assert client.post(page, {}).status_code == 403
    assert Publication.objects.count() == 0


def test_without_permission_nobody_publishes(page, stranger):
    assert stranger.get(page).status_code in (403, 404)
    assert stranger.post(page).status_code in (403, 404)


def test_an_edition_that_is_none_is_not_found(db, admin_client):
    assert admin_client.get(reverse("admin:edition_publish", args=[99])).status_code == 404
    assert admin_client.get(address(Edition, "publish", 99)).status_code == 404
