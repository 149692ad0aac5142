"""The index of the database in use: entries written, removed and found."""

from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Any

from django.apps.registry import Apps
from django.db import connection, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from budgets.models import Edition, SearchEntry, SearchKind
from budgets.search import embedded, served
from budgets.search.entries import department_entry, department_id
from budgets.search.expression import Expression
from budgets.search.units import MARK

BATCH = 500


def _engine(vendor: str) -> ModuleType:
    """Return the index of a database: "sqlite" or "postgresql"."""
    return served if vendor == "postgresql" else embedded


def create_index(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the index; for RunPython."""
    for statement in _engine(schema_editor.connection.vendor).CREATE:
        schema_editor.execute(statement, params=None)


def drop_index(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Remove the index; for RunPython."""
    for statement in _engine(schema_editor.connection.vendor).DROP:
        schema_editor.execute(statement, params=None)


@transaction.atomic
def write_entries(entries: Sequence[SearchEntry]) -> None:
    """Write entries of editions that have none yet, many editions at once; departments keep all their names."""
    departments = _merged([entry for entry in entries if entry.kind == SearchKind.DEPARTMENT])
    others = [entry for entry in entries if entry.kind != SearchKind.DEPARTMENT]
    _remove(SearchEntry.objects.filter(pk__in=[entry.pk for entry in departments]))
    written = [*departments, *others]
    SearchEntry.objects.bulk_create(written, batch_size=BATCH)
    _engine(connection.vendor).add(written)


def _merged(entries: Sequence[SearchEntry]) -> list[SearchEntry]:
    """Return one entry a department, of the editions given and of those indexed before, under its newest name."""
    ids = {entry.pk for entry in entries}
    known = SearchEntry.objects.filter(pk__in=ids).select_related("edition__budget")
    by_age = sorted([*known, *entries], key=_age) if ids else []
    merged: dict[int, SearchEntry] = {}
    for entry in by_age:
        older = merged.get(entry.pk)
        if older is not None:
            entry.text = "\n".join(_union(entry.text, older.text))
        merged[entry.pk] = entry
    return list(merged.values())


def _age(entry: SearchEntry) -> tuple[int, int]:
    """Return how new an entry's edition is."""
    return entry.edition.budget.year, entry.edition_id


def _union(*texts: str) -> list[str]:
    """Return the lines of several texts, each once, marks last."""
    lines = dict.fromkeys(line for text in texts for line in text.split("\n"))
    return sorted(lines, key=lambda line: line.startswith(MARK))


@transaction.atomic
def drop_entries(edition: Edition) -> None:
    """Make an edition that no longer stands unfindable; its department stays under the names of its other editions."""
    department = edition.budget.department_id
    own = SearchEntry.objects.filter(edition=edition).exclude(kind=SearchKind.DEPARTMENT)
    _remove(own)
    _remove(SearchEntry.objects.filter(pk=department_id(department)))
    others = Edition.objects.published().filter(budget__department=department).exclude(pk=edition.pk)
    write_entries([department_entry(one) for one in others.with_budget()])


def _remove(entries: Any) -> None:
    """Delete entries, from the index first."""
    rows = list(entries.values_list("pk", "kind", "text"))
    if rows:
        _engine(connection.vendor).remove(rows)
        entries.delete()


def find(wanted: Mapping[Any, tuple[SearchKind, Expression]], limit: int) -> dict[Any, list[int]]:
    """Return the newest ids of what fits each of several expressions, at most `limit` each."""
    return _engine(connection.vendor).find(wanted, limit)
