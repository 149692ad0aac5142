"""Servers that tests and benchmarks start for themselves: on loopback, in a temporary folder, stopped at the end."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tests.packages import ROOT, find_postgresql, find_program

# How many seconds anything of ours may take at the most: a busy machine is slow, and only what hangs takes longer.
PATIENCE = 180
# Data that lives minutes needs no safety against power cuts.
QUICK_SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class ServiceError(Exception):
    """A server did not start."""


def free_port() -> int:
    """Return a loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_listening(port: int) -> bool:
    """Tell whether a loopback port takes connections."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def temporary_folder(name: str) -> Iterator[Path]:
    """Give a folder that disappears afterwards and that servers running as another user may enter."""
    folder = Path(tempfile.mkdtemp(prefix=f"portal-{name}-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running(
    command: list[str], log: Path, is_ready: Callable[[], bool], ending: int = signal.SIGTERM, **options
) -> Iterator[subprocess.Popen]:
    """Run a server until the block ends; raise ServiceError with its log when it does not get ready."""
    command = ending_with_us(command, ending)
    # In a session of its own, so that Ctrl-C reaches us first and whoever uses the server can close properly.
    options = {"stdin": subprocess.DEVNULL, "start_new_session": True} | options
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, **options)
    try:
        wait_until(is_ready, process, log)
        yield process
    finally:
        stop(process, ending)


def ending_with_us(command: list[str], ending: int = signal.SIGTERM) -> list[str]:
    """Return a command that the kernel ends when this process ends, even by SIGKILL."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", signal.Signals(ending).name.removeprefix("SIG"), *command] if setpriv else command


def wait_until(is_ready: Callable[[], bool], process: subprocess.Popen, log: Path, seconds: float = PATIENCE) -> None:
    """Wait for a server to get ready; raise ServiceError when it ends or takes too long."""
    deadline = time.monotonic() + seconds
    while not is_ready():
        if process.poll() is not None or time.monotonic() > deadline:
            said = log.read_text(encoding="utf-8", errors="replace")[-2000:]
            raise ServiceError(f"This did not start: {' '.join(process.args)}\n{said}")
        time.sleep(0.05)


def stop(process: subprocess.Popen, ending: int = signal.SIGTERM) -> None:
    """End a process that we started: politely, and after ten seconds by SIGKILL."""
    if process.poll() is None:
        process.send_signal(ending)
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextmanager
def private_postgresql() -> Iterator[str]:
    """Run a PostgreSQL cluster of our own; give the address of its database, as DATABASE_URL wants it."""
    programs = find_postgresql()
    if programs is None:
        raise ServiceError("PostgreSQL's server is not installed: sudo apt-get install postgresql")
    with temporary_folder("postgresql") as folder:
        cluster, port, password = folder / "cluster", free_port(), secrets.token_hex(16)
        make_cluster(programs, folder, cluster, password)
        command = [str(programs / "postgres"), "-D", str(cluster), *server_options(port)]
        ready = partial(accepts_sessions, programs, port)
        # SIGINT ends PostgreSQL at once; SIGTERM would wait for its clients to leave.
        with running(command, folder / "log", ready, signal.SIGINT, **unprivileged()):
            yield f"postgresql://portal:{password}@127.0.0.1:{port}/postgres"


def make_cluster(programs: Path, folder: Path, cluster: Path, password: str) -> None:
    """Make an empty cluster whose superuser, portal, has the password."""
    password_file = folder / "password"
    password_file.touch(mode=0o600)
    password_file.write_text(password, encoding="ascii")
    options = unprivileged()
    for path in (folder, password_file) if "user" in options else ():
        shutil.chown(path, options["user"])
    command = [str(programs / "initdb"), "-D", str(cluster), "--username=portal", f"--pwfile={password_file}"]
    command += ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"]
    result = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, **options
    )
    if result.returncode:
        raise ServiceError(f"initdb failed:\n{result.stdout.decode(errors='replace')}")


def unprivileged() -> dict:
    """Return the options that make a child of root the postgres user; PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {"cwd": "/"}
    return {"user": "postgres", "group": "postgres", "extra_groups": [], "cwd": "/"}


def server_options(port: int) -> list[str]:
    """Return the server's command-line settings: loopback only, no socket file, quick."""
    settings = {"listen_addresses": "127.0.0.1", "port": port, "unix_socket_directories": "", **QUICK_SETTINGS}
    return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]


def accepts_sessions(programs: Path, port: int) -> bool:
    """Tell whether the server has finished starting."""
    command = [str(programs / "pg_isready"), "--quiet", "--host=127.0.0.1", f"--port={port}"]
    return subprocess.run(command, check=False).returncode == 0


def nginx_command(configuration: Path, folder: Path) -> list[str]:
    """Return the command that runs nginx in the foreground with a configuration of ours."""
    program = find_program("nginx")
    if program is None:
        raise ServiceError("nginx is not installed: sudo apt-get install nginx-light")
    return [program, "-p", str(folder), "-e", "stderr", "-c", str(configuration), "-g", "daemon off;"]


@contextmanager
def running_nginx(configuration: Path, folder: Path, port: int) -> Iterator[None]:
    """Run nginx until the block ends; the configuration listens on the port."""
    with running(nginx_command(configuration, folder), folder / "nginx.log", lambda: is_listening(port)):
        yield


@contextmanager
def running_gunicorn(application: str, folder: Path, **environment: str) -> Iterator[int]:
    """Serve a WSGI application as deploy/gunicorn.py says; give the port."""
    port = free_port()
    program = shutil.which("gunicorn", path=f"{Path(sys.executable).parent}:{os.environ.get('PATH', '')}")
    command = [program or "gunicorn", "--config", str(ROOT / "deploy" / "gunicorn.py"), application]
    values = {**os.environ, **environment, "HOST": "127.0.0.1", "PORT": str(port)}
    log = folder / f"gunicorn-{port}.log"
    with running(command, log, lambda: is_listening(port), cwd=ROOT, env=values):
        yield port
