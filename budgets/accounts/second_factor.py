"""The second factor: codes from an app (TOTP, RFC 6238), and recovery codes for when the app is lost."""

import re
import secrets
from base64 import b32encode
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django_otp import verify_token
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from budgets.accounts.notes import note
from budgets.editing import Log
from budgets.models import RoleRule
from budgets.rights import appointments_of
from budgets.vocabulary import Role

CODE = re.compile(r"[0-9]{6}")
RECOVERY_CODES = 10
# Letters and digits that nobody confuses when copying them by hand; eight of them carry 39 bits.
ALPHABET, LENGTH = "abcdefghjkmnpqrstuvwxyz23456789", 8


def is_verified(user: Any) -> bool:
    """Tell whether a person has given a code in this session."""
    return hasattr(user, "is_verified") and user.is_verified()


def app_of(user: Any, *, confirmed: bool = True) -> TOTPDevice | None:
    """Return the app that makes a person's codes; unconfirmed, the one that is being set up."""
    return TOTPDevice.objects.filter(user=user.pk, confirmed=confirmed).order_by("-pk").first()


def is_required(user: Any) -> bool:
    """Tell whether one of a person's roles asks for a second factor; superusers count as administrators."""
    return _rules_for(user).exists()


def standing(user: Any) -> tuple[bool, bool]:
    """Tell whether a person has set up an app, and whether a role asks for one, in one query: each page asks this."""
    app = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
    return User.objects.filter(pk=user.pk).values_list(Exists(app), Exists(_rules_for(user))).get()


def _rules_for(user: Any) -> QuerySet[RoleRule]:
    """Return the rules of a person's roles that ask for a second factor."""
    roles = {one.role for one in appointments_of(user)} | ({Role.ADMINISTRATOR} if user.is_superuser else set())
    return RoleRule.objects.filter(role__in=roles, requires_second_factor=True).order_by()


def begin_set_up(user: Any) -> TOTPDevice:
    """Return a new app with a new secret, to be confirmed; one begun before is forgotten."""
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user.pk, confirmed=False).delete()
        return TOTPDevice.objects.create(user_id=user.pk, name="app", confirmed=False)


def confirm_set_up(user: Any, code: str, log: Log) -> TOTPDevice | None:
    """Put a new app in the place of the former one where its code is right; return it, or None."""
    waiting = app_of(user, confirmed=False)
    if waiting is None or verify_token(user, waiting.persistent_id, code) is None:
        return None
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user.pk, confirmed=True).delete()
        waiting.refresh_from_db()
        waiting.confirmed = True
        waiting.save(update_fields=["confirmed"])
        note(log, user, gettext("设置动态口令"))
    return waiting


def verify(user: Any, text: str) -> Any:
    """Return the device that accepts what a person typed: six digits, or a recovery code; None where none does.

    A code is taken once; after each wrong one the next is heard only after a pause that grows.
    """
    typed = re.sub(r"[\s-]", "", text).lower()
    kind = TOTPDevice if CODE.fullmatch(typed) else StaticDevice
    device = kind.objects.filter(user=user.pk, confirmed=True).order_by("-pk").first()
    return verify_token(user, device.persistent_id, typed) if device is not None else None


def seconds_to_wait(user: Any, *, confirmed: bool = True) -> int:
    """Return for how many seconds no code is heard after wrong ones."""
    devices = [app_of(user, confirmed=confirmed), StaticDevice.objects.filter(user=user.pk).first()]
    waits = [device.verify_is_allowed()[1] for device in devices if device is not None]
    until = [one["locked_until"] for one in waits if one and "locked_until" in one]
    return max((int((moment - timezone.now()).total_seconds()) + 1 for moment in until), default=0)


def renew_recovery_codes(user: Any, log: Log) -> list[str]:
    """Return new recovery codes, each good for one login; those given before are void."""
    codes = ["".join(secrets.choice(ALPHABET) for _place in range(LENGTH)) for _code in range(RECOVERY_CODES)]
    with transaction.atomic():
        StaticDevice.objects.filter(user=user.pk).delete()
        device = StaticDevice.objects.create(user_id=user.pk, name="recovery", confirmed=True)
        StaticToken.objects.bulk_create([StaticToken(device=device, token=code) for code in codes])
        note(log, user, gettext("生成恢复码"))
    return codes


def count_recovery_codes(user: Any) -> int:
    """Return how many recovery codes are left."""
    return StaticToken.objects.filter(device__user=user.pk).count()


def reset(user: Any, log: Log) -> None:
    """Forget a person's app and recovery codes; the next login needs the password alone, or sets up a new app."""
    TOTPDevice.objects.filter(user=user.pk).delete()
    StaticDevice.objects.filter(user=user.pk).delete()
    note(log, user, gettext("重设动态口令"))


def key_of(app: TOTPDevice) -> str:
    """Return the secret of an app as one types it, in groups of four: "ABCD EFGH …"."""
    text = b32encode(app.bin_key).decode("ascii")
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))
