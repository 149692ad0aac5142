"""What all tests share."""

import os
from pathlib import Path

import pytest

pytest_plugins = ["tests.site", "tests.browser"]

TESTS = Path(__file__).parent
# Here a test that asks for no database says the same whatever the database is, and runs on the first one only.
PURE = tuple(TESTS / name for name in ("documents", "tables", "checks", "demonstration", "explanations", "report"))
# These look at files, processes, drawings or refusals, and the database only keeps what they came with.
SAME_EVERYWHERE = tuple(
    TESTS / name
    for name in (
        "admin/test_pages.py",
        "admin/test_rights.py",
        "commands/test_import_refusals.py",
        "commands/test_read_corpus.py",
        "documents/test_hostile_files.py",
        "pages/test_source_files.py",
        "test_architecture.py",
        "test_compose.py",
        "test_proxy.py",
    )
)
# Pages and files of one edition are made of facts in memory: on the second database two walks open all of them, those
# of pages/test_queries.py and test_public_urls.py. Pages that ask over many editions are tried whole.
ONE_EDITION = {TESTS / "pages", TESTS / "exporters"}
ASKS_OVER_MANY = (
    "across",
    "compare",
    "department",
    "feeds",
    "home",
    "inquiries",
    "publications",
    "queries",
    "region",
    "search",
    "sitemap",
    "timeliness",
    "years",
)
DATABASE_FIXTURES = {"db", "transactional_db", "published_once", "site"}
# Whoever asks for a few tests gets them on any database.
SOME = 500


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out on PostgreSQL what is about SQLite, and what has been tried there and says the same here."""
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return
    is_whole = len(items) >= SOME
    left_out = [item for item in items if item.get_closest_marker("embedded") or (is_whole and says_the_same(item))]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


def says_the_same(item: pytest.Item) -> bool:
    """Tell whether a test says on PostgreSQL what it said on SQLite."""
    return item.path in SAME_EVERYWHERE or is_of_one_edition(item) or is_pure(item) or is_seen(item)


def is_of_one_edition(item: pytest.Item) -> bool:
    """Tell whether a test looks at a page of one edition, which asks the database only for that edition's facts."""
    asks = item.path.name.removeprefix("test_").startswith(ASKS_OVER_MANY)
    return bool(ONE_EDITION & set(item.path.parents)) and not asks


def is_seen(item: pytest.Item) -> bool:
    """Tell whether a test looks at pages in a browser: what they read and write is tried on both databases without."""
    return item.get_closest_marker("browser") is not None


def is_pure(item: pytest.Item) -> bool:
    """Tell whether a test reads, fills or checks in memory alone."""
    fixtures = set(getattr(item, "fixturenames", ()))
    asks = item.get_closest_marker("django_db") is not None or bool(fixtures & DATABASE_FIXTURES)
    return not asks and any(folder in item.path.parents for folder in PURE)
