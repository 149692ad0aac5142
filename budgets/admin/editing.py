"""Editing by people: it is recorded on the edition, and stops where the edition has been published."""

from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets.immutability import MESSAGE
from budgets.models import Edition
from budgets.vocabulary import EditionStatus

User = AbstractBaseUser | AnonymousUser


class FrozenEditionError(Exception):
    """Somebody published the edition while it was being edited."""


def record_edit(editions: Iterable[int], *, by: User) -> None:
    """Note on each edition, given by its id, who edited it and when; raise FrozenEditionError unless all are drafts.

    The rows stay locked until the transaction ends, so that nobody publishes between this and what it announces.
    """
    wanted = set(editions)
    drafts = Edition.objects.filter(pk__in=wanted, status=EditionStatus.DRAFT)
    if drafts.update(edited_at=timezone.now(), edited_by=by) != len(wanted):
        raise FrozenEditionError


def explain_refusal(error: Exception) -> str:
    """Return why nothing was saved, in a sentence a clerk understands."""
    if isinstance(error, IntegrityError) and MESSAGE not in str(error):
        return _("没有保存：同时有人作了相同或相关的修改。请核对后重试。")
    return _("没有保存：这一版已经公开，公开后的数据不能修改或删除。如需更正，请新建一版。")
