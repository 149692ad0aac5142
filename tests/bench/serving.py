"""Requests per second of gunicorn with the portal, with a minimal Django view, and of nginx with a file."""

import re
import statistics
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.packages import find_program
from tests.services import free_port, running_gunicorn, running_nginx

TABLE = "/410796/104/2023/tables/3/"
SECONDS = 2
ROUNDS = 3
CONNECTIONS = 8

NGINX = """
worker_processes 2;
pid {folder}/nginx.pid;
error_log stderr warn;
events {{ worker_connections 256; }}
http {{
    access_log off;
    default_type text/html;
    client_body_temp_path {folder}/bodies;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{ listen 127.0.0.1:{port}; root {folder}/files; }}
}}
"""


@dataclass(frozen=True)
class Target:
    """What is asked for: a name to print, an address, and the ETag of a page that is known already."""

    name: str
    address: str
    etag: str | None = None


def measure_serving(folder: Path) -> None:
    """Print the rates, and each as a share of the minimal view's and of nginx's."""
    with ExitStack() as servers:
        rates = measure_rates(start_servers(servers, folder))
    minimal, nginx = list(rates.values())[-2:]
    print(f"\nRequests per second: gunicorn, {CONNECTIONS} connections, median of {ROUNDS} rounds of {SECONDS} s\n")
    print(f"  {'':<40} {'per s':>8} {'of minimal':>11} {'of nginx':>9}")
    for name, value in rates.items():
        print(f"  {name:<40} {value:>8.0f} {value / minimal:>11.3f} {value / nginx:>9.3f}")


def start_servers(servers: ExitStack, folder: Path) -> list[Target]:
    """Start the portal, the minimal view and nginx; return what to ask them, the two yardsticks last."""
    portal = f"http://127.0.0.1:{servers.enter_context(running_gunicorn('portal.wsgi', folder))}{TABLE}"
    minimal = f"http://127.0.0.1:{servers.enter_context(running_gunicorn('tests.bench.minimal', folder))}/"
    body, etag = fetch(portal)
    file = f"http://127.0.0.1:{servers.enter_context(nginx_with_file(folder, body))}/page.html"
    return [
        Target(f"{TABLE} whole (200)", portal),
        Target(f"{TABLE} known (304)", portal, etag),
        Target("a minimal Django view", minimal),
        Target("the same page as a file of nginx", file),
    ]


def measure_rates(targets: list[Target]) -> dict[str, float]:
    """Return the requests per second of each target, asked in turns, so that a busy moment of the machine hits all."""
    for target in targets:
        load(target, seconds=1)
    rounds = [[load(target, seconds=SECONDS) for target in targets] for _ in range(ROUNDS)]
    medians = map(statistics.median, zip(*rounds, strict=True))
    return dict(zip((target.name for target in targets), medians, strict=True))


@contextmanager
def nginx_with_file(folder: Path, body: bytes) -> Iterator[int]:
    """Serve the page as a file by nginx; give the port."""
    (folder / "files").mkdir(exist_ok=True)
    (folder / "files" / "page.html").write_bytes(body)
    port, configuration = free_port(), folder / "nginx.conf"
    configuration.write_text(NGINX.format(folder=folder, port=port), encoding="utf-8")
    with running_nginx(configuration, folder, port):
        yield port


def fetch(address: str) -> tuple[bytes, str]:
    """Return a page and its ETag."""
    with urllib.request.urlopen(address, timeout=30) as response:
        return response.read(), response.headers["ETag"]


def load(target: Target, *, seconds: int) -> float:
    """Load a loopback address for some seconds; raise RuntimeError when an answer was an error."""
    command = [find_program("wrk") or "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s"]
    headers = ["-H", f"If-None-Match: {target.etag}"] if target.etag else []
    result = subprocess.run([*command, *headers, target.address], capture_output=True, text=True, check=True)
    if "Non-2xx or 3xx" in result.stdout or "Socket errors" in result.stdout:
        raise RuntimeError(f"errors while loading {target.address}:\n{result.stdout}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", result.stdout)[1])
