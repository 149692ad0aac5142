"""Atom feeds of what was published and withdrawn: on the whole site, in a region, by a department."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from budgets.models import Department, Publication, Region, Withdrawal
from budgets.models.budget import READABLE
from budgets.pages.addresses import BudgetAddress, department_address, region_address
from budgets.pages.caching import respond
from budgets.pages.frame import budget_title
from budgets.pages.latest import latest_version
from budgets.pages.surroundings import site_of

NEWEST = 50


def show_all(request: HttpRequest) -> HttpResponse:
    """Answer the feed of the whole site."""
    return _answer(request, _("预算公开门户：最近公开"), "/", {})


def show_region(request: HttpRequest, region: str) -> HttpResponse:
    """Answer the feed of a region that has published anything."""
    found = Region.objects.filter(code=region).first()
    if found is None:
        raise Http404
    title = _("%(name)s：最近公开的部门预算") % {"name": found.name}
    return _answer(request, title, region_address(found), {"region": found})


def show_department(request: HttpRequest, region: str, department: str) -> HttpResponse:
    """Answer the feed of a department that has published anything."""
    found = Department.objects.select_related("region").filter(region__code=region, code=department).first()
    if found is None:
        raise Http404
    title = _("%(name)s：最近公开的预算") % {"name": found.name}
    scope = {"region": found.region, "edition__budget__department": found}
    return _answer(request, title, department_address(found), scope)


def _answer(request: HttpRequest, title: str, address: str, scope: dict[str, Any]) -> HttpResponse:
    """Answer the newest publications of a scope; what names a place must have published there, lest drafts show."""
    readable = Publication.objects.filter(edition__status__in=READABLE, **scope)
    if scope and not readable.exists():
        raise Http404
    gone = Withdrawal.objects.filter(edition__publication__in=Publication.objects.filter(**scope))
    return respond(request, f"{title} {latest_version()}", lambda: _write(request, title, address, readable, gone))


def _write(request: HttpRequest, title: str, address: str, readable: Any, gone: Any) -> HttpResponse:
    """Write the feed: what was published, and what was withdrawn since, the newest first."""
    named = "edition__budget__department__region"
    published = readable.select_related(named).order_by("-published_at", "-id")[:NEWEST]
    withdrawn = gone.select_related(named, "edition__publication").order_by("-at", "-id")[:NEWEST]
    dated = [*((one.published_at, one) for one in published), *((one.at, one) for one in withdrawn)]
    newest = [one for _at, one in sorted(dated, key=lambda pair: pair[0], reverse=True)[:NEWEST]]
    feed = Atom1Feed(
        title=title,
        link=request.build_absolute_uri(address),
        description="",
        language="zh-Hans",
        feed_url=request.build_absolute_uri(request.path),
        author_name=site_of(request).organiser or _("预算公开门户"),
    )
    for one in newest:
        add = _add if isinstance(one, Publication) else _add_withdrawal
        add(feed, request, one)
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _add(feed: Atom1Feed, request: HttpRequest, publication: Publication) -> None:
    """Add a publication, at the address where its edition stays for ever."""
    edition, budget = publication.edition, publication.edition.budget
    phase, name = budget.get_phase_display(), edition.department_name
    values = {"name": name, "year": budget.year, "phase": phase, "edition": edition.number}
    feed.add_item(
        title=_("%(name)s %(year)d 年部门%(phase)s（第 %(edition)d 版）") % values,
        link=request.build_absolute_uri(BudgetAddress.numbered(edition).base),
        description=summary_of(publication),
        unique_id=tag_of(request.get_host(), publication),
        pubdate=publication.published_at,
        updateddate=publication.published_at,
        categories=[str(phase), budget.department.region.name],
    )


def _add_withdrawal(feed: Atom1Feed, request: HttpRequest, withdrawal: Withdrawal) -> None:
    """Add that an edition was withdrawn and why, with the notice that stands at its address."""
    edition, budget = withdrawal.edition, withdrawal.edition.budget
    values = {"title": budget_title(edition), "edition": edition.number}
    feed.add_item(
        title=_("已撤回：%(title)s（第 %(edition)d 版）") % values,
        link=request.build_absolute_uri(BudgetAddress.numbered(edition).base),
        description=_("撤回原因：%(reason)s") % {"reason": withdrawal.reason},
        unique_id=f"{tag_of(request.get_host(), edition.publication)}/withdrawal",
        pubdate=withdrawal.at,
        updateddate=withdrawal.at,
        categories=[str(budget.get_phase_display()), budget.department.region.name],
    )


def tag_of(host: str, publication: Publication) -> str:
    """Return the lasting identity of a publication as a tag URI (RFC 4151): host, day, region and number."""
    name, day = host.partition(":")[0], f"{publication.published_at:%Y-%m-%d}"
    region = publication.edition.budget.department.region.code
    return f"tag:{name},{day}:{region}/publications/{publication.number}"


def summary_of(publication: Publication) -> str:
    """Say number, department, year, phase, edition, and why there is a correction."""
    edition, budget = publication.edition, publication.edition.budget
    text = _("公开序号第 %(number)d 号：%(region)s %(name)s %(year)d 年%(phase)s，第 %(edition)d 版。") % {
        "number": publication.number,
        "region": budget.department.region.name,
        "name": edition.department_name,
        "year": budget.year,
        "phase": budget.get_phase_display(),
        "edition": edition.number,
    }
    return text + (_("更正原因：%(reason)s") % {"reason": edition.reason} if edition.reason else "")
