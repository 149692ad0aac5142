"""Measure on a temporary SQLite database, and on PostgreSQL too where DATABASE_URL names a server."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

from tests import packages
from tests.bench.many import measure_many
from tests.databases import temporary_database
from tests.packages import ROOT, NotInstalledError
from tests.run import postgresql_of_environment
from tests.services import ServiceError, temporary_folder

# The parts of the benchmark; whoever names none gets both. The second takes a quarter of an hour and more.
ONE, MANY = "one", "many"


def main(parts: list[str]) -> int:
    """Print the figures of each database; return 0 unless something could not be measured."""
    try:
        packages.install([packages.NGINX, packages.WRK])
        failed = measure_one() if ONE in parts else False
        if MANY in parts:
            measure_many(postgresql_of_environment())
    except (NotInstalledError, ServiceError, subprocess.CalledProcessError) as error:
        print(error, file=sys.stderr)
        return 1
    return int(failed)


def measure_one() -> bool:
    """Print what one budget costs on each database; tell whether that failed."""
    with temporary_folder("bench") as folder:
        failed = measure("SQLite", f"sqlite:///{folder / 'portal.sqlite3'}", folder)
        server = postgresql_of_environment()
        if server:
            with temporary_database(server) as database:
                failed |= measure("PostgreSQL", database, folder)
    return failed


def measure(name: str, database: str, folder: Path) -> bool:
    """Print the figures of one database, in a process of its own that has its settings; tell whether that failed."""
    print(f"\n== {name} ==", flush=True)
    settings = {
        "DATABASE_URL": database,
        "DATA_DIRECTORY": str(folder),
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "127.0.0.1",
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "DEBUG": "false",
        "HTTPS": "false",
    }
    command = [sys.executable, "-m", "tests.bench.figures", str(folder)]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **settings}, check=False).returncode != 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or [ONE, MANY]))
