"""How long the entry screens of a large draft take: 2,000 lines and 300 projects."""

import json
import re
import statistics
import time
from collections.abc import Callable
from uuid import uuid4

from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client
from django.urls import reverse

from budgets.entry.catalogue import SHEETS
from budgets.models import (
    Budget,
    Department,
    EconomicExpenditure,
    Edition,
    FunctionExpenditure,
    PerformanceIndicator,
    Project,
    ProjectFunding,
    Region,
)
from budgets.tables.official_names import department_class_names, function_names
from budgets.vocabulary import Fund, IndicatorKind, Nature, ProjectKind

OPEN_GOAL, SAVE_GOAL = 1000, 150
PROJECTS, INDICATORS_OF_EACH = 300, 4
LINES = 2000
NATURES = (Nature.WAGES, Nature.GOODS_SERVICES, Nature.CAPITAL, Nature.OTHER_OPERATION, Nature.SPECIFIC_PURPOSE)
REPETITIONS = 10
CARRIED = re.compile(r'<script id="entry-data" type="application/json">(.*?)</script>', re.DOTALL)


def measure_entry() -> None:
    """Print how long each sheet takes to open, and a changed cell to be saved; the draft is forgotten afterwards."""
    with transaction.atomic():
        edition, client = make_draft()
        print(f"\nEntry, {LINES} lines and {PROJECTS} projects, time on the server, median of {REPETITIONS}")
        print(f"  goals: a sheet opens in under {OPEN_GOAL} ms, a changed cell is saved in under {SAVE_GOAL} ms\n")
        print("  sheet                        opens: ms    saves: ms   checks: ms")
        for sheet in SHEETS:
            print(sheet_line(client, edition, sheet.key))
        transaction.set_rollback(True)


def make_draft() -> tuple[Edition, Client]:
    """Make a large draft, and somebody who may type into it."""
    region = Region.objects.create(code="989999", name="测量区")
    department = Department.objects.create(region=region, code="999", name="测量局")
    budget = Budget.objects.create(department=department, year=2026)
    edition = Edition.objects.create(budget=budget, number=1, department_name="测量局")
    make_facts(edition)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(get_user_model().objects.create_superuser("measuring"))
    return edition, client


def make_facts(edition: Edition) -> None:
    """Give a draft its lines and projects."""
    subjects = make_subjects(edition)
    make_classes(edition, LINES - subjects)
    make_projects(edition)


def make_subjects(edition: Edition) -> int:
    """Give a draft spending by subject and nature, three quarters of its lines, and return how many they are."""
    codes = [code for code in function_names() if len(code) == 7][: LINES * 3 // 4 // len(NATURES)]
    FunctionExpenditure.objects.bulk_create(
        FunctionExpenditure(
            edition=edition,
            code=code,
            name=function_names()[code],
            fund=Fund.FISCAL_APPROPRIATION,
            nature=nature,
            amount=1000,
            position=position,
        )
        for position, code in enumerate(codes)
        for nature in NATURES
    )
    return len(codes) * len(NATURES)


def make_classes(edition: Edition, lines: int) -> None:
    """Give a draft so many lines of basic spending by economic class."""
    classes = [code for code in department_class_names() if len(code) == 5]
    EconomicExpenditure.objects.bulk_create(
        EconomicExpenditure(
            edition=edition,
            department_code=classes[number % len(classes)],
            department_name=department_class_names()[classes[number % len(classes)]],
            government_code=f"{50101 + number // len(classes)}",
            government_name="某",
            fund=Fund.FISCAL_APPROPRIATION,
            nature=Nature.PERSONNEL,
            amount=1000,
            position=number,
        )
        for number in range(lines)
    )


def make_projects(edition: Edition) -> None:
    """Give a draft its projects, with money and an indicator of each kind."""
    projects = Project.objects.bulk_create(
        Project(
            edition=edition, key=f"p{number}", name=f"项目{number}", kind=ProjectKind.SPECIFIC_PURPOSE, position=number
        )
        for number in range(PROJECTS)
    )
    ProjectFunding.objects.bulk_create(ProjectFunding(project=project, amount=5000) for project in projects)
    PerformanceIndicator.objects.bulk_create(
        PerformanceIndicator(project=project, kind=kind, name="数量", value="≥1个", position=position)
        for project in projects
        for position, kind in enumerate(IndicatorKind)
    )


def sheet_line(client: Client, edition: Edition, sheet: str) -> str:
    """Measure a sheet and return its line; one beyond the goals is marked."""
    page = reverse("admin:entry_sheet", args=[edition.pk, sheet])
    opens = milliseconds(lambda: ask(client.get(page)))
    checks = milliseconds(lambda: ask(client.get(f"{page}findings/")), times=2) if sheet == "projects" else None
    saves = milliseconds(Saver(client, page))
    beyond = "" if opens < OPEN_GOAL and saves < SAVE_GOAL else "  beyond the goal"
    checked = f"{checks:>12.1f}" if checks is not None else ""
    return f"  {sheet:<26} {opens:>11.1f} {saves:>12.1f} {checked}{beyond}"


class Saver:
    """Changes one cell of a sheet each time it is called, as a browser does."""

    def __init__(self, client: Client, page: str) -> None:
        self.client, self.page = client, page
        data = json.loads(CARRIED.search(ask(client.get(page)).content.decode()).group(1))
        typed = [one["key"] for one in data["columns"] if one["kind"] in ("amount", "long", "text", "measure")]
        self.column = next((one["key"] for one in data["columns"] if one["kind"] == "amount"), typed[-1])
        rows = data["rows"]
        self.row = rows[len(rows) // 2] if rows else None
        self.blank = {one["key"]: one.get("default", "") for one in data["columns"]}
        self.number = 0

    def __call__(self) -> None:
        """Save the next value."""
        self.number += 1
        known = self.row or {"id": f"n-{self.number}", "values": self.blank}
        now = {**known["values"], self.column: str(self.number)}
        was = known["values"] if self.row else None
        change = {"row": known["id"], "was": was, "now": now}
        answer = ask(
            self.client.post(
                f"{self.page}save/",
                json.dumps({"token": str(uuid4()), "changes": [change if self.row else {**change, "after": None}]}),
                content_type="application/json",
            )
        ).json()
        for saved in answer["saved"]:
            self.row = {"id": saved["id"], "values": saved["values"]} if saved["values"] else self.row


def ask(response):
    """Return an answer; raise RuntimeError where it is none."""
    if response.status_code != 200:
        raise RuntimeError(f"{response.request['PATH_INFO']} answered {response.status_code}")
    return response


def milliseconds(act: Callable[[], object], times: int = REPETITIONS) -> float:
    """Return the median time of an act in milliseconds."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        found.append(time.perf_counter() - start)
    return statistics.median(found) * 1000
