"""Putting other facts in the place of a draft's: what says the same stays, the rest is changed, added or deleted."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Model

from budgets.canonical import plain_value
from budgets.differences.pairs import pair
from budgets.editing import Log, snapshot
from budgets.imports.kept import fields_of
from budgets.models import (
    CarryForward,
    DeclaredAmount,
    DepartmentIndicator,
    EconomicExpenditure,
    Edition,
    FunctionExpenditure,
    GlossaryTerm,
    Narrative,
    PerformanceGoal,
    PerformanceIndicator,
    PerformanceTask,
    Project,
    ProjectFunding,
    RevenueLine,
    SourceTable,
    StatedFigure,
    TableNote,
    ThreePublicExpense,
)
from budgets.tables import Facts
from budgets.tables.facts import FACT_MODELS, PROJECT_FACTS, fact_fields

BATCH = 200
CELL = ("source_table", "source_row", "source_column", "source_place")
# What tells a fact from others of its kind, whatever else it says: two that share it are one, before and after.
NAMED_BY: Mapping[type[Model], tuple[str, ...]] = {
    RevenueLine: ("unit", "fund", "origin", "function_code"),
    FunctionExpenditure: ("unit", "code", "fund", "origin", "nature"),
    EconomicExpenditure: ("unit", "department_code", "government_code", "fund", "origin", "nature"),
    CarryForward: ("fund",),
    ThreePublicExpense: ("item",),
    Project: ("key",),
    ProjectFunding: ("project", "fund", "origin"),
    PerformanceIndicator: ("project", "kind", "name"),
    PerformanceGoal: (),
    PerformanceTask: ("name",),
    DepartmentIndicator: ("level_one", "level_two", "name"),
    Narrative: ("part", "kind", "heading"),
    GlossaryTerm: ("term",),
    TableNote: ("table_number", "made_in_reading"),
    DeclaredAmount: ("table_number", "row", "column"),
    StatedFigure: ("section", "sentence", "subject", "measure"),
}

# Each the fact before and the one after, of which one may be None.
Pairs = list[tuple[Any, Any]]


def pair_facts(model: type[Model], before: Sequence[Any], after: Sequence[Any]) -> Pairs:
    """Pair facts of one kind: those that say the same, then those that speak of the same thing."""
    said, names = [field.name for field in fact_fields(model)], NAMED_BY[model]
    return list(pair(before, after, lambda fact: _values(fact, said), lambda fact: _values(fact, names)))


def _values(fact: Any, names: Iterable[str]) -> tuple[Any, ...]:
    """Return some fields of a fact as plain values."""
    return tuple(plain_value(getattr(fact, name)) for name in names)


def says_the_same(old: Any, new: Any) -> bool:
    """Tell whether two facts of one kind say the same."""
    names = [field.name for field in fact_fields(type(old))]
    return _values(old, names) == _values(new, names)


def replace_facts(
    edition: Edition, wanted: Mapping[type[Model], Sequence[Any]], models: Collection[type[Model]], log: Log
) -> None:
    """Let a draft's facts of some kinds be those wanted, whose units and source tables are stored; note each change.

    Whoever calls has opened the draft for editing, and names projects together with what belongs to them.
    """
    stored = Facts(edition)
    pairs = {
        model: pair_facts(model, stored.of(model), wanted.get(model, ())) for model in FACT_MODELS if model in models
    }
    for model in reversed(pairs):
        gone = [old for old, new in pairs[model] if new is None]
        log.deleted(gone)
        model._default_manager.filter(pk__in=[fact.pk for fact in gone]).delete()
    projects: dict[str, Project] = {}
    for model, both in pairs.items():
        kept = _write(edition, model, [one for one in both if one[1] is not None], projects, log)
        if model is Project:
            projects = {project.key: project for project in kept}


def _write(edition: Edition, model: type[Model], both: Pairs, projects: Mapping[str, Project], log: Log) -> list[Any]:
    """Write the facts of one kind, in place where there is one of the same name; return them as they are stored."""
    changed, moved, created, kept = [], [], [], []
    for old, new in both:
        if isinstance(new, PROJECT_FACTS):
            new.project = projects[new.project.key]
        else:
            new.edition = edition
        # Assigned again, it takes over the key that its table was given when it was stored.
        new.source_table = new.source_table
        if old is None:
            new.pk, new._state.adding = None, True
            created.append(new)
        elif not says_the_same(old, new):
            changed.append((old, snapshot(old)))
        elif _stands_elsewhere(old, new):
            moved.append(old)
        kept.append(_take_over(old, new))
    _free_codes([old for old, _before in changed if isinstance(old, Project)])
    names = [field.name for field in fields_of(model)]
    model._default_manager.bulk_update([old for old, _before in changed], names, batch_size=BATCH)
    model._default_manager.bulk_update(moved, ["position", *_order_fields(names)], batch_size=BATCH)
    model._default_manager.bulk_create(created, batch_size=BATCH)
    for old, before in changed:
        log.changed(old, before)
    log.created(created)
    return kept


def _order_fields(names: Collection[str]) -> list[str]:
    """Return the fields, besides its position, that say where a fact stands."""
    return [name for name in CELL if name in names]


def _stands_elsewhere(old: Any, new: Any) -> bool:
    """Tell whether a fact was read from another cell, or has another place among its kind."""
    names = ("position", "source_table_id", *CELL[1:])
    return any(getattr(old, name) != getattr(new, name) for name in names)


def _take_over(old: Any, new: Any) -> Any:
    """Let a stored fact say what a new one says; without one the new one is it."""
    if old is None:
        return new
    for field in fields_of(type(old)):
        setattr(old, field.name, getattr(new, field.name))
    return old


def _free_codes(projects: Sequence[Project]) -> None:
    """Take the codes from projects that are about to get others: two that change places would meet."""
    Project.objects.filter(pk__in=[project.pk for project in projects]).exclude(code="").update(code="")


def replace_sources(edition: Edition, tables: Sequence[SourceTable]) -> None:
    """Let a draft's printed tables be others; facts that came from the old ones forget their cells."""
    SourceTable.objects.filter(edition=edition).delete()
    for table in tables:
        table.edition, table.pk = edition, None
    SourceTable.objects.bulk_create(tables, batch_size=BATCH)


def forget_cells(rows: Mapping[type[Model], Sequence[Any]]) -> None:
    """Let facts be as if entered by hand: in an edition prepared here no document answers for them."""
    for model in FACT_MODELS:
        for fact in rows.get(model, ()):
            fact.source_table = fact.source_row = fact.source_column = None
            fact.source_place = ""
