"""Pages that everybody may cache: revalidated by ETag, which costs no more than finding the edition."""

import hashlib
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers

from budgets.pages.surroundings import LARGE, reads_large, remembered_version, site_of, version_of
from portal.release import RELEASE

# Browsers ask each time whether a page has changed; a shared cache in front may answer them for a minute.
CACHE_CONTROL = "public, max-age=0, s-maxage=60, must-revalidate"


def respond(request: HttpRequest, version: str, render: Callable[[], HttpResponse]) -> HttpResponse:
    """Answer 304 where the reader holds this version of the page, and render it otherwise.

    `version` names the data; the release of the code and the address are added to it. A page, whose address ends
    with a slash, is also of its reading mode and of the foot below it; a file is the same for everybody.
    """
    if not request.path.endswith("/"):
        return _answer(request, _etag(request, version), render)
    version = f"{version} {LARGE if reads_large(request) else ''}"
    # Whoever asks again is answered from what this process remembers of the foot: that costs no question.
    if "If-None-Match" in request.headers:
        etag = _etag(request, f"{version} {remembered_version(request)}")
        unchanged = get_conditional_response(request, etag=etag)
        if unchanged is not None:
            return _label(unchanged, etag, page=True)
    return _answer(request, _etag(request, f"{version} {version_of(site_of(request))}"), render, page=True)


def _answer(request: HttpRequest, etag: str, render: Callable[[], HttpResponse], *, page: bool = False) -> HttpResponse:
    """Answer 304 to who holds this ETag, and render otherwise."""
    return _label(get_conditional_response(request, etag=etag) or render(), etag, page=page)


def _etag(request: HttpRequest, version: str) -> str:
    """Return the ETag of a version of what stands at this address."""
    digest = hashlib.sha256(f"{RELEASE} {request.get_full_path()} {version}".encode()).hexdigest()
    return f'"{digest[:32]}"'


def _label(response: HttpResponseBase, etag: str, *, page: bool) -> HttpResponse:
    """Say who may keep an answer and for how long; a page looks otherwise to who chose another reading mode."""
    response["ETag"] = etag
    response["Cache-Control"] = CACHE_CONTROL
    if page:
        patch_vary_headers(response, ["Cookie"])
    return response  # type: ignore[return-value]
