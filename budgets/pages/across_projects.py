"""Projects of one kind across departments, largest first."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from budgets.money import share
from budgets.pages.across_files import csv_of
from budgets.pages.across_rows import (
    CodeRow,
    DepartmentRow,
    department_rows,
    page_of,
    published_amounts,
    region_rows,
    sum_codes,
)
from budgets.pages.caching import respond
from budgets.pages.frame import Crumb
from budgets.pages.scope import Choice, choose, find_coverage
from budgets.summaries import KIND_LABELS
from budgets.vocabulary import Dimension


@dataclass(frozen=True)
class Kind:
    """A kind of project to choose: its name, its page, how many there are and what they cost in yuan."""

    code: str
    label: str
    address: str
    row: CodeRow | None

    @property
    def count(self) -> int:
        """How many projects of the kind there are."""
        return self.row.count if self.row else 0


@dataclass(frozen=True)
class Entry:
    """A project in the list, its page, and its share of all of its kind."""

    row: DepartmentRow
    address: str
    share: Decimal | None


def show(request: HttpRequest) -> HttpResponse:
    """Show the projects of a kind."""
    choice = choose(request.GET, find_coverage())
    return respond(request, choice.version, lambda: render(request, "across/projects.html", compose(request, choice)))


def download(request: HttpRequest) -> HttpResponse:
    """Answer the projects of a kind as CSV."""
    choice = choose(request.GET, find_coverage())
    kind = _chosen(request, find_kinds(choice))
    return respond(request, choice.version, lambda: csv_of("projects", Dimension.PROJECT, [kind.code], choice))


def find_kinds(choice: Choice) -> list[Kind]:
    """Return the kinds of project with what there is of each."""
    sums = {row.code: row for row in sum_codes(Dimension.PROJECT, choice, KIND_LABELS)}
    scope = choice.scope
    return [
        Kind(code, str(label), f"/projects/?{scope.query_with(kind=code)}" if scope else "", sums.get(code))
        for code, label in KIND_LABELS.items()
    ]


def _chosen(request: HttpRequest, kinds: list[Kind]) -> Kind:
    """Return the kind that is asked for, else the first of which there are any."""
    asked = next((kind for kind in kinds if kind.code == request.GET.get("kind", "")), None)
    return asked or next((kind for kind in kinds if kind.count), kinds[0])


def compose(request: HttpRequest, choice: Choice) -> dict[str, Any]:
    """Gather the projects of a kind page by page, or the regions' sums."""
    kinds = find_kinds(choice)
    kind = _chosen(request, kinds)
    query = choice.scope.query_with(kind=kind.code) if choice.scope else ""
    asked = request.GET.get("kind", "")
    return {
        "choice": choice,
        "scope": choice.scope,
        "kinds": [one for one in kinds if one.count or one == kind],
        "kind": kind,
        "message": _("没有“%(kind)s”这一类项目。") % {"kind": asked[:40]} if asked and asked != kind.code else "",
        "file": f"/projects.csv?{query}",
        "crumbs": [Crumb(_("跨部门")), Crumb(_("项目"))],
        **_entries(request, kind, choice, query),
    }


def _entries(request: HttpRequest, kind: Kind, choice: Choice, query: str) -> dict[str, Any]:
    """Gather the projects of a region page by page, or the regions."""
    scope = choice.scope
    if scope is None or kind.row is None:
        return {}
    whole = kind.row.amount
    if scope.region is None:
        rows = region_rows(Dimension.PROJECT, kind.code, choice)
        found = [(row, f"/projects/?{scope.of_region(row.region).query_with(kind=kind.code)}") for row in rows]
        return {
            "regions": [(row, address, share(row.amount, whole)) for row, address in found],
            "knows_people": any(row.person is not None for row in rows),
        }
    page = page_of(request, kind.count, query)
    entries = [
        Entry(row, row.address.project(row.row.key), share(row.row.amount, whole))
        for row in department_rows(page.of(published_amounts(Dimension.PROJECT, [kind.code], scope)))
    ]
    return {"entries": entries, "page": page}
