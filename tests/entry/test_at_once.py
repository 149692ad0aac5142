"""Two who save at once: one row has one winner, one request one effect."""

import pytest

from tests.published import Processes, processes

__all__ = ["processes"]

MAKE = """
from tests.make import make_budget, make_department, make_edition, make_line
from django.contrib.auth import get_user_model
edition = make_edition(make_budget(make_department(), year=2026))
make_line(edition, fund="fiscal_appropriation")
get_user_model().objects.create_user("clerk")
"""
SAVE = """
from uuid import UUID
from django.contrib.auth import get_user_model
from budgets.models import Edition
from tests.entry.typing import changed, row_of, send
edition, by = Edition.objects.with_names().get(), get_user_model().objects.get()
row = row_of(edition, "function_expenditure")
print("ready", flush=True)
sys.stdin.readline()
answer = send(edition, "function_expenditure", changed(row, wages=sys.argv[1]), by=by, token=UUID(sys.argv[2]))
print(len(answer["saved"]), len(answer["conflicts"]), answer["revision"], flush=True)
"""
ONE, OTHER = "00000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-000000000002"


def at_once(processes: Processes, *arguments: tuple[str, str]) -> list[str]:
    """Let several save at the same moment, and return what each was answered."""
    started = [processes.start(SAVE, *each) for each in arguments]
    for process in started:
        assert process.stdout.readline() == "ready\n"
    for process in started:
        process.stdin.write("go\n")
        process.stdin.flush()
    return sorted(process.communicate(timeout=60)[0].strip() for process in started)


@pytest.fixture(scope="module")
def made(processes):
    """The processes, with a draft of one line on their database."""
    processes.run(MAKE)
    return processes


def test_of_two_who_change_one_row_the_second_is_told(made):
    assert at_once(made, ("5", ONE), ("7", OTHER)) == ["0 1 1", "1 0 1"]


def test_the_same_request_twice_has_one_effect(made):
    token = ONE.replace("1", "3")
    assert at_once(made, ("9", token), ("9", token)) == ["1 0 2", "1 0 2"]
