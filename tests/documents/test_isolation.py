"""Reading in a child process: the same reading, and a clear word where limits are reached or the child dies."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from budgets.canonical import canonical_facts
from budgets.documents.child import Limits
from budgets.documents.grids import DocumentError
from budgets.documents.isolation import Child, limits_of_settings, read_isolated
from budgets.documents.read import read_document
from budgets.models import Department, FunctionExpenditure, Region
from tests.documents.twin import TWIN, read, twin
from tests.packages import ROOT
from tests.services import PATIENCE

MEBIBYTE = 2**20
PATIENT = Limits(memory_bytes=240 * MEBIBYTE, processor_seconds=20, seconds=20)

HANGING = """
import sys
import django
django.setup()
from budgets.documents.isolation import Child
from tests.documents.test_isolation import sleep
if __name__ == "__main__":
    with Child(sleep, "a", b"") as child:
        print("waiting", flush=True)
        child.outcome()
"""


def sleep(name, content):
    """Read without end, at no cost."""
    time.sleep(600)


def compute(name, content):
    """Read without end, computing."""
    while True:
        pass


def fill(name, content):
    """Take memory without end."""
    kept = []
    while True:
        kept.append(bytearray(MEBIBYTE))


def crash(name, content):
    """Die as a library does that finds its memory spoilt."""
    os.abort()


def leave(name, content):
    """End without an answer."""
    os._exit(3)


def fail(name, content):
    """Have a fault."""
    raise KeyError("a fault of the program")


def refuse(name, content):
    """Refuse a document."""
    raise DocumentError("这不是预算。")


def outcome(reader, limits=PATIENT, content=b""):
    """Return what comes of a reader in a child."""
    with Child(reader, "budget.txt", content, limits=limits) as child:
        return child.outcome()


def owner():
    """Return a department that nobody has stored."""
    return Department(region=Region(code="410796"), code="104")


def test_a_child_reads_what_the_caller_would():
    content = TWIN.read_bytes()
    isolated, plain = read_isolated("budget.txt", content, owner()), read(twin())

    assert (isolated.amounts_printed, isolated.amounts_read) == (299, 299)
    assert canonical_facts(isolated.facts) == canonical_facts(plain.facts)
    assert isolated.document.content == content


def test_facts_of_one_table_still_share_it():
    reading = read_isolated("budget.txt", TWIN.read_bytes(), owner())
    lines = [line for line in reading.rows[FunctionExpenditure] if line.source_table.number == 3]

    assert len(lines) == 17
    assert len({id(line.source_table) for line in lines}) == 1
    assert lines[0].source_table in [table for table in reading.rows[type(lines[0].source_table)] if table.number == 3]
    assert all(line.edition is reading.edition for line in lines)


def test_a_refusal_comes_as_it_is():
    assert outcome(refuse).error == "这不是预算。"
    with pytest.raises(DocumentError, match="文件是空的"):
        read_isolated("budget.txt", b"", owner())


def test_the_clock_ends_a_reading():
    start = time.monotonic()
    found = outcome(sleep, Limits(240 * MEBIBYTE, 20, 1))

    assert found.error == "读取超过 1 秒，已停止。请检查文件是否正常，或拆分后再试。"
    assert 1 <= time.monotonic() - start < 5


def test_the_processor_time_ends_a_reading():
    found = outcome(compute, Limits(240 * MEBIBYTE, 1, 20))

    assert found.error == "读取用去的处理器时间超过 1 秒，已停止。请检查文件是否正常，或拆分后再试。"
    assert found.seconds < 15


def test_memory_ends_a_reading_and_stays_bounded():
    found = outcome(fill)

    assert found.error == "读取需要的内存超过 240 MB 的上限，已停止。请检查文件是否正常，或拆分后再试。"
    assert 150 * MEBIBYTE < found.peak_memory < 300 * MEBIBYTE


@pytest.mark.parametrize(("reader", "word"), [(crash, "SIGABRT"), (leave, "3")])
def test_a_child_that_dies_is_named(reader, word):
    found = outcome(reader)

    assert found.reading is None
    assert f"意外中止（{word}）" in found.error


def test_a_fault_of_the_program_is_said_to_be_one():
    assert "程序出错" in outcome(fail).error


def test_after_a_death_the_next_document_is_read():
    outcome(crash)

    assert read_isolated("budget.txt", TWIN.read_bytes(), owner()).amounts_read == 299


def test_a_child_needs_no_database(settings):
    """The children of these tests see the site's own database: they must not look into any."""
    found = outcome(read_document_of_104, content=TWIN.read_bytes())

    assert found.reading is not None


def read_document_of_104(name, content):
    """Read a document where every look into a database fails."""
    from django.db import connection

    def refuse_query(*arguments):
        raise AssertionError("A query was made.")

    with connection.execute_wrapper(refuse_query):
        connection.connect = refuse_query
        return read_document(name, content, owner())


def test_a_block_that_is_left_leaves_no_child():
    with pytest.raises(KeyboardInterrupt), Child(sleep, "a", b"", limits=PATIENT) as child:
        number = child.process.pid
        raise KeyboardInterrupt

    assert not Path(f"/proc/{number}").exists()


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGINT])
def test_a_caller_that_ends_leaves_no_process_behind(ending):
    caller = subprocess.Popen(
        [sys.executable, "-c", HANGING],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    try:
        assert caller.stdout.readline() == "waiting\n"
        assert len(session(caller.pid)) > 1
        os.kill(caller.pid, ending)
        caller.wait(timeout=PATIENCE)
        deadline = time.monotonic() + 20
        while session(caller.pid) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert session(caller.pid) == []
    finally:
        for number in session(caller.pid):
            os.kill(number, signal.SIGKILL)
        caller.stdout.close()


def session(leader):
    """Return the processes of a session that still run."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            # After the name in brackets: state, parent, group, session.
            values = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(values[3]) == leader and values[0] != "Z":
            found.append(int(folder.name))
    return found


def test_limits_are_settings(settings):
    settings.READING_MEMORY_MEBIBYTES, settings.READING_SECONDS = 100, 7

    assert limits_of_settings() == Limits(100 * MEBIBYTE, 120, 7)
