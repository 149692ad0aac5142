"""The reconciliation of an edition: every rule and what became of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from budgets.checks import Result, check
from budgets.pages.frame import frame, show_edition
from budgets.pages.lookup import BudgetKey
from budgets.tables import Facts
from budgets.vocabulary import OUTCOME_LABELS, Outcome


def show(request: HttpRequest, **key: Any) -> HttpResponse:
    """Show the checks of an edition."""
    return show_edition(request, BudgetKey(**key), "checks/show.html", compose)


def compose(facts: Facts) -> dict[str, Any]:
    """Run the rules and count what became of them."""
    results = check(facts)
    return {
        "frame": frame(facts.edition, _("勾稽核对")),
        "results": [(result, OUTCOME_LABELS[result.outcome]) for result in results],
        "summary": summarise(results),
    }


def summarise(results: list[Result]) -> dict[str, int]:
    """Count the rules that hold, that do not, and that cannot be checked."""
    return {
        "holds": sum(result.holds for result in results),
        "fails": sum(result.outcome == Outcome.FAILS for result in results),
        "unknown": sum(result.outcome == Outcome.UNKNOWN for result in results),
    }
