"""The pages of the steps: what they show, what they ask, and that they do it once for those who may."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from budgets.admin.steps.addresses import next_steps
from budgets.models import (
    ChangeRecord,
    DeclaredAmount,
    Edition,
    FunctionExpenditure,
    ScheduledPublication,
    StepRecord,
    Waiver,
    Withdrawal,
)
from budgets.publishing import schedule, submit
from budgets.vocabulary import EditionStatus
from tests.admin.clients import client_of
from tests.make import publish_prepared
from tests.steps.people import OLD_NAME, make_cast, make_sound, take_to_approval

pytestmark = pytest.mark.django_db

PAGES = ("submit", "approve", "send_back", "schedule", "unschedule", "publish", "withdraw", "correct", "history")
# Whose pages open, besides those of the edition's history: that is for all who may see the edition.
OWN = {
    "clerk": {"submit", "correct", "history"},
    "approver": {"approve", "send_back", "history"},
    "publisher": {"send_back", "schedule", "unschedule", "publish", "withdraw", "history"},
    "administrator": {"history"},
    "superuser": set(PAGES),
}


@pytest.fixture
def edition():
    """A prepared draft with one warning, which nobody has explained."""
    return make_sound(name=OLD_NAME)


@pytest.fixture
def cast(edition):
    """The people around it."""
    return make_cast(edition.budget.department)


def page_of(name, edition):
    return reverse(f"admin:edition_{name}", args=[edition.pk])


def send(person, name, edition, **fields):
    """Open a page and send what it asks, with what it shows."""
    client = client_of(person)
    shown = client.get(page_of(name, edition))
    assert shown.status_code == 200, shown
    seen = shown.context["review"].seen if "review" in shown.context else ""
    return client.post(page_of(name, edition), {"seen": seen, "revision": edition.revision, **fields})


def said(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def status_of(edition):
    return Edition.objects.values_list("status", flat=True).get(pk=edition.pk)


def reason_fields(person, name, edition):
    """Return the names of the fields for reasons, by the sentence they are for; blank for the whole rule."""
    form = client_of(person).get(page_of(name, edition)).context["form"]
    return {finding: field for field, (_rule, finding) in form.keys.items()}


def test_every_page_is_for_its_own_people_alone(edition, cast, client):
    for name in PAGES:
        assert client.get(page_of(name, edition)).url.startswith("/admin/login/")
    for who, person in vars(cast).items():
        browser = client_of(person)
        for name in PAGES:
            expected = {403} if who in OWN else {404}
            if name in OWN.get(who, ()):
                expected = {200, 302}
            for answer in (browser.get(page_of(name, edition)), browser.post(page_of(name, edition), {})):
                assert answer.status_code in expected, (who, name)
                assert answer.status_code != 200 or "no-store" in answer["Cache-Control"]
    assert status_of(edition) == EditionStatus.DRAFT
    assert not StepRecord.objects.exists()


def test_a_budget_goes_through_all_pages(edition, cast):
    assert [offer.key for offer in next_steps(cast.clerk, edition)] == ["submit"]
    response = send(cast.clerk, "submit", edition, remark="请审核")
    assert "已提交，等待审核" in said(response)
    assert status_of(edition) == EditionStatus.SUBMITTED
    field = reason_fields(cast.approver, "approve", edition)
    sentence = next(one for one in field if one)
    response = send(cast.approver, "approve", edition, **{field[sentence]: "沿用旧名。"})
    assert "已审核通过" in said(response)
    waiver = Waiver.objects.get()
    assert (waiver.finding, waiver.reason, waiver.granted_by) == (sentence, "沿用旧名。", "审核")
    at = timezone.localtime() + timedelta(hours=2)
    response = send(cast.publisher, "schedule", edition, at=f"{at:%Y-%m-%dT%H:%M}")
    planned = ScheduledPublication.objects.get()
    assert planned.publish_at == at.replace(second=0, microsecond=0)
    assert send(cast.publisher, "unschedule", edition).status_code == 302
    assert "公开记录第 1 号" in said(send(cast.publisher, "publish", edition))
    response = send(cast.publisher, "withdraw", edition, reason="误发未定稿")
    assert Withdrawal.objects.get().reason == "误发未定稿"
    history = client_of(cast.clerk).get(page_of("history", edition)).content.decode()
    for told in ("提交审核", "请审核", "审核通过", "定时公开", "取消定时", "误发未定稿"):
        assert told in history


def test_approving_without_reasons_says_what_is_left_and_keeps_what_was_written(edition, cast):
    second = FunctionExpenditure.objects.get()
    second.pk, second.code, second.name = None, "2013202", "另一旧名称"
    second.save()
    submit(edition=edition, by=cast.clerk)
    field = reason_fields(cast.approver, "approve", edition)
    first = next(one for one in field if OLD_NAME in one and "另一" not in one)
    response = send(cast.approver, "approve", edition, **{field[first]: "沿用旧名。"})
    assert response.status_code == 200
    assert "还有 1 条提示没有说明理由" in response.content.decode()
    assert Waiver.objects.get().reason == "沿用旧名。"
    assert send(cast.approver, "approve", edition, **{field[""]: "全部沿用。"}).status_code == 302
    assert Waiver.objects.count() == 2
    assert {record.actor for record in ChangeRecord.objects.filter(kind="Waiver")} == {"审核"}


def test_reasons_can_be_saved_alone_and_taken_back(edition, cast):
    field = reason_fields(cast.clerk, "submit", edition)
    sentence = next(one for one in field if one)
    assert "说明理由已保存" in said(send(cast.clerk, "submit", edition, **{field[sentence]: "待核。", "save": "1"}))
    assert status_of(edition) == EditionStatus.DRAFT
    assert Waiver.objects.get().granted_by == "经办"
    send(cast.clerk, "submit", edition, **{field[sentence]: " ", "save": "1"})
    assert not Waiver.objects.exists()


def test_a_page_that_shows_other_reasons_asks_to_look_again(edition, cast):
    submit(edition=edition, by=cast.clerk)
    browser = client_of(cast.approver)
    seen = browser.get(page_of("approve", edition)).context["review"].seen
    Waiver.objects.create(edition=edition, rule="R15", reason="另有原因。", granted_by="某人")
    response = browser.post(page_of("approve", edition), {"seen": seen})
    assert "请重新核对" in response.content.decode()
    assert status_of(edition) == EditionStatus.SUBMITTED


def test_errors_leave_nothing_to_confirm(edition, cast):
    DeclaredAmount.objects.create(edition=edition, table_number=3, row="total", column="total", amount=120000)
    page = client_of(cast.clerk).get(page_of("submit", edition)).content.decode()
    assert "有错误，不能办理" in page
    assert "确认提交" not in page


def test_findings_lead_to_the_sheet_where_they_are_mended_while_one_may_edit(edition, cast):
    declared = DeclaredAmount.objects.create(edition=edition, table_number=3, row="total", column="total", amount=1200)
    sheet = reverse("admin:entry_sheet", args=[edition.pk, "function_expenditure"])
    page = client_of(cast.clerk).get(page_of("submit", edition)).content.decode()
    assert page.count(f'<a href="{sheet}">去改</a>') == 1
    declared.delete()
    page = client_of(cast.clerk).get(page_of("submit", edition)).content.decode()
    assert f'<a href="{sheet}">去看</a>' in page
    submit(edition=edition, by=cast.clerk)
    page = client_of(cast.approver).get(page_of("approve", edition)).content.decode()
    assert "印作“旧名称”" in page
    assert sheet not in page


def test_who_took_a_step_is_told_on_the_page_of_the_next(edition, cast):
    submit(edition=edition, by=cast.superuser)
    page = client_of(cast.superuser).get(page_of("approve", edition)).content.decode()
    assert "您提交过这一版" in page
    assert "审核通过</" not in page
    assert 'value="审核通过"' not in page


@pytest.mark.parametrize(("name", "field"), [("send_back", "remark"), ("withdraw", "reason"), ("schedule", "at")])
def test_what_must_be_written_is_asked_for(name, field, edition, cast):
    if name == "withdraw":
        publish_prepared(edition)
    else:
        take_to_approval(edition, cast)
    before = status_of(edition)
    response = send(cast.publisher, name, edition, **{field: " "})
    assert field in response.context["form"].errors
    assert status_of(edition) == before


def test_an_hour_that_has_passed_is_refused_and_a_failed_one_told(edition, cast):
    take_to_approval(edition, cast)
    response = send(cast.publisher, "schedule", edition, at="2020-01-01T08:00")
    assert "至少要在一分钟以后" in response.content.decode()
    schedule(edition=edition, by=cast.publisher, at=timezone.now() + timedelta(days=1))
    ScheduledPublication.objects.update(problem="另有一版先公开了。")
    for name in ("publish", "history"):
        assert "另有一版先公开了。" in client_of(cast.publisher).get(page_of(name, edition)).content.decode()


def test_a_correction_begins_with_the_reason(edition, cast):
    publish_prepared(edition)
    assert [offer.key for offer in next_steps(cast.clerk, Edition.objects.get())] == ["correct"]
    response = send(cast.clerk, "correct", edition, reason="工资金额有误")
    begun = Edition.objects.get(number=2)
    assert response.url == reverse("admin:edition_desk", args=[begun.pk])
    assert begun.reason == "工资金额有误"
    page = client_of(cast.clerk).get(page_of("correct", edition)).content.decode()
    assert "这份预算已有第 2 版（草稿）" in page
    assert send(cast.clerk, "correct", edition, reason="再来一次").status_code == 200
    assert Edition.objects.count() == 2
