"""The large-print mode (大字版, 适老化): chosen by a button, remembered in a cookie, ended by another."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from budgets.pages.caching import respond
from budgets.pages.frame import HOME, Crumb
from budgets.pages.local_addresses import return_address
from budgets.pages.surroundings import LARGE, READING_COOKIE

ONE_YEAR = 365 * 24 * 60 * 60


class HttpResponseSeeOther(HttpResponseRedirect):
    """Leads on to a page after a form was sent (303)."""

    status_code = 303


# A forged request could only change the size of the type, and a token would give every reader a cookie.
@csrf_exempt
def choose(request: HttpRequest) -> HttpResponse:
    """Set or delete the cookie and return to the page one came from; shown by itself, offer both modes."""
    if request.method == "POST":
        return _remember(request)
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    context = {"crumbs": [HOME, Crumb(_("大字版"))]}
    return respond(request, "", lambda: render(request, "reading_mode/show.html", context))


def _remember(request: HttpRequest) -> HttpResponse:
    """Keep the choice in the reader's browser: only who wants large print gets a cookie."""
    response = HttpResponseSeeOther(return_address(request))
    if request.POST.get("mode") == LARGE:
        response.set_cookie(
            READING_COOKIE, LARGE, max_age=ONE_YEAR, secure=request.is_secure(), httponly=True, samesite="Lax"
        )
    else:
        response.delete_cookie(READING_COOKIE, samesite="Lax")
    response["Cache-Control"] = "no-store"
    return response
