"""Who may do what with what: roles, what each may do, and over which departments."""

from budgets.rights.backend import RoleBackend
from budgets.rights.roles import ALLOWED, permission
from budgets.rights.scope import appointments_of, department_path, has_role, may, within

__all__ = [
    "ALLOWED",
    "RoleBackend",
    "appointments_of",
    "department_path",
    "has_role",
    "may",
    "permission",
    "within",
]
