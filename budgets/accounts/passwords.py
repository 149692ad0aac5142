"""What a password must be, and whose was given by an administrator and is to be changed."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budgets.accounts.notes import note
from budgets.editing import Log, User
from budgets.models import FirstPassword

LETTER, DIGIT = re.compile(r"[A-Za-z]"), re.compile(r"[0-9]")


class LettersAndDigitsValidator:
    """Asks for both letters and digits, as the rules for government information systems do (GB/T 22239-2019)."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError for a password without a letter, or without a digit."""
        if not (LETTER.search(password) and DIGIT.search(password)):
            raise ValidationError(_("密码须同时包含字母和数字。"), code="password_without_letters_or_digits")

    def get_help_text(self) -> str:
        """Return the rule as a sentence."""
        return gettext("密码须同时包含字母和数字。")


def note_given_password(user: Any, log: Log) -> None:
    """Note that an administrator gave a person a password: it must be changed at the next login."""
    FirstPassword.objects.update_or_create(user=user)
    note(log, user, gettext("设置初始密码"))


def note_own_password(user: Any, log: Log) -> None:
    """Note that a person chose a password: nobody else knows it."""
    FirstPassword.objects.filter(user=user).delete()
    note(log, user, gettext("修改自己的密码"))


def must_change_password(user: User) -> bool:
    """Tell whether a person still has a password that somebody else gave."""
    return FirstPassword.objects.filter(user=user.pk).exists()
