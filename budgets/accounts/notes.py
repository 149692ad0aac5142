"""What the log says of people's accounts: that something was done with one, never what the secret is."""

from typing import Any

from django.contrib.auth.models import User

from budgets.editing import Log


def note(log: Log, user: Any, text: str) -> None:
    """Note something done with a person's account, in one line."""
    # The user of a request is a stand-in of another class, under which nobody would find it in the log.
    log.step(User.objects.get(pk=user.pk), text)
