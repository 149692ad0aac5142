"""What surrounds every page of the workspace: who is at work, as what, and where one goes from there."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from budgets.rights import appointments_of, has_role
from budgets.vocabulary import Role

register = template.Library()

EVERYBODY = tuple(Role)
# Where one goes, and which roles do; the desk itself is everybody's.
PLACES: tuple[tuple[Any, str, tuple[Role, ...]], ...] = (
    (_("我的工作"), "admin:index", EVERYBODY),
    (_("导入文件"), "admin:import_upload", (Role.CLERK, Role.PUBLISHER)),
    (_("批复与期限"), "admin:year_approval", (Role.PUBLISHER,)),
    (_("不予公开"), "admin:year_exemption", (Role.PUBLISHER,)),
    (_("开启年度"), "admin:year_open", (Role.PUBLISHER,)),
    (_("部门变更"), "admin:house", (Role.PUBLISHER,)),
    (_("人员与岗位"), "admin:auth_user_changelist", (Role.ADMINISTRATOR,)),
    (_("操作记录"), "admin:budgets_changerecord_changelist", EVERYBODY),
)


@dataclass(frozen=True)
class Place:
    """A place to go to: its name, its address, and whether one is there."""

    label: Any
    address: str
    is_here: bool


@dataclass(frozen=True)
class Surroundings:
    """Who is at work, in which roles, and the places to go to."""

    name: str
    roles: str
    places: list[Place]


@register.simple_tag(takes_context=True)
def workspace(context: Context) -> Surroundings | None:
    """Return what surrounds the page for whoever is logged in; None for a visitor."""
    request = context.get("request")
    user = getattr(request, "user", None)
    if request is None or user is None or not user.is_authenticated:
        return None
    return Surroundings(
        name=user.get_full_name() or user.get_username(),
        roles=_roles(user),
        places=list(_places(user, request.path)),
    )


def _roles(user: Any) -> str:
    """Name a person's roles, each once; a superuser holds all of them."""
    if user.is_superuser:
        return str(_("超级管理员"))
    return "、".join(dict.fromkeys(one.get_role_display() for one in appointments_of(user)))


def _places(user: Any, path: str) -> Iterator[Place]:
    """Yield the places that somebody goes to."""
    for label, name, roles in PLACES:
        if roles == EVERYBODY or has_role(user, *roles):
            address = reverse(name)
            is_here = path == address if name == "admin:index" else path.startswith(address)
            yield Place(label, address, is_here)
