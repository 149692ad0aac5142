"""The public notice that stands at every address of a withdrawn edition."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from budgets.models import Edition
from budgets.pages.addresses import BudgetAddress
from budgets.pages.editions import history_address
from budgets.pages.frame import Crumb, budget_title
from budgets.pages.lookup import WithdrawnError


def noting_withdrawals(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Answer with the notice wherever a page of a budget is asked for that was withdrawn."""

    @wraps(view)
    def _view(request: HttpRequest, *args: Any, **key: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **key)
        except WithdrawnError as error:
            return show_notice(request, error.edition)

    return _view


def show_notice(request: HttpRequest, edition: Edition) -> HttpResponseBase:
    """Say that what stood here was withdrawn, when, why and whom to ask (410), and what is left to read."""
    response = render(request, "errors/withdrawn.html", compose(edition), status=410)
    patch_vary_headers(response, ["Cookie"])
    return response


def compose(edition: Edition) -> dict[str, Any]:
    """Gather what is told of a withdrawn edition: nothing of what it said."""
    budget = edition.budget
    left = Edition.objects.readable().filter(budget=budget).with_budget().order_by("-number")
    year = _("%(year)d 年%(phase)s") % {"year": budget.year, "phase": budget.get_phase_display()}
    return {
        "edition": edition,
        "title": budget_title(edition),
        "withdrawal": getattr(edition, "withdrawal", None),
        "history": history_address(edition),
        "readable": [(one, BudgetAddress.numbered(one).base) for one in left],
        "crumbs": [Crumb(budget.department.region.name), Crumb(edition.label), Crumb(year)],
    }
