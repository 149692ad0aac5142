"""Run import_budget, and look at what it leaves behind."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from tests.documents.twin import Text, write

REGION, DEPARTMENT = "410796", "104"


def import_budget(path: Path, *options: str, region: str = REGION, department: str = DEPARTMENT) -> str:
    """Import a document and return what the command prints."""
    output = io.StringIO()
    call_command("import_budget", str(path), "--region", region, "--department", department, *options, stdout=output)
    return output.getvalue()


def import_text(folder: Path, content: Text | bytes, *options: str, **place: str) -> str:
    """Import a text document and return what the command prints."""
    return import_budget(write(folder, content), *options, **place)


def refusal(path: Path, *options: str, **place: str) -> str:
    """Return why the command refuses a document."""
    with pytest.raises(CommandError) as caught:
        import_budget(path, *options, **place)
    assert caught.value.returncode == 1
    return str(caught.value)


def saved_rows() -> dict[str, int]:
    """Return how many rows each table of the portal holds."""
    return {model.__name__: model._default_manager.count() for model in apps.get_app_config("budgets").get_models()}


def report_of(folder: Path) -> tuple[str, Path]:
    """Return the option that asks for a report, and where it will be."""
    path = folder / "report.json"
    return f"--report={path}", path


def load_report(path: Path) -> dict[str, Any]:
    """Return a report that was written."""
    return json.loads(path.read_text(encoding="utf-8"))
