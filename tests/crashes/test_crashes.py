"""The server is killed, or loses its database, at random points of its work: all of an act is there, or nothing."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from tests.crashes.browsing import CUT, Browser
from tests.databases import Template
from tests.packages import ROOT
from tests.services import running_gunicorn, temporary_folder
from tests.site import CLERK, run_command

# Twenty points in all: five confirmations, five publications, ten saves.
ROUNDS, SAVES = 5, 10
SHEET = "function_expenditure"
NATURES = ("wages", "goods_services", "capital")
# No act is killed later than this after it began: the slowest takes less.
LONGEST = 1.0


@dataclass
class Workplace:
    """A site with work to be done, and somebody who does it."""

    environment: dict[str, str]
    made: dict[str, Any]
    browser: Browser
    strikes: int = 0

    def ask(self, question: str, *values: Any) -> list[tuple]:
        """Return the rows that the database answers with, past the portal."""
        address = self.environment["DATABASE_URL"]
        if address.startswith("sqlite"):
            connection = sqlite3.connect(f"file:{address.removeprefix('sqlite:///')}?mode=ro", uri=True, timeout=20)
            question = question.replace("%s", "?")
        else:
            connection = psycopg.connect(address)
        try:
            return connection.execute(question, values).fetchall()
        finally:
            connection.close()

    def strike(self) -> None:
        """Kill the process that answers requests, or cut its connections to the database where it has any."""
        self.strikes += 1
        if self.strikes % 2 or not self.is_served:
            self.kill_server()
        else:
            self.ask(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                " AND datname = current_database()"
            )

    @property
    def is_served(self) -> bool:
        """Whether a server holds the database, which one reaches by a connection."""
        return not self.environment["DATABASE_URL"].startswith("sqlite")

    def kill_server(self) -> None:
        """Kill the process that answers requests; its master makes a new one."""
        for pid in children_of(os.getpid()):
            for worker in children_of(pid):
                if b"tests.crashes.wsgi" in Path(f"/proc/{worker}/cmdline").read_bytes():
                    os.kill(worker, signal.SIGKILL)


def children_of(pid: int) -> list[int]:
    """Return the processes that a process has started."""
    with suppress(OSError):
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


@pytest.fixture(scope="module")
def workplace(template: Template) -> Iterator[Workplace]:
    """A site of its own, killed and gone on with."""
    with ExitStack() as stack:
        folder = stack.enter_context(temporary_folder("crashes"))
        environment = {
            "DATABASE_URL": stack.enter_context(template.copied(folder)),
            "DATA_DIRECTORY": str(folder),
            "SECRET_KEY": "only-for-tests",
            "DJANGO_SETTINGS_MODULE": "tests.crashes.settings",
            "WEB_CONCURRENCY": "1",
            # A new process is there at once.
            "GUNICORN_CMD_ARGS": "--preload",
        }
        command = [sys.executable, "-m", "tests.crashes.stand", str(ROUNDS)]
        made = subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, check=False)
        assert made.returncode == 0, made.stderr.decode()
        port = stack.enter_context(running_gunicorn("tests.crashes.wsgi", folder, **environment))
        browser = Browser(f"http://127.0.0.1:{port}")
        browser.log_in("root", CLERK["password"])
        yield Workplace(environment, json.loads(made.stdout), browser)


def strike_during(workplace: Workplace, act) -> float:
    """Begin an act, strike at some point of it, wait until the site answers again; return when that was."""
    began = threading.Event()

    def begin() -> None:
        began.set()
        with suppress(*CUT):
            act()

    worker = threading.Thread(target=begin)
    worker.start()
    began.wait()
    # More often early than late: most acts are short.
    delay = random.random() ** 2 * LONGEST
    time.sleep(delay)
    workplace.strike()
    worker.join()
    workplace.browser.wait()
    return delay


def test_a_save_is_there_whole_or_not_at_all_and_can_be_sent_again(workplace):
    browser, edition = workplace.browser, workplace.made["save"]
    address = f"/admin/editions/{edition}/entry/{SHEET}"
    for number in range(SAVES):
        (row,) = browser.read_json(f"{address}/rows.json")["rows"]
        amount = f"{number + 2}00.00"
        now = {**row["values"], **dict.fromkeys(NATURES, amount)}
        sent = {"token": str(uuid4()), "changes": [{"row": row["id"], "was": row["values"], "now": now}]}
        delay = strike_during(workplace, lambda sent=sent: browser.send_json(f"{address}/save/", sent))
        assert len(amounts_of(workplace, edition)) == 1, f"a row was saved in part, killed after {delay:.3f} s"
        answer = browser.send_json(f"{address}/save/", sent)
        assert (answer["refused"], answer["conflicts"]) == ([], []), delay
        assert amounts_of(workplace, edition) == {float(amount)}
        revision, logged = workplace.ask(
            "SELECT revision, (SELECT count(DISTINCT batch) FROM budgets_changerecord WHERE edition_id = e.id)"
            " FROM budgets_edition e WHERE id = %s",
            edition,
        )[0]
        assert revision == logged == number + 1, "each save counts, and is logged, once"


def amounts_of(workplace: Workplace, edition: int) -> set[float]:
    """Return the different amounts of a draft's lines."""
    found = workplace.ask("SELECT amount FROM budgets_functionexpenditure WHERE edition_id = %s", edition)
    assert len(found) == len(NATURES)
    return {float(amount) for (amount,) in found}


def test_a_confirmed_import_is_there_whole_or_not_at_all(workplace):
    browser = workplace.browser
    for job in workplace.made["confirm"]:
        form = browser.filled_in(f"/admin/imports/{job}/")
        delay = strike_during(workplace, lambda job=job, form=form: confirm(browser, job, form))
        counts = imported(workplace, job)
        assert counts in (NOTHING, EVERYTHING), f"{counts}, killed after {delay:.3f} s"
        if counts == NOTHING:
            confirm(browser, job, browser.filled_in(f"/admin/imports/{job}/"))
        assert imported(workplace, job) == EVERYTHING, delay


# State of the job, drafts, and of the twin: lines of expenditure, projects, and of its 126 indicators the projects'.
NOTHING, EVERYTHING = ("ready", 0, 0, 0, 0), ("applied", 1, 34, 13, 126 - 32)


def confirm(browser: Browser, job: int, form: dict[str, list[str]]) -> None:
    """Confirm an import with all that was read."""
    browser.send_form(f"/admin/imports/{job}/confirm/", form)


def imported(workplace: Workplace, job: int) -> tuple:
    """Return the state of an import, and how much of it the drafts of its department hold."""
    whose = "FROM budgets_edition e JOIN budgets_budget b ON b.id = e.budget_id WHERE b.department_id = j.department_id"
    parts = (
        "count(*)",
        "COALESCE(sum((SELECT count(*) FROM budgets_functionexpenditure f WHERE f.edition_id = e.id)), 0)",
        "COALESCE(sum((SELECT count(*) FROM budgets_project p WHERE p.edition_id = e.id)), 0)",
        "COALESCE(sum((SELECT count(*) FROM budgets_performanceindicator i JOIN budgets_project p"
        " ON p.id = i.project_id WHERE p.edition_id = e.id)), 0)",
    )
    asked = ", ".join(f"(SELECT {part} {whose})" for part in parts)
    ((state, *counts),) = workplace.ask(f"SELECT state, {asked} FROM budgets_importjob j WHERE id = %s", job)
    return (state, *map(int, counts))


def test_a_publication_is_there_whole_or_not_at_all(workplace):
    browser = workplace.browser
    for edition in workplace.made["publish"]:
        address = f"/admin/editions/{edition}/publish/"
        form = browser.filled_in(address)
        delay = strike_during(workplace, lambda address=address, form=form: browser.send_form(address, form))
        state = publication_of(workplace, edition)
        assert state in (("draft", 0, False, False), PUBLISHED), f"{state}, killed after {delay:.3f} s"
        if state != PUBLISHED:
            browser.send_form(address, browser.filled_in(address))
        assert publication_of(workplace, edition) == PUBLISHED, delay
    assert f"{ROUNDS} 条公开记录全部相符" in run_command(workplace.environment, "verify_publications", "410999")


PUBLISHED = ("published", 1, True, True)


def publication_of(workplace: Workplace, edition: int) -> tuple:
    """Return the status of an edition, its records, and whether it is summarised and can be found."""
    ((status, records, amounts, entries),) = workplace.ask(
        "SELECT status, (SELECT count(*) FROM budgets_publication p WHERE p.edition_id = e.id),"
        " (SELECT count(*) FROM budgets_publishedamount a WHERE a.edition_id = e.id),"
        " (SELECT count(*) FROM budgets_searchentry s WHERE s.edition_id = e.id) FROM budgets_edition e WHERE id = %s",
        edition,
    )
    return status, records, amounts > 0, entries > 0


@pytest.mark.embedded
def test_on_a_full_disk_nothing_is_saved_in_part(workplace):
    edition = workplace.made["full"]
    ((pages,),) = workplace.ask("PRAGMA page_count")
    environment = {**workplace.environment, "PAGE_LIMIT": str(pages)}
    folder = Path(environment["DATA_DIRECTORY"])
    with running_gunicorn("tests.crashes.wsgi", folder, **environment) as port:
        browser = Browser(f"http://127.0.0.1:{port}")
        browser.cookies = workplace.browser.cookies
        browser.opener = workplace.browser.opener
        form = browser.filled_in(f"/admin/editions/{edition}/publish/")
        with suppress(*CUT):
            browser.send_form(f"/admin/editions/{edition}/publish/", form)
    assert publication_of(workplace, edition) == ("draft", 0, False, False)
    workplace.browser.send_form(f"/admin/editions/{edition}/publish/", form)
    assert publication_of(workplace, edition) == PUBLISHED
