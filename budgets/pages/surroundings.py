"""What surrounds every public page: what the site says of itself, and the mode in which the reader reads."""

import time
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from budgets.models import SiteSettings

READING_COOKIE, LARGE = "reading", "large"
# As long as a shared cache may answer for the site (pages/caching.py), a web process may remember what its foot says.
REMEMBERED_SECONDS = 60


@dataclass
class Memory:
    """What this process last read of the site's settings, and when (seconds of the monotonic clock)."""

    version: str = ""
    read_at: float | None = None


MEMORY = Memory()


def surround(request: HttpRequest) -> dict[str, Any]:
    """Give templates the site's settings, read only where they are printed, and the reading mode."""
    return {"site": SimpleLazyObject(lambda: site_of(request)), "reads_large": reads_large(request)}


def reads_large(request: HttpRequest) -> bool:
    """Tell whether the reader chose the large-print mode."""
    return request.COOKIES.get(READING_COOKIE) == LARGE


def site_of(request: HttpRequest) -> SiteSettings:
    """Return the site's settings, read once a request; all blank where staff have entered none."""
    found: SiteSettings | None = getattr(request, "site_settings", None)
    if found is None:
        found = SiteSettings.objects.first() or SiteSettings()
        request.site_settings = found  # type: ignore[attr-defined]
        MEMORY.version, MEMORY.read_at = version_of(found), time.monotonic()
    return found


def version_of(site: SiteSettings) -> str:
    """Return what changes whenever staff edit the settings."""
    return repr([field.value_from_object(site) for field in SiteSettings._meta.concrete_fields])


def remembered_version(request: HttpRequest) -> str:
    """Return the version of the settings as this process knows it, read anew where that was long ago."""
    if MEMORY.read_at is None or time.monotonic() - MEMORY.read_at > REMEMBERED_SECONDS:
        site_of(request)
    return MEMORY.version
