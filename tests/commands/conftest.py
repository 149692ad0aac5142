"""What the tests of commands share."""

from tests.documents.conftest import documents_folder

__all__ = ["documents_folder"]
