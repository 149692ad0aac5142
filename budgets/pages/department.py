"""A department: its published budgets year by year, and its duties."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from budgets.models import Edition, Narrative
from budgets.pages.addresses import BudgetAddress, region_address
from budgets.pages.caching import respond
from budgets.pages.frame import Crumb
from budgets.pages.home import latest_version
from budgets.pages.totals import expenditure_totals
from budgets.vocabulary import NarrativeKind


def show(request: HttpRequest, region: str, department: str) -> HttpResponse:
    """Show a department that has published anything."""
    editions = list(
        Edition.objects.published()
        .with_names()
        .filter(budget__department__region__code=region, budget__department__code=department)
        .order_by("-budget__year", "budget__phase")
    )
    if not editions:
        raise Http404
    version = f"{editions[0].budget.department.region.name} {latest_version()}"
    return respond(request, version, lambda: render(request, "department/show.html", compose(editions)))


def compose(editions: list[Edition]) -> dict[str, Any]:
    """Gather the years, what each spends, and the duties as the latest budget tells them."""
    latest = editions[0]
    totals = expenditure_totals(editions)
    region = latest.budget.department.region
    return {
        "edition": latest,
        "department": latest.budget.department,
        "years": [(edition, BudgetAddress.of(edition), totals.get(edition.pk)) for edition in editions],
        "duties": Narrative.objects.filter(
            edition=latest, kind__in=(NarrativeKind.DUTIES, NarrativeKind.OFFICES)
        ).exclude(text=""),
        "crumbs": [Crumb(region.name, region_address(region)), Crumb(latest.label)],
    }
