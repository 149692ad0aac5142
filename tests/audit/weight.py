"""How much style and script a page loads, compressed as the site sends it."""

import re
from urllib.request import Request, urlopen

LINKED = re.compile(r'<(?:link[^>]+rel="stylesheet"[^>]+href|script[^>]+src)="([^"]+)"')


def weigh(site: str, address: str) -> float:
    """Return the kilobytes of style sheets and scripts that a page names, as a browser that takes Brotli gets them."""
    page = fetch(site + address).decode()
    return sum(len(fetch(site + path, encoding="br")) for path in set(LINKED.findall(page))) / 1024


def fetch(address: str, encoding: str = "identity") -> bytes:
    """Return the bytes that a server sends."""
    with urlopen(Request(address, headers={"Accept-Encoding": encoding}), timeout=30) as response:
        return response.read()
