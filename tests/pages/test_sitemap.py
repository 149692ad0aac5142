"""Site maps: what is published can be found by machines and by people, in parts of bounded size."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree

from budgets.models import Edition
from budgets.pages import sitemap
from budgets.publishing import publish
from budgets.vocabulary import Phase
from tests.published import ADDRESS, ELSEWHERE, store_twin

pytest_plugins = ["tests.published"]
pytestmark = pytest.mark.django_db
HOST = "http://testserver"


def listed(client, address):
    response = client.get(address)
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    return [str(found) for found in etree.fromstring(response.content).xpath("//*[local-name()='loc']/text()")]


def test_robots_are_told_where_to_read_and_where_not(client):
    text = client.get("/robots.txt").content.decode()
    assert text.startswith("User-agent: *\n")
    assert f"Sitemap: {HOST}/sitemap.xml\n" in text
    for address in ("/admin/", "/receipts/", "/error-report/"):
        assert f"Disallow: {address}\n" in text


def test_every_address_of_the_site_map_is_there(client, published):
    maps = listed(client, "/sitemap.xml")
    assert maps == [f"{HOST}/sitemap-pages.xml", f"{HOST}/410796/sitemap-1.xml"]
    pages = [page for one in maps for page in listed(client, one.removeprefix(HOST))]
    assert len(set(pages)) == len(pages)
    for page in ("/", "/410796/", "/410796/104/", ADDRESS, f"{ADDRESS}tables/12/", "/about/"):
        assert HOST + page in pages
    missing = [page for page in pages if client.get(page.removeprefix(HOST)).status_code != 200]
    assert missing == []


def test_changes_are_dated(client, published):
    part = etree.fromstring(client.get("/410796/sitemap-1.xml").content)
    dates = {str(found) for found in part.xpath("//*[local-name()='lastmod']/text()")}
    assert dates == {published.publication.published_at.isoformat()}


def test_drafts_and_superseded_editions_are_not_listed(client, published, draft):
    assert ELSEWHERE not in "".join(listed(client, "/sitemap.xml") + listed(client, "/sitemap-pages.xml"))
    assert client.get(f"/{ELSEWHERE}/sitemap-1.xml").status_code == 404
    second = Edition.objects.create(budget=published.budget, number=2, department_name="更正", origin="transcribed")
    publish(edition=second, by="测试", reason="更正")
    assert listed(client, "/410796/sitemap-1.xml").count(HOST + ADDRESS) == 1


def test_publications_are_divided_by_their_numbers(client, published, monkeypatch):
    monkeypatch.setattr(sitemap, "PART", 2)
    for phase in (Phase.FINAL, Phase.ADJUSTED):
        publish(edition=store_twin(phase=phase), by="测试")
    assert listed(client, "/sitemap.xml")[1:] == [f"{HOST}/410796/sitemap-{part}.xml" for part in (1, 2)]
    assert f"{HOST}{ADDRESS}final/" in listed(client, "/410796/sitemap-1.xml")
    assert listed(client, "/410796/sitemap-2.xml")[0] == f"{HOST}{ADDRESS}adjusted/"
    for part in (0, 3, 10**9):
        assert client.get(f"/410796/sitemap-{part}.xml").status_code == 404


def test_site_maps_ask_little(client, published):
    for address in ("/sitemap.xml", "/sitemap-pages.xml", "/410796/sitemap-1.xml", "/sitemap/"):
        with CaptureQueriesContext(connection) as asked:
            etag = client.get(address)["ETag"]
        assert len(asked) <= 3, address
        assert client.get(address, headers={"if-none-match": etag}).status_code == 304


def test_people_have_a_map_of_their_own(client, published, draft):
    page = client.get("/sitemap/").content.decode()
    assert '<a href="/410796/">新乡经济技术开发区</a>' in page
    assert ELSEWHERE not in page
    for address in ("/compare/", "/glossary/", "/error-report/", "/feed/"):
        assert f'href="{address}"' in page
