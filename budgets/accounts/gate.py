"""What stands between somebody and the workspace: the login, a session that is over, the second factor, a password."""

from enum import StrEnum
from typing import Any

from django.http import HttpRequest

from budgets.accounts import second_factor
from budgets.accounts.sessions import PASSWORD_IS_GIVEN, has_expired, is_remembered


class Obstacle(StrEnum):
    """What somebody must do before any page of the workspace opens."""

    LOGIN = "login"
    EXPIRED = "expired"
    CODE = "code"
    SET_UP = "set_up"
    PASSWORD = "password"


# Who meets one of these has logged in, and only has the rest to do.
AFTER_LOGIN = (Obstacle.CODE, Obstacle.SET_UP, Obstacle.PASSWORD)


def find_obstacle(request: HttpRequest) -> Obstacle | None:
    """Return what somebody must do first, or None for staff whose way is free."""
    user: Any = request.user
    if not (user.is_authenticated and user.is_active and user.is_staff):
        return Obstacle.EXPIRED if not user.is_authenticated and is_remembered(request) else Obstacle.LOGIN
    if has_expired(request.session):
        return Obstacle.EXPIRED
    if not second_factor.is_verified(user) and (obstacle := _second_factor_obstacle(request)):
        return obstacle
    return Obstacle.PASSWORD if request.session.get(PASSWORD_IS_GIVEN) else None


def _second_factor_obstacle(request: Any) -> Obstacle | None:
    """Return what somebody who has not given a code must do; the database is asked once a request."""
    user, known = request.user, getattr(request, "portal_second_factor", None)
    if known is None or known[0] != user.pk:
        has_app, is_required = second_factor.standing(user)
        found = Obstacle.CODE if has_app else Obstacle.SET_UP if is_required else None
        known = request.portal_second_factor = (user.pk, found)
    return known[1]
