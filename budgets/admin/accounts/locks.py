"""Pages of locks after failed logins: what a locked person reads, and where administrators take locks off."""

from math import ceil
from typing import Any

from axes.helpers import get_client_username
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from budgets.accounts.locks import lock_of, locks, note_lock, unlock
from budgets.admin.accounts.pages import show
from budgets.admin.guard import staff_page
from budgets.editing import logging
from budgets.rights import has_role
from budgets.vocabulary import Role

TOO_MANY_REQUESTS = 429


def refuse_locked(
    request: HttpRequest, response: HttpResponse | None = None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """Say that too many logins failed, when to try again and whom to ask; the log notes it when the lock begins."""
    username = get_client_username(request, credentials) or ""
    address = request.axes_ip_address or ""  # type: ignore[attr-defined]
    # Only the attempt that reaches the limit is counted; those that meet the lock are not.
    if request.axes_failures_since_start:  # type: ignore[attr-defined]
        with logging(by=request.user) as log:
            note_lock(username, address, log)
    lock = lock_of(username, address)
    left = (lock.until - timezone.now()) if lock else settings.AXES_COOLOFF_TIME
    context = {
        **admin.site.each_context(request),
        "title": gettext("登录已锁定"),
        "minutes": max(1, ceil(left.total_seconds() / 60)),
        "limit": settings.AXES_FAILURE_LIMIT,
    }
    return render(request, "admin/accounts/locked.html", context, status=TOO_MANY_REQUESTS)


def require_administrator(request: HttpRequest) -> None:
    """Refuse whoever keeps no people."""
    if not has_role(request.user, Role.ADMINISTRATOR):
        raise PermissionDenied


@staff_page
@require_GET
def locks_page(request: HttpRequest) -> HttpResponse:
    """List who is locked."""
    require_administrator(request)
    return show(request, "locks", _("登录锁定"), locks=locks(), limit=settings.AXES_FAILURE_LIMIT)


@staff_page
@require_POST
def unlock_account(request: HttpRequest) -> HttpResponse:
    """Take a lock off."""
    require_administrator(request)
    username, address = request.POST.get("username", ""), request.POST.get("address", "")
    with logging(by=request.user) as log:
        was_locked = lock_of(username, address) is not None and unlock(username, address, log)
    if was_locked:
        messages.success(request, _("已解除“%(name)s”的锁定，现在可以登录。") % {"name": username})
    else:
        messages.info(request, _("“%(name)s”没有被锁定，或者锁定已过期。") % {"name": username})
    return HttpResponseRedirect(reverse("admin:account_locks"))
