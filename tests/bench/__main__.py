"""Measure on a temporary SQLite database, and on PostgreSQL too where DATABASE_URL names a server."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

from tests import packages
from tests.databases import temporary_database
from tests.packages import ROOT, NotInstalledError
from tests.run import postgresql_of_environment
from tests.services import temporary_folder


def main() -> int:
    """Print the figures of each database; return 0 unless something could not be measured."""
    try:
        packages.install([packages.NGINX, packages.WRK])
    except NotInstalledError as error:
        print(error, file=sys.stderr)
        return 1
    with temporary_folder("bench") as folder:
        failed = measure("SQLite", f"sqlite:///{folder / 'portal.sqlite3'}", folder)
        server = postgresql_of_environment()
        if server:
            with temporary_database(server) as database:
                failed |= measure("PostgreSQL", database, folder)
    return int(failed)


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
    sys.exit(main())
