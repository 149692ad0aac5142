"""deploy/nginx.conf on this machine: its ports and folders moved, the rest as it is deployed."""

from pathlib import Path

from tests.packages import ROOT

CONFIGURATION = ROOT / "deploy" / "nginx.conf"


def render_nginx(folder: Path, *, web: int, port: int, health: int) -> Path:
    """Write the configuration for these loopback ports and return its path; raise LookupError when it changed shape."""
    text = CONFIGURATION.read_text(encoding="utf-8")
    for here, there in {
        "server web:8000;": f"server 127.0.0.1:{web};",
        "listen 8080;": f"listen 127.0.0.1:{port};",
        "listen 127.0.0.1:8081;": f"listen 127.0.0.1:{health};",
        "/tmp/nginx.pid": f"{folder}/nginx.pid",
        "/var/cache/nginx/": f"{folder}/",
        "/dev/stdout": f"{folder}/access.log",
    }.items():
        if here not in text:
            raise LookupError(f"{CONFIGURATION.name} has no {here!r}")
        text = text.replace(here, there)
    path = folder / "nginx.conf"
    path.write_text(text, encoding="utf-8")
    return path
