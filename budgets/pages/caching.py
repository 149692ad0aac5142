"""Pages that everybody may cache: revalidated by ETag, which costs no more than finding the edition."""

import hashlib
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from portal.release import RELEASE

# Browsers ask each time whether a page has changed; a shared cache in front may answer them for a minute.
CACHE_CONTROL = "public, max-age=0, s-maxage=60, must-revalidate"


def respond(request: HttpRequest, version: str, render: Callable[[], HttpResponse]) -> HttpResponse:
    """Answer 304 where the reader holds this version of the page, and render it otherwise.

    `version` names the data; the release of the code and the address are added to it.
    """
    digest = hashlib.sha256(f"{RELEASE} {request.get_full_path()} {version}".encode()).hexdigest()
    etag = f'"{digest[:32]}"'
    response = get_conditional_response(request, etag=etag) or render()
    response["ETag"] = etag
    response["Cache-Control"] = CACHE_CONTROL
    return response
