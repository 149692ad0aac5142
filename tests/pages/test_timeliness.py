"""Public pages on deadlines and on changes of the house: what is due, published, late, exempt; who became whom."""

from datetime import date

import pytest
from django.utils import timezone

from budgets.house import merge, rename, split
from budgets.models import BudgetYear, Edition, Withdrawal
from budgets.pages import timeliness
from budgets.vocabulary import EditionOrigin, EditionStatus
from tests.compliance.stand import make_due, make_person, make_published, open_a_year, publish_on
from tests.make import make_budget, make_department, make_edition
from tests.pages.test_across import read

pytestmark = pytest.mark.django_db
REGION = "/410796/"


@pytest.fixture
def today(monkeypatch):
    """A day that tests set."""
    days = [date(2026, 3, 1)]
    monkeypatch.setattr(timezone, "localdate", lambda value=None, zone=None: days[0] if value is None else value.date())
    return days


@pytest.fixture
def year():
    open_a_year(2026, date(2026, 2, 10))
    make_published("101", date(2026, 2, 20))
    make_due("102")
    make_due("103", approved_on=date(2026, 1, 10))
    make_due("104", exemption_ground="《预算法》第十四条：涉及国家秘密")


def test_the_region_says_who_has_published_is_due_and_late(client, today, year):
    page = read(client, REGION)
    assert "2026 年预算公开情况" in page
    assert "应公开 3 已公开 1 已过公开期限、尚未公开 1" in page
    assert "测试102 尚未公开（应于 2026 年 3 月 2 日前公开）" in page
    assert "测试103 尚未公开（公开期限：2026 年 1 月 30 日）" in page
    assert "测试104 不予公开：《预算法》第十四条：涉及国家秘密" in page
    for shaming in ("逾期", "拖延", "通报"):
        assert shaming not in page


def test_the_page_changes_when_a_deadline_passes_and_not_before(client, today, year):
    def tag() -> str:
        return client.get(REGION)["ETag"]

    before = tag()
    today[0] = date(2026, 3, 2)
    assert tag() == before
    today[0] = date(2026, 3, 3)
    after = tag()
    assert after != before
    assert "已过公开期限、尚未公开 2" in read(client, REGION)
    BudgetYear.objects.update(approved_on=date(2026, 2, 20))
    assert tag() != after


def test_without_a_day_of_approval_nothing_is_said_and_no_draft_shows(client, today):
    open_a_year(2026)
    make_published("101", date(2026, 2, 20))
    make_due("102")
    page = read(client, REGION)
    assert "公开情况" not in page and "测试102" not in page


def test_a_region_that_owes_its_first_budget_has_a_page(client, today):
    assert client.get(REGION).status_code == 404
    open_a_year(2026, date(2026, 2, 10))
    make_due("102")
    assert "测试102 尚未公开" in read(client, REGION)


def test_the_list_of_those_who_wait_has_pages(client, today, year, monkeypatch):
    monkeypatch.setattr(timeliness, "PER_PAGE", 1)
    assert "测试103 尚未公开" not in read(client, REGION)
    assert "测试103 尚未公开" in read(client, f"{REGION}?year=2026&phase=budget&waiting=2")
    assert client.get(f"{REGION}?waiting=²").status_code == 200


def test_a_department_says_when_it_published_and_what_it_owes(client, today, year):
    open_a_year(2025, date(2025, 2, 10))
    make_due("101", year=2025)
    page = read(client, f"{REGION}101/")
    assert "2026 年预算 2026 年 2 月 20 日公开（公开期限：2026 年 3 月 2 日）" in page
    assert "2025 年预算 尚未公开（公开期限：2025 年 3 月 2 日）" in page


def test_a_transcribed_budget_counts_as_published_whenever_that_was(client, today):
    open_a_year(2026, date(2026, 2, 10))
    make_published("101", date(2026, 11, 20), origin=EditionOrigin.TRANSCRIBED)
    page = read(client, REGION)
    assert "应公开 1 已公开 1 已过公开期限、尚未公开 0" in page and "在期限以后公开" not in page


def test_what_was_withdrawn_is_listed_with_its_reason(client, today, year):
    other = make_published("105", date(2026, 2, 20)).editions.get()
    before = client.get(REGION)["ETag"]
    Edition.objects.filter(pk=other.pk).update(status=EditionStatus.WITHDRAWN)
    Withdrawal.objects.create(edition=other, reason="误公开了草稿。", by="王五")
    page = read(client, REGION)
    assert "测试105 2026 年预算 误公开了草稿。" in page and client.get(REGION)["ETag"] != before
    assert f'<a href="{REGION}105/2026/editions/">' in client.get(REGION).content.decode()
    publish_on(make_edition(other.budget), date(2026, 2, 28))
    assert "误公开了草稿" not in read(client, REGION)


def test_departments_tell_what_became_of_them_and_link_to_one_another(client):
    by = make_person("publisher")
    for code in ("101", "102", "103"):
        make_published(code, date(2023, 2, 20), year=2023)
    first, second, third = (make_department(code) for code in ("101", "102", "103"))
    rename(department=second, from_year=2024, name="新名局", short_name="", parent=None, by=by)
    merge(predecessors=[first], into=second, from_year=2025, by=by)
    split(department=third, into=[third, second], from_year=2026, by=by)
    assert "2025 年起并入新名局。" in read(client, f"{REGION}101/")
    page = read(client, f"{REGION}102/")
    assert "2024 年起由“测试局102”更名为“新名局”。" in page
    assert "2025 年起并入本部门的有测试局101。" in page and "2026 年起由测试局103分立。" in page
    assert '<a href="/410796/101/">测试局101</a>' in client.get(f"{REGION}102/").content.decode()
    # Of 2023 it still is what it was.
    assert "测试局102" in read(client, f"{REGION}102/2023/")


def test_a_department_without_a_page_is_named_without_a_link(client):
    make_published("101", date(2023, 2, 20), year=2023)
    make_budget(make_department("102"), 2024)
    by = make_person("publisher")
    merge(predecessors=[make_department("101")], into=make_department("102"), from_year=2024, by=by)
    assert "2024 年起并入 “测试局102” 。" in read(client, f"{REGION}101/").replace("并入“", "并入 “").replace(
        "”。", "” 。"
    )
