"""Seconds and peak memory of reading one document in each format, and documents per minute on all cores."""

import io
import os
import re
import shutil
import statistics
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.core.management import call_command

from budgets.documents.isolation import Child, Outcome
from budgets.documents.unowned import read_any
from tests.documents.office_files import make_xls, make_xlsx, twin_blocks, twin_docx, twin_page, twin_sheets
from tests.documents.pdf_files import on_its_side
from tests.documents.twin import TWIN

REPETITIONS = 5
COPIES = 8
PER_MINUTE = re.compile(r"每分钟 ([0-9.]+) 份")
ROWS_OF_A_PAGE = 28
MEBIBYTE = 2**20


@dataclass(frozen=True)
class Format:
    """A format that the published document is made in, and the goal of its reading in seconds, for a page of a PDF."""

    name: str
    make: Callable[[], bytes]
    goal: float
    is_paged: bool = False


def twin_paper() -> bytes:
    """Return the published document as a PDF: text a line each, tables ruled, as many rows to a page as fit."""
    paper = on_its_side()
    for block in twin_blocks():
        for start in range(0, len(block), ROWS_OF_A_PAGE):
            rows = [[short(cell) for cell in row] for row in block[start : start + ROWS_OF_A_PAGE]]
            if len(rows[0]) > 1:
                paper.table(40, rows, [760 / len(rows[0])] * len(rows[0]), x=30).next()
            else:
                for number, (text,) in enumerate(rows):
                    paper.text(30, 20 + 18 * number, text)
                if start + ROWS_OF_A_PAGE < len(block) or len(rows) > 3:
                    paper.next()
    return paper.made()


def short(text: str) -> str:
    """Return a text cut to what a line of the page holds."""
    return text[:70]


FORMATS = (
    Format("text", TWIN.read_bytes, 1),
    Format("DOCX", twin_docx, 2),
    Format("XLSX", lambda: make_xlsx(twin_sheets()), 1),
    Format("XLS", lambda: make_xls(twin_sheets()), 1),
    Format("HTML", twin_page, 1),
    Format("PDF, a page", twin_paper, 0.3, is_paged=True),
)


def measure_reading() -> None:
    """Print a line for each format, then how many documents all cores read in a minute."""
    print(f"\nReading one document in a process of its own, median of {REPETITIONS}; memory at its peak\n")
    print(f"  {'':<14} {'KB':>7} {'seconds':>8} {'goal':>6} {'MB':>6}")
    for form in FORMATS:
        print(format_line(form))
    print(f"\nDocuments per minute, read_corpus on {os.cpu_count()} cores")
    for form in FORMATS:
        print(f"  {form.name.split(',')[0]:<14} {documents_per_minute(form):>8.0f}")


def format_line(form: Format) -> str:
    """Measure a format and return its line; one beyond its goal is marked."""
    content = form.make()
    # The first child waits for its server to load the readers.
    outcomes = [read(form, content) for _number in range(REPETITIONS + 1)][1:]
    seconds = statistics.median(outcome.seconds for outcome in outcomes)
    if form.is_paged:
        seconds /= content.count(b"/Type /Page\n")
    memory = max(outcome.peak_memory for outcome in outcomes) / MEBIBYTE
    beyond = "" if seconds < form.goal else "  beyond the goal"
    return f"  {form.name:<14} {len(content) / 1024:>7.0f} {seconds:>8.2f} {form.goal:>6.1f} {memory:>6.0f}{beyond}"


def read(form: Format, content: bytes) -> Outcome:
    """Read a document; raise DocumentError where it cannot be read."""
    with Child(read_any, f"budget-2023-{form.name}", content) as child:
        outcome = child.outcome()
    outcome.result()
    return outcome


def documents_per_minute(form: Format) -> float:
    """Return how many copies of a document read_corpus reads in a minute."""
    folder = Path(tempfile.mkdtemp(prefix="portal-corpus-"))
    try:
        for number in range(COPIES):
            (folder / f"budget-2023-{number}.txt").write_bytes(form.make())
        output = io.StringIO()
        call_command("read_corpus", str(folder), stdout=output)
    finally:
        shutil.rmtree(folder)
    found = PER_MINUTE.search(output.getvalue())
    if found is None:
        raise RuntimeError(f"read_corpus named no rate:\n{output.getvalue()}")
    return float(found.group(1))
