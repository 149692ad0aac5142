"""How long a session lasts: so long without a request, so long in all.

Django's own cookie age would have to be renewed with every answer, also of public pages, which caches then could not
keep; here only pages of the workspace count, and the session is written once a minute at most.
"""

import time

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

STARTED, SEEN = "portal_started", "portal_seen"
PASSWORD_IS_GIVEN = "portal_password_is_given"
WRITTEN_EVERY_SECONDS = 60
# What scripts send along with requests that nobody asked for, such as telling that a page is still open.
UNATTENDED = "X-Unattended"


def begin_session(session: SessionBase, *, password_is_given: bool) -> None:
    """Start the clock at a login, and keep in mind whether the password must be changed first."""
    session[STARTED] = session[SEEN] = int(time.time())
    session[PASSWORD_IS_GIVEN] = password_is_given


def has_expired(session: SessionBase) -> bool:
    """Tell whether a session has been idle, or lasted, for too long."""
    now = int(time.time())
    idle, lasted = now - session.get(SEEN, now), now - session.get(STARTED, now)
    return idle > settings.SESSION_IDLE_SECONDS or lasted > settings.SESSION_COOKIE_AGE


def note_activity(request: HttpRequest) -> None:
    """Note that somebody is at work; requests that scripts make by themselves do not count."""
    session, now = request.session, int(time.time())
    if STARTED not in session:
        session[STARTED] = session[SEEN] = now
    elif now - session[SEEN] >= WRITTEN_EVERY_SECONDS and UNATTENDED not in request.headers:
        session[SEEN] = now


def is_remembered(request: HttpRequest) -> bool:
    """Tell whether a visitor's browser still holds the cookie of a session that is no more."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    # Reading it makes Django look for the session, and forget the key of one that has gone.
    request.session.get(STARTED)
    return request.session.session_key is None
