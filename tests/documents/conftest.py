"""What the tests of documents share."""

import pytest

from tests.documents.twin import read, twin


@pytest.fixture(scope="module")
def reading():
    """The twin, read once for a module whose tests change nothing of it."""
    return read(twin())


@pytest.fixture(autouse=True)
def documents_folder(settings, tmp_path):
    """A folder of this test's own for the files that imports keep."""
    settings.MEDIA_ROOT = tmp_path / "documents"
    return settings.MEDIA_ROOT
