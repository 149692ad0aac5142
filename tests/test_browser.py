"""The browser's fixtures notice what they must, on pages under a policy as strict as the site's."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests import browser as helpers
from tests.browser import PHONE, Watch, axe_violations, take_picture

pytestmark = pytest.mark.browser

POLICY = "default-src 'none'; script-src 'self'; img-src * data:; base-uri 'none'"
PAGES = {
    "/sound/": '<html lang="zh-Hans"><main><h1>部门预算</h1></main></html>',
    "/inline/": '<html lang="zh-Hans"><main><h1>部门预算</h1></main><script>let blocked = 1</script></html>',
    "/raising/": '<html lang="zh-Hans"><main><h1>部门预算</h1></main><script src="/fault.js"></script></html>',
    "/calling/": '<html lang="zh-Hans"><main><h1>部门预算</h1><img alt="" src="http://127.0.0.2:9/x.png"></main></html>',
    "/careless/": '<html><main><h1>部门预算</h1><img src="data:,"></main></html>',
    "/fault.js": "undefinedFunction()",
}


class Site(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/javascript" if self.path.endswith(".js") else "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        head = '<!doctype html><title>预算</title><link rel="icon" href="data:,">'
        self.wfile.write((PAGES[self.path] if self.path.endswith(".js") else head + PAGES[self.path]).encode())

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def visit(browser, site):
    """A function that opens a page of the site and returns it with its watch."""
    context = browser.new_context(viewport=PHONE)

    def open_and_watch(path):
        page, watch = context.new_page(), Watch(host=site)
        watch.follow(page)
        page.goto(f"http://{site}{path}")
        return page, watch

    yield open_and_watch
    context.close()


def test_a_sound_page_has_no_complaints(visit):
    page, watch = visit("/sound/")
    assert axe_violations(page) == []
    assert watch.complaints == []


@pytest.mark.parametrize(
    ("path", "complaint"),
    [
        ("/inline/", "Content Security Policy"),
        ("/raising/", "exception: undefinedFunction is not defined"),
        ("/calling/", "request to another host: http://127.0.0.2:9/x.png"),
    ],
)
def test_what_goes_wrong_is_noticed(visit, path, complaint):
    _, watch = visit(path)
    assert any(complaint in line for line in watch.complaints)


def test_axe_sees_through_the_policy(visit):
    page, _ = visit("/careless/")
    rules = {line.split()[0] for line in axe_violations(page)}
    assert {"html-has-lang", "image-alt"} <= rules


def test_a_picture_is_as_wide_as_the_window(visit, tmp_path, monkeypatch):
    monkeypatch.setattr(helpers, "ARTIFACTS", tmp_path)
    page, _ = visit("/sound/")
    header = take_picture(page, "sound").read_bytes()[:24]
    assert header.startswith(b"\x89PNG")
    assert int.from_bytes(header[16:20], "big") == PHONE["width"]
