"""People and timers at the same moment have one effect; whoever is killed leaves nothing half done."""

from tests.services import PATIENCE
from tests.steps.processes import ended, go, still_waiting

pytest_plugins = ["tests.published"]

PLAN = """
from django.utils import timezone
from budgets.models import Edition, ScheduledPublication
from tests.make import make_budget, make_department, make_edition, make_line, make_person, make_region, make_text
region = make_region(sys.argv[1], sys.argv[1])
edition = make_edition(make_budget(make_department("104", region=region)))
make_line(edition), make_text(edition)
Edition.objects.filter(pk=edition.pk).update(status="scheduled")
person = make_person("公开")
ScheduledPublication.objects.create(edition=edition, publish_at=timezone.now(), set_by=person, actor="公开")
"""
DUE = """
from django.core.management import call_command
print("ready", flush=True)
sys.stdin.readline()
call_command("publish_scheduled")
"""
BY_HAND = """
from budgets.models import Edition
from budgets.publishing import PublishingError, publish
from tests.make import make_person
person = make_person("公开")
edition = Edition.objects.with_budget().get(budget__department__region__code=sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
try:
    print("published", publish(edition=edition, by=person).number)
except PublishingError as error:
    print("refused", error)
"""
# Each child is killed a little later than the one before: the first before it began, the last after it ended.
KILL = """
import os, signal, time
from django.db import connection
from budgets.models import Edition, PublishedAmount, Publication, SearchEntry, StepRecord
from budgets.publishing import publish
from tests.make import make_budget, make_department, make_edition, make_line, make_region, make_text
POINTS = 20
region = make_region(sys.argv[1], sys.argv[1])
keys = []
for number in range(POINTS + 1):
    edition = make_edition(make_budget(make_department(str(200 + number), region=region)), origin="transcribed")
    make_line(edition), make_text(edition)
    keys.append(edition.pk)
connection.close()
if connection.vendor == "postgresql":
    # Children of one parent must not speak through one connection of its pool.
    connection.close_pool()

def begin(key):
    child = os.fork()
    if child:
        return child
    publish(edition=Edition.objects.with_budget().get(pk=key), by="某人")
    os._exit(0)

started = time.monotonic()
os.waitpid(begin(keys[0]), 0)
lasts = time.monotonic() - started
for number, key in enumerate(keys[1:]):
    child = begin(key)
    time.sleep(lasts * number / (POINTS - 2))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
for key in keys:
    own = {"edition": key}
    marks = [
        Edition.objects.get(pk=key).status == "published",
        Publication.objects.filter(**own).exists(),
        StepRecord.objects.filter(**own).exists(),
        PublishedAmount.objects.filter(**own).exists(),
        SearchEntry.objects.filter(**own).exists(),
    ]
    print("whole" if len(set(marks)) == 1 else f"half {marks}")
"""


def test_timers_and_a_person_at_once_publish_once(processes):
    processes.run(PLAN, "410011")
    publishers = [processes.start(code, "410011") for code in (DUE, DUE, BY_HAND)]
    with processes.holding("SELECT 1 FROM budgets_region FOR UPDATE"):
        for publisher in publishers:
            go(publisher)
        assert still_waiting(publishers)
    said = [ended(publisher) for publisher in publishers]
    assert [one.returncode for one in publishers] == [0, 0, 0]
    assert sum("公开记录第 1 号" in one or one == "published 1" for one in said) == 1, said
    assert "1 条公开记录全部相符" in processes.manage("verify_publications", "410011")


def test_whoever_is_killed_publishes_wholly_or_not_at_all(processes):
    program = processes.start(KILL, "410012")
    said, _errors = program.communicate(timeout=PATIENCE)
    assert program.returncode == 0
    assert said.split("\n")[:-1] == ["whole"] * 21
    assert "条公开记录全部相符" in processes.manage("verify_publications", "410012")
