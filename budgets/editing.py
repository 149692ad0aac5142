"""Editing of drafts by people: one act locks the draft, counts as a revision, and is logged with before and after."""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import transaction
from django.db.models import F, Model
from django.utils import timezone

from budgets.canonical import plain_value
from budgets.models import ChangeRecord, Department, Edition
from budgets.tables.facts import PROVENANCE
from budgets.vocabulary import ChangeAction, EditionStatus

User = AbstractBaseUser | AnonymousUser
BATCH = 500
# No part of what is recorded of a row: its key, and what is none of the editor's business.
UNRECORDED = PROVENANCE | {"password", "last_login"}


class FrozenEditionError(Exception):
    """Somebody submitted or published the edition while it was being edited."""


def record_edit(editions: Iterable[int], *, by: User) -> None:
    """Note on each edition, given by its id, who edited it and when; raise FrozenEditionError unless all are drafts.

    The rows stay locked until the transaction ends, so that nobody submits between this and what it announces.
    """
    wanted = set(editions)
    drafts = Edition.objects.filter(pk__in=wanted, status=EditionStatus.DRAFT)
    if drafts.update(edited_at=timezone.now(), edited_by=by, revision=F("revision") + 1) != len(wanted):
        raise FrozenEditionError


def actor_name(user: Any) -> str:
    """Return the name under which a person's acts are recorded."""
    return (user.get_full_name() or user.get_username()) if getattr(user, "pk", None) else ""


def snapshot(row: Model) -> dict[str, Any]:
    """Return what a row says as plain values, for the log."""
    fields = (field for field in row._meta.concrete_fields if field.name not in UNRECORDED and not field.primary_key)
    return {field.name: plain_value(getattr(row, field.name)) for field in fields}


class Log:
    """What one act of one person changed, kept until it is written."""

    def __init__(self, *, by: User, edition: Edition | None = None, department: Department | None = None) -> None:
        self.by = by
        self.edition = edition
        self.department = edition.budget.department if edition is not None else department
        self.batch = uuid.uuid4()
        self.records: list[ChangeRecord] = []

    def created(self, rows: Iterable[Model]) -> None:
        """Note rows that are new, after they were saved."""
        for row in rows:
            self._note(row, ChangeAction.CREATED, None, snapshot(row))

    def changed(self, row: Model, before: dict[str, Any]) -> None:
        """Note a row that was changed, with its `snapshot` from before; what says the same is not noted."""
        after = snapshot(row)
        fields = [name for name in after if after[name] != before.get(name)]
        if fields:
            old, new = ({name: values.get(name) for name in fields} for values in (before, after))
            self._note(row, ChangeAction.CHANGED, old, new)

    def deleted(self, rows: Iterable[Model]) -> None:
        """Note rows that are to be deleted, before they are."""
        for row in rows:
            self._note(row, ChangeAction.DELETED, snapshot(row), None)

    def step(self, row: Model, detail: str, after: dict[str, Any] | None = None) -> None:
        """Note something done with a row as a whole."""
        self._note(row, ChangeAction.STEP, None, after, detail)

    def _note(self, row: Model, action: ChangeAction, before: Any, after: Any, detail: str = "") -> None:
        """Keep one record."""
        self.records.append(
            ChangeRecord(
                edition=self.edition,
                department=self.department,
                subject=str(row)[:200],
                kind=row._meta.object_name or "",
                key=str(row.pk),
                action=action,
                detail=detail[:200],
                before=before,
                after=after,
                batch=self.batch,
                by_id=self.by.pk,
                actor=actor_name(self.by),
                at=timezone.now(),
            )
        )

    def write(self) -> None:
        """Add what was kept to the log."""
        ChangeRecord.objects.bulk_create(self.records, batch_size=BATCH)
        self.records = []


@contextmanager
def editing(edition: Edition, *, by: User) -> Iterator[Log]:
    """Open a draft for one act: all of what is done inside is saved and logged, or nothing.

    Raises FrozenEditionError where the edition is no draft any more.
    """
    with transaction.atomic():
        record_edit([edition.pk], by=by)
        log = Log(by=by, edition=edition)
        yield log
        log.write()


@contextmanager
def logging(*, by: User, edition: Edition | None = None, department: Department | None = None) -> Iterator[Log]:
    """Do one act that is no edit of a draft's facts: all of it is saved and logged, or nothing."""
    with transaction.atomic():
        log = Log(by=by, edition=edition, department=department)
        yield log
        log.write()
