"""Run the whole suite twice, on SQLite and on PostgreSQL, with everything it needs; `make test` calls this."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests import packages
from tests.packages import ROOT, NotInstalledError
from tests.services import ServiceError, ending_with_us, private_postgresql, stop, temporary_folder

# A worker that is done takes over half of what the other has left: the longest tests come last.
PYTEST = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "worksteal"]


def main() -> int:
    """Return 0 when every test passed on both databases, else 1."""
    # Closing the terminal or ending the job must stop the servers too.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, frame: sys.exit(128 + number))
    given = postgresql_of_environment()
    try:
        install_what_is_missing(needs_postgresql=given is None)
        return run_both(given)
    except (NotInstalledError, ServiceError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def postgresql_of_environment() -> str | None:
    """Return DATABASE_URL when it names a PostgreSQL server."""
    address = os.environ.get("DATABASE_URL", "")
    return address if address.startswith(("postgres://", "postgresql://")) else None


def install_what_is_missing(*, needs_postgresql: bool) -> None:
    """Install Debian's and npm's packages that the suite needs; raise NotInstalledError."""
    needs = [packages.BROWSER, packages.ATOMIC, packages.FONT, packages.NGINX, packages.NPM]
    packages.install([*needs, packages.POSTGRESQL] if needs_postgresql else needs)
    packages.install_node_packages()


def run_both(given: str | None) -> int:
    """Run the suite on each database, the second even when the first failed, so that one run tells all."""
    with temporary_folder("tests") as folder:
        print("Tests on SQLite", flush=True)
        failed = run_pytest(f"sqlite:///{folder / 'portal.sqlite3'}", folder)
        with postgresql(given) as address:
            print("Tests on PostgreSQL", flush=True)
            failed |= run_pytest(address, folder)
    return int(failed)


@contextmanager
def postgresql(given: str | None) -> Iterator[str]:
    """Give the server that the environment names, or a private one."""
    if given:
        yield given
        return
    with private_postgresql() as address:
        yield address


def run_pytest(database: str, folder: Path) -> bool:
    """Run pytest with the arguments given to this script; tell whether it failed."""
    environment = {**os.environ, "DATABASE_URL": database, "DATA_DIRECTORY": str(folder)}
    command = ending_with_us([*PYTEST, *sys.argv[1:]])
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL)
    try:
        return process.wait() != 0
    except KeyboardInterrupt:
        # Ctrl-C reached pytest as well: let it close its browsers and databases.
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=15)
        raise
    finally:
        stop(process)


if __name__ == "__main__":
    sys.exit(main())
