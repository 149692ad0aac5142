"""Settings of the tests: the site's own, with plain static files and quick password hashes."""

import tempfile
from pathlib import Path

from portal.settings import *  # noqa: F403

SECRET_KEY = "only-for-tests"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="portal-documents-"))
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
