"""What the site says of itself: where its data come from, how they are checked, how they may be used; and its map."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from budgets.models import Department, Region
from budgets.pages.addresses import region_address
from budgets.pages.caching import respond
from budgets.pages.frame import HOME, Crumb
from budgets.vocabulary import EditionStatus


def show(request: HttpRequest) -> HttpResponse:
    """Show what this site is."""
    return respond(request, "", lambda: render(request, "about/show.html", {"crumbs": [HOME, Crumb(_("关于本站"))]}))


def show_map(request: HttpRequest) -> HttpResponse:
    """Show the site map for people: its pages, its services, the regions that have published anything."""
    departments = Department.objects.filter(budgets__editions__status=EditionStatus.PUBLISHED)
    regions = [(one.name, region_address(one)) for one in Region.objects.filter(pk__in=departments.values("region"))]
    context = {"regions": regions, "crumbs": [HOME, Crumb(_("网站地图"))]}
    return respond(request, repr(regions), lambda: render(request, "about/map.html", context))
