"""What all tests share."""

import os
from pathlib import Path

import pytest

pytest_plugins = ["tests.site", "tests.browser"]

TESTS = Path(__file__).parent
# Here a test that asks for no database says the same whatever the database is, and runs on the first one only.
PURE = tuple(TESTS / name for name in ("documents", "tables", "checks", "explanations"))
DATABASE_FIXTURES = {"db", "transactional_db", "published_once", "site"}
# Whoever asks for a few tests gets them on any database.
SOME = 500


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out on PostgreSQL what has been tried on SQLite and asks for no database."""
    if not os.environ.get("DATABASE_URL", "").startswith("postgres") or len(items) < SOME:
        return
    left_out = [item for item in items if is_pure(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if not is_pure(item)]


def is_pure(item: pytest.Item) -> bool:
    """Tell whether a test reads, fills or checks in memory alone."""
    fixtures = set(getattr(item, "fixturenames", ()))
    asks = item.get_closest_marker("django_db") is not None or bool(fixtures & DATABASE_FIXTURES)
    return not asks and any(folder in item.path.parents for folder in PURE)
