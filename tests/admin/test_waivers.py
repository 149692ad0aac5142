"""Reasons for warnings: given for what the checks really find, in a draft, under the name of who gives them."""

import pytest

from budgets.checks import check
from budgets.models import ChangeRecord, Waiver
from budgets.tables import Facts
from budgets.vocabulary import EditionStatus
from tests.admin.facts import address
from tests.make import make_edition, make_line, make_text, publish_prepared

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    """A draft with one warning: a subject under a name that is not its own."""
    edition = make_edition()
    make_text(edition)
    make_line(edition, name="旧名称")
    return edition


@pytest.fixture
def warning(edition):
    """What the checks say of it."""
    (finding,) = next(result.findings for result in check(Facts(edition)) if result.rule.code == "R15")
    return str(finding.message)


def send(client, edition, **values):
    values = {"edition": edition.pk, "rule": "R15", "finding": "", "reason": "沿用旧名。", **values}
    return client.post(address(Waiver, "add"), values)


@pytest.mark.parametrize("names_it", [True, False])
def test_a_reason_is_kept_under_the_name_of_who_gave_it(names_it, edition, warning, admin_client, admin_user):
    response = send(admin_client, edition, finding=warning if names_it else "")
    assert response.status_code == 302
    waiver = Waiver.objects.get(edition=edition)
    assert (waiver.finding, waiver.granted_by) == (warning if names_it else "", admin_user.get_username())
    edition.refresh_from_db()
    assert edition.edited_by is None, "whoever examines an edition has not edited it"
    assert ChangeRecord.objects.get(edition=edition).kind == "Waiver"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"finding": "没有这一句。"}, "核对结果里没有这一句。现有的提示："),
        ({"rule": "R01"}, "这条规则没有需要说明的提示；错误须改正，不能只作说明。"),
        ({"rule": "R99"}, "选择一个有效的选项"),
        ({"reason": ""}, "必填项"),
    ],
)
def test_a_reason_for_nothing_is_refused(values, said, edition, admin_client):
    response = send(admin_client, edition, **values)
    assert response.status_code == 200
    assert said in str(response.context["adminform"].form.errors)
    assert not Waiver.objects.exists()


def test_one_reason_for_one_finding(edition, warning, admin_client):
    assert send(admin_client, edition).status_code == 302
    assert send(admin_client, edition).status_code == 200
    assert Waiver.objects.count() == 1


def test_what_is_published_can_only_be_read(edition, warning, admin_client):
    send(admin_client, edition)
    publish_prepared(edition)
    waiver = Waiver.objects.get()
    assert edition.budget.editions.get().status == EditionStatus.PUBLISHED
    page = admin_client.get(address(Waiver, "change", waiver.pk))
    assert page.status_code == 200
    assert not page.context["has_change_permission"]
    assert admin_client.post(address(Waiver, "delete", waiver.pk), {"post": "yes"}).status_code == 403
    assert send(admin_client, edition, finding=warning).status_code == 200
    assert Waiver.objects.get().reason == "沿用旧名。"
