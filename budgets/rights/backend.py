"""Roles as Django asks for them: `user.has_perm("budgets.change_edition", edition)`."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.db.models import Model

from budgets.rights.roles import PERMISSIONS
from budgets.rights.scope import appointments_of, may
from budgets.vocabulary import Role


class RoleBackend(BaseBackend):
    """Grants what a person's appointments grant; it logs nobody in."""

    def has_perm(self, user_obj: Any, perm: str, obj: Model | None = None) -> bool:
        """Tell whether somebody has a permission: somewhere, or on the row given."""
        if obj is not None:
            action = perm.removeprefix(f"{obj._meta.app_label}.").removesuffix(f"_{obj._meta.model_name}")
            return may(user_obj, action, obj)
        return any(perm in PERMISSIONS[Role(one.role)] for one in appointments_of(user_obj))

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        """Tell whether somebody may do anything with an application."""
        names = set().union(*(PERMISSIONS[Role(one.role)] for one in appointments_of(user_obj)), ())
        return any(name.startswith(f"{app_label}.") for name in names)
