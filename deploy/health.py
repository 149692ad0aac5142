"""Exit 0 when the portal answers its home page, which it reads from the database; the container's health check."""

import os
import sys
from http.client import HTTPConnection, HTTPException


def allowed_host() -> str:
    """Return a host name that the portal accepts: the first of ALLOWED_HOSTS that is one."""
    names = (name.strip().lstrip(".") for name in os.environ.get("ALLOWED_HOSTS", "").split(","))
    return next((name for name in names if name and name != "*"), "localhost")


def home_page_status(port: int) -> int:
    """Ask for the home page as the proxy would, and return the status."""
    connection = HTTPConnection("127.0.0.1", port, timeout=4)
    connection.request("GET", "/", headers={"Host": allowed_host(), "X-Forwarded-Proto": "https"})
    return connection.getresponse().status


if __name__ == "__main__":
    try:
        status = home_page_status(int(os.environ.get("PORT", "8000")))
    except (OSError, HTTPException) as error:
        sys.exit(f"no answer: {error}")
    sys.exit(None if status == 200 else f"the home page answers {status}")
