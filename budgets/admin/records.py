"""What the models' pages write to the log: each row that a form saves or deletes, with what was before and after.

All that one request changes is one batch of the log, and in one transaction with the change itself.
"""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from budgets.editing import UNRECORDED, Log, snapshot
from budgets.models import Department, Edition
from budgets.tables.facts import FACT_MODELS, PROJECT_FACTS

# How a row finds what it belongs to, the nearest first.
WAYS_UP = ("edition", "project", "budget", "department")
# What stands in the log for what citizens told of themselves: nothing is ever taken out of the log again.
KEPT_OUT = "…"


class Recorder:
    """The logs of one request, one for each edition or department concerned, kept until they are written.

    The values of the fields named by `private` are kept out.
    """

    def __init__(self, request: HttpRequest, private: frozenset[str] = frozenset()) -> None:
        self.request = request
        self.private = private
        self.logs: dict[tuple[type[Model], Any], Log] = {}

    def log_of(self, row: Model) -> Log:
        """Return the log of what a row belongs to."""
        owner = owner_of(row)
        key = (type(owner), owner.pk) if owner is not None else (Model, None)
        if key not in self.logs:
            edition = owner if isinstance(owner, Edition) else None
            department = owner if isinstance(owner, Department) else None
            self.logs[key] = Log(by=self.request.user, edition=edition, department=department)
            self.logs[key].batch = batch_of(self.request)
        return self.logs[key]

    def write(self) -> None:
        """Write everything that was noted."""
        for log in self.logs.values():
            for record in log.records:
                record.before, record.after = self._without_private(record.before), self._without_private(record.after)
            log.write()

    def _without_private(self, values: dict[str, Any] | None) -> dict[str, Any] | None:
        """Return what was noted of a row without what is nobody's business."""
        return values and {name: KEPT_OUT if name in self.private else value for name, value in values.items()}


def batch_of(request: Any) -> uuid.UUID:
    """Return the batch of all that a request changes."""
    if not hasattr(request, "portal_batch"):
        request.portal_batch = uuid.uuid4()
    return request.portal_batch


def owner_of(row: Any) -> Model | None:
    """Return the edition or the department that a row belongs to, or is; None for what belongs to the whole site."""
    if isinstance(row, (Edition, Department)):
        return row
    names = (name for name in WAYS_UP if getattr(row, f"{name}_id", None) is not None)
    nearest = next(names, None)
    return owner_of(getattr(row, nearest)) if nearest else None


def stored(rows: Iterable[Model]) -> dict[Any, Model]:
    """Return rows of one kind as the database has them, by key, with what the log says of them."""
    known = [row for row in rows if row.pk is not None]
    if not known:
        return {}
    return {row.pk: row for row in _rows_with_names(type(known[0])).filter(pk__in=[row.pk for row in known])}


def _rows_with_names(model: type[Model]) -> QuerySet[Any]:
    """Return the rows of a kind with what the log names of others."""
    fields = [field for field in model._meta.concrete_fields if field.name not in UNRECORDED]
    references = [field.name for field in fields if field.is_relation]
    rows = model._base_manager.all()
    # Without names, select_related would follow everything that is not null.
    return rows.select_related(*references) if references else rows


@contextmanager
def save_recorded(recorder: Recorder, row: Model) -> Iterator[None]:
    """Record a row that is saved inside: as new, or with what it says otherwise than before."""
    with transaction.atomic():
        before = stored([row]).get(row.pk)
        known = snapshot(before) if before is not None else None
        yield
        if known is None:
            recorder.log_of(row).created([row])
        else:
            recorder.log_of(row).changed(row, known)
        recorder.write()


@contextmanager
def save_rows_recorded(recorder: Recorder, above: Model, formset: Any) -> Iterator[None]:
    """Record the rows that a formset saves inside, below the row `above`."""
    with transaction.atomic():
        before = stored(form.instance for form in formset.initial_forms)
        known = {key: snapshot(row) for key, row in before.items()}
        log = recorder.log_of(above)
        log.deleted(before[form.instance.pk] for form in formset.deleted_forms if form.instance.pk in before)
        yield
        log.created(formset.new_objects)
        for row, _fields in formset.changed_objects:
            log.changed(row, known[row.pk])
        recorder.write()


@contextmanager
def delete_recorded(recorder: Recorder, rows: Sequence[Model], inlines: Sequence[Any]) -> Iterator[None]:
    """Record rows that are deleted inside, with those of their pages' inlines, which go with them."""
    with transaction.atomic():
        for inline in inlines if rows else ():
            for row in _rows_below(rows, inline.model):
                recorder.log_of(row).deleted([row])
        for row in rows:
            recorder.log_of(row).deleted([*_facts_of(row), row])
        recorder.write()
        yield


def _facts_of(row: Model) -> Iterator[Model]:
    """Yield the facts that go with an edition; nothing goes so with other rows."""
    for model in FACT_MODELS if isinstance(row, Edition) else ():
        path = "project__edition" if model in PROJECT_FACTS else "edition"
        yield from _rows_with_names(model).filter(**{path: row})


def _rows_below(rows: Sequence[Model], model: type[Model]) -> Iterator[Model]:
    """Yield the rows of a model that belong to some rows, each knowing its own."""
    above = {row.pk: row for row in rows}
    name = next(field.name for field in model._meta.concrete_fields if field.related_model is type(rows[0]))
    for row in model._base_manager.filter(**{f"{name}__in": list(above)}):
        setattr(row, name, above[getattr(row, f"{name}_id")])
        yield row
