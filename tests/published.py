"""The published budget that the tests share: its twin imported, its golden figures, and facts made in memory."""

import csv
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.management import call_command
from django.db import transaction
from django.db.models import Model

from budgets.checks import Result, check
from budgets.documents.load import store
from budgets.documents.read import read_document
from budgets.documents.reading import Reading
from budgets.models import Budget, Department, Edition, Region, SourceTable
from budgets.tables import Facts, FilledTable, StatutoryTable, fill, find_table, tables_of
from budgets.vocabulary import EditionOrigin, Phase
from tests.databases import Template
from tests.packages import ROOT
from tests.services import PATIENCE, ending_with_us, temporary_folder
from tests.site import run_command

TWIN = ROOT / "tests" / "documents" / "xinxiang-104-2023.txt"
GOLDEN = ROOT / "tests" / "golden"
FORM_SET = "henan-2023"
TABLES = tables_of(FORM_SET)
REGION, DEPARTMENT, YEAR = "410796", "104", 2023
# A region that has published nothing.
ELSEWHERE = "410999"
ADDRESS = f"/{REGION}/{DEPARTMENT}/{YEAR}/"
# The document leaves these out: they are derived, and have no golden file.
DERIVED = {2, 7}

Grid = list[list[str | None]]


@dataclass(frozen=True)
class Golden:
    """The cells of a section of a table as the document prints them; a blank is None."""

    number: int
    section: str
    columns: list[str]
    rows: Grid

    @property
    def title(self) -> str:
        """What a failing test calls it."""
        return f"{self.number:02}-{self.section}"

    @property
    def table(self) -> StatutoryTable:
        """The declaration that it is the figures of."""
        return find_table(FORM_SET, self.number)

    @property
    def at(self) -> int:
        """Which section of its table it is."""
        return [section.key for section in self.table.sections].index(self.section)

    def is_amount(self, column: int) -> bool:
        """Tell whether a column holds amounts."""
        return self.table.sections[self.at].leaves[column].is_amount


def goldens() -> Iterator[Golden]:
    """Yield the figures taken by hand from the published document."""
    for path in sorted(GOLDEN.glob("table-*.tsv")):
        number, section = re.fullmatch(r"table-(\d\d)(?:-(\w+))?", path.stem).groups()
        yield Golden(int(number), section or "money", *read_golden(path))


def read_golden(path: Path) -> tuple[list[str], Grid]:
    """Return the column keys and the rows of a golden file."""
    with path.open(encoding="utf-8", newline="") as file:
        columns, *rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
    return columns, [[cell or None for cell in row] for row in rows]


every_golden = pytest.mark.parametrize("golden", list(goldens()), ids=lambda golden: golden.title)
every_table = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.label)


def read_twin(region: str = REGION, department: str = DEPARTMENT, phase: Phase = Phase.BUDGET) -> Reading:
    """Read the twin, storing nothing, and make it the budget of any department."""
    owner = Department(region=Region(code=REGION, name="新乡经济技术开发区"), code=DEPARTMENT)
    reading = read_document(TWIN.name, TWIN.read_bytes(), owner, YEAR, phase)
    owner.region.code, owner.code = region, department
    return reading


def twin_facts() -> Facts:
    """Return the facts of the twin in memory, to be changed at will."""
    return read_twin().facts


def store_twin(**whose: Any) -> Edition:
    """Store the twin as the draft of a department."""
    return store(read_twin(**whose)).edition


@pytest.fixture(scope="module")
def published_once(django_db_setup: None, django_db_blocker: Any) -> Iterator[int]:
    """The id of the twin, imported and published by the command once for all tests of a module."""
    identity = ["--region", REGION, "--region-name", "新乡经济技术开发区", "--department", DEPARTMENT]
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("import_budget", str(TWIN), *identity, "--publish", stdout=StringIO())
        yield Edition.objects.published().get().pk
        transaction.set_rollback(True)


@pytest.fixture
def published(published_once: int, db: None) -> Edition:
    """The twin as published; what a test changes is taken back after it."""
    return Edition.objects.with_names().get(pk=published_once)


@pytest.fixture
def draft(db: None) -> Edition:
    """The twin, stored as the draft of a region that has published nothing."""
    return store_twin(region=ELSEWHERE)


def facts_of(*facts: Any, origin: EditionOrigin = EditionOrigin.PREPARED, printed: tuple[int, ...] = ()) -> Facts:
    """Return facts in memory as those of one edition; `printed` are the tables that its document prints."""
    department = Department(region=Region(code=REGION), code=DEPARTMENT, name="测试局")
    edition = Edition(
        budget=Budget(department=department, year=YEAR), origin=origin, department_name="测试局", number=1
    )
    rows: dict[type[Model], list[Any]] = {}
    for fact in facts:
        rows.setdefault(type(fact), []).append(fact)
    rows[SourceTable] = [SourceTable(number=number, title=f"{number}", place="line 1") for number in printed]
    return Facts(edition, rows)


def find(facts: Facts, model: type[Model], **values: Any) -> Any:
    """Return the one fact with these values."""
    (found,) = [fact for fact in facts.of(model) if all(getattr(fact, name) == values[name] for name in values)]
    return found


def filled(facts: Facts, number: int) -> FilledTable:
    """Fill a table by its number."""
    return fill(find_table(FORM_SET, number), facts)


def shown(facts: Facts, number: int, row: str) -> dict[str, str]:
    """Return what a row of amounts prints, by column key, without its blanks."""
    table = filled(facts, number)
    cells = [cell for cell in table.cells if cell.row == row and cell.column.is_amount]
    texts = {cell.column.key: cell.amount for cell in cells if cell.amount is not None}
    return {key: f"{amount:.2f}" for key, amount in texts.items()}


def result_of(facts: Facts, code: str) -> Result:
    """Check facts and return what became of one rule."""
    return next(result for result in check(facts) if result.rule.code == code)


def lay_out(rows: list[list[tuple[Any, int, int]]]) -> list[list[Any]]:
    """Lay cells of (content, rowspan, colspan) on a grid as a browser does; two on one place, or none, fail."""
    grid: list[dict[int, Any]] = [{} for _row in rows]
    for level, cells in enumerate(rows):
        column = 0
        for content, rowspan, colspan in cells:
            while column in grid[level]:
                column += 1
            assert level + rowspan <= len(rows), f"{content} reaches below the last row"
            for line in grid[level : level + rowspan]:
                taken = set(range(column, column + colspan)) & set(line)
                assert not taken, f"{content} lies on another cell"
                line.update(dict.fromkeys(range(column, column + colspan), content))
    width = len(grid[0]) if grid else 0
    assert all(sorted(line) == list(range(width)) for line in grid), "the grid is no full rectangle"
    return [[line[column] for column in range(width)] for line in grid]


@dataclass(frozen=True)
class Processes:
    """Programs that run beside the test, on a database of their own."""

    database: str
    folder: Path

    def start(self, code: str, *arguments: str) -> subprocess.Popen:
        """Start some Python code in the project."""
        return subprocess.Popen(
            ending_with_us([sys.executable, "-c", f"import sys, django\ndjango.setup()\n{code}", *arguments]),
            cwd=ROOT,
            env={**os.environ, **self.environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    @property
    def environment(self) -> dict[str, str]:
        """What makes a program work on this database."""
        own = {"DATABASE_URL": self.database, "DATA_DIRECTORY": str(self.folder)}
        return {**own, "DJANGO_SETTINGS_MODULE": "tests.settings"}

    def run(self, code: str, *arguments: str) -> None:
        """Run some Python code to its end."""
        process = self.start(code, *arguments)
        process.communicate(timeout=PATIENCE)
        assert process.returncode == 0

    def manage(self, *arguments: str) -> str:
        """Run one of the portal's commands and return what it prints."""
        return run_command(self.environment, *arguments)

    @contextmanager
    def holding(self, statement: str) -> Iterator[None]:
        """Hold what a statement locks, and commit when the block ends; SQLite locks the whole database."""
        with ExitStack() as stack:
            if self.database.startswith("sqlite"):
                connection = stack.enter_context(closing(sqlite3.connect(self.folder / "site.sqlite3")))
                connection.isolation_level = None
                connection.execute("BEGIN IMMEDIATE")
                connection.execute(statement.removesuffix(" FOR UPDATE"))
            else:
                connection = stack.enter_context(closing(psycopg.connect(self.database)))
                connection.execute(statement)
            yield
            connection.execute("COMMIT")


@pytest.fixture(scope="module")
def processes(template: Template) -> Iterator[Processes]:
    """Programs on an empty database of the kind the tests run on."""
    with temporary_folder("processes") as folder, template.copied(folder) as address:
        yield Processes(address, folder)
