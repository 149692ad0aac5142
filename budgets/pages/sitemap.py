"""Where machines find the pages: robots.txt, and site maps in parts that never grow beyond what a crawler takes."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import F, IntegerField, Max
from django.db.models.expressions import CombinedExpression, Value
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from budgets.models import Department, Edition, Publication
from budgets.pages.addresses import BudgetAddress, department_address
from budgets.pages.caching import respond
from budgets.pages.latest import latest_version
from budgets.tables import tables_of
from budgets.vocabulary import EditionStatus

# Publications a part: with some twenty pages each, far below the 50,000 addresses that a site map may hold.
PART = 1000
STANDING_PAGES = ("/", "/compare/", "/functions/", "/glossary/", "/about/", "/sitemap/")
EDITION_PAGES = ("", "report/", "projects/", "checks/", "functions/", "economics/")
CLOSED = ("/admin/", "/receipts/", "/error-report/", "/disclosure-request/", "/reading-mode/")
XML = "application/xml; charset=utf-8"


def show_robots(request: HttpRequest) -> HttpResponse:
    """Say what crawlers need not read, and where the site map is."""
    lines = ["User-agent: *", *(f"Disallow: {address}" for address in CLOSED), ""]
    lines.append(f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}")
    text = "\n".join(lines) + "\n"
    return respond(request, text, lambda: HttpResponse(text, content_type="text/plain; charset=utf-8"))


def show_index(request: HttpRequest) -> HttpResponse:
    """List the site maps: one of standing pages, then the parts of each region."""
    return respond(request, _version(request), lambda: _render(request, "sitemap/index.xml", _parts()))


def show_standing(request: HttpRequest) -> HttpResponse:
    """List the pages that are no edition's: the site's own, regions, departments."""
    return respond(request, _version(request), lambda: _render(request, "sitemap/part.xml", _standing()))


def show_part(request: HttpRequest, region: str, part: int) -> HttpResponse:
    """List the pages of the editions that stand, among a thousand publications of a region."""
    return respond(
        request, _version(request), lambda: _render(request, "sitemap/part.xml", _some(_entries(region, part)))
    )


def _some(entries: Iterator[tuple[str, datetime | None]]) -> list[tuple[str, datetime | None]]:
    """Return addresses; raise Http404 where there are none."""
    found = list(entries)
    if not found:
        raise Http404
    return found


def _version(request: HttpRequest) -> str:
    """Return what changes whenever a site map does, the host included, since it holds whole addresses."""
    return f"{request.build_absolute_uri('/')} {latest_version()}"


def _render(request: HttpRequest, template: str, entries: Any) -> HttpResponse:
    """Render addresses, each with the time of its last change, or None."""
    root = request.build_absolute_uri("/").removesuffix("/")
    found = [(root + address, changed.isoformat() if changed else "") for address, changed in entries]
    return render(request, template, {"entries": found}, content_type=XML)


def _parts() -> Iterator[tuple[str, datetime | None]]:
    """Yield the address of each site map with the time of the last publication in it."""
    yield "/sitemap-pages.xml", None
    # Whole numbers divide without a rest in both databases, so that numbers 1 to 1000 are part 0.
    part = CombinedExpression(F("number") - 1, "/", Value(PART), output_field=IntegerField())
    standing = Publication.objects.filter(edition__status=EditionStatus.PUBLISHED).annotate(part=part)
    rows = standing.order_by().values("region__code", "part").annotate(last=Max("published_at"))
    for row in sorted(rows, key=lambda one: (one["region__code"], one["part"])):
        yield f"/{row['region__code']}/sitemap-{row['part'] + 1}.xml", row["last"]


def _standing() -> Iterator[tuple[str, datetime | None]]:
    """Yield the pages that are no edition's; a region or department changes with its last publication."""
    for address in STANDING_PAGES:
        yield address, None
    published = Department.objects.filter(budgets__editions__status=EditionStatus.PUBLISHED)
    changed = published.select_related("region").annotate(last=Max("budgets__editions__publication__published_at"))
    departments = list(changed.order_by("region__code", "code"))
    regions: dict[str, datetime] = {}
    for one in departments:
        code = one.region.code
        regions[code] = max(regions.get(code, one.last), one.last)
    yield from ((f"/{code}/", last) for code, last in regions.items())
    yield from ((department_address(one), one.last) for one in departments)


def _entries(region: str, part: int) -> Iterator[tuple[str, datetime | None]]:
    """Yield the pages of the editions published under the numbers of a part."""
    first = (part - 1) * PART + 1
    editions = Edition.objects.published().filter(
        publication__region__code=region, publication__number__gte=first, publication__number__lt=first + PART
    )
    for edition in editions.with_budget().select_related("publication").order_by("publication__number"):
        address, changed = BudgetAddress.of(edition), edition.publication.published_at
        yield from ((f"{address.base}{page}", changed) for page in EDITION_PAGES)
        # The tables of a form that nobody declared are found from the overview.
        yield from ((address.table(table.number), changed) for table in tables_of(edition.form_set))
