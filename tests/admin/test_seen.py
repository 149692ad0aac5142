"""Two people with one form open: what the other changed is kept or told, and never overwritten."""

import pytest

from budgets.models import Edition, GlossaryTerm
from budgets.vocabulary import Role
from tests.admin.facts import address, filled_in
from tests.make import appoint, make_edition
from tests.staff import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return make_edition()


@pytest.fixture
def client(edition):
    return client_of(appoint("经办", Role.CLERK, department=edition.budget.department))


def opened(response, form=None) -> dict[str, str]:
    """Return what a browser would send of a form as it was shown, with what was shown."""
    sent = filled_in(response) if form is None else {one.html_name: one.value() or "" for one in form}
    return sent | {f"initial-{name}": value for name, value in sent.items()}


def test_two_fields_of_a_row_may_be_changed_at_once(edition, client):
    term = GlossaryTerm.objects.create(edition=edition, term="基本支出", meaning="旧\n解释")
    page = address(GlossaryTerm, "change", term.pk)
    sent = opened(client.get(page)) | {"term": "基本支出（新）"}
    GlossaryTerm.objects.update(meaning="别人写的解释")
    assert client.post(page, sent).status_code == 302
    assert GlossaryTerm.objects.values_list("term", "meaning").get() == ("基本支出（新）", "别人写的解释")


def test_of_one_field_that_both_changed_the_second_is_told(edition, client):
    term = GlossaryTerm.objects.create(edition=edition, term="基本支出", meaning="旧")
    page = address(GlossaryTerm, "change", term.pk)
    sent = opened(client.get(page)) | {"meaning": "我的"}
    GlossaryTerm.objects.update(meaning="别人的")
    response = client.post(page, sent)
    assert "现在是“别人的”" in str(response.context["adminform"].form.errors["meaning"])
    assert GlossaryTerm.objects.get().meaning == "别人的"
    again = opened(client.get(page)) | {"meaning": "我的"}
    assert client.post(page, again).status_code == 302


def test_what_an_edition_prints_is_not_lost_either(edition, client):
    page = f"/admin/editions/{edition.pk}/entry/particulars/"
    sent = opened(None, client.get(page).context["form"]) | {"printed_date": "2023年2月"}
    Edition.objects.update(reason="别人写的原因")
    assert client.post(page, sent).status_code == 302
    assert Edition.objects.values_list("printed_date", "reason").get() == ("2023年2月", "别人写的原因")
