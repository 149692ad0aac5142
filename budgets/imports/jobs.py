"""What confirming an import and taking it back share: the job and its draft, held; units; what a document prints."""

from collections.abc import Collection, Sequence

from django.db.models import Model
from django.utils.translation import gettext as _

from budgets.editing import Log, snapshot
from budgets.imports.kept import NAMES, Kept, Rows, restore
from budgets.imports.replacing import replace_sources
from budgets.models import (
    Budget,
    Department,
    EconomicExpenditure,
    Edition,
    FunctionExpenditure,
    ImportJob,
    Region,
    RevenueLine,
    SourceTable,
    TableNote,
)
from budgets.prepared import is_all_appropriated, name_appropriation, without_doubles
from budgets.vocabulary import EditionOrigin


class ImportRefusedError(Exception):
    """What cannot be imported, or taken back; the message says why and what to do."""


class DraftChangedError(ImportRefusedError):
    """The draft is not the one any more that the preview was held against."""


class EditedSinceError(ImportRefusedError):
    """What an import wrote was edited since; `labels` name the kinds of content concerned."""

    def __init__(self, labels: Sequence[str]) -> None:
        self.labels = list(labels)
        super().__init__(_("导入以后又有人改过：%s。撤销会连这些修改一起去掉。") % "、".join(self.labels))


def reading_of(job: ImportJob) -> Kept:
    """Return what was read for a job, as the facts of an edition that nobody has stored.

    Notes on how a document's defects were read belong to a transcription alone.
    """
    assert job.reading is not None
    kept = restore(job.reading, unsaved_edition(job))
    if job.origin != EditionOrigin.TRANSCRIBED:
        kept.rows[TableNote] = [note for note in kept.rows[TableNote] if not note.made_in_reading]
    return kept


def reading_to_confirm(job: ImportJob) -> Kept:
    """Return what was read as the draft is to hold it: in a prepared one no figure stands twice."""
    kept = reading_of(job)
    if job.origin != EditionOrigin.TRANSCRIBED:
        spending = without_doubles(kept.rows[FunctionExpenditure])
        kept.rows[FunctionExpenditure] = spending
        if is_all_appropriated(kept.rows[RevenueLine]):
            name_appropriation([*spending, *kept.rows[EconomicExpenditure]])
    return kept


def unsaved_edition(job: ImportJob) -> Edition:
    """Return an edition that is not stored, as the import would begin it."""
    budget = Budget(department=job.department, year=job.year, phase=job.phase)
    department = job.department
    return Edition(
        budget=budget,
        number=0,
        origin=job.origin,
        department_name=department.name,
        department_short_name=department.short_name,
    )


def lock_job(job: ImportJob) -> ImportJob:
    """Return a job as it stands, kept from others, with its region, until the transaction ends.

    The region first, as in publishing: editions, units and numbers are made one at a time.
    """
    Region.objects.select_for_update().get(pk=job.department.region_id)
    locked = ImportJob.objects.select_for_update(of=("self",))
    return locked.select_related("department__region", "department__parent", "document", "edition").get(pk=job.pk)


def lock_edition(edition: Edition) -> Edition:
    """Return an edition as it stands, kept from others until the transaction ends; raise unless it is a draft."""
    locked = Edition.objects.select_for_update(of=("self",)).with_budget().get(pk=edition.pk)
    if not locked.is_draft:
        raise ImportRefusedError(
            _("“%(edition)s”现在是“%(status)s”，不能再改。要改动，请先退回修改。")
            % {"edition": locked, "status": locked.get_status_display()}
        )
    return locked


def as_stored(edition: Edition) -> Edition:
    """Return an edition as it is stored: one in memory remembers what it was given before."""
    return Edition.objects.with_names().get(pk=edition.pk)


def settle_units(rows: Rows, models: Collection[type[Model]], department: Department, log: Log) -> None:
    """Let facts name stored units, of which new ones are made; raise ImportRefusedError for another department's."""
    stored = {unit.code: unit for unit in Department.objects.filter(region=department.region_id)}
    facts = [fact for model in models for fact in rows[model] if getattr(fact, "unit", None) is not None]
    named = {fact.unit.code: fact.unit for fact in facts}
    for code, unit in named.items():
        if code not in stored:
            unit.region, unit.parent = department.region, department
            unit.name = unit.name or _("预算单位 %s") % code
            unit.save()
            log.created([unit])
            stored[code] = unit
        elif department.pk not in (stored[code].pk, stored[code].parent_id):
            raise ImportRefusedError(
                _("文件里的单位 %(code)s 在系统中是“%(unit)s”，不属于“%(department)s”。请改正单位代码后重新上传。")
                % {"code": code, "unit": stored[code].label, "department": department.label}
            )
    for fact in facts:
        fact.unit = stored[fact.unit.code]


def take_over_print(edition: Edition, former: Kept, document: int | None, log: Log) -> None:
    """Let a transcribed draft print what a document prints: its names, its form and its tables, which are written."""
    before = snapshot(edition)
    for name in NAMES:
        setattr(edition, name, former.names[name] or getattr(edition, name))
    edition.source_document_id = document
    edition.save(update_fields=[*NAMES, "source_document"])
    log.changed(edition, before)
    replace_sources(edition, former.rows[SourceTable])
