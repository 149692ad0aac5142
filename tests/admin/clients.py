"""Browsers of people who have logged in."""

from typing import Any

from django.test import Client

from budgets.accounts.sessions import begin_session


def client_of(person: Any) -> Client:
    """Return the client of a person whose session has begun, as it has after a login."""
    client = Client()
    client.force_login(person)
    session = client.session
    begin_session(session, password_is_given=False)
    session.save()
    return client
