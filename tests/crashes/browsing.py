"""A member of staff at a browser without a window: logs in, reads pages and rows, sends forms and changes."""

import json
import re
import time
from http.client import HTTPException
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

from tests.services import PATIENCE

FIELD = re.compile(r"<(?:input|select)\b[^>]*>")
ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
# What a request meets whose server is killed.
CUT = (URLError, HTTPException, ConnectionError, TimeoutError)


class Browser:
    """One session with the site at an address."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.cookies = CookieJar()
        self.opener = build_opener(HTTPCookieProcessor(self.cookies))

    def log_in(self, username: str, password: str) -> None:
        """Log in; fail where that does not succeed."""
        self.open("/admin/login/")
        self.send_form("/admin/login/", {"username": username, "password": password, "next": "/admin/"})
        assert any(cookie.name == "sessionid" for cookie in self.cookies)

    def open(self, path: str, data: bytes | None = None, **headers: str) -> str:
        """Return what stands at a path."""
        request = Request(self.url + path, data=data, headers={"Referer": self.url + path, **headers})
        with self.opener.open(request, timeout=PATIENCE) as response:
            return response.read().decode()

    def read_json(self, path: str) -> Any:
        """Return JSON that stands at a path."""
        return json.loads(self.open(path))

    def send_json(self, path: str, value: Any) -> Any:
        """Send JSON as the entry screen does, and return the answer."""
        headers = {"Content-Type": "application/json", "Accept": "application/json", "X-CSRFToken": self.token}
        return json.loads(self.open(path, json.dumps(value).encode(), **headers))

    def send_form(self, path: str, values: dict[str, Any]) -> str:
        """Send a form and return the page it leads to."""
        fields = urlencode({"csrfmiddlewaretoken": self.token, **values}, doseq=True).encode()
        return self.open(path, fields)

    def filled_in(self, path: str) -> dict[str, list[str]]:
        """Return what the forms of a page would send as they are shown, ticked boxes among it."""
        found: dict[str, list[str]] = {}
        for tag in FIELD.findall(self.open(path)):
            values = dict(ATTRIBUTE.findall(tag))
            if values.get("type") in ("checkbox", "radio") and not re.search(r"\bchecked\b", tag):
                continue
            if "name" in values and values["name"] != "csrfmiddlewaretoken":
                found.setdefault(values["name"], []).append(values.get("value", ""))
        return found

    def wait(self, seconds: float = PATIENCE) -> None:
        """Wait until the server answers again."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                self.open("/admin/login/")
            except CUT:
                assert time.monotonic() < deadline, "the server did not come back"
                time.sleep(0.05)
            else:
                return

    @property
    def token(self) -> str:
        """The token that every form carries."""
        return next(cookie.value or "" for cookie in self.cookies if cookie.name == "csrftoken")
