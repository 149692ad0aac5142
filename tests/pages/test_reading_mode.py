"""The large-print mode: chosen by a button, kept in a cookie, the same content, never mixed up by caches."""

import re

import pytest

from tests.published import ADDRESS

pytest_plugins = ["tests.published"]
pytestmark = pytest.mark.django_db


def choose(client, mode, back="/about/"):
    return client.post("/reading-mode/", {"mode": mode, "back": back})


def words(response):
    """Return the words of a page's main part, without its tags."""
    main = response.content.decode().split("<main")[1].split("</main>")[0]
    return re.sub(r"<[^>]+>|\s+", " ", main).split()


def test_the_mode_stays_on_until_it_is_ended(client, published):
    answer = choose(client, "large", f"{ADDRESS}tables/3/?sort=name")
    assert (answer.status_code, answer["Location"]) == (303, f"{ADDRESS}tables/3/?sort=name")
    assert answer["Cache-Control"] == "no-store"
    cookie = answer.cookies["reading"]
    assert (cookie.value, cookie["samesite"], cookie["max-age"], cookie["path"]) == ("large", "Lax", 31_536_000, "/")
    for address in ("/", f"{ADDRESS}tables/3/", "/nowhere/"):
        page = client.get(address).content.decode()
        assert '<body class="large">' in page, address
        assert "large.css" in page, address
        assert "返回标准版" in page, address
    assert choose(client, "standard").cookies["reading"]["max-age"] == 0
    page = client.get("/about/").content.decode()
    assert "<body>" in page
    assert "large.css" not in page


def test_the_content_is_the_same(client, published):
    addresses = ["/", ADDRESS, f"{ADDRESS}tables/3/", f"{ADDRESS}projects/", f"{ADDRESS}report/"]
    usual = {address: words(client.get(address)) for address in addresses}
    choose(client, "large")
    for address in addresses:
        assert words(client.get(address)) == usual[address], address


def test_a_mode_has_versions_of_its_own(client, published):
    usual = client.get(ADDRESS)
    choose(client, "large")
    large = client.get(ADDRESS, headers={"if-none-match": usual["ETag"]})
    assert large.status_code == 200
    assert large["ETag"] != usual["ETag"]
    assert "Cookie" in large["Vary"]
    assert "Cookie" in usual["Vary"]
    again = client.get(ADDRESS, headers={"if-none-match": large["ETag"]})
    assert (again.status_code, "Cookie" in again["Vary"]) == (304, True)


def test_a_file_is_the_same_for_everybody(client, published):
    usual = client.get(f"{ADDRESS}tables/3.json")
    choose(client, "large")
    again = client.get(f"{ADDRESS}tables/3.json", headers={"if-none-match": usual["ETag"]})
    assert again.status_code == 304
    assert "Cookie" not in usual.get("Vary", "")


@pytest.mark.parametrize(
    "back",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "",
        "about/",
        "/\t/evil.example",
        "/a\r\nX: y",
    ],
)
def test_nobody_is_led_off_the_site(back, client):
    assert choose(client, "large", back)["Location"] == "/"


def test_readers_who_choose_nothing_get_no_cookie(client):
    for address in ("/", "/about/", "/reading-mode/"):
        assert not client.get(address).cookies
    assert client.put("/reading-mode/").status_code == 405


def test_an_invented_cookie_changes_nothing(client):
    usual = client.get("/about/")
    client.cookies["reading"] = '"><script>'
    assert client.get("/about/")["ETag"] == usual["ETag"]
