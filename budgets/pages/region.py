"""A region: its departments and what each has published last."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django_tables2 import RequestConfig

from budgets.models import Edition, Region
from budgets.pages.addresses import department_address
from budgets.pages.caching import respond
from budgets.pages.frame import Crumb
from budgets.pages.home import latest_version
from budgets.pages.lists import DepartmentList
from budgets.pages.totals import expenditure_totals

PER_PAGE = 50


def show(request: HttpRequest, region: str) -> HttpResponse:
    """Show a region that has published anything."""
    found = Region.objects.filter(code=region).first()
    editions = [] if found is None else list(_latest_editions(found))
    if found is None or not editions:
        raise Http404
    version = f"{found.name} {latest_version()}"
    return respond(request, version, lambda: render(request, "region/show.html", compose(request, found, editions)))


def _latest_editions(region: Region) -> Any:
    """Return every published edition of a region, newest year first."""
    editions = Edition.objects.published().with_names().filter(budget__department__region=region)
    return editions.order_by("budget__department__code", "-budget__year", "budget__phase")


def compose(request: HttpRequest, region: Region, editions: list[Edition]) -> dict[str, Any]:
    """Gather one row a department: its latest budget and what it spends."""
    latest: dict[int, Edition] = {}
    for edition in editions:
        latest.setdefault(edition.budget.department_id, edition)
    totals = expenditure_totals(latest.values())
    rows = [
        {
            "code": edition.budget.department.code,
            "name": edition.label,
            "address": department_address(edition.budget.department),
            "year": str(edition.budget.year),
            "total": totals.get(edition.pk),
        }
        for edition in latest.values()
    ]
    table = DepartmentList(rows)
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    return {"region": region, "table": table, "crumbs": [Crumb(region.name)]}
