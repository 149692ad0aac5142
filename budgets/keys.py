"""Keys that name rows in addresses and stay the same when a document is read again."""

import hashlib
from collections.abc import Collection
from itertools import count


def project_key(code: str, name: str) -> str:
    """Return a project's key: its code, or without one a key made of its name."""
    return code or f"p{hashlib.sha256(name.encode()).hexdigest()[:16]}"


def free_key(key: str, taken: Collection[str]) -> str:
    """Return a key, with a number after it where it is taken."""
    if key not in taken:
        return key
    return next(other for number in count(2) if (other := f"{key}-{number}") not in taken)
