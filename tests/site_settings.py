"""Settings of the site that browser tests visit: the portal's own, with collected files in the data folder."""

from portal.settings import *  # noqa: F403

STATIC_ROOT = DATA_DIRECTORY / "static"  # noqa: F405
