"""The chain of a region's publications: every record, what it proves, and recomputing it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets.chain import BREACHES, Breach, Verification, publication_json, verify, verify_links
from budgets.models import Edition, Publication, Region
from budgets.pages.addresses import BudgetAddress, region_address
from budgets.pages.caching import respond
from budgets.pages.frame import Crumb
from budgets.vocabulary import EditionStatus

PER_PAGE = 50
SHORT = 12
SHA256 = re.compile(r"[0-9a-f]{64}")
JSON = "application/json"
# What a record names, and why an edition was withdrawn.
NAMED = ("region", "edition__budget__department__region", "edition__withdrawal")


@dataclass(frozen=True)
class Entry:
    """A publication with its own address and that of its edition, blank where the edition was withdrawn."""

    publication: Publication
    address: str
    edition_address: str
    verification: Verification | None = None

    @property
    def short(self) -> str:
        """The beginning of its hash."""
        return self.publication.sha256[:SHORT]

    @property
    def breaches(self) -> list[Any]:
        """In what it does not fit, in words."""
        return [] if self.verification is None else [BREACHES[breach] for breach in self.verification.breaches]


def publications_address(region: Region) -> str:
    """Return the address of a region's publications: /410796/publications/."""
    return f"{region_address(region)}publications/"


def publication_address(region: Region, number: int) -> str:
    """Return the address of one publication: /410796/publications/3/."""
    return f"{publications_address(region)}{number}/"


def show_list(request: HttpRequest, region: str) -> HttpResponse:
    """Show all publications of a region, newest first."""
    found = find_region(region)
    number = request.GET.get("page", "1")
    return respond(
        request, chain_version(found), lambda: render(request, "publications/list.html", compose(found, number))
    )


def compose(region: Region, number: str) -> dict[str, Any]:
    """Gather one page of a region's publications."""
    page = Paginator(publications_of(region).order_by("-number"), PER_PAGE).get_page(number)
    return {**_surroundings(region), "page": page, "entries": [_entry(publication) for publication in page]}


def find_region(code: str) -> Region:
    """Return a region that has published; raise Http404 where there is none."""
    found = Region.objects.filter(Exists(Publication.objects.filter(region=OuterRef("pk"))), code=code).first()
    if found is None:
        raise Http404
    return found


def publications_of(region: Region) -> QuerySet[Publication]:
    """Return a region's publications with all that pages name."""
    return Publication.objects.filter(region=region).select_related(*NAMED)


def chain_version(region: Region) -> str:
    """Return what changes when a list of publications does: the chain grows, as with a correction; one is withdrawn."""
    last = Publication.objects.filter(region=region).aggregate(last=Max("number"))["last"]
    withdrawn = Edition.objects.filter(status=EditionStatus.WITHDRAWN, publication__region=region).count()
    return f"{region.name} {region.is_invented} {last} {withdrawn}"


def _surroundings(region: Region, *crumbs: Crumb) -> dict[str, Any]:
    """Return what stands around every page of a chain."""
    base = publications_address(region)
    above = [Crumb(region.name, region_address(region)), Crumb(_("公开记录"), base if crumbs else "")]
    return {"region": region, "base": base, "crumbs": [*above, *crumbs]}


def _entry(publication: Publication, verification: Verification | None = None) -> Entry:
    """Describe one publication."""
    edition = publication.edition
    readable = edition.status in (EditionStatus.PUBLISHED, EditionStatus.SUPERSEDED)
    return Entry(
        publication,
        publication_address(publication.region, publication.number),
        BudgetAddress.numbered(edition).base if readable else "",
        verification,
    )


def show(request: HttpRequest, region: str, number: int) -> HttpResponse:
    """Show one publication, recomputed now from the facts of its edition."""
    record, previous, following = find_publication(region, number)
    checked = verify(record, previous)
    context = {
        **_surroundings(record.region, Crumb(_("第 %d 号") % number)),
        "entry": _entry(record, checked),
        "previous": _entry(previous) if previous else None,
        "following": _entry(following) if following else None,
        "follows": following is None or following.previous_sha256 == record.sha256,
        "verification": checked,
        "facts_fit": Breach.FACTS not in checked.breaches,
        "record_fits": Breach.RECORD not in checked.breaches,
        "link_fits": not {Breach.GAP, Breach.LINK} & set(checked.breaches),
        "today": timezone.localdate(),
    }
    version = f"{chain_version(record.region)} {_state(checked)} {context['follows']} {context['today']}"
    return respond(request, version, lambda: render(request, "publications/show.html", context))


def find_publication(region: str, number: int) -> tuple[Publication, Publication | None, Publication | None]:
    """Return a publication, the one before it and the one after it; raise Http404 where there is no such number."""
    chain = Publication.objects.filter(region__code=region)
    chain = chain.select_related(*NAMED)
    record = chain.filter(number=number).first()
    if record is None:
        raise Http404
    previous = chain.filter(number__lt=number).order_by("-number").first()
    return record, previous, chain.filter(number__gt=number).order_by("number").first()


def download_record(request: HttpRequest, region: str, number: int) -> HttpResponse:
    """Answer a record, byte for byte what its hash was made of."""
    record, _previous, _following = find_publication(region, number)
    written = publication_json(record)
    named = {"Content-Disposition": f'attachment; filename="{region}-publication-{number}.json"'}
    return respond(request, written.decode(), lambda: HttpResponse(written, content_type=JSON, headers=named))


def show_verification(request: HttpRequest, region: str) -> HttpResponse:
    """Recompute fifty records of a chain, and find the publication of a hash that somebody wrote down."""
    found = find_region(region)
    page = Paginator(publications_of(found).order_by("number"), PER_PAGE).get_page(request.GET.get("page"))
    entries = _verified(found, page)
    context = {
        **_surroundings(found, Crumb(_("核对"))),
        "page": page,
        "entries": entries,
        "broken": [entry for entry in entries if entry.breaches],
        "today": timezone.localdate(),
        **look_up(found, request.GET.get("sha256", "")),
    }
    states = [_state(entry.verification) for entry in entries if entry.verification]
    version = f"{chain_version(found)} {states} {context['today']}"
    return respond(request, version, lambda: render(request, "publications/verify.html", context))


def _state(checked: Verification) -> tuple[str, str, str | None, tuple[Breach, ...]]:
    """Return what a verification shows, so that a page changes with what lies beneath it."""
    return checked.publication.sha256, checked.sha256, checked.facts_sha256, checked.breaches


def _verified(region: Region, page: Page) -> list[Entry]:
    """Recompute the records of a page, each against the one before it; facts are not read."""
    records: Sequence[Publication] = list(page)
    first = records[0].number
    previous = publications_of(region).filter(number__lt=first).order_by("-number").first()
    return [_entry(one.publication, one) for one in verify_links(records, previous)]


def look_up(region: Region, written: str) -> dict[str, Any]:
    """Find the publication that a hash belongs to, of its record or of its facts; say where it is no hash."""
    sha256 = "".join(written.split()).lower()
    if not sha256:
        return {"sha256": ""}
    if not SHA256.fullmatch(sha256):
        return {"sha256": written[:100], "is_malformed": True}
    own = publications_of(region).filter(Q(sha256=sha256) | Q(facts_sha256=sha256)).order_by("number").first()
    return {"sha256": sha256, "match": _entry(own) if own else None, "is_of_facts": own and own.sha256 != sha256}
