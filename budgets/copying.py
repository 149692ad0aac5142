"""Copying facts from one edition into another: a correction, an adjustment, a new year begun from the last."""

import copy
from collections.abc import Collection
from typing import Any

from django.db.models import Model

from budgets.models import Edition, Project
from budgets.tables.facts import FACT_MODELS, PROJECT_FACTS, Facts

BATCH = 500
UNREAD = {"source_table": None, "source_row": None, "source_column": None, "source_place": ""}


def copy_facts(
    source: Facts, target: Edition, models: Collection[type[Model]] = FACT_MODELS
) -> dict[type[Model], list[Any]]:
    """Write facts of some kinds into another edition, and return them by kind; projects bring along what is theirs.

    The copies were read from no document: they remember no cell.
    """
    written: dict[type[Model], list[Any]] = {}
    projects: dict[int, Project] = {}
    for model in FACT_MODELS:
        if model not in models:
            continue
        facts = source.of(model)
        copies = [_copy(fact, target, projects) for fact in facts]
        written[model] = model._default_manager.bulk_create(copies, batch_size=BATCH)
        if model is Project:
            projects = {old.pk: new for old, new in zip(facts, written[model], strict=True)}
    return written


def _copy(fact: Any, target: Edition, projects: dict[int, Project]) -> Any:
    """Return an unsaved fact that says the same in another edition."""
    made = copy.copy(fact)
    made._state = copy.copy(fact._state)
    made._state.adding, made.pk = True, None
    for name, value in UNREAD.items():
        setattr(made, name, value)
    if isinstance(fact, PROJECT_FACTS):
        made.project = projects[fact.project_id]
    else:
        made.edition = target
    return made
