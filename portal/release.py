"""The release that is running, as a digest of its code and templates: a page cached from another one is stale."""

import hashlib
from pathlib import Path

from portal.environment import BASE_DIR

FOLDERS = ("portal", "budgets", "templates", "static", "locale")
ENDINGS = (".py", ".html", ".css", ".js", ".mo", ".xml", ".toml")


def digest_release(base: Path = BASE_DIR) -> str:
    """Return a short digest of every file that decides what a page looks like."""
    digest = hashlib.sha256()
    for folder in FOLDERS:
        for path in sorted((base / folder).rglob("*")):
            if path.suffix in ENDINGS:
                digest.update(path.relative_to(base).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


RELEASE = digest_release()
