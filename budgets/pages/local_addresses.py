"""Addresses of this site that a reader's form brings back: anything else is refused."""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.http import url_has_allowed_host_and_scheme

LONGEST = 500


def local_address(address: str) -> str:
    """Return the path and query of an address of this site; blank where it leads anywhere else."""
    plain = address.strip()
    is_path = plain.startswith("/") and not plain.startswith(("//", "/\\")) and plain.isprintable()
    if not is_path or len(plain) > LONGEST or not url_has_allowed_host_and_scheme(plain, allowed_hosts=None):
        return ""
    return plain


def find_page(address: str) -> ResolverMatch | None:
    """Return what stands at a local address, or None where nothing does."""
    try:
        return resolve(urlsplit(address).path)
    except (Resolver404, ValueError):
        return None


def return_address(request: HttpRequest) -> str:
    """Return the address to go back to that a form names; the home page where it names none that is safe."""
    return local_address(request.POST.get("back", "")) or "/"
