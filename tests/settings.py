"""Settings of the tests: the site's own, with plain static files and quick password hashes."""

from portal.settings import *  # noqa: F403

SECRET_KEY = "only-for-tests"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = DATA_DIRECTORY / "test-documents"  # noqa: F405
# Otherwise every client of every test lists all collected files anew.
WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, as in production: threads have connections of their own.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIRECTORY / "test.sqlite3")}  # noqa: F405
