"""The foot of every page: who runs the site, as staff enter it; what is blank leaves no hole."""

import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budgets.models import SiteSettings
from budgets.pages import surroundings

pytestmark = pytest.mark.django_db
FULL = {
    "organiser": "某某市财政局",
    "operator": "某某市信息中心",
    "identification_code": "4107960001",
    "internet_record": "豫ICP备12345678号",
    "police_record": "豫公网安备41079602000001号",
    "telephone": "0373-1234567",
    "email": "budget@example.cn",
    "postal_address": "新乡市某路 1 号",
}


def foot(response):
    return response.content.decode().split('<footer class="foot">')[1]


def test_everything_entered_is_printed(client):
    SiteSettings.objects.create(id=1, **FULL)
    printed = foot(client.get("/about/"))
    for value in FULL.values():
        assert value in printed
    assert 'href="https://beian.miit.gov.cn/"' in printed
    assert 'href="mailto:budget@example.cn"' in printed


def test_what_is_blank_leaves_no_hole(client):
    printed = foot(client.get("/about/"))
    for label in ("主办单位", "承办单位", "网站标识码", "beian", "联系电话", "通信地址", "particulars"):
        assert label not in printed
    SiteSettings.objects.create(id=1, organiser="某某市财政局")
    printed = foot(client.get("/about/"))
    assert printed.count("<li>") == 8
    assert "承办单位" not in printed


def test_the_services_are_linked(client):
    printed = foot(client.get("/about/"))
    for address in ("/error-report/?page=%2Fabout%2F", "/disclosure-request/", "/about/", "/sitemap/", "/about/#data"):
        assert f'href="{address}"' in printed


def test_an_edit_makes_another_version_of_each_page(client):
    before = client.get("/about/")["ETag"]
    SiteSettings.objects.create(id=1, organiser="某某市财政局")
    after = client.get("/about/")
    assert after["ETag"] != before
    assert client.get("/about/", headers={"if-none-match": after["ETag"]}).status_code == 304


def test_a_reader_who_holds_the_page_learns_of_an_edit_within_a_minute(client, monkeypatch):
    held = {"if-none-match": client.get("/about/")["ETag"]}
    SiteSettings.objects.create(id=1, organiser="某某市财政局")
    assert client.get("/about/", headers=held).status_code == 304
    later = time.monotonic() + 61
    monkeypatch.setattr(surroundings.time, "monotonic", lambda: later)
    assert "某某市财政局" in client.get("/about/", headers=held).content.decode()


def test_the_foot_costs_one_question_and_none_where_the_reader_holds_the_page(client):
    with CaptureQueriesContext(connection) as asked:
        held = {"if-none-match": client.get("/about/")["ETag"]}
    assert len(asked) == 1
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/about/", headers=held).status_code == 304
    assert len(asked) == 0


def test_the_one_row_is_edited_by_staff(admin_client, client):
    answer = admin_client.post("/admin/budgets/sitesettings/add/", {"organiser": "某某市财政局"})
    assert answer.status_code == 302
    assert list(SiteSettings.objects.values_list("pk", "organiser")) == [(1, "某某市财政局")]
    assert admin_client.get("/admin/budgets/sitesettings/add/").status_code == 403
    assert "某某市财政局" in foot(client.get("/about/"))
