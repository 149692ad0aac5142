"""Every public page of an edition before it is public, for its own people: the very pages, kept by nobody's cache."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, include, path

from budgets.admin.guard import find_edition, staff_page
from budgets.admin.steps.addresses import preview_address
from budgets.pages.charts import EMBED
from budgets.pages.urls import BUDGET, BUDGET_VIEWS
from budgets.vocabulary import Phase

PRIVATE = "private, no-store"
CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE")


def previewed(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Show a public page of an unpublished edition to those who may see that; 404 for all others.

    Once the edition is public, the page is where everybody finds it.
    """

    @wraps(view)
    def _view(request: HttpRequest, preview: int, **key: Any) -> HttpResponseBase:
        edition = find_edition(request, preview)
        if not edition.is_unpublished:
            return HttpResponseRedirect(preview_address(edition))
        # Other sites may frame a chart that is public; nobody frames this one.
        if EMBED in request.GET:
            raise Http404
        response = view(_unconditional(request), preview=edition.pk, **key)
        response.headers.pop("ETag", None)
        response["Cache-Control"] = PRIVATE
        return response

    return staff_page(_view)  # type: ignore[arg-type, return-value]


def _unconditional(request: HttpRequest) -> HttpRequest:
    """Let a request ask for the page itself, whatever copy its sender says to hold."""
    for name in CONDITIONS:
        request.META.pop(name, None)
    request.__dict__.pop("headers", None)
    return request


PAGES: list[URLPattern] = [path(str(one.pattern), previewed(one.callback)) for one in BUDGET_VIEWS]


def preview_pages(prefix: str, **constants: str) -> URLResolver:
    """Return the previews of a phase: the id of the edition, then its public address at its number."""
    return path(f"preview/<int:preview>/{prefix}editions/<int:edition>/", include(PAGES), constants)


urlpatterns = [
    preview_pages(BUDGET),
    preview_pages(f"{BUDGET}final/", phase=Phase.FINAL.value),
    preview_pages(f"{BUDGET}adjusted/", phase=Phase.ADJUSTED.value),
]
