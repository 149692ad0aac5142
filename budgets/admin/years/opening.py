"""Opening a year: which one, what that will make, and the one button that makes it; adjusting a budget."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from budgets.admin.addresses import edition_address
from budgets.admin.entry.begin import may_begin
from budgets.admin.guard import staff_page
from budgets.admin.years.forms import OpeningForm
from budgets.admin.years.pages import BUSY, own_regions, show
from budgets.models import Budget
from budgets.rights import may
from budgets.years import Opened, YearError, begin_adjustment, open_year, plan_year

# So many departments of each kind are named in the preview.
NAMED = 40


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_opening(request: HttpRequest) -> HttpResponse:
    """Ask for the year, show what opening it will make, or open it."""
    regions = own_regions(request)
    asked = request.POST if request.method == "POST" else request.GET
    first = {"region": regions.first(), "year": timezone.localdate().year + 1, "form_set": "henan-2023"}
    form = OpeningForm(_completed(asked, first, regions) if "year" in asked else None, regions=regions, initial=first)
    plan = None
    if form.is_bound and form.is_valid():
        if request.method == "POST":
            answer = _open(request, form)
            if answer is not None:
                return answer
        plan = plan_year(form.cleaned_data["region"], form.cleaned_data["year"])
    return show(request, "opening", _("开启年度"), form=form, plan=plan, named=NAMED)


def _completed(asked: Any, first: dict[str, Any], regions: Any) -> dict[str, Any]:
    """Return what was asked for: regions may be named by code, what is left out is as usual."""
    values = {**asked.dict()}
    named = regions.filter(code=values.get("region", "")).first()
    if named is not None:
        values["region"] = named.pk
    values.setdefault("form_set", first["form_set"])
    return values


def _open(request: HttpRequest, form: OpeningForm) -> HttpResponse | None:
    """Open the year and lead to the desk; None where the form says what is wrong."""
    region = form.cleaned_data["region"]
    try:
        made = open_year(
            region=region,
            year=form.cleaned_data["year"],
            form_set=form.cleaned_data["form_set"],
            by=request.user,
        )
    except (YearError, IntegrityError) as error:
        form.add_error(None, str(error) if isinstance(error, YearError) else str(BUSY))
        return None
    messages.success(request, _told(made))
    return HttpResponseRedirect(f"{reverse('admin:index')}?region={region.code}&year={made.year.year}")


def _told(made: Opened) -> str:
    """Say what was made."""
    if not made.budgets and not made.drafts:
        return _("%(year)d 年已经开启，没有缺少的。") % {"year": made.year.year}
    return _("%(year)d 年：新建 %(budgets)d 个部门的预算、%(drafts)d 份草稿，其中 %(texts)d 份带有上年的文字。") % {
        "year": made.year.year,
        "budgets": made.budgets,
        "drafts": made.drafts,
        "texts": made.with_texts,
    }


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_adjustment(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what adjusting a budget means, or begin it and lead to the draft."""
    budget = Budget.objects.select_related("department__region").filter(pk=pk).first()
    if budget is None or not may(request.user, "view", budget):
        raise Http404
    if not may_adjust(request.user, budget):
        raise PermissionDenied
    problem = ""
    if request.method == "POST":
        try:
            draft = begin_adjustment(budget=budget, by=request.user)
        except (YearError, IntegrityError) as error:
            problem = str(error) if isinstance(error, YearError) else str(BUSY)
        else:
            messages.success(request, _("已建立调整预算的草稿，内容和已公开的预算相同，请改动调整的部分。"))
            return HttpResponseRedirect(edition_address(draft))
    return show(request, "adjustment", _("调整预算"), budget=budget, problem=problem)


def may_adjust(user: Any, budget: Budget) -> bool:
    """Tell whether a person may adjust a budget: the bureau, and the clerks of the department."""
    return may(user, "change", budget) or may_begin(user, budget)
