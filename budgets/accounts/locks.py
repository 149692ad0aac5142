"""Locks after failed logins: who cannot log in, from where, until when; and taking a lock off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Max, Sum
from django.utils import timezone
from django.utils.translation import gettext

from budgets.accounts.notes import note
from budgets.editing import Log


@dataclass(frozen=True)
class Lock:
    """That a name cannot log in from an address until a moment, after so many failures."""

    username: str
    address: str
    failures: int
    until: datetime


def locks() -> Sequence[Lock]:
    """Return the locks of this moment, the latest first."""
    recent = AccessAttempt.objects.filter(attempt_time__gt=timezone.now() - settings.AXES_COOLOFF_TIME)
    counted = recent.order_by().values("username", "ip_address")
    counted = counted.annotate(failures=Sum("failures_since_start"), last=Max("attempt_time"))
    locked = counted.filter(failures__gte=settings.AXES_FAILURE_LIMIT).order_by("-last")
    return [_lock(row) for row in locked]


def _lock(row: dict[str, Any]) -> Lock:
    """Return a lock as it was counted."""
    until = row["last"] + settings.AXES_COOLOFF_TIME
    return Lock(row["username"] or "", row["ip_address"] or "", row["failures"], until)


def lock_of(username: str, address: str) -> Lock | None:
    """Return the lock of a name at an address, if there is one."""
    return next((one for one in locks() if (one.username, one.address) == (username, address)), None)


def unlock(username: str, address: str, log: Log) -> bool:
    """Take a lock off and note that; tell whether there was one."""
    attempts = AccessAttempt.objects.filter(username=username, ip_address=address or None)
    if not attempts.delete()[0]:
        return False
    user = User.objects.filter(username=username).first()
    if user is not None:
        note(log, user, gettext("解除登录锁定（%(address)s）") % {"address": address})
    return True


def note_lock(username: str, address: str, log: Log) -> None:
    """Note that somebody's account was locked; names that nobody has are left out of the log."""
    user = User.objects.filter(username=username).first()
    if user is not None:
        note(log, user, gettext("多次登录失败，已锁定（%(address)s）") % {"address": address})
