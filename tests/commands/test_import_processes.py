"""Several imports at once, and one that is killed: each a process of its own, on a database of its own."""

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.databases import Template
from tests.documents.twin import twin, write
from tests.packages import ROOT
from tests.services import PATIENCE, ending_with_us, stop, temporary_folder

COUNT = """
import django, json
django.setup()
from tests.commands.importing import saved_rows
print(json.dumps(saved_rows()))
"""


class Imports:
    """Imports into one database, each run as a process."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        self.processes: list[subprocess.Popen] = []

    def start(self, *arguments: str) -> subprocess.Popen:
        """Start a Python program on the database."""
        command = ending_with_us([sys.executable, *arguments])
        environment = {**os.environ, **self.environment}
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        self.processes.append(process)
        return process

    def start_import(self, path: Path, region: str) -> subprocess.Popen:
        """Start an import."""
        return self.start("manage.py", "import_budget", *arguments(path, region))

    def start_held(self, step: str, folder: Path, path: Path, region: str) -> subprocess.Popen:
        """Start an import and return when it is held at a step."""
        folder.mkdir()
        process = self.start("-m", "tests.commands.held_import", step, str(folder), *arguments(path, region))
        deadline = time.monotonic() + PATIENCE
        while not (folder / "held").exists():
            assert process.poll() is None and time.monotonic() < deadline
            time.sleep(0.02)
        return process

    def count(self) -> Counter[str]:
        """Return how many rows each table holds."""
        process = self.start("-c", COUNT)
        return Counter(json.loads(process.communicate(timeout=PATIENCE)[0]))


def arguments(path: Path, region: str) -> list[str]:
    """Return how a document is imported."""
    return [str(path), "--region", region, "--department", "104"]


def output(process: subprocess.Popen) -> str:
    """Return what a process that succeeded has printed."""
    printed = process.communicate(timeout=PATIENCE)[0]
    assert process.returncode == 0
    return printed


@pytest.fixture(scope="module")
def imports(template: Template) -> Iterator[Imports]:
    """Imports into one database, where each test has a region of its own."""
    with ExitStack() as stack:
        folder = stack.enter_context(temporary_folder("imports"))
        environment = {
            "DATABASE_URL": stack.enter_context(template.copied(folder)),
            "DATA_DIRECTORY": str(folder),
            "SECRET_KEY": "only-for-tests",
            "DJANGO_SETTINGS_MODULE": "tests.settings",
        }
        imports = Imports(environment)
        yield imports
        for process in imports.processes:
            stop(process)


def test_of_two_imports_of_one_file_at_once_one_saves_it(imports, tmp_path):
    """Both have read the file and found nothing saved before either writes."""
    path, before = write(tmp_path, twin()), imports.count()
    held = [imports.start_held("read", tmp_path / name, path, "410701") for name in ("one", "two")]
    for name in ("one", "two"):
        (tmp_path / name / "go").touch()
    said = sorted(output(process).split("：")[0] for process in held)
    added = imports.count() - before

    assert said == ["已保存", "这份文件已经导入过，没有改动"]
    assert (added["Edition"], added["Project"]) == (1, 13)


def test_a_second_import_waits_for_the_first(imports, tmp_path):
    """The first has written everything and not committed when the second begins."""
    path, before = write(tmp_path, twin()), imports.count()
    first = imports.start_held("write", tmp_path / "first", path, "410702")
    second = imports.start_import(path, "410702")
    with pytest.raises(subprocess.TimeoutExpired):
        second.wait(timeout=3)
    (tmp_path / "first" / "go").touch()

    assert output(first).startswith("已保存")
    assert output(second).startswith("这份文件已经导入过，没有改动")
    assert (imports.count() - before)["Edition"] == 1


def test_a_killed_import_leaves_nothing_and_is_made_up_for(imports, tmp_path):
    """It is killed when everything is written and nothing committed."""
    path, before = write(tmp_path, twin()), imports.count()
    process = imports.start_held("write", tmp_path / "killed", path, "410703")
    process.kill()
    process.communicate()

    assert imports.count() == before
    assert output(imports.start_import(path, "410703")).startswith("已保存")
    assert (imports.count() - before)["FunctionExpenditure"] == 34
