"""People who import, and a document that was read."""

import pytest

from tests.imports.importing import importing_department, make_clerk, make_publisher, read, upload


@pytest.fixture(autouse=True)
def documents_folder(settings, tmp_path):
    """A folder of this test's own for the files that are kept."""
    settings.MEDIA_ROOT = tmp_path / "documents"
    return settings.MEDIA_ROOT


@pytest.fixture
def department(db):
    """The department that documents are imported for."""
    return importing_department()


@pytest.fixture
def clerk(department):
    """Who prepares its budget."""
    return make_clerk(department)


@pytest.fixture
def publisher(department):
    """Who transcribes for its region."""
    return make_publisher(department.region)


@pytest.fixture
def ready(department, clerk):
    """The twin, uploaded by the clerk and read."""
    return read(upload(department, clerk))
