"""Reading in the background: a job is claimed, read with signs of life, and kept; a killed reader's is taken up again.

The jobs themselves are the queue. Whoever claims one counts up its attempts, and writes only as long as that number
stands: a reader that was thought dead and wakes up again overwrites nothing.
"""

import logging
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets.documents.grids import DocumentError
from budgets.documents.isolation import read_isolated
from budgets.documents.reading import Reading
from budgets.documents.report import report_reading
from budgets.imports.kept import keep
from budgets.models import ImportJob
from budgets.vocabulary import ImportState, Phase

logger = logging.getLogger(__name__)

# A reader gives a sign of life this often, and is taken for dead after so long without one.
DEAD_AFTER = timedelta(seconds=60)
# So long may others be read first; whoever waits longer waits for a reader that does not run.
DELAYED_AFTER = timedelta(minutes=15)
MOST_ATTEMPTS = 3
READING_PERCENT, CHECKING_PERCENT, KEEPING_PERCENT = 10, 60, 90


class GivenUpError(Exception):
    """The job was given up, or taken over by another reader, while it was being read."""


def due_jobs() -> list[int]:
    """Return the jobs that wait to be read, and those whose reader has died, oldest first."""
    dead = Q(state=ImportState.READING, beat_at__lt=timezone.now() - DEAD_AFTER)
    due = ImportJob.objects.filter(Q(state=ImportState.WAITING) | dead)
    return list(due.order_by("id").values_list("pk", flat=True))


def delayed_jobs() -> int:
    """Count the jobs that have waited so long that no reader can be running."""
    since = timezone.now() - DELAYED_AFTER
    return ImportJob.objects.filter(pk__in=due_jobs(), created_at__lt=since).exclude(beat_at__gte=since).count()


def read_import(pk: int) -> None:
    """Read the document of a job; what comes of it, a preview or a reason why not, stands in the job."""
    job = _claim(pk)
    if job is None:
        return
    try:
        _read(job)
    except GivenUpError:
        logger.info("Import %d is no longer ours.", pk)
    except DocumentError as error:
        _fail(job, str(error))
    except OSError:
        logger.exception("The document of import %d cannot be opened.", pk)
        _fail(job, _("保存的文件打不开。请重新上传；仍然不行，请联系系统维护人员。"))
    except Exception:
        logger.exception("Import %d failed.", pk)
        _fail(job, _("读取时程序出错，没有读成。错误已记入日志，请联系系统维护人员。"))


def _claim(pk: int) -> ImportJob | None:
    """Take a job that is due, or None where another reader was quicker; one that failed too often is given up on."""
    job = ImportJob.objects.select_related("department__region", "department__parent", "document").filter(pk=pk).first()
    if job is None or not _is_due(job):
        return None
    if job.attempts >= MOST_ATTEMPTS:
        _fail(
            job,
            _("读取了 %d 次都中断了，没有读成。文件可能有问题，请检查后再读一次，或换一种格式上传。") % job.attempts,
        )
        return None
    before, job.attempts = job.attempts, job.attempts + 1
    mine = ImportJob.objects.filter(pk=pk, state=job.state, attempts=before, beat_at=job.beat_at)
    values = {"state": ImportState.READING, "attempts": job.attempts, "message": "", "beat_at": timezone.now()}
    stage = {"stage": _("正在读取文件"), "progress": READING_PERCENT}
    return job if mine.update(**values, **stage) else None


def _is_due(job: ImportJob) -> bool:
    """Tell whether a job waits, or its reader has died."""
    if job.state == ImportState.READING:
        return job.beat_at is None or job.beat_at < timezone.now() - DEAD_AFTER
    return job.state == ImportState.WAITING


def _read(job: ImportJob) -> None:
    """Read, check and keep."""
    with job.document.file.open() as file:
        content = file.read()
    reading = read_isolated(
        job.document.name, content, job.department, job.year, Phase(job.phase), alive=lambda: _note(job)
    )
    _note(job, stage=_("正在核对"), progress=CHECKING_PERCENT)
    report = describe(reading)
    _note(job, stage=_("正在整理"), progress=KEEPING_PERCENT)
    kept = keep(reading.edition, reading.rows)
    done = {"state": ImportState.READY, "stage": _("等待确认"), "progress": 100}
    _note(job, **done, report=report, reading=kept, message="")


def describe(reading: Reading) -> dict[str, Any]:
    """Return the report of a reading, with what keeps it from being imported under "refusals"."""
    report = report_reading(Path(reading.document.name), reading)
    report["refusals"] = [
        {"place": trouble.place, "text": trouble.text, "message": trouble.message} for trouble in reading.refusals
    ]
    return _storable(report)


def _storable(value: Any) -> Any:
    """Return plain values without the one character that PostgreSQL stores in no JSON."""
    if isinstance(value, str):
        return value.replace("\x00", "�")
    if isinstance(value, list):
        return [_storable(one) for one in value]
    return {key: _storable(one) for key, one in value.items()} if isinstance(value, dict) else value


def _mine(job: ImportJob) -> Any:
    """Return the job as long as it is ours to read."""
    return ImportJob.objects.filter(pk=job.pk, state=ImportState.READING, attempts=job.attempts)


def _note(job: ImportJob, **values: Any) -> None:
    """Give a sign of life and write what there is to say; raise GivenUpError where the job is no longer ours."""
    if not _mine(job).update(beat_at=timezone.now(), **values):
        raise GivenUpError


def _fail(job: ImportJob, message: str) -> None:
    """Write down why a document was not read; a job that is no longer ours is left alone."""
    open_states = (ImportState.READING, ImportState.WAITING)
    ImportJob.objects.filter(pk=job.pk, state__in=open_states, attempts=job.attempts).update(
        state=ImportState.FAILED, stage="", message=message, reading=None
    )
