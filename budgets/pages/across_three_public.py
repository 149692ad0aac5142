"""“三公”经费 across departments: overseas visits, vehicles, hospitality."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.models import PublishedAmount
from budgets.money import share
from budgets.pages.across_files import csv_of
from budgets.pages.across_rows import (
    CodeRow,
    DepartmentRow,
    RegionRow,
    department_rows,
    page_of,
    published_amounts,
    region_amounts,
    region_rows,
    sum_codes,
)
from budgets.pages.across_years import find_years
from budgets.pages.caching import respond
from budgets.pages.frame import Crumb
from budgets.pages.scope import Choice, choose, find_coverage
from budgets.vocabulary import Dimension

TOTAL = "total"
# As table 08 sets them: the whole, and its parts; vehicles are bought and run.
ITEMS: Mapping[str, object] = {
    TOTAL: gettext_lazy("合计"),
    "overseas_visits": gettext_lazy("因公出国（境）"),
    "vehicle_purchase": gettext_lazy("公务用车购置"),
    "vehicle_operation": gettext_lazy("公务用车运行"),
    "hospitality": gettext_lazy("公务接待"),
}
PARTS = [code for code in ITEMS if code != TOTAL]


@dataclass(frozen=True)
class Holder:
    """A department or region in the list: its page, and its amount of each item; a blank is not known."""

    row: DepartmentRow | RegionRow
    address: str
    amounts: list[Decimal | None]


def show(request: HttpRequest) -> HttpResponse:
    """Show what departments spend on overseas visits, vehicles and hospitality."""
    choice = choose(request.GET, find_coverage())
    return respond(
        request, choice.version, lambda: render(request, "across/three_public.html", compose(request, choice))
    )


def download(request: HttpRequest) -> HttpResponse:
    """Answer every item of every department as CSV."""
    choice = choose(request.GET, find_coverage())
    return respond(
        request, choice.version, lambda: csv_of("three-public", Dimension.THREE_PUBLIC, [*ITEMS, "vehicles"], choice)
    )


def compose(request: HttpRequest, choice: Choice) -> dict[str, Any]:
    """Gather the items over all departments, then who spends them, and the years."""
    sums = {row.code: row for row in sum_codes(Dimension.THREE_PUBLIC, choice, ITEMS)}
    whole = sums.get(TOTAL)
    parts = [sums[code] for code in PARTS if code in sums]
    return {
        "choice": choice,
        "scope": choice.scope,
        "whole": whole,
        "parts": [(ITEMS[row.code], row, share(row.amount, whole.amount if whole else None)) for row in parts],
        "items": list(ITEMS.values()),
        "years": find_years(Dimension.THREE_PUBLIC, TOTAL, _("“三公”经费"), choice, "/three-public/chart/"),
        "file": f"/three-public.csv?{choice.scope.query}" if choice.scope else "",
        "crumbs": [Crumb(_("跨部门")), Crumb(_("“三公”经费"))],
        **(_holders(request, whole, choice)),
    }


def _holders(request: HttpRequest, whole: CodeRow | None, choice: Choice) -> dict[str, Any]:
    """Gather the departments of a region page by page, or the regions."""
    if whole is None or choice.scope is None:
        return {}
    if choice.scope.region is None:
        return {"regions": _regions(choice)}
    page = page_of(request, whole.count, choice.scope.query)
    found = list(department_rows(page.of(published_amounts(Dimension.THREE_PUBLIC, [TOTAL], choice.scope))))
    items = _items(one.row.edition_id for one in found)
    holders = [
        Holder(one, one.address.base, [items.get((one.row.edition_id, code)) for code in ITEMS]) for one in found
    ]
    return {"holders": holders, "page": page}


def _items(editions: Iterable[int]) -> dict[tuple[int, str], Decimal]:
    """Return the items of editions by edition and item."""
    rows = PublishedAmount.objects.filter(edition__in=list(editions), dimension=Dimension.THREE_PUBLIC)
    return {(row.edition_id, row.code): row.amount for row in rows}


def _regions(choice: Choice) -> list[Holder]:
    """Return regions with their items."""
    scope = choice.scope
    assert scope is not None
    items = {
        (row.region_id, row.code): row.amount for row in region_amounts(Dimension.THREE_PUBLIC, list(ITEMS), scope)
    }
    return [
        Holder(
            row,
            f"/three-public/?{scope.of_region(row.region).query}",
            [items.get((row.region.pk, code)) for code in ITEMS],
        )
        for row in region_rows(Dimension.THREE_PUBLIC, TOTAL, choice)
    ]
