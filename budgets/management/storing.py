"""Storing what a command has read, and publishing it in the name of the command line."""

from django.db import transaction
from django.utils.translation import gettext as _

from budgets.documents.load import Loaded, Stored, store
from budgets.documents.reading import Reading
from budgets.documents.regions import name_region
from budgets.publishing import PublishingError, publish

ACTOR = "命令行"


def name_its_region(reading: Reading) -> None:
    """Give a region that has no name yet the one that its department's name begins with."""
    region = reading.edition.budget.department.region
    region.name = region.name or name_region(reading.edition.department_name, region.code)


def store_reading(
    reading: Reading, *, replace_draft: bool = False, publishes: bool = False, reason: str = ""
) -> Stored:
    """Store a reading and publish it where that is asked for, both or neither.

    Raises DocumentError or PublishingError where that cannot be.
    """
    with transaction.atomic():
        stored = store(reading, replace_draft=replace_draft)
        if publishes and stored.edition.is_draft:
            _refuse_edited(stored)
            publish(edition=stored.edition, by=ACTOR, reason=reason)
    return stored


def _refuse_edited(stored: Stored) -> None:
    """Raise PublishingError for a draft that a person has changed since it was read: its publication is theirs."""
    if stored.edition.edited_at is not None:
        raise PublishingError(_("“%s”经过人工编辑，请在后台核对后公开。") % stored.edition)


def describe_stored(stored: Stored) -> str:
    """Say what was done."""
    messages = {
        Loaded.CREATED: _("已保存：%s。"),
        Loaded.REPLACED: _("已替换原有草稿：%s。"),
        Loaded.UNCHANGED: _("这份文件已经导入过，没有改动：%s。"),
    }
    return messages[stored.what] % stored.edition
