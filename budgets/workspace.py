"""The admin as a site: what it calls itself, who gets in, and the workspace's own pages beside those of the models."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.auth import logout
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django_otp import DEVICE_ID_SESSION_KEY

from budgets.accounts.gate import AFTER_LOGIN, Obstacle, find_obstacle
from budgets.accounts.notes import note
from budgets.accounts.passwords import must_change_password
from budgets.accounts.sessions import begin_session, note_activity
from budgets.editing import logging

# Where each obstacle is dealt with, what a script is told of it, and as which HTTP status.
WAYS: dict[Obstacle, tuple[str, Any, int]] = {
    Obstacle.LOGIN: ("admin:login", _("请先登录。"), 401),
    Obstacle.EXPIRED: ("admin:login", _("登录已过期，请重新登录；未保存的内容已留在本机。"), 401),
    Obstacle.CODE: ("admin:account_code", _("请先输入动态口令。"), 403),
    Obstacle.SET_UP: ("admin:account_second_factor", _("您的岗位要求动态口令，请先设置。"), 403),
    Obstacle.PASSWORD: ("admin:password_change", _("请先修改初始密码。"), 403),
}
View = Callable[..., HttpResponse]


class PortalAdminSite(admin.AdminSite):
    """Django's admin, with the pages that people work on."""

    site_header = _("预算公开门户·工作台")
    site_title = _("预算公开门户·工作台")
    index_title = _("工作台")
    # The navigation stands at the head of every page.
    enable_nav_sidebar = False

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Put the workspace's pages before those of the models."""
        return [path("", include("budgets.admin.urls")), *super().get_urls()]

    def has_permission(self, request: HttpRequest) -> bool:
        """Tell whether nothing stands between somebody and the workspace."""
        return find_obstacle(request) is None

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Let nobody in before every obstacle is out of the way; only logging out is always possible."""
        inner = super().admin_view(view, cacheable)

        def _guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if "%00" in request.META.get("QUERY_STRING", ""):
                # PostgreSQL can neither store nor compare it.
                raise SuspiciousOperation
            obstacle = find_obstacle(request)
            if obstacle in AFTER_LOGIN and view == self.logout:
                return never_cache(view)(request, *args, **kwargs)
            if obstacle is not None:
                return never_cache(turn_away)(request, obstacle)
            note_activity(request)
            return inner(request, *args, **kwargs)

        return update_wrapper(_guarded, inner)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the login, or log in: the clock of the session starts, and the log notes it."""
        obstacle = find_obstacle(request) if request.method == "GET" else None
        if obstacle in AFTER_LOGIN:
            return turn_away(request, obstacle)
        has_expired = obstacle == Obstacle.EXPIRED or "expired" in request.GET
        response = super().login(request, {"has_expired": has_expired, **(extra_context or {})})
        if request.method == "POST" and response.status_code == HttpResponseRedirect.status_code:
            _begin(request)
        return response


def _begin(request: HttpRequest) -> None:
    """Begin the session of somebody who has just given the password; a code given before counts no more."""
    request.session.pop(DEVICE_ID_SESSION_KEY, None)
    begin_session(request.session, password_is_given=must_change_password(request.user))
    with logging(by=request.user) as log:
        note(log, request.user, gettext("登录"))


def turn_away(request: HttpRequest, obstacle: Obstacle) -> HttpResponse:
    """Lead to where an obstacle is dealt with; a script is told of it instead, as {"error": …, "message": …}."""
    address, message, status = WAYS[obstacle]
    if obstacle == Obstacle.EXPIRED:
        logout(request)
    if asks_for_data(request):
        answer = {"error": obstacle.value, "message": str(message), "address": reverse(address)}
        return JsonResponse(answer, status=status)
    # Logging out is nothing that anybody wants to go on with after logging in.
    leaving = request.path == reverse("admin:logout")
    asked = {"next": reverse("admin:index") if leaving else request.get_full_path()}
    asked |= {"expired": "1"} if obstacle == Obstacle.EXPIRED else {}
    return HttpResponseRedirect(f"{reverse(address)}?{urlencode(asked, safe='/')}")


def asks_for_data(request: HttpRequest) -> bool:
    """Tell whether a script sent the request, which could do nothing with a page."""
    return (
        request.headers.get("X-Requested-With") == "XMLHttpRequest"
        or request.content_type == "application/json"
        or "application/json" in request.headers.get("Accept", "")
    )
