"""Who else is at work on an edition: each open screen says so every few seconds."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from budgets.entry.catalogue import BY_KEY
from budgets.models import EditingPresence, Edition

# A screen that has said nothing for so long is closed.
SILENCE = timedelta(seconds=60)
FORGOTTEN = timedelta(days=1)
PROJECT = "project-"


def note_presence(edition: Edition, user: Any, place: str) -> None:
    """Remember that somebody has a screen open; `place` is the key of a sheet, or "project-" and an id."""
    now = timezone.now()
    EditingPresence.objects.filter(edition=edition, user=user, seen_at__lt=now - FORGOTTEN).delete()
    EditingPresence.objects.bulk_create(
        [EditingPresence(edition=edition, user=user, place=place, seen_at=now)],
        update_conflicts=True,
        unique_fields=["edition", "user", "place"],
        update_fields=["seen_at"],
    )


def others_at_work(edition: Edition, user: Any) -> list[dict[str, Any]]:
    """Return who else has a screen of the edition open: name, screen, and since how many minutes nothing came."""
    now = timezone.now()
    rows = EditingPresence.objects.filter(edition=edition, seen_at__gte=now - SILENCE).exclude(user=user)
    return [
        {
            "name": row.user.get_full_name() or row.user.get_username(),
            "place": place_label(row.place),
            "minutes": int((now - row.seen_at).total_seconds() // 60),
        }
        for row in rows.select_related("user").order_by("-seen_at", "pk")
    ]


def place_label(place: str) -> str:
    """Return what a screen is called."""
    sheet = BY_KEY.get("indicators" if place.startswith(PROJECT) else place)
    return place if sheet is None else str(sheet.title)
