"""Keys that name rows in addresses and stay the same when a document is read again."""

import hashlib


def project_key(code: str, name: str) -> str:
    """Return a project's key: its code, or without one a key made of its name."""
    return code or f"p{hashlib.sha256(name.encode()).hexdigest()[:16]}"
