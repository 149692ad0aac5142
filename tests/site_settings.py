"""Settings of the site that browser tests visit: the portal's own, with collected files in a folder of the run."""

import os
from pathlib import Path

from portal.settings import *  # noqa: F403

STATIC_ROOT = Path(os.environ["COLLECTED"]) / "static"
# People log in often here.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
