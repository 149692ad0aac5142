"""Every public address there is: 404 for a draft, a sound and cacheable page for what is published."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver

from budgets.models import Edition, GlossaryTerm
from budgets.pages.table import FILES
from budgets.pages.urls import urlpatterns
from budgets.publishing import publish, withdraw
from budgets.vocabulary import EditionOrigin, Phase
from tests.make import make_edition, publish_prepared
from tests.published import DEPARTMENT, ELSEWHERE, REGION, YEAR, store_twin

pytest_plugins = ["tests.published"]
pytestmark = pytest.mark.django_db

# What stands in the places of an address; a new kind of place must be named here.
KEYS = {
    "department": DEPARTMENT,
    "year": YEAR,
    "edition": 1,
    "number": 3,
    "row": "2013201",
    "column": "total",
    "project": "410796230000000000411",
    "part": 1,
    "chart": "flow",
    "function": "20132",
    "economic": "30101",
    "unit": "104001",
    "rule": "R07",
    "chart_key": "flow",
}
# Only what was read from a PDF has pages: tests/pages/test_source_files.py walks these.
PAGE_PICTURES = "source/pages/"
# The document as received has its sha256 for a tag, wherever it stands.
ORIGINAL = "source/file"
# Where citizens write nothing is kept by anybody: tests/pages/test_inquiries.py walks these.
WRITTEN = ("error-report/", "disclosure-request/", "receipts/")
# Without budgets to compare there is no chart of a comparison: tests/pages/test_compare.py asks for them.
CHOSEN = ("compare/charts/",)
# The record of what was published names a withdrawn edition too, without its content.
RECORDS = ("/publications/", "/publications/verify/", f"/{YEAR}/editions/")
# What feed readers ask for, in a form of its own.
FEED = "/feed/"
PLACE = re.compile(r"<(?:\w+:)?(\w+)>")
CACHE_CONTROL = "public, max-age=0, s-maxage=60, must-revalidate"
# With a trailing slash it is a page, else a file.
HTML = "text/html; charset=utf-8"


def routes(patterns: list[Any], prefix: str = "") -> Iterator[str]:
    """Yield the whole route of every address below some patterns."""
    for pattern in patterns:
        route = f"{prefix}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        else:
            assert isinstance(pattern, URLPattern)
            yield route


def addresses(region: str) -> list[str]:
    """Return every public address of a region's one department, in every form, but those of pages' pictures."""
    found = []
    for route in routes(urlpatterns):
        if PAGE_PICTURES in route or route.startswith(WRITTEN + CHOSEN):
            continue
        for form in FILES if "form>" in route else [""]:
            keys = {**KEYS, "region": region, "form": form}
            found.append("/" + PLACE.sub(lambda match, keys=keys: str(keys[match.group(1)]), route))
    return found


ADDRESSES = addresses(REGION)


def body(response: Any) -> bytes:
    """Return what a response holds, also where it is sent piece by piece, as often as it is asked for."""
    if not response.streaming:
        return response.content
    if not hasattr(response, "body"):
        response.body = response.getvalue()
    return response.body


@pytest.fixture(scope="module")
def responses(published_once: int, django_db_blocker: Any) -> dict[str, Any]:
    """The answer of every address, where the twin is published as budget, adjusted budget and final accounts."""
    with django_db_blocker.unblock():
        for phase in (Phase.ADJUSTED, Phase.FINAL):
            publish(edition=store_twin(phase=phase), by="测试")
        return {address: Client().get(address) for address in ADDRESSES}


def test_the_walk_finds_every_kind_of_address():
    assert len(ADDRESSES) == len(set(ADDRESSES))
    budget = f"/{REGION}/{DEPARTMENT}/{YEAR}/"
    for address in ("/", f"/{REGION}/", f"/{REGION}/{DEPARTMENT}/", budget, f"{budget}tables/3.xlsx"):
        assert address in ADDRESSES
    below = {address.removeprefix(budget) for address in ADDRESSES if address.startswith(budget)}
    for prefix in ("editions/1/", "final/", "final/editions/1/", "adjusted/", "adjusted/editions/1/"):
        own = {address.removeprefix(prefix) for address in below if address.startswith(prefix)}
        assert {"", "tables/3/", "tables/3.json", "projects/", "report/", "checks/", "budget.xlsx"} <= own
        assert {"source/", "source/file"} <= own
    assert len([route for route in routes(urlpatterns) if PAGE_PICTURES in route]) == 6


def statuses(client, region: str) -> dict[str, int]:
    return {address: client.get(address).status_code for address in addresses(region)}


def test_a_draft_is_404_on_every_address(client, draft):
    for phase in (Phase.ADJUSTED, Phase.FINAL):
        store_twin(region=ELSEWHERE, phase=phase)
    found = statuses(client, ELSEWHERE)
    assert found["/"] == 200
    assert {status for address, status in found.items() if ELSEWHERE in address} == {404}
    for address, status in found.items():
        if ELSEWHERE not in address:
            assert status in (200, 404), address
            assert ELSEWHERE not in body(client.get(address)).decode(), address


def test_a_draft_beside_the_published_edition_changes_nothing(client, published, responses):
    drafted = Edition.objects.create(budget=published.budget, number=2, department_name="绝密的名字")
    GlossaryTerm.objects.create(edition=drafted, term="绝密", meaning="绝密")
    for address in ADDRESSES:
        assert body(client.get(address)) == body(responses[address]), address
    assert client.get(f"/{REGION}/{DEPARTMENT}/{YEAR}/editions/2/").status_code == 404


def test_what_is_published_is_there_on_every_address(responses):
    assert {address: one.status_code for address, one in responses.items() if one.status_code != 200} == {}


def test_where_a_withdrawn_edition_stood_a_notice_stands(client, draft):
    publish(edition=draft, by="测试")
    assert set(statuses(client, ELSEWHERE).values()) == {200, 404}
    withdraw(edition=draft, by="测试", reason="误将未定稿公开")
    found = statuses(client, ELSEWHERE)
    assert found["/"] == 200
    kept = {address: status for address, status in found.items() if ELSEWHERE in address}
    budget = f"/{ELSEWHERE}/{DEPARTMENT}/{YEAR}/"
    own = {address for address in kept if address.startswith(budget) and not is_of_other_phase(address, budget)}
    assert {kept[address] for address in own - {f"{budget}editions/"}} == {410}
    assert {kept[address] for address in set(kept) - own if not address.endswith(RECORDS)} == {404}
    for address in kept:
        page = client.get(address).content.decode()
        assert "2,852.11" not in page, address
        if kept[address] == 410:
            assert "本预算已撤回" in page
            assert "误将未定稿公开" in page
            assert f'href="{budget}editions/"' in page


def is_of_other_phase(address: str, budget: str) -> bool:
    return address.removeprefix(budget).startswith(("final/", "adjusted/"))


def test_a_withdrawn_correction_leaves_the_edition_before_it_at_its_number(client, draft):
    publish(edition=draft, by="测试")
    second = make_edition(draft.budget, origin=EditionOrigin.TRANSCRIBED, department_name="更正后的名字")
    publish_prepared(second, reason="更正金额")
    withdraw(edition=second, by="测试", reason="更正有误")
    budget = f"/{ELSEWHERE}/{DEPARTMENT}/{YEAR}/"
    for gone in ("", "tables/3/", "editions/2/", "editions/2/tables/3.json"):
        response = client.get(f"{budget}{gone}")
        assert response.status_code == 410, gone
        assert f'href="{budget}editions/1/"' in response.content.decode()
    assert client.get(f"{budget}editions/1/").status_code == 200
    assert "更正有误" in client.get(f"{budget}editions/").content.decode()


def test_a_superseded_edition_stays_readable_at_its_number(client, draft):
    publish(edition=draft, by="测试")
    budget = f"/{ELSEWHERE}/{DEPARTMENT}/{YEAR}/"
    second = make_edition(draft.budget, origin=EditionOrigin.TRANSCRIBED, department_name="更正后的名字")
    publish_prepared(second, reason="更正金额")
    assert "更正后的名字" in client.get(budget).content.decode()
    for page in ("", "tables/3/", "projects/", "checks/"):
        old = client.get(f"{budget}editions/1/{page}")
        assert old.status_code == 200
        assert "这是第 1 版，已被后来的更正取代。" in old.content.decode()
        assert "更正后的名字" not in old.content.decode()
    assert "已被后来的更正取代" not in client.get(budget).content.decode()
    assert client.get(f"{budget}editions/2/").status_code == 200
    assert client.get(f"{budget}editions/1/tables/3.json").json()["sections"][0]["rows"][0]["cells"][5] == "2,852.11"


def test_every_answer_may_be_cached_by_everybody(responses):
    for address, response in responses.items():
        assert response["Cache-Control"] == CACHE_CONTROL, address
        digits = 64 if address.endswith(ORIGINAL) else 32
        assert re.fullmatch(rf'"[0-9a-f]{{{digits}}}"', response["ETag"]), address
        # A page is shown in the reading mode that its reader chose; nobody else has a cookie.
        assert ("cookie" in response.get("Vary", "").lower()) == address.endswith("/"), address
        assert not response.cookies, address


def test_two_addresses_never_share_an_etag(responses):
    tags = [response["ETag"] for address, response in responses.items() if not address.endswith(ORIGINAL)]
    assert len(set(tags)) == len(tags)


def test_a_reader_who_holds_the_page_is_told_so(client, published, responses):
    for address, response in responses.items():
        again = client.get(address, headers={"if-none-match": response["ETag"]})
        assert (again.status_code, again.content, again["Cache-Control"]) == (304, b"", CACHE_CONTROL), address
        assert not again.cookies


@pytest.mark.parametrize("page", ["", "tables/3/", "tables/3.json", "tables/3.xlsx"])
def test_a_reader_who_holds_the_compressed_page_is_told_so_too(page, client, published):
    address = f"/{REGION}/{DEPARTMENT}/{YEAR}/{page}"
    packed = client.get(address, headers={"accept-encoding": "gzip"})
    held = {"accept-encoding": "gzip", "if-none-match": packed["ETag"]}
    assert client.get(address, headers=held).status_code == 304
    assert client.get(address, headers={**held, "if-none-match": '"other"'}).status_code == 200


def test_the_content_security_policy_allows_nothing_inline(client, published, responses):
    for address, response in [*responses.items(), ("/nowhere/", client.get("/nowhere/"))]:
        policy = response["Content-Security-Policy"]
        directives = {name: values for name, *values in (part.split() for part in policy.split(";") if part.strip())}
        assert directives["default-src"] == ["'none'"], address
        assert directives["script-src"] == directives["style-src"] == ["'self'"], address
        assert directives["frame-ancestors"] == directives["base-uri"] == ["'none'"], address
        assert not re.search(r"unsafe|\*|https?:|data:|blob:", policy), address


def test_the_other_headers_protect_too(responses):
    for address, response in responses.items():
        assert response["X-Content-Type-Options"] == "nosniff", address
        assert response["X-Frame-Options"] == "DENY", address
        assert response["Referrer-Policy"] == "same-origin", address


class Inspector(HTMLParser):
    """Collects what a strict policy forbids, and what is not in order."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.identifiers: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        self.faults += [f"<{tag} {name}>" for name in values if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in values and values.get("type") != "application/json"):
            self.faults.append(f"inline <{tag}>")
        for name in ("src", "href", "action"):
            if tag == "link" and values.get("rel") == "canonical":
                continue
            if re.match(r"(?:https?:)?//|javascript:|data:", values.get(name) or ""):
                self.faults.append(f"<{tag} {name}={values[name]}>")
        if values.get("id"):
            self.identifiers.append(str(values["id"]))


def test_no_page_holds_anything_inline_or_from_another_host(responses):
    for address, response in responses.items():
        if response["Content-Type"] != HTML:
            continue
        inspector = Inspector()
        inspector.feed(response.content.decode())
        assert inspector.faults == [], address
        assert len(set(inspector.identifiers)) == len(inspector.identifiers), address


def test_pages_are_html_and_files_are_not(responses):
    for address, response in responses.items():
        is_page = address.endswith("/") and not address.endswith(FEED)
        assert (response["Content-Type"] == HTML) == is_page, address
