"""Pages in a real browser: fixtures that fail a test whose page complains or calls another host.

A conftest.py names this module in pytest_plugins; a test then asks for `page`, or for `open_page` to choose
the window: open_page(viewport=PHONE, color_scheme="dark"). Addresses are relative to the site (tests/site.py).
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright

from tests.packages import AXE, CHROMIUM, ROOT
from tests.site import Site

ARTIFACTS = ROOT / "tests" / "artifacts"
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
# On a busy machine a page takes its time; what is not there then is not there.
PATIENCE_MILLISECONDS = 20_000
PAUSE_MILLISECONDS = 50
# Debian's Chromium asks its maker's hosts for updates and the like, unless told not to.
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LOCAL_SCHEMES = {"data", "blob", "about"}


@dataclass
class Watch:
    """What went wrong on the pages of one test: messages of the console, exceptions, requests to other hosts."""

    host: str
    complaints: list[str] = field(default_factory=list)

    def follow(self, page: Page) -> None:
        """Listen to a page from now on."""
        page.on("console", self.note_message)
        page.on("pageerror", lambda error: self.complaints.append(f"exception: {error}"))
        page.on("request", self.note_request)

    def note_message(self, message: ConsoleMessage) -> None:
        """Keep an error of the console."""
        if message.type == "error":
            self.complaints.append(f"console: {message.text} ({message.location.get('url', '')})")

    def note_request(self, request: Request) -> None:
        """Keep a request that goes to another host."""
        address = urlsplit(request.url)
        if address.scheme not in LOCAL_SCHEMES and address.netloc != self.host:
            self.complaints.append(f"request to another host: {request.url}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, one for each worker; every page gets an empty profile of its own."""
    # Playwright keeps an event loop in this thread, in which Django would refuse to touch the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=PATIENCE_MILLISECONDS)
    with sync_playwright() as playwright:
        # No sandbox: root and most containers have none, and only our own pages are opened.
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS, chromium_sandbox=False)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def watch(site: Site) -> Iterator[Watch]:
    """The complaints of this test's pages; the test fails at its end if there are any."""
    watch = Watch(host=urlsplit(site.url).netloc)
    yield watch
    if watch.complaints:
        pytest.fail("The browser complained:\n" + "\n".join(watch.complaints), pytrace=False)


@pytest.fixture
def open_page(browser: Browser, site: Site, watch: Watch) -> Iterator[Callable[..., Page]]:
    """A function that opens an empty watched page; its options are those of Playwright's Browser.new_context."""
    contexts = []

    def open_empty_page(**options) -> Page:
        options = {"base_url": site.url, "locale": "zh-CN", "viewport": DESKTOP} | options
        contexts.append(browser.new_context(**options))
        page = contexts[-1].new_page()
        watch.follow(page)
        return page

    yield open_empty_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """An empty watched page of a wide window."""
    return open_page()


def wait_until_true(page: Page, expression: str) -> None:
    """Wait until a JavaScript expression is true on the page.

    Playwright's wait_for_function asks again by eval(), which the pages' Content-Security-Policy refuses.
    """
    for _pause in range(PATIENCE_MILLISECONDS // PAUSE_MILLISECONDS):
        if page.evaluate(f"Boolean({expression})"):
            return
        page.wait_for_timeout(PAUSE_MILLISECONDS)
    pytest.fail(f"{page.url}: not true within {PATIENCE_MILLISECONDS} ms: {expression}")


def axe_violations(page: Page) -> list[str]:
    """Return what axe-core finds wrong on the page, a line for each rule with the elements it is about."""
    # The debugging protocol runs this outside the page's Content-Security-Policy, as it does any evaluate().
    page.evaluate(AXE.read_text(encoding="utf-8"))
    # Without its own reading of style sheets, which the strict policy of our pages refuses.
    options = "{preload: false, resultTypes: ['violations']}"
    found = page.evaluate(f"() => axe.run({options}).then(results => results.violations)")
    return [
        f"{violation['id']} ({violation['impact']}): {violation['help']}: "
        + "; ".join(" ".join(map(str, node["target"])) for node in violation["nodes"])
        for violation in found
    ]


def take_picture(page: Page, name: str) -> Path:
    """Write a picture of the whole page to tests/artifacts and return its path."""
    path = ARTIFACTS / f"{name}.png"
    page.screenshot(path=path, full_page=True)
    return path


def keep_picture(page: Page, name: str) -> None:
    """Take a picture where somebody wants to look at what the tests saw: `PICTURES=1 make test`."""
    if os.environ.get("PICTURES"):
        take_picture(page, name)
