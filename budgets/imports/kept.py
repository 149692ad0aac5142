"""Facts kept as bytes: what was read until it is confirmed, and what was replaced until nobody wants it back.

Compressed JSON and nothing that runs. Units are named by their codes, projects by their keys, source tables by their
place in the list; whatever else a fact says is kept as it is, with its order and the cell it was read from.
"""

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, Field, Model

from budgets.models import Department, Edition, Project, SourceTable
from budgets.tables.facts import FACT_MODELS

FORM = 1
# What an edition says of itself that a document may say otherwise.
NAMES = ("form_set", "department_name", "department_short_name", "printed_date")
UNIT_FIELDS = ("code", "name", "short_name")
TABLE_FIELDS = ("number", "kind", "title", "place", "rows", "form", "is_understood")
LEFT_OUT = ("id", "edition")

Rows = dict[type[Model], list[Any]]


@dataclass
class Kept:
    """What was kept: the edition's names, its rows by model, units and source tables among them, and notes."""

    names: dict[str, str]
    rows: Rows
    notes: dict[str, Any] = field(default_factory=dict)


def keep(edition: Edition, rows: Mapping[type[Model], Sequence[Any]], **notes: Any) -> bytes:
    """Return an edition's facts as bytes, with notes of plain values; units are those that facts name, or are listed.

    `rows` holds facts by model, and under SourceTable the tables they were read from, cells and all.
    """
    tables = list(rows.get(SourceTable, ()))
    # A table that is not stored is known by itself alone.
    places = {one.pk or id(one): number for number, one in enumerate(tables)}
    content = {
        "form": FORM,
        "names": {name: getattr(edition, name) for name in NAMES},
        "units": [_values(unit, UNIT_FIELDS) for unit in _units(rows)],
        "tables": [_values(table, TABLE_FIELDS) for table in tables],
        "facts": {model.__name__: _kept_facts(model, rows.get(model, ()), places) for model in FACT_MODELS},
        "notes": notes,
    }
    return zlib.compress(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode())


def restore(content: bytes | memoryview, edition: Edition) -> Kept:
    """Return what was kept as unsaved rows of `edition`, which is not saved either; ValueError for other bytes."""
    try:
        found = json.loads(zlib.decompress(bytes(content)))
    except zlib.error as error:
        raise ValueError("not kept by this module") from error
    if found.get("form") != FORM:
        raise ValueError(f"kept in another form: {found.get('form')}")
    department = edition.budget.department
    units = [_unit(values, department) for values in found["units"]]
    tables = [SourceTable(edition=edition, **_named(TABLE_FIELDS, values)) for values in found["tables"]]
    rows: Rows = {Department: units, SourceTable: tables}
    known: dict[str, dict[Any, Any]] = {
        "unit": {unit.code: unit for unit in units},
        "source_table": dict(enumerate(tables)),
    }
    for model in FACT_MODELS:
        rows[model] = _restored_facts(model, found["facts"][model.__name__], edition, known)
        if model is Project:
            known["project"] = {project.key: project for project in rows[model]}
    return Kept(found["names"], rows, found["notes"])


def _units(rows: Mapping[type[Model], Sequence[Any]]) -> Iterable[Department]:
    """Return the units that are listed or named by facts, each once."""
    units = {unit.code: unit for unit in rows.get(Department, ())}
    for model in FACT_MODELS:
        for fact in rows.get(model, ()):
            unit = getattr(fact, "unit", None)
            if unit is not None:
                units.setdefault(unit.code, unit)
    return units.values()


def _unit(values: Sequence[Any], department: Department) -> Department:
    """Return a unit of a department, or the department itself, as its own unit is called by its code."""
    if values[0] == department.code:
        return department
    return Department(region=department.region, parent=department, **_named(UNIT_FIELDS, values))


def fields_of(model: type[Model]) -> list[Field]:
    """Return the fields of a fact that are kept: all but its row's number and its edition."""
    return [one for one in model._meta.concrete_fields if one.name not in LEFT_OUT]


def _kept_facts(model: type[Model], facts: Sequence[Any], places: Mapping[int, int]) -> list[list[Any]]:
    """Return facts as lists of plain values, in the order of their fields."""
    fields = fields_of(model)
    return [[_plain(fact, one, places) for one in fields] for fact in facts]


def _plain(fact: Any, one: Field, places: Mapping[int, int]) -> Any:
    """Return a field as JSON holds it."""
    if one.name == "source_table":
        key = fact.source_table_id or (id(fact.source_table) if fact.source_table is not None else None)
        return None if key is None else places.get(key)
    value = getattr(fact, one.name)
    if isinstance(value, Department):
        return value.code
    if isinstance(value, Project):
        return value.key
    if isinstance(value, Decimal):
        return str(value)
    return value if value is None or isinstance(value, (bool, int)) else str(value)


def _restored_facts(
    model: type[Model], values: Sequence[Sequence[Any]], edition: Edition, known: Mapping[str, Mapping[Any, Any]]
) -> list[Any]:
    """Return facts made of plain values again."""
    fields = fields_of(model)
    owner = {"edition": edition} if any(one.name == "edition" for one in model._meta.concrete_fields) else {}
    return [
        model(**owner, **{one.name: _full(one, value, known) for one, value in zip(fields, row, strict=True)})
        for row in values
    ]


def _full(one: Field, value: Any, known: Mapping[str, Mapping[Any, Any]]) -> Any:
    """Return a plain value as its field holds it."""
    if value is None:
        return None
    if one.name in known:
        return known[one.name][value]
    return Decimal(value) if isinstance(one, DecimalField) else value


def _values(row: Any, names: Sequence[str]) -> list[Any]:
    """Return some fields of a row."""
    return [getattr(row, name) for name in names]


def _named(names: Sequence[str], values: Sequence[Any]) -> dict[str, Any]:
    """Return values under the names of their fields."""
    return dict(zip(names, values, strict=True))
