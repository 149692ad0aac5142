"""Home: the latest publications, and the regions."""

from typing import Any

from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from budgets.models import Edition, Region
from budgets.pages.addresses import BudgetAddress, region_address
from budgets.pages.caching import respond
from budgets.vocabulary import EditionStatus

LATEST = 10
PUBLISHED = {"departments__budgets__editions__status": EditionStatus.PUBLISHED}


def show(request: HttpRequest) -> HttpResponse:
    """Show the home page."""
    regions = list(Region.objects.filter(**PUBLISHED).annotate(departments_count=Count("departments", distinct=True)))
    version = " ".join([latest_version(), *(region.name for region in regions)])
    return respond(request, version, lambda: render(request, "home/show.html", compose(regions)))


def latest_version() -> str:
    """Return what changes whenever anything is published, corrected, withdrawn or renamed."""
    newest = Edition.objects.aggregate(last=Max("publication__id"), count=Count("id"))
    withdrawn = Edition.objects.filter(status=EditionStatus.WITHDRAWN).count()
    return f"{newest['last']} {newest['count']} {withdrawn}"


def compose(regions: list[Any]) -> dict[str, Any]:
    """Gather regions that have published anything, and the latest publications."""
    latest = Edition.objects.published().with_names().order_by("-publication__published_at", "-id")[:LATEST]
    return {
        "regions": [(region, region_address(region)) for region in regions],
        "latest": [(edition, BudgetAddress.of(edition)) for edition in latest],
    }
