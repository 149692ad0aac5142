"""How often one sender may write: enough for everybody, too little for a machine; nothing about a person is kept."""

from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from budgets.models import DisclosureRequest, ErrorReport

# So many messages one sender may send in this time, and all senders together in an hour.
MESSAGES, WINDOW_SECONDS = 5, 600
MESSAGES_OF_ALL = 300


def may_write(request: HttpRequest) -> bool:
    """Tell whether another message is taken from this sender now, and count it."""
    return _is_patient(request) and _is_quiet()


def _is_patient(request: HttpRequest) -> bool:
    """Tell whether a sender has sent few messages of late; known by a keyed hash that is forgotten with the window."""
    key = f"sender-{salted_hmac('inquiries', sender_address(request), algorithm='sha256').hexdigest()}"
    if cache.add(key, 1, WINDOW_SECONDS):
        return True
    try:
        return cache.incr(key) <= MESSAGES
    except ValueError:
        # It was forgotten between the two steps.
        return True


def _is_quiet() -> bool:
    """Tell whether all senders together have sent few messages in the last hour, on all web processes."""
    since = timezone.now() - timedelta(hours=1)
    received = sum(model.objects.filter(received_at__gte=since).count() for model in (ErrorReport, DisclosureRequest))
    return received < MESSAGES_OF_ALL


def sender_address(request: HttpRequest) -> str:
    """Return the network address of a sender; behind a proxy the one that the proxy itself saw."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_PROXY else ""
    return forwarded.rsplit(",", 1)[-1].strip() or request.META.get("REMOTE_ADDR", "")
