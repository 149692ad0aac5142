"""Store a reading: region, department, units, budget, edition, source and facts, in one transaction or not at all."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from budgets.documents.grids import Document, DocumentError
from budgets.documents.reading import Reading
from budgets.models import Budget, Department, Edition, Region, SourceDocument, SourceTable
from budgets.tables.facts import FACT_MODELS
from budgets.vocabulary import EditionStatus

BATCH = 500


class Loaded(StrEnum):
    """What storing a reading did."""

    CREATED = "created"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Stored:
    """The edition that holds a reading's facts, and what was done."""

    edition: Edition
    what: Loaded


@transaction.atomic
def store(reading: Reading, *, replace_draft: bool = False) -> Stored:
    """Store a reading as a draft edition of its budget; raise DocumentError where that would lose something.

    The same file (by sha256) changes nothing. A draft that somebody edited is replaced only on request, by the same
    file as well; one that nobody has touched is replaced by a newer reading.
    """
    refuse_troubles(reading)
    budget = _store_identity(reading)
    # Two imports of one budget take turns, so that the second sees what the first has written.
    budget = Budget.objects.select_for_update(of=("self",)).get(pk=budget.pk)
    same = _find_same(budget, reading.document)
    if same is not None and not (replace_draft and _is_edited(same)):
        return Stored(same, Loaded.UNCHANGED)
    replaced = _clear_draft(budget, replace_draft=replace_draft)
    edition = _store_edition(reading, budget)
    _store_units(reading)
    _store_facts(reading)
    return Stored(edition, Loaded.REPLACED if replaced else Loaded.CREATED)


def refuse_troubles(reading: Reading) -> None:
    """Raise DocumentError, naming the first of them, where figures or codes could not be read."""
    refusals = reading.refusals
    if refusals:
        first = refusals[0]
        raise DocumentError(
            _("有 %(count)d 处无法读取，没有保存任何内容。第一处：%(place)s，“%(text)s”：%(message)s。")
            % {"count": len(refusals), "place": first.place, "text": first.text, "message": first.message.rstrip("。")}
        )


def _store_identity(reading: Reading) -> Budget:
    """Find or make region, department and budget; what exists keeps its names."""
    edition = reading.edition
    wanted = edition.budget.department
    region, _made = Region.objects.get_or_create(code=wanted.region.code, defaults={"name": wanted.region.name})
    department, _made = Department.objects.get_or_create(
        region=region,
        code=wanted.code,
        defaults={"name": edition.department_name, "short_name": edition.department_short_name},
    )
    budget, _made = Budget.objects.get_or_create(
        department=department, year=edition.budget.year, phase=edition.budget.phase
    )
    return budget


def _find_same(budget: Budget, document: Document) -> Edition | None:
    """Return the newest edition that was read from this very file, whatever became of it since."""
    return budget.editions.filter(source_document__sha256=document.sha256).order_by("-number").first()


def _is_edited(edition: Edition) -> bool:
    """Tell whether an edition is a draft that somebody has worked on."""
    return edition.is_draft and (edition.edited_at is not None or not edition.is_transcribed)


def _clear_draft(budget: Budget, *, replace_draft: bool) -> bool:
    """Delete the draft that stands in the way, unless somebody has worked on it."""
    draft = budget.editions.filter(status=EditionStatus.DRAFT).first()
    if draft is None:
        return False
    if _is_edited(draft) and not replace_draft:
        raise DocumentError(_("“%s”有人工编辑过的草稿，没有覆盖。确要以本文件替换，请加 --replace-draft。") % draft)
    draft.delete()
    return True


def _store_edition(reading: Reading, budget: Budget) -> Edition:
    """Write the edition, numbered after the last one, with its source document."""
    last = budget.editions.order_by("-number").first()
    edition = reading.edition
    edition.budget = budget
    edition.number = last.number + 1 if last else 1
    edition.source_document = keep_document(reading.document.name, reading.document.content)
    edition.save()
    return edition


def keep_document(name: str, content: bytes) -> SourceDocument:
    """Keep a file as received, once, under its sha256: its own name is never a path; OSError where that fails."""
    sha256 = hashlib.sha256(content).hexdigest()
    found = SourceDocument.objects.filter(sha256=sha256).first()
    if found is not None:
        return found
    values = {"name": _plain_name(name), "size": len(content), "file": _store_file(sha256, content)}
    return SourceDocument.objects.get_or_create(sha256=sha256, defaults=values)[0]


def _plain_name(name: str) -> str:
    """Return a file's name as it is shown: without what no name may hold, and its end where it is too long."""
    return "".join(letter for letter in name if letter.isprintable())[-255:]


def _store_file(sha256: str, content: bytes) -> str:
    """Write the file whole or not at all, in place of what an import that failed has left; return its stored name."""
    file = SourceDocument().file
    name = file.field.generate_filename(file.instance, sha256)
    try:
        target = Path(file.storage.path(name))
    except NotImplementedError:
        # A store of objects shows one only when it is whole.
        file.storage.delete(name)
        return file.storage.save(name, ContentFile(content))
    beside = f"{name}.{uuid4().hex}"
    try:
        file.storage.save(beside, ContentFile(content))
        Path(file.storage.path(beside)).replace(target)
    except OSError:
        Path(file.storage.path(beside)).unlink(missing_ok=True)
        raise
    return name


def _store_units(reading: Reading) -> None:
    """Find or make the units that the document names, and let every fact refer to the stored ones."""
    department = reading.edition.budget.department
    stored = {}
    for unit in reading.rows[Department]:
        stored[unit.code], _made = Department.objects.get_or_create(
            region=department.region, code=unit.code, defaults={"name": unit.name, "parent": department}
        )
    for model in FACT_MODELS:
        for fact in reading.rows[model]:
            if getattr(fact, "unit", None) is not None:
                fact.unit = stored[fact.unit.code]


def _store_facts(reading: Reading) -> None:
    """Write all facts, those they refer to first; assigning again takes over the keys just given."""
    SourceTable.objects.bulk_create(reading.rows[SourceTable], batch_size=BATCH)
    for model in FACT_MODELS:
        facts = reading.rows[model]
        for fact in facts:
            fact.source_table = fact.source_table
            if hasattr(fact, "project_id"):
                fact.project = fact.project
            if hasattr(fact, "edition_id"):
                fact.edition = reading.edition
        model._default_manager.bulk_create(facts, batch_size=BATCH)
