"""What all tests share."""

import os
from pathlib import Path

import pytest

pytest_plugins = ["tests.site", "tests.browser"]

TESTS = Path(__file__).parent
# Here a test that asks for no database says the same whatever the database is, and runs on the first one only.
PURE = tuple(TESTS / name for name in ("documents", "tables", "checks", "demonstration", "explanations", "report"))
DATABASE_FIXTURES = {"db", "transactional_db", "published_once", "site"}
# Whoever asks for a few tests gets them on any database.
SOME = 500


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out on PostgreSQL what has been tried on SQLite and says the same there."""
    if not os.environ.get("DATABASE_URL", "").startswith("postgres") or len(items) < SOME:
        return
    left_out = [item for item in items if is_pure(item) or is_seen(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if not (is_pure(item) or is_seen(item))]


def is_seen(item: pytest.Item) -> bool:
    """Tell whether a test looks at public pages in a browser: what they hold is tried on both databases without one."""
    return item.get_closest_marker("browser") is not None and TESTS / "admin" not in item.path.parents


def is_pure(item: pytest.Item) -> bool:
    """Tell whether a test reads, fills or checks in memory alone."""
    fixtures = set(getattr(item, "fixturenames", ()))
    asks = item.get_closest_marker("django_db") is not None or bool(fixtures & DATABASE_FIXTURES)
    return not asks and any(folder in item.path.parents for folder in PURE)
