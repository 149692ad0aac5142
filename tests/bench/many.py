"""Public pages over 2,000 departments × 5 years of invented budgets, beside the same pages over 20 departments."""

import json
import os
import secrets
import statistics
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from tests import packages
from tests.databases import temporary_database
from tests.packages import ROOT
from tests.services import private_postgresql, temporary_folder

FEW, MANY, REGIONS, YEARS, LAST_YEAR = 20, 2000, 4, 5, 2026
GOAL_MILLISECONDS, GOAL_RATIO = 100, 1.2
# Only invented regions are measured, so a run needs no document.
SIZES = (FEW, MANY)


def measure_many(postgresql: str | None) -> None:
    """Print a table for each database; `postgresql` names a server, without which a private one is started."""
    with ExitStack() as stack:
        folder = stack.enter_context(temporary_folder("many"))
        print_table(
            "SQLite", {size: figures(f"sqlite:///{folder / f'{size}.sqlite3'}", folder, size) for size in SIZES}
        )
        if postgresql is None:
            packages.install([packages.POSTGRESQL])
            postgresql = stack.enter_context(private_postgresql())
        databases = {size: stack.enter_context(temporary_database(postgresql)) for size in SIZES}
        print_table("PostgreSQL", {size: figures(databases[size], folder, size) for size in SIZES})


def figures(database: str, folder: Path, departments: int) -> dict[str, list[float]]:
    """Return the milliseconds of each request by kind of page, measured in a process of its own."""
    settings = {
        "DATABASE_URL": database,
        "DATA_DIRECTORY": str(folder),
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "127.0.0.1",
        "DJANGO_SETTINGS_MODULE": "tests.site_settings",
    }
    command = [sys.executable, "-m", "tests.bench.many_pages", str(departments), str(REGIONS), str(YEARS)]
    done = subprocess.run(
        [*command, str(LAST_YEAR)], cwd=ROOT, env={**os.environ, **settings}, stdout=subprocess.PIPE, check=True
    )
    return json.loads(done.stdout.splitlines()[-1])


def print_table(name: str, found: dict[int, dict[str, list[float]]]) -> None:
    """Print the pages of one database, a line each, and mark what is beyond a goal."""
    print(f"\n{name}: server time of public pages, {FEW} and {MANY} departments × {YEARS} years, {REGIONS} regions")
    print(
        f"  goals: 95 % under {GOAL_MILLISECONDS} ms; median at most {GOAL_RATIO} times that with {FEW} departments\n"
    )
    print(f"  {'page':<24}{FEW:>7} median {'95 %':>7}{MANY:>9} median {'95 %':>7}{'ratio':>8}")
    for kind in found[MANY]:
        print(f"  {line(kind, found[FEW][kind], found[MANY][kind])}")


def line(kind: str, few: list[float], many: list[float]) -> str:
    """Return one line of the table."""
    small, large = statistics.median(few), statistics.median(many)
    slow_small, slow_large = (statistics.quantiles(times, n=20)[-1] for times in (few, many))
    ratio = large / small
    beyond = [*(["slow"] if slow_large >= GOAL_MILLISECONDS else []), *(["grows"] if ratio > GOAL_RATIO else [])]
    marks = f"  beyond the goal: {', '.join(beyond)}" if beyond else ""
    return f"{kind:<24}{small:>11.1f} ms{slow_small:>8.1f}{large:>13.1f} ms{slow_large:>8.1f}{ratio:>8.2f}{marks}"
