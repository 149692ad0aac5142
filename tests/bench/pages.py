"""Processor time and number of queries of the twelve table pages, rendered whole and answered with 304."""

import statistics
import time
from collections.abc import Callable

from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

TABLES = [f"/410796/104/2023/tables/{number}/" for number in range(1, 13)]
REPETITIONS = 20
MILLISECONDS_GOAL = 25
QUERIES_GOAL = 8


def measure_pages() -> None:
    """Print a line for each page: whole, then known to the reader."""
    client = Client(SERVER_NAME="127.0.0.1")
    print(f"\nTable pages from the database, processor time, median of {REPETITIONS}")
    print(f"  goal of a whole page: under {MILLISECONDS_GOAL} ms, at most {QUERIES_GOAL} queries\n")
    print("  page                            KB  whole: ms queries   304: ms queries")
    for path in TABLES:
        print(page_line(client, path))


def page_line(client: Client, path: str) -> str:
    """Measure a page and return its line; a page beyond the goals is marked."""
    page = fetch(client, path, 200)
    if "ETag" not in page:
        raise RuntimeError(f"{path} has no ETag")
    known = {"If-None-Match": page["ETag"]}
    whole, queries = measure(lambda: fetch(client, path, 200))
    short, short_queries = measure(lambda: fetch(client, path, 304, known))
    beyond = "" if whole < MILLISECONDS_GOAL and queries <= QUERIES_GOAL else "  beyond the goal"
    size = len(page.content) / 1024
    return f"  {path:<28} {size:>6.1f} {whole:>10.1f} {queries:>7} {short:>9.1f} {short_queries:>7}{beyond}"


def measure(request: Callable[[], object]) -> tuple[float, int]:
    """Return the median processor time of a request in milliseconds, and its number of queries."""
    with CaptureQueriesContext(connection) as context:
        request()
        queries = len(context)
    times = []
    for _ in range(REPETITIONS):
        # A rendered page that the process kept would hide what rendering costs.
        cache.clear()
        start = time.process_time()
        request()
        times.append(time.process_time() - start)
    return statistics.median(times) * 1000, queries


def fetch(client: Client, path: str, status: int, headers: dict[str, str] | None = None):
    """Return the answer to a request; raise RuntimeError when its status is another."""
    response = client.get(path, headers=headers or {})
    if response.status_code != status:
        raise RuntimeError(f"{path} answered {response.status_code}, not {status}")
    return response
