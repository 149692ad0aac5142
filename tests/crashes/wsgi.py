"""The portal with all of its code loaded beforehand, so that a process made anew answers at once."""

from django.urls import reverse

from portal.wsgi import application

__all__ = ["application"]
# Resolving an address loads every view.
reverse("admin:desk")
