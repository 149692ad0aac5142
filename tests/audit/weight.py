"""How much style and script a page loads, compressed as the site sends it."""

import re
from urllib.request import Request, urlopen

LINKED = re.compile(r'<(?:link[^>]+rel="stylesheet"[^>]+href|script[^>]+src)="([^"]+)"')
# What draws charts, fetched when one comes near the window.
FETCHED_LATER = re.compile(r'data-sources="([^"]+)"')
PLAIN_GOAL, CHART_GOAL = 60, 150


def weigh(site: str, address: str) -> tuple[float, int]:
    """Return the kilobytes of style and script that a page loads or may load, in Brotli, and how many it may."""
    page = fetch(site + address).decode()
    later = [path for sources in FETCHED_LATER.findall(page) for path in sources.split()]
    paths = {*LINKED.findall(page), *later}
    return sum(len(fetch(site + path, encoding="br")) for path in paths) / 1024, CHART_GOAL if later else PLAIN_GOAL


def fetch(address: str, encoding: str = "identity") -> bytes:
    """Return the bytes that a server sends."""
    with urlopen(Request(address, headers={"Accept-Encoding": encoding}), timeout=30) as response:
        return response.read()
