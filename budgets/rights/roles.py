"""What each role may do, as one table: kinds of rows, and the actions on them.

An action is one of Django's four, or a step of an edition. Over which rows somebody may do it, `scope.py` tells.
"""

from collections.abc import Iterable, Mapping

from django.db.models import Model

from budgets.models import (
    Appointment,
    Budget,
    BudgetYear,
    ChangeRecord,
    Department,
    DisclosureRequest,
    EconomicCode,
    EconomicPair,
    Edition,
    ErrorReport,
    FormerName,
    FunctionCode,
    ImportJob,
    Publication,
    Region,
    RegionPopulation,
    RevenueCode,
    RoleRule,
    SiteSettings,
    SourceDocument,
    SourceTable,
    Succession,
    Synonym,
    Waiver,
)
from budgets.tables.facts import FACT_MODELS
from budgets.vocabulary import Role

Actions = frozenset[str]
VIEW: Actions = frozenset({"view"})
WRITE: Actions = frozenset({"view", "add", "change", "delete"})
KEEP: Actions = frozenset({"view", "add", "change"})
ANSWER: Actions = frozenset({"view", "change"})

CLASSIFICATIONS = (FunctionCode, EconomicCode, RevenueCode, EconomicPair)
OF_EDITIONS = (SourceTable, SourceDocument, Publication, ChangeRecord)
INQUIRIES = (ErrorReport, DisclosureRequest)


def _each(models: Iterable[type[Model]], actions: Actions) -> dict[type[Model], Actions]:
    """Allow the same of several kinds of rows."""
    return dict.fromkeys(models, actions)


READS = {
    **_each(FACT_MODELS, VIEW),
    **_each(OF_EDITIONS, VIEW),
    **_each(CLASSIFICATIONS, VIEW),
    **_each((Edition, Budget, Department, Waiver, ImportJob), VIEW),
}

ALLOWED: Mapping[Role, Mapping[type[Model], Actions]] = {
    Role.CLERK: {
        **READS,
        **_each(FACT_MODELS, WRITE),
        Edition: WRITE | {"submit"},
        Waiver: WRITE,
        ImportJob: WRITE,
    },
    Role.APPROVER: {
        **READS,
        Edition: VIEW | {"approve", "send_back"},
        Waiver: WRITE,
    },
    Role.PUBLISHER: {
        **READS,
        **_each(FACT_MODELS, WRITE),
        **_each(INQUIRIES, ANSWER),
        Region: VIEW,
        BudgetYear: WRITE,
        Department: KEEP,
        FormerName: WRITE,
        Succession: WRITE,
        Budget: WRITE,
        # Facts and editions only of transcribed documents: what departments prepare is theirs to write.
        Edition: WRITE | {"send_back", "schedule", "unschedule", "publish", "withdraw"},
        Waiver: WRITE,
        ImportJob: WRITE,
    },
    Role.ADMINISTRATOR: {
        **READS,
        **_each(CLASSIFICATIONS, WRITE),
        **_each(INQUIRIES, ANSWER),
        **_each((Region, Department), WRITE),
        **_each((FormerName, Succession, BudgetYear), VIEW),
        **_each((RegionPopulation, Appointment, RoleRule, Synonym), WRITE),
        SiteSettings: KEEP,
    },
}
# Rows of other applications that a role keeps, by the names of their permissions.
OTHERS: Mapping[Role, frozenset[str]] = {
    Role.ADMINISTRATOR: frozenset(f"auth.{action}_user" for action in WRITE),
}


def permission(model: type[Model], action: str) -> str:
    """Return the name of a permission as Django spells it: "budgets.change_edition"."""
    return f"{model._meta.app_label}.{action}_{model._meta.model_name}"


PERMISSIONS: Mapping[Role, frozenset[str]] = {
    role: frozenset(permission(model, action) for model, actions in allowed.items() for action in actions)
    | OTHERS.get(role, frozenset())
    for role, allowed in ALLOWED.items()
}
