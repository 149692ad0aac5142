"""What a reader sees where nothing stands, and where the site fails."""

import pytest

from budgets.pages import home
from tests.published import ADDRESS

pytest_plugins = ["tests.published"]


def is_whole(response, heading):
    page = response.content.decode()
    return (
        response["Content-Type"] == "text/html; charset=utf-8"
        and page.startswith("<!doctype html>")
        and '<html lang="zh-Hans">' in page
        and f"<h1>{heading}</h1>" in page
        and 'href="/"' in page
        and page.rstrip().endswith("</html>")
    )


@pytest.mark.parametrize(
    "address",
    [
        "/nowhere/",
        "/999999/",
        "/410796/999/",
        "/410796/104/2022/",
        "/410796/104/1823/",
        f"{ADDRESS}tables/13/",
        f"{ADDRESS}tables/0/",
        f"{ADDRESS}tables/3/cells/total/nothing/",
        f"{ADDRESS}tables/3/cells/9999999/total/",
        f"{ADDRESS}projects/410796230000000000999/",
        f"{ADDRESS}editions/2/",
        f"{ADDRESS}final/",
    ],
)
def test_where_nothing_stands_a_whole_page_says_so(address, client, published):
    response = client.get(address, follow=True)
    assert response.status_code == 404
    assert is_whole(response, "没有这一页")


def test_a_failure_of_the_site_is_a_whole_page_too(client, monkeypatch, db):
    def fail(*arguments):
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(home, "compose", fail)
    client.raise_request_exception = False
    response = client.get("/")
    assert response.status_code == 500
    assert is_whole(response, "网站出错了")
    assert "broken on purpose" not in response.content.decode()


def test_an_address_without_its_slash_leads_on(client, published):
    response = client.get("/410796/104/2023/tables/3")
    assert (response.status_code, response["Location"]) == (301, f"{ADDRESS}tables/3/")


@pytest.mark.parametrize("query", ["?page=999", "?page=x", "?sort=nothing", "?sort=-amount", "?per_page=0"])
def test_lists_survive_what_readers_type(query, client, published):
    assert client.get(f"{ADDRESS}projects/{query}").status_code in (200, 404)
    assert client.get(f"/410796/{query}").status_code in (200, 404)
