"""Who opens the workspace's own pages: staff who are logged in, for rows that are theirs."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from budgets.models import Edition
from budgets.rights import may

View = Callable[..., HttpResponse]


def staff_page(view: View) -> View:
    """Ask visitors to log in, refuse people without the admin; nothing of the page is kept by anybody's cache."""

    @wraps(view)
    def _guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return admin.site.admin_view(never_cache(view))(request, *args, **kwargs)

    return _guarded


def find_edition(request: HttpRequest, pk: int, action: str = "view") -> Edition:
    """Return an edition that is the user's to see; 404 where it is not, 403 where `action` is not allowed with it."""
    edition = Edition.objects.with_names().filter(pk=pk).first()
    if edition is None or not may(request.user, "view", edition):
        raise Http404
    if action != "view" and not may(request.user, action, edition):
        raise PermissionDenied
    return edition
