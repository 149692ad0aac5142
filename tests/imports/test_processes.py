"""Imports by processes of their own: killed at any point they leave all or nothing, and two at once have one effect."""

import json
import sqlite3
import time
from contextlib import closing
from typing import Any

import psycopg
import pytest

from budgets.imports.contents import CONTENTS
from tests.services import PATIENCE

pytest_plugins = ["tests.published"]

USUAL = ",".join(one.key for one in CONTENTS if not one.of_the_print)
# Lines of revenue and of spending, projects and sections of the text that the twin has; and that nothing has.
WHOLE, NOTHING = [1, 17, 13, 18], [0, 0, 0, 0]
# How often a reading and a confirmation are each killed.
KILLS = 10
BEGIN = """
from tests.imports.importing import *
department = importing_department()
clerk = make_clerk(department)
"""
# Forks a child for each act and kills it after a while; says what it leaves behind. The document is read in the child
# itself: in a process of its own, which most of the time would go for, its death would end the reading all the same.
KILL = """
import json, os, random, signal, time
from django.db import connections
from budgets.documents.unowned import read_any
from budgets.imports import reading
from budgets.imports.confirming import confirm
from budgets.imports.contents import digests
from budgets.imports.kept import restore
from budgets.imports.jobs import unsaved_edition
from budgets.imports.undoing import undo
from budgets.models import *
from budgets.tables import Facts
from tests.imports.importing import *

def read_here(name, content, department, year, phase, alive):
    alive()
    return read_any(name, content, department, year, phase)

reading.read_isolated = read_here
times, chosen = int(sys.argv[1]), sys.argv[2].split(",")
job = upload(importing_department(), get_user_model().objects.get(username="clerk-王芳"))

def kill(act, seconds):
    for connection in connections.all():
        connection.close()
        if connection.vendor == "postgresql":
            connection.close_pool()
    child = os.fork()
    if child == 0:
        try:
            act()
        finally:
            os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)

def confirm_and_undo():
    while True:
        ImportJob.objects.filter(pk=job.pk, state="undone").update(state="ready")
        confirm(job, by=job.by, chosen=chosen, revision=None)
        undo(job, by=job.by)

def left():
    now, editions = again(job), list(Edition.objects.with_names())
    whole = {}
    if now.replaced is not None and now.edition is not None:
        written = restore(now.replaced, unsaved_edition(now)).notes["written"]
        found = digests(Facts(editions[0]))
        whole = {key: written[key] == found[key] for key in written}
    kinds = (RevenueLine, FunctionExpenditure, Project, Narrative)
    return {"state": now.state, "attempts": now.attempts, "kept": now.reading is not None, "editions": len(editions),
            "whole": whole, "rows": [kind.objects.count() for kind in kinds]}

for _time in range(times):
    ImportJob.objects.filter(pk=job.pk).update(state="waiting", attempts=0, reading=None, beat_at=None)
    kill(lambda: reading.read_import(job.pk), random.uniform(0, 1.2))
    print("read", json.dumps(left()), flush=True)
ImportJob.objects.filter(pk=job.pk, state="reading").update(beat_at="2020-01-01T00:00:00Z")
reading.read_import(job.pk)
print("made up", json.dumps(left()), flush=True)
for _time in range(times):
    kill(confirm_and_undo, random.uniform(0, 1.5))
    print("confirm", json.dumps(left()), flush=True)
"""
ALL_STEPS = """
from budgets.imports.confirming import confirm
from tests.imports.importing import *
department = importing_department()
clerk = get_user_model().objects.get(username="clerk-王芳")
def step(said):
    print(said, flush=True)
    sys.stdin.readline()
step("ready")
job = upload(department, clerk, phase=Phase.ADJUSTED)
step(job.pk)
step(read(job).attempts)
print(confirm(again(job), by=clerk, chosen=sys.argv[1].split(","), revision=None).pk, flush=True)
"""


def ask(processes, statement: str) -> list[tuple[Any, ...]]:
    """Ask the processes' database, from outside of Django."""
    if processes.database.startswith("sqlite"):
        with closing(
            sqlite3.connect(processes.folder / "site.sqlite3", timeout=20, isolation_level=None)
        ) as connection:
            return connection.execute(statement).fetchall()
    with closing(psycopg.connect(processes.database, autocommit=True)) as connection:
        found = connection.execute(statement)
        return found.fetchall() if found.description else []


@pytest.fixture(scope="module")
def begun(processes):
    """The processes, with a department and its clerk."""
    processes.run(BEGIN)
    return processes


def test_killed_at_any_point_all_or_nothing_is_left(begun):
    output, _errors = begun.start(KILL, str(KILLS), USUAL).communicate(timeout=PATIENCE)
    said = [line.split(" {", 1) for line in output.splitlines()]
    left = [(act, json.loads("{" + rest)) for act, rest in said]
    reads, confirmations = ([one for act, one in left if act == wanted] for wanted in ("read", "confirm"))
    assert (len(reads), len(confirmations)) == (KILLS, KILLS)
    for one in reads:
        states = [("waiting", 0, False), ("reading", 1, False), ("ready", 1, True)]
        assert (one["state"], one["attempts"], one["kept"]) in states
        assert one["rows"] == NOTHING
    assert [one["state"] for act, one in left if act == "made up"] == ["ready"]
    for one in confirmations:
        is_done = one["state"] == "applied"
        assert one["state"] in ("ready", "applied", "undone")
        assert (one["editions"], one["rows"]) == ((1, WHOLE) if is_done else (0, NOTHING))
        assert all(one["whole"].values())
        assert len(one["whole"]) == (10 if is_done else 0)


def test_of_two_who_upload_read_and_confirm_at_once_one_does(begun):
    ask(begun, "DELETE FROM budgets_importjob")
    pair = [begun.start(ALL_STEPS, USUAL) for _one in range(2)]
    assert heard(pair) == ["ready", "ready"]
    go_on(pair)
    first, second = heard(pair)
    assert first == second
    assert ask(begun, "SELECT COUNT(*) FROM budgets_importjob") == [(1,)]
    go_on(pair)
    assert heard(pair) == ["1", "1"]
    while ask(begun, "SELECT state FROM budgets_importjob") == [("reading",)]:
        time.sleep(0.1)
    go_on(pair)
    first, second = heard(pair)
    assert first == second
    for one in pair:
        one.communicate(timeout=PATIENCE)
    # One act, by which the draft was opened once.
    newest = ask(begun, "SELECT id, revision FROM budgets_edition ORDER BY id DESC LIMIT 1")
    assert newest == [(int(first), 1)]


def go_on(processes) -> None:
    """Let processes take their next step, all at the same moment."""
    for one in processes:
        one.stdin.write("\n")
        one.stdin.flush()


def heard(processes) -> list[str]:
    """Return what each process says next."""
    return [one.stdout.readline().strip() for one in processes]
