"""Pages of the second factor: setting it up, giving a code after the password, recovery codes."""

import io
from typing import Any

import segno
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_otp import login as note_verified

from budgets.accounts import second_factor
from budgets.accounts.gate import Obstacle, find_obstacle
from budgets.admin.accounts.pages import lead_on, open_at, show, wanted_address
from budgets.editing import logging

# Wrong, used before, or given while none is heard: the same answer, which helps nobody who guesses.
REFUSED = _("动态口令不对，或者已经用过。请等手机上出现新的 6 位数字再输入；手机的时间须是准的。")
WAIT = _("输错的次数多了，请等 %(seconds)d 秒再试。")


class CodeForm(forms.Form):
    """A code, as an app shows it or as it was written down."""

    code = forms.CharField(
        label=_("动态口令"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autofocus": True, "class": "vTextField", "spellcheck": "false"}
        ),
    )


def refusal(user: Any, *, confirmed: bool = True) -> str:
    """Return why a code was not taken."""
    seconds = second_factor.seconds_to_wait(user, confirmed=confirmed)
    # Pauses of a second or two pass while one types.
    return str((WAIT if seconds > 2 else REFUSED) % {"seconds": seconds})


@open_at(Obstacle.CODE)
@require_http_methods(["GET", "POST"])
def code_page(request: HttpRequest) -> HttpResponse:
    """Ask for a code after the password; the right one opens the workspace for this session."""
    if find_obstacle(request) != Obstacle.CODE:
        return lead_on(request)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        device = second_factor.verify(request.user, form.cleaned_data["code"])
        if device is not None:
            request.session.cycle_key()
            note_verified(request, device)
            return lead_on(request)
        form.add_error("code", refusal(request.user))
    return show(request, "code", _("输入动态口令"), form=form)


@open_at(Obstacle.SET_UP)
@require_http_methods(["GET", "POST"])
def set_up_page(request: HttpRequest) -> HttpResponse:
    """Show the secret of a new app and ask for its first code; it takes the place of the former app."""
    waiting = second_factor.app_of(request.user, confirmed=False)
    form = CodeForm(request.POST if request.method == "POST" and waiting else None)
    if form.is_bound and form.is_valid():
        codes = _confirm(request, form)
        if codes:
            return show(request, "recovery_codes", _("恢复码"), codes=codes, onward=wanted_address(request))
    return show(
        request,
        "second_factor",
        _("设置动态口令"),
        form=form,
        waiting=waiting,
        key=second_factor.key_of(waiting) if waiting else "",
        is_replaced=second_factor.app_of(request.user) is not None,
        is_required=second_factor.is_required(request.user),
    )


def _confirm(request: HttpRequest, form: CodeForm) -> list[str]:
    """Confirm the new app and return its recovery codes; without the right code none, and the form says why."""
    with logging(by=request.user) as log:
        device = second_factor.confirm_set_up(request.user, form.cleaned_data["code"], log)
        codes = second_factor.renew_recovery_codes(request.user, log) if device else []
    if device is None:
        form.add_error("code", refusal(request.user, confirmed=False))
        return []
    request.session.cycle_key()
    note_verified(request, device)
    return codes


@open_at(Obstacle.SET_UP)
@require_POST
def begin_set_up(request: HttpRequest) -> HttpResponse:
    """Make a new secret, and lead to the page that shows it."""
    second_factor.begin_set_up(request.user)
    query = request.GET.urlencode()
    return HttpResponseRedirect(reverse("admin:account_second_factor") + (f"?{query}" if query else ""))


@open_at(Obstacle.SET_UP)
@require_GET
def key_image(request: HttpRequest) -> HttpResponse:
    """Draw the secret of the app that is being set up, to be scanned."""
    waiting = second_factor.app_of(request.user, confirmed=False)
    if waiting is None:
        raise Http404
    image = io.BytesIO()
    segno.make(waiting.config_url, error="m", micro=False).save(
        image, kind="svg", scale=5, border=4, dark="#000000", light="#ffffff", xmldecl=False, nl=False
    )
    return HttpResponse(image.getvalue(), content_type="image/svg+xml")


@open_at()
@require_POST
def renew_codes(request: HttpRequest) -> HttpResponse:
    """Make new recovery codes and show them, once."""
    if second_factor.app_of(request.user) is None:
        raise PermissionDenied
    with logging(by=request.user) as log:
        codes = second_factor.renew_recovery_codes(request.user, log)
    return show(request, "recovery_codes", _("恢复码"), codes=codes, onward=reverse("admin:account"))


@open_at()
@require_GET
def account_page(request: HttpRequest) -> HttpResponse:
    """Show how one's own account is secured, and what one may change."""
    app = second_factor.app_of(request.user)
    left = second_factor.count_recovery_codes(request.user) if app else 0
    if app and not left:
        messages.warning(request, _("恢复码已经用完，请重新生成。"))
    return show(
        request,
        "account",
        _("账户安全"),
        app=app,
        codes_left=left,
        is_required=second_factor.is_required(request.user),
        appointments=request.user.appointments.select_related("department", "region"),  # type: ignore[union-attr]
    )
