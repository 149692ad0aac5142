"""Settings of the site that is killed: the portal's own, with files as they lie, since nobody looks at its pages."""

import os

from portal.settings import *  # noqa: F403

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# A disk that is full: SQLite's file may not grow beyond so many pages.
if "PAGE_LIMIT" in os.environ:
    DATABASES["default"]["OPTIONS"]["init_command"] += f"PRAGMA max_page_count={os.environ['PAGE_LIMIT']};"  # noqa: F405
