"""How long reading and importing a published document take."""

import io
import time

from django.core.management import call_command
from django.db import transaction

from tests.bench.reading import measure_reading
from tests.packages import ROOT

DOCUMENT = ROOT / "tests" / "documents" / "xinxiang-104-2023.txt"
PLACE = ("--region", "410796", "--region-name", "新乡经济技术开发区", "--department", "104")
REPETITIONS = 5


def measure_import() -> None:
    """Print what reading costs in each format, and the time of an import and its publication; the last one stays."""
    measure_reading()
    times = [import_document(keep=number == REPETITIONS - 1) for number in range(REPETITIONS)]
    times.sort()
    print(f"\nImport and publication of {DOCUMENT.name}, {REPETITIONS} times (goal: under 1 s)")
    print(f"  median {times[len(times) // 2]:.2f} s, slowest {times[-1]:.2f} s")


def import_document(*, keep: bool) -> float:
    """Import the document and return the seconds it took; unless it is kept, the database forgets it."""
    with transaction.atomic():
        start = time.perf_counter()
        call_command("import_budget", str(DOCUMENT), *PLACE, "--publish", stdout=io.StringIO())
        seconds = time.perf_counter() - start
        transaction.set_rollback(not keep)
    return seconds
