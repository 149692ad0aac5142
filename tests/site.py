"""The whole site as it is deployed, with the sample published: gunicorn, hashed files, a database of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.databases import temporary_database
from tests.packages import ROOT
from tests.services import running_gunicorn, temporary_folder

TWIN = ROOT / "tests" / "documents" / "xinxiang-104-2023.txt"
IDENTITY = ["--region", "410796", "--region-name", "新乡经济技术开发区", "--department", "104"]
# A made budget in a form that nobody declared; it lacks a row, one of its tables is of no known kind.
UNDECLARED = ROOT / "tests" / "documents" / "archives-2026.txt"
CLERK = {"username": "clerk", "password": "a-long-test-password"}


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
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """The site of one test worker."""
    with ExitStack() as stack:
        folder = stack.enter_context(temporary_folder("site"))
        environment = {
            "DATABASE_URL": stack.enter_context(database(folder)),
            "DATA_DIRECTORY": str(folder),
            "SECRET_KEY": "only-for-tests",
            "DJANGO_SETTINGS_MODULE": "tests.site_settings",
            "DJANGO_SUPERUSER_PASSWORD": CLERK["password"],
            "WEB_CONCURRENCY": "1",
        }
        prepare(environment)
        port = stack.enter_context(running_gunicorn("portal.wsgi", folder, **environment))
        yield Site(f"http://127.0.0.1:{port}", environment)


@contextmanager
def database(folder: Path) -> Iterator[str]:
    """Give the address of a database of the kind the tests run on."""
    given = os.environ.get("DATABASE_URL", "")
    if not given.startswith("postgres"):
        yield f"sqlite:///{folder / 'site.sqlite3'}"
        return
    with temporary_database(given) as address:
        yield address


def prepare(environment: dict[str, str]) -> None:
    """Make the database, publish the sample, make a staff account, collect the files."""
    run_command(environment, "migrate", "--verbosity", "0")
    run_command(environment, "import_budget", str(TWIN), *IDENTITY, "--publish")
    run_command(environment, "import_budget", str(UNDECLARED), *IDENTITY[:-1], "105", "--publish")
    run_command(
        environment, "createsuperuser", "--noinput", "--username", CLERK["username"], "--email", "clerk@example.org"
    )
    run_command(environment, "collectstatic", "--noinput", "--verbosity", "0")
