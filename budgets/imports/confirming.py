"""Confirming an import: what was chosen of a reading takes the place of what the draft had, all or nothing."""

import copy
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max, Model
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets.canonical import sha256_of
from budgets.compliance import approval_date
from budgets.editing import FrozenEditionError, Log, editing, logging
from budgets.imports.contents import BY_KEY, TEXTS, complete, digests, models_of, offered
from budgets.imports.jobs import (
    DraftChangedError,
    ImportRefusedError,
    as_stored,
    lock_edition,
    lock_job,
    reading_to_confirm,
    settle_units,
    take_over_print,
    unsaved_edition,
)
from budgets.imports.kept import Rows, keep
from budgets.imports.receiving import may_import, unpublished_edition
from budgets.imports.replacing import forget_cells, replace_facts
from budgets.models import Budget, BudgetYear, Edition, ImportJob, SourceTable
from budgets.tables import Facts
from budgets.vocabulary import ImportState


@dataclass(frozen=True)
class Target:
    """The draft that an import goes into, and whether the import made it."""

    edition: Edition
    is_new: bool


@transaction.atomic
def confirm(job: ImportJob, *, by: Any, chosen: Collection[str], revision: int | None) -> Edition:
    """Put what was chosen of a reading into the draft in the place of what it had of that, and return the draft.

    `revision` is that of the draft which the preview was held against, None where there was none. Confirmed twice it
    is done once. Raises ImportRefusedError, with nothing changed, where it cannot be done.
    """
    job = lock_job(job)
    if job.state == ImportState.APPLIED and job.edition is not None:
        return job.edition
    _refuse_job(job, by, chosen)
    target = _target(job, revision, by)
    try:
        with editing(target.edition, by=by) as log:
            _apply(job, target, chosen, log)
    except FrozenEditionError as error:
        raise ImportRefusedError(_("草稿刚刚被提交，不能再改。没有导入任何内容。")) from error
    return target.edition


def _refuse_job(job: ImportJob, by: Any, chosen: Collection[str]) -> None:
    """Raise ImportRefusedError where a job is not to be confirmed, or nothing of it is wanted."""
    if job.state != ImportState.READY:
        raise ImportRefusedError(_("这次导入现在是“%s”，不能确认。") % job.get_state_display())
    if not may_import(by, job.department, job.origin):
        raise ImportRefusedError(_("您不能为“%s”导入。") % job.department)
    refusals = (job.report or {}).get("refusals", [])
    if refusals:
        raise ImportRefusedError(
            _("文件中有 %d 处数字或编码无法读取，没有导入任何内容。请改正文件后重新上传。") % len(refusals)
        )
    if not chosen or not set(chosen) <= set(BY_KEY):
        raise ImportRefusedError(_("没有选取任何内容。请至少选一项再确认。"))


def _target(job: ImportJob, revision: int | None, by: Any) -> Target:
    """Find or begin the draft; raise ImportRefusedError where it is none, or not the one that was shown."""
    found = unpublished_edition(job.department, job.year, job.phase)
    if found is None:
        if revision is not None:
            raise DraftChangedError(_("预览以后，原来的草稿已经不在了。请再看一遍后确认。"))
        return Target(_begin(job, by), is_new=True)
    edition = lock_edition(found)
    if edition.origin != job.origin:
        raise ImportRefusedError(
            _("草稿是“%(found)s”，这次导入是“%(asked)s”，不能混在一起。请放弃这次导入，重新上传并改选。")
            % {"found": edition.get_origin_display(), "asked": job.get_origin_display()}
        )
    if edition.revision != revision:
        raise DraftChangedError(_("预览以后，草稿又有改动。下面是与现在的草稿相比的结果，请再看一遍后确认。"))
    return Target(edition, is_new=False)


def _begin(job: ImportJob, by: Any) -> Edition:
    """Begin the draft of a budget, and the budget where there is none, numbered after the last edition."""
    budget, made = Budget.objects.get_or_create(department=job.department, year=job.year, phase=job.phase)
    last = budget.editions.aggregate(last=Max("number"))["last"] or 0
    edition = unsaved_edition(job)
    opened = BudgetYear.objects.filter(region=job.department.region_id, year=job.year).first()
    edition.form_set = opened.form_set if opened is not None else edition.form_set
    edition.budget, edition.number = budget, last + 1
    edition.approved_on = approval_date(budget, opened)
    edition.edited_by, edition.edited_at = by, timezone.now()
    edition.save()
    with logging(by=by, edition=edition) as log:
        log.created([budget, edition] if made else [edition])
    return edition


def _apply(job: ImportJob, target: Target, chosen: Collection[str], log: Log) -> None:
    """Replace the facts, and keep with the job what they replaced and what they are now."""
    edition, reading = target.edition, reading_to_confirm(job)
    same_form = reading.names["form_set"] == edition.form_set
    keys = complete(chosen, job.origin) & {one.key for one in offered(job.origin, same_form=same_form)}
    models = models_of(keys)
    prints = edition.is_transcribed and not keys <= TEXTS
    former, before = copy.copy(edition), _facts_of(edition, models)
    settle_units(reading.rows, models, job.department, log)
    if prints:
        take_over_print(edition, reading, job.document_id, log)
    else:
        forget_cells(reading.rows)
    replace_facts(edition, reading.rows, models, log)
    log.step(
        job, _("导入"), {"document": job.document.name, "contents": [str(BY_KEY[key].label) for key in sorted(keys)]}
    )
    now = digests(Facts(as_stored(edition)))
    written = {key: now[key] for key in sorted(keys)}
    notes = {
        "written": written,
        "is_new": target.is_new,
        "prints": prints,
        "document": former.source_document_id,
        "revision": former.revision + 1,
    }
    _finish(job, edition, keep(former, before, **notes), written)


def _facts_of(edition: Edition, models: Collection[type[Model]]) -> Rows:
    """Return the facts of some kinds of a draft, with the tables they were read from."""
    facts = Facts(edition)
    rows: Rows = {model: facts.of(model) for model in models}
    return {**rows, SourceTable: list(SourceTable.objects.filter(edition=edition))}


def _finish(job: ImportJob, edition: Edition, replaced: bytes, written: dict[str, str]) -> None:
    """Write with a job that it was imported, and what is needed to take it back."""
    job.edition, job.replaced = edition, replaced
    job.state, job.stage, job.applied_at = ImportState.APPLIED, _("已导入"), timezone.now()
    job.chosen, job.written_sha256 = list(written), sha256_of(written)
    job.save(update_fields=["edition", "replaced", "state", "stage", "applied_at", "chosen", "written_sha256"])
