"""What a reader sees when an address leads nowhere, a form has aged, or the site fails."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.cache import patch_vary_headers


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that nothing stands at this address, and where to look."""
    response = render(request, "errors/404.html", status=404)
    patch_vary_headers(response, ["Cookie"])
    return response


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form was sent without the cookie that came with it, and what to do."""
    return render(request, "errors/403_csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours; rendered without the request, since anything may be broken."""
    return HttpResponse(loader.render_to_string("errors/500.html"), status=500)
