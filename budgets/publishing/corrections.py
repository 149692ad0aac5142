"""Corrections: what was published stays as it is, and a new edition begins with the same facts and a reason."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max, Model
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets.copying import copy_facts
from budgets.editing import User, logging
from budgets.models import Budget, Edition, Region, SourceTable, Waiver
from budgets.publishing.errors import PublishingError
from budgets.publishing.people import name_of
from budgets.rights import may
from budgets.tables import Facts
from budgets.tables.facts import FACT_MODELS
from budgets.vocabulary import EditionStatus

BATCH = 200
CORRECTABLE = (EditionStatus.PUBLISHED, EditionStatus.WITHDRAWN)
KEPT = ("origin", "form_set", "department_name", "department_short_name", "printed_date", "approved_on")
# The columns that lead a fact back to the cell it was read from.
READ = ("source_row", "source_column", "source_place")


@transaction.atomic
def correct(*, edition: Edition, by: User, reason: str) -> Edition:
    """Begin the next edition of a budget with all facts of the one that stands, or that was withdrawn last.

    The reason is public. A budget has one unpublished edition at a time. Raises PublishingError.
    """
    Region.objects.select_for_update().get(pk=edition.budget.department.region_id)
    budget = Budget.objects.select_for_update().get(pk=edition.budget_id)
    refusal = why_not_correct(edition, by)
    if not refusal and not reason.strip():
        refusal = _("请写明更正原因；原因会随新版一起公开。")
    if refusal:
        raise PublishingError(refusal)
    last = budget.editions.aggregate(last=Max("number"))["last"] or 0
    begun = Edition.objects.create(
        budget=budget,
        number=last + 1,
        reason=reason.strip(),
        source_document=edition.source_document,
        edited_at=timezone.now(),
        edited_by_id=by.pk,
        **{name: getattr(edition, name) for name in KEPT},
    )
    facts = Facts(edition)
    copies = copy_facts(facts, begun)
    if edition.is_transcribed:
        _keep_places(facts, begun, copies)
    with logging(by=by, edition=begun) as log:
        log.created([begun, *_propose_reasons(edition, begun, by)])
        log.step(begun, _("照第 %(number)d 版新建更正版") % {"number": edition.number})
    return begun


def _propose_reasons(edition: Edition, begun: Edition, by: User) -> list[Waiver]:
    """Take over the reasons for warnings as proposals: whoever approves the correction confirms them or not."""
    given = Waiver.objects.filter(edition=edition)
    values = [{"rule": one.rule, "finding": one.finding, "reason": one.reason} for one in given]
    return Waiver.objects.bulk_create([Waiver(edition=begun, granted_by=name_of(by), **value) for value in values])


def why_not_correct(edition: Edition, by: User) -> str:
    """Say what keeps somebody from beginning a correction of an edition; a blank where nothing does."""
    if not may(by, "change", edition):
        return _("您没有更正这份预算的权限：由本部门的经办人更正；转录的文件由财政部门更正。")
    siblings = list(Edition.objects.filter(budget=edition.budget_id).order_by("-number"))
    current = next((one for one in siblings if one.pk == edition.pk), None)
    if current is None or current.status not in CORRECTABLE:
        return _("只能更正现行的一版；还没有公开的一版，直接修改即可。")
    standing = next((one for one in siblings if one.status == EditionStatus.PUBLISHED), current)
    if standing.pk != current.pk:
        return _("现行的是第 %(number)d 版，请更正那一版。") % {"number": standing.number}
    begun = next((one for one in siblings if one.is_unpublished), None)
    if begun is not None:
        values = {"number": begun.number, "status": begun.get_status_display()}
        return _("这份预算已有第 %(number)d 版（%(status)s），请先改完并公开它，或删除那份草稿。") % values
    return ""


def _keep_places(facts: Facts, begun: Edition, copies: dict[type[Model], list[Any]]) -> None:
    """Let a transcribed edition keep its printed tables, and every fact the cell it was read from."""
    tables: dict[int | None, SourceTable] = {None: None}  # type: ignore[dict-item]
    for table in SourceTable.objects.filter(edition=facts.edition):
        old, table.pk, table.edition, table._state.adding = table.pk, None, begun, True
        table.save()
        tables[old] = table
    for model in FACT_MODELS:
        read = list(_with_places(facts.of(model), copies.get(model, ()), tables))
        if read:
            model._default_manager.bulk_update(read, ["source_table", *READ], batch_size=BATCH)


def _with_places(old: Iterable[Any], new: Iterable[Any], tables: dict[int | None, SourceTable]) -> Iterable[Any]:
    """Yield the copies whose originals were read from a cell, with the same place in the copied table."""
    for source, copied in zip(old, new, strict=True):
        if source.source_table_id is None and not source.source_place:
            continue
        copied.source_table = tables.get(source.source_table_id)
        for name in READ:
            setattr(copied, name, getattr(source, name))
        yield copied
