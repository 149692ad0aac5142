"""The whole site as it is deployed, with the sample published: gunicorn, hashed files, a database of its own."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.databases import Template, temporary_database
from tests.packages import ROOT
from tests.services import running_gunicorn, temporary_folder

TWIN = ROOT / "tests" / "documents" / "xinxiang-104-2023.txt"
IDENTITY = ["--region", "410796", "--region-name", "新乡经济技术开发区", "--department", "104"]
# A made budget in a form that nobody declared; it lacks a row, one of its tables is of no known kind.
UNDECLARED = ROOT / "tests" / "documents" / "archives-2026.txt"
CLERK = {"username": "clerk", "password": "a-long-test-password"}
SETTINGS, SITE_SETTINGS = "tests.settings", "tests.site_settings"
PREPARE = f"""
import django
django.setup()
from django.contrib.auth import get_user_model
from django.core.management import call_command
call_command("import_budget", {str(TWIN)!r}, *{IDENTITY}, "--publish")
call_command("import_budget", {str(UNDECLARED)!r}, *{IDENTITY[:-1]}, "105", "--publish")
get_user_model().objects.create_superuser({CLERK["username"]!r}, "clerk@example.org", {CLERK["password"]!r})
"""


@dataclass(frozen=True)
class Site:
    """A running site: its address, and the environment that its commands run in."""

    url: str
    environment: dict[str, str]

    def run(self, *arguments: str) -> str:
        """Run one of the portal's commands on the site's database and return what it prints."""
        return run_command(self.environment, *arguments)


def run_command(environment: dict[str, str], *arguments: str) -> str:
    """Run one of the portal's commands; fail with its error output where it fails."""
    return run_python(environment, "manage.py", *arguments)


def run_python(environment: dict[str, str], *arguments: str) -> str:
    """Run Python in the project and return what it prints; fail with its error output where it fails."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def template() -> Iterator[Template]:
    """A database of the kind the tests run on, with tables and no rows."""
    with temporary_folder("template") as folder, empty_database(folder) as address:
        environment = {"DATABASE_URL": address, "DATA_DIRECTORY": str(folder), "DJANGO_SETTINGS_MODULE": SETTINGS}
        run_command(environment, "migrate", "--verbosity", "0")
        yield Template(address)


@contextmanager
def empty_database(folder: Path) -> Iterator[str]:
    """Give the address of a database without tables."""
    given = os.environ.get("DATABASE_URL", "")
    if not given.startswith("postgres"):
        yield f"sqlite:///{folder / 'site.sqlite3'}"
        return
    with temporary_database(given) as address:
        yield address


@pytest.fixture(scope="session")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the collected files: those are made once for all workers of a run."""
    folder = tmp_path_factory.getbasetemp()
    folder = (folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / "collected"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            collect(folder)
            (folder / "done").touch()
    return folder


@pytest.fixture(scope="session")
def site(template: Template, collected: Path) -> Iterator[Site]:
    """The site of one test worker."""
    with ExitStack() as stack:
        folder = stack.enter_context(temporary_folder("site"))
        environment = site_environment(stack.enter_context(template.copied(folder)), folder, collected)
        publish_sample(environment)
        port = stack.enter_context(running_gunicorn("portal.wsgi", folder, **environment))
        yield Site(f"http://127.0.0.1:{port}", environment)


def site_environment(database: str, folder: Path, collected: Path) -> dict[str, str]:
    """Return what a site runs in: its database, the folder of its documents, that of the collected files."""
    return {
        "DATABASE_URL": database,
        "DATA_DIRECTORY": str(folder),
        "COLLECTED": str(collected),
        "SECRET_KEY": "only-for-tests",
        "DJANGO_SETTINGS_MODULE": SITE_SETTINGS,
        "WEB_CONCURRENCY": "1",
    }


def collect(folder: Path) -> None:
    """Collect the files that pages load, as in production."""
    environment = site_environment("sqlite://:memory:", folder, folder)
    run_command(environment, "collectstatic", "--noinput", "--verbosity", "0")


def publish_sample(environment: dict[str, str]) -> None:
    """Publish the sample and a budget of no declared form, and make a staff account, in one process."""
    run_python(environment, "-c", PREPARE)
