"""Over which rows a person may do something: own departments with their units, own regions, or everything."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Model, Q, QuerySet

from budgets.models import (
    Appointment,
    Budget,
    BudgetYear,
    ChangeRecord,
    Department,
    Edition,
    ImportJob,
    Region,
    SourceDocument,
)
from budgets.rights.roles import PERMISSIONS, permission
from budgets.tables.facts import FACT_MODELS
from budgets.vocabulary import EditionOrigin, Role

WRITING = ("add", "change", "delete")

# How rows that belong to no edition find their department, or (with a star) their region.
PATHS: dict[type[Model], str] = {
    Department: "",
    Budget: "department",
    Edition: "budget__department",
    # The log outlives the editions that it speaks of.
    ChangeRecord: "department",
    ImportJob: "department",
    Region: "*",
    BudgetYear: "region*",
    SourceDocument: "editions__budget__department",
}


def appointments_of(user: Any) -> Sequence[Appointment]:
    """Return what a person is appointed to, asked once for each user object."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return ()
    if not hasattr(user, "_portal_appointments"):
        user._portal_appointments = list(user.appointments.select_related("department", "region"))
    return user._portal_appointments


def has_role(user: Any, *roles: Role) -> bool:
    """Tell whether a person holds one of the roles; a superuser holds all."""
    if getattr(user, "is_superuser", False) and user.is_active:
        return True
    return any(one.role in roles for one in appointments_of(user))


def department_path(model: type[Model]) -> str | None:
    """Return the lookup from a model to its department ("" for itself), with a star where it leads to a region.

    None for what belongs to the site as a whole.
    """
    if model in PATHS:
        return PATHS[model]
    names = {field.name for field in model._meta.concrete_fields}
    if "project" in names:
        return "project__edition__budget__department"
    if "edition" in names:
        return "edition__budget__department"
    return next((name for name in ("budget__department", "department") if name.split("__")[0] in names), None)


def within(user: Any, rows: QuerySet[Any], action: str = "view") -> QuerySet[Any]:
    """Return those of `rows` on which a person may do something."""
    if getattr(user, "is_superuser", False) and user.is_active:
        return rows
    granting = _granting(user, permission(rows.model, action))
    path = department_path(rows.model)
    if any(one.role == Role.ADMINISTRATOR for one in granting) or (granting and path is None):
        return rows
    if not granting or path is None:
        return rows.none()
    chosen = rows.filter(_condition(rows.model, path, granting, action))
    return chosen.distinct() if rows.model is SourceDocument else chosen


def may(user: Any, action: str, row: Model) -> bool:
    """Tell whether a person may do something with one row."""
    if getattr(user, "is_superuser", False) and user.is_active:
        return True
    granting = _granting(user, permission(type(row), action))
    path = department_path(type(row))
    if not granting or path is None or any(one.role == Role.ADMINISTRATOR for one in granting):
        return bool(granting)
    if row.pk is None:
        return True
    return type(row)._base_manager.filter(_condition(type(row), path, granting, action), pk=row.pk).exists()


def _granting(user: Any, name: str) -> list[Appointment]:
    """Return the appointments by which a person has a permission somewhere."""
    return [one for one in appointments_of(user) if name in PERMISSIONS[Role(one.role)]]


def _condition(model: type[Model], path: str, granting: Iterable[Appointment], action: str) -> Q:
    """Return what rows must fulfil to belong to one of the departments or regions.

    Departments write what they prepare, publishers what they transcribe: a transcription skips the approver.
    """
    departments = [one.department_id for one in granting if one.department_id]
    regions = [one.region_id for one in granting if one.region_id]
    if path.endswith("*"):
        return Q(**{f"{path[:-1] or 'pk'}__in": regions})
    prefix = f"{path}__" if path else ""
    own = Q(**{f"{prefix}pk__in": departments}) | Q(**{f"{prefix}parent__in": departments})
    of_region = Q(**{f"{prefix}region__in": regions})
    edition = path.removesuffix("budget__department") if path.endswith("budget__department") else None
    if action in WRITING and edition is not None and model in (Edition, *FACT_MODELS):
        own &= Q(**{f"{edition}origin": EditionOrigin.PREPARED})
        of_region &= Q(**{f"{edition}origin": EditionOrigin.TRANSCRIBED})
    return own | of_region
