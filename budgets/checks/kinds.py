"""The kinds of table that rules speak of: a rule finds its table by kind, since numbers differ from place to place."""

from budgets.tables.kinds import kinds
from budgets.vocabulary import NarrativeKind

REVENUE_AND_EXPENDITURE = "revenue_and_expenditure"
REVENUE = "revenue"
EXPENDITURE = "function_expenditure"
APPROPRIATION = "fiscal_appropriation"
GENERAL_PUBLIC_BUDGET = "general_public_budget_expenditure"
BASIC_EXPENDITURE = "basic_expenditure"
ECONOMIC_EXPENDITURE = "economic_expenditure"
THREE_PUBLIC = "three_public"
GOVERNMENT_MANAGED_FUNDS = "government_managed_funds_expenditure"
STATE_CAPITAL = "state_capital_operations_expenditure"
PROJECTS = "projects"
DEPARTMENT_PERFORMANCE = "department_performance"
PROJECT_PERFORMANCE = "project_performance"

# The eight tables that every department publishes (财预〔2016〕143号), whatever else its form has.
STATUTORY = (
    REVENUE_AND_EXPENDITURE,
    REVENUE,
    EXPENDITURE,
    APPROPRIATION,
    GENERAL_PUBLIC_BUDGET,
    BASIC_EXPENDITURE,
    THREE_PUBLIC,
    GOVERNMENT_MANAGED_FUNDS,
)
# Kinds whose sums have a rule of their own; R03 and R04 hold the sums of all others.
WITH_OWN_RULE = (
    REVENUE_AND_EXPENDITURE,
    REVENUE,
    APPROPRIATION,
    THREE_PUBLIC,
    PROJECTS,
    DEPARTMENT_PERFORMANCE,
    PROJECT_PERFORMANCE,
)


def kind_label(kind: str) -> str:
    """Return what a kind of table is called where an edition has none of it."""
    known = kinds().get(kind)
    return known.label if known else kind


# The sections of the text that the portal writes from the tables of an edition.
WRITTEN_FROM_TABLES = frozenset(
    {
        NarrativeKind.REVENUE_AND_EXPENDITURE,
        NarrativeKind.REVENUE,
        NarrativeKind.EXPENDITURE,
        NarrativeKind.FISCAL_APPROPRIATION,
        NarrativeKind.GENERAL_PUBLIC_BUDGET,
        NarrativeKind.BASIC_EXPENDITURE,
        NarrativeKind.THREE_PUBLIC,
        NarrativeKind.GOVERNMENT_MANAGED_FUNDS,
        NarrativeKind.AGENCY_RUNNING_COSTS,
        NarrativeKind.PERFORMANCE,
    }
)
