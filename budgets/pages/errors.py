"""What a reader sees when an address leads nowhere or the site fails."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that nothing stands at this address, and where to look."""
    return render(request, "errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours; rendered without the request, since anything may be broken."""
    return HttpResponse(loader.render_to_string("errors/500.html"), status=500)
