"""Receiving a document: who may import what, and the job that its reading, preview and confirmation belong to."""

import errno
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from budgets.documents.grids import DocumentError
from budgets.documents.load import keep_document
from budgets.editing import logging
from budgets.imports.acceptance import check_upload, plain_name
from budgets.models import Department, Edition, ImportJob, Region
from budgets.rights import appointments_of
from budgets.vocabulary import EditionOrigin, ImportState, Phase, Role

# Jobs that are under way: the same file again leads to them instead of being read twice.
UNDER_WAY = (ImportState.WAITING, ImportState.READING, ImportState.READY)


def may_import(user: Any, department: Department, origin: str) -> bool:
    """Tell whether a person may import for a department: clerks what it prepares, the bureau what it transcribes."""
    if getattr(user, "is_superuser", False) and user.is_active:
        return True
    if origin == EditionOrigin.TRANSCRIBED:
        publishers = [one for one in appointments_of(user) if one.role == Role.PUBLISHER]
        return any(one.region_id == department.region_id for one in publishers)
    own = {department.pk, department.parent_id}
    return any(one.role == Role.CLERK and one.department_id in own for one in appointments_of(user))


def unpublished_edition(department: Department, year: int, phase: str) -> Edition | None:
    """Return what of a budget is being written or examined, of which there is one at a time."""
    whose = {"budget__department": department, "budget__year": year, "budget__phase": phase}
    return Edition.objects.unpublished().with_budget().filter(**whose).first()


def receive(
    *, name: str, content: bytes, department: Department, year: int, phase: Phase, origin: EditionOrigin, by: Any
) -> ImportJob:
    """Keep a file and return the job that will read it, or the one under way that the same file has already.

    Raises DocumentError, with nothing kept, where the file is not taken in or cannot be stored.
    """
    check_upload(name, content)
    _refuse_edition(department, year, phase, origin)
    whose = {"department": department, "year": year, "phase": phase, "origin": origin}
    try:
        with logging(by=by, department=department) as log:
            # Two who send the same file at once take turns, so that the second finds the job of the first.
            Region.objects.select_for_update().get(pk=department.region_id)
            document = keep_document(plain_name(name), content)
            found = ImportJob.objects.filter(document=document, state__in=UNDER_WAY, **whose).first()
            if found is not None:
                return found
            job = ImportJob.objects.create(document=document, by=by, stage=_("等待读取"), **whose)
            log.step(job, _("上传文件"), {"file": document.name, "sha256": document.sha256})
            return job
    except OSError as error:
        raise DocumentError(_why_not_stored(error)) from error


def _refuse_edition(department: Department, year: int, phase: Phase, origin: EditionOrigin) -> None:
    """Raise DocumentError where the edition that is being written takes no such import."""
    edition = unpublished_edition(department, year, phase)
    if edition is None:
        return
    if not edition.is_draft:
        raise DocumentError(
            _("“%(edition)s”现在是“%(status)s”，不能再改。要导入，请先退回修改。")
            % {"edition": edition, "status": edition.get_status_display()}
        )
    if edition.origin != origin:
        raise DocumentError(
            _("这个预算已有“%(found)s”的草稿，不能按“%(asked)s”导入。要这样导入，请先删除那个草稿。")
            % {"found": edition.get_origin_display(), "asked": origin.label}
        )


def _why_not_stored(error: OSError) -> str:
    """Say why a file could not be stored, and what to do."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _("服务器的磁盘满了，文件没有保存。请联系系统维护人员，稍后再上传。")
    return _("服务器无法保存文件，什么也没有留下。请稍后再上传；仍然不行，请联系系统维护人员。")


def earlier_imports(job: ImportJob) -> list[ImportJob]:
    """Return the jobs that have imported the very same file into the same budget before, newest first."""
    same = {"document": job.document_id, "department": job.department_id, "year": job.year, "phase": job.phase}
    return list(ImportJob.objects.filter(**same, state=ImportState.APPLIED).exclude(pk=job.pk).select_related("by"))


@transaction.atomic
def give_up(job: ImportJob, *, by: Any) -> bool:
    """Give up an import that was not confirmed; tell whether there was anything to give up."""
    open_states = (*UNDER_WAY, ImportState.FAILED)
    if not ImportJob.objects.filter(pk=job.pk, state__in=open_states).update(state=ImportState.CANCELLED, reading=None):
        return False
    with logging(by=by, department=job.department) as log:
        log.step(job, _("放弃导入"))
    return True


@transaction.atomic
def read_again(job: ImportJob, *, by: Any) -> bool:
    """Let a job that failed be read once more; tell whether it had failed."""
    anew = {"state": ImportState.WAITING, "attempts": 0, "message": "", "stage": _("等待读取"), "progress": 0}
    if not ImportJob.objects.filter(pk=job.pk, state=ImportState.FAILED).update(**anew, beat_at=None):
        return False
    with logging(by=by, department=job.department) as log:
        log.step(job, _("再读一次"))
    return True
