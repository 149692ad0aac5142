"""What a page says to its reader, and where it leads."""

import re
from html import unescape
from typing import Any


def words(response: Any) -> str:
    """Return the words of a page's main part, a blank between any two pieces of it."""
    main = re.search(r"<main.*?</main>", response.content.decode(), re.DOTALL)
    assert main is not None
    inline = re.sub(r"</?(?:ins|del|b|strong|a)\b[^>]*>", "", main[0])
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", inline)))


def links(response: Any) -> list[str]:
    """Return every address that a page's main part links to."""
    main = re.search(r"<main.*?</main>", response.content.decode(), re.DOTALL)
    assert main is not None
    return [unescape(address) for address in re.findall(r'<a[^>]* href="([^"]*)"', main[0])]
