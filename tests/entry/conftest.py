"""A draft to type into, and who types."""

import pytest

from tests.make import make_budget, make_department, make_edition


@pytest.fixture
def edition(db):
    """An empty draft that a department prepares."""
    return make_edition(make_budget(make_department(), year=2026))


@pytest.fixture
def clerk(django_user_model):
    """Somebody who types."""
    return django_user_model.objects.create_user("clerk", last_name="王", first_name="")


@pytest.fixture
def colleague(django_user_model):
    """Somebody else who types."""
    return django_user_model.objects.create_user("colleague", last_name="李四")
