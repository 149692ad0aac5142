"""Many documents of one folder: which of its files are documents, reading them side by side, and summing up."""

import logging
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from budgets.documents.grids import DocumentError
from budgets.documents.isolation import Child, Outcome
from budgets.documents.read import load_file
from budgets.documents.readers.pdf.reader import PDF_SIGNATURE
from budgets.documents.readers.spans import OLE, ZIP
from budgets.documents.readers.web import is_page
from budgets.documents.reading import Reading
from budgets.documents.report import report_failure, report_reading
from budgets.documents.unowned import read_any
from budgets.models import Department, SourceTable
from budgets.vocabulary import Phase, Severity

logger = logging.getLogger(__name__)

SIGNATURES = (PDF_SIGNATURE, ZIP, OLE)
HEAD_BYTES = 4096
TEXT_SUFFIXES = (".txt", ".text")
# The list of whose the files of a folder are; it is no document itself.
LIST_NAME = "departments.tsv"
# How many documents beyond those in work are read before the first of them is done: their facts wait in memory.
AHEAD = 4


@dataclass(frozen=True)
class Job:
    """A file to read, its name below the folder, and what is known of whose budget it is."""

    path: Path
    name: str
    department: Department | None = None
    year: int | None = None
    phase: Phase | None = None


@dataclass(frozen=True)
class Skipped:
    """A file that is not read, and why."""

    name: str
    reason: str


@dataclass(frozen=True)
class Entry:
    """What is said of one document: its report, the seconds it took, how many of its tables are fully understood."""

    report: dict[str, Any]
    seconds: float
    understood: int

    def count(self, severity: Severity) -> int:
        """Return how many findings have a severity."""
        return sum(finding["severity"] == severity for finding in self.report["findings"])


def find_files(folder: Path) -> tuple[list[Job], list[Skipped]]:
    """Return the documents below a folder and the files that are none, each in the order of their names."""
    jobs, skipped = [], []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        reason = _reason_to_skip(path, name)
        if reason:
            skipped.append(Skipped(name, reason))
        elif name != LIST_NAME:
            jobs.append(Job(path, name))
    return jobs, skipped


def _reason_to_skip(path: Path, name: str) -> str:
    """Return why a file is no document, or an empty text; an empty file is one, and fails as such."""
    if any(part.startswith((".", "~$")) for part in name.split("/")):
        return _("隐藏文件或临时文件")
    try:
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except OSError as error:
        return _("无法打开：%s") % error.strerror
    if not head or head.startswith(SIGNATURES) or is_page(head) or path.suffix.lower() in TEXT_SUFFIXES:
        return ""
    return "" if name == LIST_NAME else _("不是 PDF、Word、Excel、网页，也不是 .txt 文本")


def read_side_by_side(jobs: Sequence[Job], processes: int) -> Iterator[tuple[Job, Outcome]]:
    """Read documents in child processes, that many at a time, and yield what came of each in their order."""
    waiting = deque(enumerate(jobs))
    running: dict[int, Child] = {}
    done: dict[int, Outcome] = {}
    with ExitStack() as children:
        for number, job in enumerate(jobs):
            while number not in done:
                while waiting and len(running) < processes and waiting[0][0] < number + processes * AHEAD:
                    _start(*waiting.popleft(), running, done, children)
                _collect(running, done)
            yield job, done.pop(number)


def _start(number: int, job: Job, running: dict[int, Child], done: dict[int, Outcome], children: ExitStack) -> None:
    """Begin to read a document; a file that cannot be loaded is done at once."""
    try:
        content = load_file(job.path)
    except DocumentError as error:
        done[number] = Outcome(None, str(error), 0, 0)
        return
    child = Child(read_any, job.path.name, content, job.department, job.year, job.phase)
    running[number] = children.enter_context(child)


def _collect(running: dict[int, Child], done: dict[int, Outcome]) -> None:
    """Wait until a document is read or out of time, and take in what came of it."""
    if not running:
        return
    first = min(child.remaining for child in running.values())
    ready = wait([child.connection for child in running.values()], first)
    for number, child in list(running.items()):
        if child.connection in ready or not child.remaining:
            done[number] = running.pop(number).outcome()


def describe(job: Job, reading: Reading | None, error: str, seconds: float) -> Entry:
    """Return what is said of a document; `error` is why it was not read, or not stored."""
    try:
        return _describe(job, reading, error, seconds)
    except Exception:
        # A fault of our rules must be seen, and must not keep the other documents from being read.
        logger.exception("A document could not be checked: %s", job.name)
        return _describe(job, None, error or _("核对这份文件时程序出错。错误已记入日志，请联系系统维护人员。"), seconds)


def _describe(job: Job, reading: Reading | None, error: str, seconds: float) -> Entry:
    """Return what is said of a document, its reading held against the rules."""
    file = Path(job.name)
    report = report_failure(file, error) if reading is None else report_reading(file, reading, error or None)
    # Two folders may hold files of one name.
    return Entry({**report, "file": job.name}, seconds, 0 if reading is None else count_understood(reading))


def count_understood(reading: Reading) -> int:
    """Return how many tables are fully understood: recognised, and nothing in them unread."""
    troubled = {place for trouble in reading.troubles for place in _places(trouble.place)}
    return sum(_is_understood(table, troubled) for table in reading.rows[SourceTable])


def _places(place: str) -> set[str]:
    """Return a place and those it lies within: of "page 9, row 4, column 2" also page 9, row 4 and page 9."""
    parts = place.split(", ")
    return {", ".join(parts[:length]) for length in range(1, len(parts) + 1)}


def _is_understood(table: SourceTable, troubled: set[str]) -> bool:
    """Tell whether a table is fully understood, which those in a form of their own know by themselves."""
    if table.is_understood is not None:
        return table.is_understood
    rows = [row["place"] for row in table.rows if len(row["cells"]) > 1]
    places = {place if isinstance(place, str) else f"line {place}" for place in rows}
    return table.number is not None and not places & troubled


def summarise(entries: Sequence[Entry], skipped: Sequence[Skipped], seconds: float) -> dict[str, Any]:
    """Return what all documents come to, as plain values."""
    reports = [entry.report for entry in entries]
    kinds = Counter(table["kind"] for report in reports for table in report["tables_found"])
    findings = Counter(
        (finding["rule"], str(finding["severity"])) for report in reports for finding in report["findings"]
    )
    printed, read = (sum(report[key] for report in reports) for key in ("amounts_printed", "amounts_read"))
    return {
        "documents": len(reports),
        "documents_read": sum(report["error"] is None for report in reports),
        "documents_failed": sum(report["error"] is not None for report in reports),
        "skipped": [{"file": one.name, "reason": one.reason} for one in skipped],
        "tables_found": kinds.total(),
        "tables_recognised": kinds.total() - kinds[None],
        "tables_understood": sum(entry.understood for entry in entries),
        "tables_not_recognised": kinds.pop(None, 0),
        "tables_by_kind": dict(sorted(kinds.items())),
        "amounts_printed": printed,
        "amounts_read": read,
        "amounts_not_understood": sum(report["amounts_not_understood"] for report in reports),
        "share_read": round(read / printed, 4) if printed else None,
        "findings": [
            {"rule": rule, "severity": severity, "count": findings[rule, severity]}
            for rule, severity in sorted(findings)
        ],
        "seconds": round(seconds, 1),
        "documents_per_minute": round(len(reports) * 60 / seconds, 1) if seconds else None,
    }
