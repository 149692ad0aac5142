"""Install what tests and benchmarks need besides Python packages; say plainly what could not be had."""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = Path("/usr/bin/chromium")
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
# Debian's packages start their servers when they are installed, unless this file says no.
START_POLICY = Path("/usr/sbin/policy-rc.d")


class NotInstalledError(Exception):
    """Something that is needed could not be installed."""


@dataclass(frozen=True)
class Need:
    """A thing needed, the Debian package that brings it, and how to see that it is there."""

    name: str
    package: str
    is_met: Callable[[], bool]


def find_program(name: str) -> str | None:
    """Return the path of a program, also where only root's PATH has it."""
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


def find_postgresql() -> Path | None:
    """Return the folder of the newest PostgreSQL server's programs."""
    folders = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(folders, key=lambda path: int(path.parts[-3]), default=None)
    found = newest or shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def has_chinese_font() -> bool:
    """Tell whether a font with Chinese characters is installed, without which pictures show boxes."""
    fonts = Path("/usr/share/fonts")
    return any(path for pattern in ("*CJK*", "*wqy*") for path in fonts.rglob(pattern))


def has_library(name: str) -> bool:
    """Tell whether a shared library can be loaded."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


POSTGRESQL = Need("PostgreSQL's server", "postgresql", lambda: find_postgresql() is not None)
NGINX = Need("nginx", "nginx-light", lambda: find_program("nginx") is not None)
WRK = Need("wrk", "wrk", lambda: find_program("wrk") is not None)
BROWSER = Need("Chromium", "chromium", CHROMIUM.exists)
# Playwright's own Node.js is linked with it.
ATOMIC = Need("libatomic", "libatomic1", lambda: has_library("libatomic.so.1"))
FONT = Need("a Chinese font", "fonts-noto-cjk", has_chinese_font)
NPM = Need("npm", "npm", lambda: AXE.exists() or find_program("npm") is not None)


def install(needs: list[Need]) -> None:
    """Install from Debian what is missing; raise NotInstalledError naming what could not be had."""
    missing = [need for need in needs if not need.is_met()]
    if not missing:
        return
    packages = [need.package for need in missing]
    names = ", ".join(need.name for need in missing)
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise NotInstalledError(f"Missing: {names}. Install first: sudo apt-get install {' '.join(packages)}")
    print(f"Installing {' '.join(packages)} …", flush=True)
    apt_install(packages)
    still = [f"{need.name} (package {need.package})" for need in missing if not need.is_met()]
    if still:
        raise NotInstalledError(f"Installed, but not found afterwards: {', '.join(still)}")


def apt_install(packages: list[str]) -> None:
    """Install Debian packages without questions and without starting their servers."""
    apt_get = ["apt-get", "--quiet=2", "--yes", "-o", "DPkg::Lock::Timeout=120"]
    with servers_stay_down():
        run_installer([*apt_get, "update"])
        run_installer([*apt_get, "install", "--no-install-recommends", *packages])


@contextmanager
def servers_stay_down() -> Iterator[None]:
    """Keep Debian from starting installed servers; on most machines no policy exists, and the file goes again."""
    if START_POLICY.exists():
        yield
        return
    START_POLICY.write_text("#!/bin/sh\nexit 101\n", encoding="ascii")
    START_POLICY.chmod(0o755)
    try:
        yield
    finally:
        START_POLICY.unlink()


def install_node_packages() -> None:
    """Install the packages of package-lock.json, unless they are there."""
    if AXE.exists() and AXE.stat().st_mtime >= (ROOT / "package-lock.json").stat().st_mtime:
        return
    run_installer([find_program("npm") or "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"])
    AXE.touch()


def run_installer(command: list[str]) -> None:
    """Run an installer silently; raise NotInstalledError with its output when it fails."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    result = subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if result.returncode:
        print(result.stdout, file=sys.stderr)
        raise NotInstalledError(f"Failed: {' '.join(command)} (its output stands above)")
