"""Addresses of other pages of the workspace, as far as they exist."""

from typing import Any

from django.urls import NoReverseMatch, reverse


def address_of(name: str, *args: Any) -> str:
    """Return the address of a page of the workspace, or "" where there is no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
