"""Serve the sample as it is deployed, let Lighthouse visit its main pages on a slow phone, and hold the scores."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests import packages
from tests.audit.weight import weigh
from tests.packages import CHROMIUM, NotInstalledError, find_program, run_installer
from tests.services import ServiceError, running_gunicorn, temporary_folder
from tests.site import collect, publish_sample, run_command, site_environment

HERE = Path(__file__).parent
LIGHTHOUSE = HERE / "node_modules" / ".bin" / "lighthouse"
BUDGET = "/410796/104/2023/"
PAGES = {
    "home": "/",
    "overview": BUDGET,
    "table 03": f"{BUDGET}tables/3/",
    "project": f"{BUDGET}projects/410796230000000000411/",
    "compare": "/compare/?budget=410796/104/2023&budget=410796/105/2026",
    "search": "/search/?q=%E4%BA%BA%E6%89%8D%E5%8F%91%E5%B1%95",
}
GOALS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
# Lighthouse's own throttling is a slow 4G network and a slow phone.
INTERACTIVE_GOAL_MILLISECONDS = 1500
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-component-update"


def main() -> int:
    """Print a line for each page; return 0 when every score reaches its goal."""
    try:
        packages.install([packages.BROWSER, packages.FONT, packages.NPM])
        install_lighthouse()
        with temporary_folder("audit") as folder:
            failures = audit(folder)
    except (NotInstalledError, ServiceError) as error:
        print(error, file=sys.stderr)
        return 1
    for failure in failures:
        print(failure, file=sys.stderr)
    return int(bool(failures))


def install_lighthouse() -> None:
    """Install what package-lock.json names, unless it is there; nothing downloads a browser of its own."""
    if not LIGHTHOUSE.exists():
        npm = find_program("npm") or "npm"
        run_installer([npm, "ci", "--prefix", str(HERE), "--ignore-scripts", "--no-audit", "--no-fund"])


def audit(folder: Path) -> list[str]:
    """Serve the site and visit its pages; return what falls short, in sentences."""
    environment = site_environment(f"sqlite:///{folder / 'site.sqlite3'}", folder, folder)
    collect(folder)
    run_command(environment, "migrate", "--verbosity", "0")
    publish_sample(environment)
    failures = []
    with running_gunicorn("portal.wsgi", folder, **environment) as port:
        site = f"http://127.0.0.1:{port}"
        print(
            f"{'page':<10}{'performance':>12}{'accessibility':>14}{'practices':>10}{'seo':>5}{'interactive':>13}{'KB':>6}"
        )
        for name, address in PAGES.items():
            failures += report(name, visit(site + address, folder), weigh(site, address))
    return failures


def visit(address: str, folder: Path) -> dict[str, Any]:
    """Return Lighthouse's report of a page."""
    path = folder / "lighthouse.json"
    command = [
        str(LIGHTHOUSE),
        address,
        "--quiet",
        "--output=json",
        f"--output-path={path}",
        f"--only-categories={','.join(GOALS)}",
        f"--chrome-flags={FLAGS}",
    ]
    done = subprocess.run(
        command, env={**os.environ, "CHROME_PATH": str(CHROMIUM)}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise ServiceError(f"Lighthouse failed on {address}:\n{done.stderr[-2000:]}")
    return json.loads(path.read_text(encoding="utf-8"))


def report(name: str, found: dict[str, Any], weight: tuple[float, int]) -> list[str]:
    """Print a page's scores, and return what falls short of the goals."""
    scores = {key: round(100 * (found["categories"][key]["score"] or 0)) for key in GOALS}
    interactive = found["audits"]["interactive"]["numericValue"]
    kilobytes, most = weight
    print(
        f"{name:<10}{scores['performance']:>12}{scores['accessibility']:>14}{scores['best-practices']:>10}"
        f"{scores['seo']:>5}{interactive:>10.0f} ms{kilobytes:>6.1f}",
        flush=True,
    )
    short = [f"{name}: {key} {scores[key]}, goal {goal}" for key, goal in GOALS.items() if scores[key] < goal]
    if kilobytes > most:
        short.append(f"{name}: {kilobytes:.1f} KB of style and script, goal {most}")
    if name == "overview" and interactive > INTERACTIVE_GOAL_MILLISECONDS:
        short.append(f"{name}: interactive after {interactive:.0f} ms, goal {INTERACTIVE_GOAL_MILLISECONDS}")
    return short + [f"{name}: {title}" for title in failed_audits(found)]


def failed_audits(found: dict[str, Any]) -> list[str]:
    """Return what Lighthouse found wrong in the categories where nothing may be, with the elements concerned."""
    strict = [key for key, goal in GOALS.items() if goal == 100]
    references = [one["id"] for key in strict for one in found["categories"][key]["auditRefs"] if one["weight"]]
    audits = [found["audits"][reference] for reference in references]
    return [f"{one['title']} {elements(one)}" for one in audits if one["score"] is not None and one["score"] < 1]


def elements(audit_result: dict[str, Any]) -> str:
    """Return the elements that an audit is about."""
    items = audit_result.get("details", {}).get("items", [])
    return "; ".join(str(item.get("node", {}).get("snippet", item))[:160] for item in items[:5])


if __name__ == "__main__":
    sys.exit(main())
