"""Addresses of the workspace's pages that others lead to."""

from typing import Any

from django.urls import reverse

from budgets.models import Edition


def address_of(name: str, *args: Any) -> str:
    """Return the address of a page of the workspace by its name: "admin:edition_desk"."""
    return reverse(name, args=args)


def edition_address(edition: Edition) -> str:
    """Return the address of the page on which people work on an edition."""
    return address_of("admin:edition_desk", edition.pk)
