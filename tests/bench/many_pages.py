"""Fill the database that the environment names with invented budgets, visit its pages, print the times as JSON."""

import json
import sys
import time
from collections.abc import Iterator
from random import Random
from urllib.parse import quote

import django
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client

VISITS = 60
WARMING = 3
TERMS = ("社保", "支出", "医疗保险", "教育局", "公路养护", "2080505", "住房公积金", "补助 学生", "满意度", "jyj")


def main(departments: int, regions: int, years: int, last_year: int) -> None:
    """Print, as one line of JSON, the milliseconds of every visit by kind of page."""
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command(
        "generate_demo", regions=regions, departments=departments, years=years, last_year=last_year, stdout=sys.stderr
    )
    settle()
    client = Client(SERVER_NAME="127.0.0.1")
    kinds = addresses(departments // regions, regions, list(range(last_year - years + 1, last_year + 1)))
    print(json.dumps({kind: list(visit(client, found)) for kind, found in kinds.items()}))


def settle() -> None:
    """Let the database learn what it holds, as it does by itself in the course of a day."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def addresses(departments: int, regions: int, years: list[int]) -> dict[str, list[str]]:
    """Return the addresses to visit by kind of page, drawn by chance and the same in every run."""
    random = Random(1)

    def region() -> str:
        return str(980001 + random.randrange(regions))

    def department() -> str:
        return f"{region()}/{101 + random.randrange(departments)}"

    def budget() -> str:
        return f"{department()}/{random.choice(years)}"

    def draw(make) -> list[str]:
        return [make() for _ in range(VISITS + WARMING)]

    return {
        "home": draw(lambda: "/"),
        "region": draw(lambda: f"/{region()}/?year={random.choice(years)}"),
        "department": draw(lambda: f"/{department()}/"),
        "overview": draw(lambda: f"/{budget()}/"),
        "table": draw(lambda: f"/{budget()}/tables/{random.choice((1, 3, 6, 10, 12))}/"),
        "subject in a region": draw(lambda: f"/functions/20805/?region={region()}&year={random.choice(years)}"),
        "subject anywhere": draw(lambda: f"/functions/20805/?year={random.choice(years)}"),
        "projects of a kind": draw(
            lambda: f"/projects/?kind=specific_purpose&region={region()}&year={random.choice(years)}"
        ),
        "compare": draw(lambda: "/compare/?" + "&".join(f"budget={budget()}" for _ in range(4))),
        "search": draw(lambda: f"/search/?q={quote(random.choice(TERMS))}"),
        "search in a region": draw(lambda: f"/search/?q={quote(random.choice(TERMS))}&region={region()}"),
    }


def visit(client: Client, found: list[str]) -> Iterator[float]:
    """Yield the milliseconds of each visit; the first ones warm the process up."""
    for number, address in enumerate(found):
        cache.clear()
        start = time.perf_counter()
        response = client.get(address)
        milliseconds = 1000 * (time.perf_counter() - start)
        if response.status_code != 200:
            raise RuntimeError(f"{address} answered {response.status_code}")
        if number >= WARMING:
            yield milliseconds


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
