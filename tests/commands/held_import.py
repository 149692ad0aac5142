"""import_budget, held at a step until told to go on: run as a program of its own, which a test may also kill.

The first argument is the step, the second a folder: there `held` appears when the step is reached, and `go` is waited
for. What follows are the command's own arguments.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command


def hold(folder: Path) -> None:
    """Say that the step is reached, and wait for the word to go on."""
    (folder / "held").touch()
    while not (folder / "go").exists():
        time.sleep(0.02)


def held_before(step: Callable[..., Any], folder: Path) -> Callable[..., Any]:
    """Return a step that waits before it begins."""

    def wait_and_do(*args: Any, **options: Any) -> Any:
        hold(folder)
        return step(*args, **options)

    return wait_and_do


def held_after(step: Callable[..., Any], folder: Path) -> Callable[..., Any]:
    """Return a step that waits when it is done."""

    def do_and_wait(*args: Any, **options: Any) -> Any:
        done = step(*args, **options)
        hold(folder)
        return done

    return do_and_wait


def main(step: str, folder: str, *arguments: str) -> None:
    """Import a document, held before anything is written, or when all is written and nothing committed."""
    django.setup()
    from budgets.documents import load
    from budgets.management.commands import import_budget

    if step == "read":
        import_budget._store = held_before(import_budget._store, Path(folder))
    else:
        load._store_facts = held_after(load._store_facts, Path(folder))
    call_command("import_budget", *arguments)


if __name__ == "__main__":
    main(*sys.argv[1:])
