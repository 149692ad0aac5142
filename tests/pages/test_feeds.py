"""Feeds of what was published: Atom, bounded, with identities that last."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree

from budgets.models import Edition, SiteSettings
from budgets.pages import feeds
from budgets.publishing import publish, withdraw
from budgets.vocabulary import EditionStatus, Phase
from tests.published import ADDRESS, ELSEWHERE, store_twin

pytest_plugins = ["tests.published"]
pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}
FEEDS = ("/feed/", "/410796/feed/", "/410796/104/feed/")


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return etree.fromstring(response.content)


def texts(feed, path):
    return [str(found) for found in feed.xpath(path, namespaces=ATOM)]


@pytest.mark.parametrize("address", FEEDS)
def test_a_publication_stands_in_its_feeds(address, client, published):
    feed = read(client, address)
    assert texts(feed, "a:entry/a:title/text()") == [f"{published.department_name} 2023 年部门预算（第 1 版）"]
    assert texts(feed, "a:entry/a:link/@href") == [f"http://testserver{ADDRESS}editions/1/"]
    day = published.publication.published_at.strftime("%Y-%m-%d")
    assert texts(feed, "a:entry/a:id/text()") == [f"tag:testserver,{day}:410796/publications/1"]
    (summary,) = texts(feed, "a:entry/a:summary/text()")
    assert summary.startswith("公开序号第 1 号：新乡经济技术开发区")
    assert texts(feed, "a:link[@rel='self']/@href") == [f"http://testserver{address}"]
    assert texts(feed, "a:author/a:name/text()") == ["预算公开门户"]


def test_a_correction_says_why_and_the_first_edition_stays(client, published):
    identities = texts(read(client, "/feed/"), "a:entry/a:id/text()")
    edition = Edition.objects.create(budget=published.budget, number=2, department_name="更正后", origin="transcribed")
    publish(edition=edition, by="测试", reason="漏列 <一项>")
    feed = read(client, "/410796/104/feed/")
    assert texts(feed, "a:entry/a:title/text()")[0] == "更正后 2023 年部门预算（第 2 版）"
    assert texts(feed, "a:entry/a:summary/text()")[0].endswith("更正原因：漏列 <一项>")
    assert texts(feed, "a:entry/a:id/text()")[1:] == identities


def test_what_is_withdrawn_or_drafted_is_in_no_feed(client, published, draft):
    assert ELSEWHERE not in client.get("/feed/").content.decode()
    assert client.get(f"/{ELSEWHERE}/feed/").status_code == 404
    assert client.get(f"/{ELSEWHERE}/104/feed/").status_code == 404
    before = client.get("/feed/")["ETag"]
    Edition.objects.filter(pk=published.pk).update(status=EditionStatus.WITHDRAWN)
    after = client.get("/feed/", headers={"if-none-match": before})
    assert after.status_code == 200
    assert b"<entry>" not in after.content
    assert client.get("/410796/104/feed/").status_code == 404


def test_a_withdrawal_stands_in_the_feed_with_its_reason(client, published):
    publish(edition=store_twin(phase=Phase.FINAL), by="测试")
    withdraw(edition=published, by="测试", reason="误将未定稿公开")
    for address in FEEDS:
        feed = read(client, address)
        titles = texts(feed, "a:entry/a:title/text()")
        assert titles == [
            f"已撤回：{published.department_name} 2023 年部门预算（第 1 版）",
            f"{published.department_name} 2023 年部门决算（第 1 版）",
        ]
        assert texts(feed, "a:entry/a:summary/text()")[0] == "撤回原因：误将未定稿公开"
        assert texts(feed, "a:entry/a:link/@href")[0] == f"http://testserver{ADDRESS}editions/1/"
        assert len(set(texts(feed, "a:entry/a:id/text()"))) == 2


def test_a_feed_holds_the_newest_and_asks_no_more_for_many(client, published, monkeypatch):
    monkeypatch.setattr(feeds, "NEWEST", 2)
    for address in FEEDS:
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        assert len(asked) <= 6, address
    publish(edition=store_twin(phase=Phase.FINAL), by="测试")
    publish(edition=store_twin(phase=Phase.ADJUSTED), by="测试")
    feed = read(client, "/feed/")
    assert [title.split("部门")[-1] for title in texts(feed, "a:entry/a:title/text()")] == [
        "调整预算（第 1 版）",
        "决算（第 1 版）",
    ]
    assert len(texts(feed, "a:entry/a:id/text()")) == 2


def test_pages_name_their_feeds(client, published):
    for address, expected in {
        "/": ["/feed/"],
        "/410796/": ["/410796/feed/", "/feed/"],
        f"{ADDRESS}tables/3/": ["/410796/104/feed/", "/410796/feed/", "/feed/"],
    }.items():
        page = etree.HTML(client.get(address).content)
        assert page.xpath("//link[@type='application/atom+xml']/@href") == expected


def test_the_author_is_who_runs_the_site(client, published):
    before = client.get("/feed/")["ETag"]
    SiteSettings.objects.create(id=1, organiser="某某市财政局")
    response = client.get("/feed/")
    assert "<name>某某市财政局</name>" in response.content.decode()
    assert response["ETag"] != before
