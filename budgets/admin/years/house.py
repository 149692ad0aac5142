"""Renaming, merging and splitting departments from a year on."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from budgets.admin.addresses import address_of
from budgets.admin.guard import staff_page
from budgets.admin.years.forms import MergerForm, RenamingForm, SplitForm, units_form
from budgets.admin.years.pages import BUSY, departments_of, own_region, own_regions, show
from budgets.editing import FrozenEditionError
from budgets.house import HouseError, merge, rename, split
from budgets.models import FormerName, Region, Succession

SHOWN = 100


@staff_page
@require_safe
def show_house(request: HttpRequest) -> HttpResponse:
    """Show the changes of a region's departments so far, and what may be done."""
    region = own_region(request)
    names = FormerName.objects.filter(department__region=region).select_related("department")
    successions = Succession.objects.filter(Q(predecessor__region=region) | Q(successor__region=region))
    return show(
        request,
        "house",
        _("部门变更"),
        region=region,
        regions=own_regions(request),
        names=names.order_by("-until_year", "department__code")[:SHOWN],
        successions=successions.select_related("predecessor", "successor").order_by("-from_year")[:SHOWN],
        add_address=address_of("admin:budgets_department_add"),
    )


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_renaming(request: HttpRequest) -> HttpResponse:
    """Ask for the new name, or give it."""
    region = own_region(request)
    form = RenamingForm(_sent(request), departments=departments_of(region))
    intro = _("更名以后，以前各年已公开的页面仍用当时的名称；这一年起的草稿换用新名称。")
    return _answer(request, region, form, rename, _("部门更名"), intro)


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_merger(request: HttpRequest) -> HttpResponse:
    """Ask which departments become part of which, or merge them."""
    region = own_region(request)
    form = MergerForm(_sent(request), departments=departments_of(region))
    intro = _("并入的部门从这一年起不再编制预算，以前各年的页面不变，并互相链接。")
    return _answer(request, region, form, merge, _("部门合并"), intro)


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_split(request: HttpRequest) -> HttpResponse:
    """Ask into which departments one is split and where its units go, or split it."""
    region = own_region(request)
    form = SplitForm(_sent(request), departments=departments_of(region))
    units = None
    if form.is_bound and form.is_valid():
        own = departments_of(region).filter(parent=form.cleaned_data["department"])
        into = departments_of(region).filter(pk__in=[one.pk for one in form.cleaned_data["into"]])
        # Before the units were shown, nobody can have said where they go.
        units = units_form(request.POST if "units" in request.POST or not own else None, own, into)
        if not units.is_valid():
            return _ask(request, region, form, _("部门分立"), _("请写明每个预算单位划给谁。"), units)
        chosen = {unit: units.cleaned_data[f"unit-{unit.pk}"] for unit in own}
        form.cleaned_data["units"] = {unit: new for unit, new in chosen.items() if new is not None}
    intro = _("原部门没有选在内的，从这一年起不再编制预算；以前各年的页面不变，并互相链接。")
    return _answer(request, region, form, split, _("部门分立"), intro, units)


def _sent(request: HttpRequest) -> Any:
    """Return what was sent, or None where the page is only opened."""
    return request.POST if request.method == "POST" else None


def _answer(
    request: HttpRequest,
    region: Region,
    form: Any,
    do: Callable[..., None],
    title: str,
    intro: str,
    units: Any = None,
) -> HttpResponse:
    """Make the change and lead back to the list; else show the form with what is wrong."""
    if form.is_bound and form.is_valid():
        try:
            do(**form.cleaned_data, by=request.user)
        except HouseError as error:
            form.add_error(None, str(error))
        except FrozenEditionError:
            form.add_error(None, BUSY)
        else:
            messages.success(request, _("已登记：%(title)s，从 %(year)d 年起。") % _told(title, form))
            return HttpResponseRedirect(f"{reverse('admin:house')}?region={region.code}")
    return _ask(request, region, form, title, intro, units)


def _told(title: str, form: Any) -> dict[str, Any]:
    """Return what the message names."""
    return {"title": title, "year": form.cleaned_data["from_year"]}


def _ask(request: HttpRequest, region: Region, form: Any, title: str, intro: str, units: Any = None) -> HttpResponse:
    """Show the form."""
    return show(request, "change", title, form=form, region=region, intro=intro, units=units)
