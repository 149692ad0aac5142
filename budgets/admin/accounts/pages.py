"""What the pages of one's own account have in common: who opens them, where they lead on, how they look."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from budgets.accounts.gate import Obstacle, find_obstacle

View = Callable[..., Any]


def open_at(*obstacles: Obstacle) -> Callable[[View], View]:
    """Open a page also to those who meet one of these obstacles; whoever meets another is led to it."""

    def _decorate(view: View) -> View:
        @wraps(view)
        def _guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            quiet = never_cache(sensitive_post_parameters()(view))
            if find_obstacle(request) in obstacles:
                return quiet(request, *args, **kwargs)
            return admin.site.admin_view(quiet)(request, *args, **kwargs)

        return _guarded

    return _decorate


def wanted_address(request: HttpRequest) -> str:
    """Return the page that somebody wanted, where it is one of ours; else the workspace's first."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else reverse("admin:index")


def lead_on(request: HttpRequest) -> HttpResponse:
    """Lead to the page that somebody wanted."""
    return HttpResponseRedirect(wanted_address(request))


def show(request: HttpRequest, template: str, title: Any, status: int = 200, **context: Any) -> TemplateResponse:
    """Render a page of one's own account."""
    frame = {**admin.site.each_context(request), "title": title, "next": request.GET.get("next", "")}
    return TemplateResponse(request, f"admin/accounts/{template}.html", {**frame, **context}, status=status)
