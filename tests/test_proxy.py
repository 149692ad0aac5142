"""The caching proxy, run for real before a small web process that counts what reaches it."""

import gzip
import http.client
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.proxy import render_nginx
from tests.services import free_port, running_nginx, temporary_folder

PAGE = "预算公开".encode() * 500
ETAG = '"edition-1"'


class Web(BaseHTTPRequestHandler):
    """Answers as the portal does: public pages for a while, staff pages never to be kept."""

    protocol_version = "HTTP/1.1"
    seen: Counter = Counter()
    revalidated: Counter = Counter()
    lifetimes = {"/brief/": "public, max-age=0, s-maxage=1", "/none/": "no-cache"}

    def do_GET(self):
        Web.seen[self.path] += 1
        if self.headers.get("If-None-Match") == ETAG:
            Web.revalidated[self.path] += 1
            self.answer(304, b"")
        else:
            self.answer(200, PAGE)

    def answer(self, status, body):
        self.send_response(status)
        self.send_header("ETag", ETAG)
        self.send_header("Cache-Control", self.lifetimes.get(self.path, "public, max-age=60"))
        self.send_header("Content-Type", "text/html")
        self.send_header("X-Host", self.headers["Host"])
        self.send_header("X-Scheme", self.headers["X-Forwarded-Proto"])
        self.send_header("X-Encodings", self.headers.get("Accept-Encoding", ""))
        self.send_header("Vary", "Accept-Encoding, Cookie")
        if status == 200:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def proxy():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Web)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with temporary_folder("proxy") as folder:
        port, health = free_port(), free_port()
        configuration = render_nginx(folder, web=server.server_port, port=port, health=health)
        with running_nginx(configuration, folder, port):
            yield {"port": port, "health": health}
    server.shutdown()
    server.server_close()


def get(port, path, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


def test_a_page_is_rendered_once_and_then_kept(proxy):
    first, body = get(proxy["port"], "/kept/")
    second, again = get(proxy["port"], "/kept/")
    assert body == again == PAGE
    assert (first.headers["X-Cache"], second.headers["X-Cache"]) == ("MISS", "HIT")
    assert Web.seen["/kept/"] == 1


def test_a_reader_who_has_the_page_gets_304(proxy):
    get(proxy["port"], "/known/")
    response, body = get(proxy["port"], "/known/", If_None_Match=ETAG)
    assert (response.status, body) == (304, b"")


def test_a_compressed_page_answers_to_its_weak_etag(proxy):
    response, body = get(proxy["port"], "/compressed/", Accept_Encoding="gzip")
    assert gzip.decompress(body) == PAGE
    assert response.headers["ETag"] == f"W/{ETAG}"
    response, _ = get(proxy["port"], "/compressed/", Accept_Encoding="gzip", If_None_Match=f"W/{ETAG}")
    assert response.status == 304


@pytest.mark.parametrize("path", ["/none/", "/admin/"])
def test_what_is_not_to_be_kept_reaches_the_web_process_each_time(proxy, path):
    for _ in range(3):
        response, body = get(proxy["port"], path)
        assert response.status == 200
        assert body == PAGE
    assert Web.seen[path] == 3


def test_a_known_staff_page_is_304(proxy):
    assert get(proxy["port"], "/admin/", If_None_Match=ETAG)[0].status == 304


def test_an_aged_page_is_asked_for_again_by_its_etag(proxy):
    get(proxy["port"], "/brief/")
    time.sleep(2.1)
    response, body = get(proxy["port"], "/brief/")
    assert (response.headers["X-Cache"], body) == ("REVALIDATED", PAGE)
    assert Web.revalidated["/brief/"] == 1
    assert get(proxy["port"], "/brief/", If_None_Match=ETAG)[0].status == 304


def test_staff_get_their_own_page_and_leave_nothing_behind(proxy):
    for _ in range(2):
        get(proxy["port"], "/own/", Cookie="sessionid=abc")
    response, _ = get(proxy["port"], "/own/")
    assert response.headers["X-Cache"] == "MISS"
    assert Web.seen["/own/"] == 3


def test_each_reading_mode_has_its_own_copy_and_other_cookies_share_one(proxy):
    caches = [
        get(proxy["port"], "/modes/", **headers)[0].headers["X-Cache"]
        for headers in (
            {},
            {"Cookie": "reading=large"},
            {"Cookie": "csrftoken=abc"},
            {"Cookie": "tracker=1; reading=large"},
            {"Cookie": "reading=other"},
            {},
        )
    ]
    assert caches == ["MISS", "MISS", "HIT", "HIT", "HIT", "HIT"]
    assert Web.seen["/modes/"] == 2


@pytest.mark.parametrize(
    ("accepted", "asked"),
    [("gzip, deflate, br, zstd", "br, gzip"), ("deflate, gzip;q=0.5", "gzip"), ("gzip;q=0", ""), ("identity", "")],
)
def test_the_cache_keeps_a_copy_for_each_way_of_compressing(proxy, accepted, asked):
    response, _ = get(proxy["port"], "/packed/", Accept_Encoding=accepted)
    assert response.headers["X-Encodings"] == asked
    response, _ = get(proxy["port"], "/packed/", Accept_Encoding=accepted)
    assert response.headers["X-Cache"] == "HIT"


def test_the_web_process_learns_host_and_scheme(proxy):
    response, _ = get(proxy["port"], "/names/", Host="budget.example:8443", X_Forwarded_Proto="https")
    assert response.headers["X-Host"] == "budget.example:8443"
    assert response.headers["X-Scheme"] == "https"


def test_health_answers_on_its_own_port(proxy):
    assert get(proxy["health"], "/")[0].status == 204
