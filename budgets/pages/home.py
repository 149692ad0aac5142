"""Home: search, what each 100 yuan go to, the latest publications, and the regions."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from budgets.models import Edition, Publication, Region
from budgets.money import share
from budgets.pages.across_rows import code_rows
from budgets.pages.addresses import BudgetAddress, region_address
from budgets.pages.caching import respond
from budgets.pages.scope import Choice, Coverage, choose, find_coverage
from budgets.vocabulary import Dimension, EditionStatus

LATEST = 10
# Corrected editions among the newest publications are passed over; more than so many in a row would be strange.
LOOKED_AT = 2 * LATEST
# As many as there are colours, with the rest in the last one.
HUNDRED = 4


@dataclass(frozen=True)
class Part:
    """A part of each 100 yuan spent: label, yuan of the hundred, where it begins, the page of its subject."""

    label: str
    amount: Decimal
    share: Decimal
    start: Decimal
    address: str


@dataclass(frozen=True)
class RegionEntry:
    """A region in the list: its address, and what it has published, newest first."""

    region: Region
    address: str
    published: list[Coverage]


def show(request: HttpRequest) -> HttpResponse:
    """Show the home page."""
    choice = choose({}, find_coverage())
    return respond(request, choice.version, lambda: render(request, "home/show.html", compose(choice)))


def compose(choice: Choice) -> dict[str, Any]:
    """Gather the parts of 100 yuan, the latest publications, and regions that have published anything."""
    parts = hundred(choice)
    return {
        "choice": choice,
        "parts": parts,
        "sentence": _sentence(parts),
        "latest": [(edition, BudgetAddress.of(edition)) for edition in latest_editions()],
        "regions": list(region_entries(choice.coverage)),
        "examples": [_("社会保障"), _("公务接待费"), "20805"],
    }


def latest_editions() -> list[Edition]:
    """Return the editions published last that still stand."""
    newest = Publication.objects.select_related("edition__budget__department__region").order_by("-pk")[:LOOKED_AT]
    found = []
    for publication in newest:
        if publication.edition.status == EditionStatus.PUBLISHED:
            publication.edition.publication = publication
            found.append(publication.edition)
    return found[:LATEST]


def region_entries(coverage: Iterable[Coverage]) -> Iterable[RegionEntry]:
    """Yield regions with what they have published."""
    published: dict[int, RegionEntry] = {}
    for one in coverage:
        entry = published.setdefault(one.region.pk, RegionEntry(one.region, region_address(one.region), []))
        entry.published.append(one)
    yield from published.values()


def hundred(choice: Choice) -> list[Part]:
    """Return what each 100 yuan of the newest year go to, over all regions, largest first; the small ones together."""
    if choice.scope is None:
        return []
    rows = code_rows(Dimension.FUNCTION, "", choice)
    whole = sum((row.amount for row in rows), Decimal(0))
    largest, rest = rows[:HUNDRED], sum((row.amount for row in rows[HUNDRED:]), Decimal(0))
    if len(rows) == HUNDRED + 1:
        largest, rest = rows, Decimal(0)
    named = [(row.name, row.amount, f"/functions/{row.code}/?{choice.scope.query}") for row in largest]
    if rest:
        named.append(
            (_("其余 %(count)d 类") % {"count": len(rows) - HUNDRED}, rest, f"/functions/?{choice.scope.query}")
        )
    parts, start = [], Decimal(0)
    for label, amount, address in named:
        part = share(amount, whole) or Decimal(0)
        parts.append(Part(label, amount, part, start, address))
        start += part
    return parts


def _sentence(parts: list[Part]) -> str:
    """Say where most of 100 yuan go, as one would tell it."""
    told = [_("%(share)s 元用在%(label)s") % {"share": part.share, "label": part.label} for part in parts[:3]]
    return _("部门每花 100 元，%(parts)s。") % {"parts": "，".join(told)} if told else ""
