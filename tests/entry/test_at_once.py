"""Two who save at once: one row has one winner, one request one effect."""

import pytest

from tests.published import Processes, processes
from tests.services import PATIENCE

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
ONE, OTHER, FIRST, TWICE = (f"00000000-0000-0000-0000-00000000000{number}" for number in range(1, 5))


def at_once(processes: Processes, *arguments: tuple[str, str]) -> list[str]:
    """Let several save at the same moment, and return what each was answered."""
    started = [processes.start(SAVE, *each) for each in arguments]
    for process in started:
        assert process.stdout.readline() == "ready\n"
    for process in started:
        process.stdin.write("go\n")
        process.stdin.flush()
    return sorted(process.communicate(timeout=PATIENCE)[0].strip() for process in started)


def revision(answer: str) -> int:
    """Return the revision of the draft that an answer names."""
    return int(answer.split()[-1])


@pytest.fixture(scope="module")
def made(processes):
    """The processes, with a draft of one line on their database."""
    processes.run(MAKE)
    return processes


def test_of_two_who_change_one_row_the_second_is_told(made):
    refused, saved = at_once(made, ("5", ONE), ("7", OTHER))
    assert (refused[:3], saved[:3]) == ("0 1", "1 0")
    assert revision(refused) == revision(saved)


def test_the_same_request_twice_has_one_effect(made):
    (before,) = at_once(made, ("8", FIRST))
    now = f"1 0 {revision(before) + 1}"
    assert at_once(made, ("9", TWICE), ("9", TWICE)) == [now, now]
