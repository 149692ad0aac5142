"""Editions in each state, and the people who meet them."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budgets.accounts.sessions import begin_session
from budgets.publishing import publish
from budgets.vocabulary import EditionOrigin
from tests.admin.facts import make_facts
from tests.make import make_budget, make_edition


@pytest.fixture
def draft(db):
    """A draft with one fact of every kind; transcribed, so that errors do not stop it."""
    edition = make_edition(origin=EditionOrigin.TRANSCRIBED)
    make_facts(edition)
    return edition


@pytest.fixture
def published(draft):
    """The same, published."""
    publish(edition=draft, by="某人")
    draft.refresh_from_db()
    return draft


@pytest.fixture
def everything(published):
    """Published facts, a record of that, and a draft beside them."""
    make_facts(make_edition(make_budget(year=2024)))


@pytest.fixture
def admin_client(admin_client):
    """A client of an administrator whose session has begun, as it has after a login."""
    session = admin_client.session
    begin_session(session, password_is_given=False)
    session.save()
    return admin_client


@pytest.fixture
def stranger(client, django_user_model):
    """A client of a staff member to whom nothing was permitted."""
    client.force_login(django_user_model.objects.create_user("stranger", is_staff=True))
    return client


@pytest.fixture
def count_queries(db):
    """A function that does something and returns how many queries that took."""

    def count(do: Callable[[], object]) -> int:
        with CaptureQueriesContext(connection) as queries:
            do()
        return len(queries)

    return count
