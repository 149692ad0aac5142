"""What the database refuses to save, explained."""

from django.db import IntegrityError
from django.utils.translation import gettext as _

from budgets.editing import FrozenEditionError, User, record_edit
from budgets.immutability import MESSAGE

__all__ = ["FrozenEditionError", "User", "explain_refusal", "record_edit"]


def explain_refusal(error: Exception) -> str:
    """Return why nothing was saved, in a sentence a clerk understands."""
    if isinstance(error, IntegrityError) and MESSAGE not in str(error):
        return _("没有保存：同时有人作了相同或相关的修改。请核对后重试。")
    return _(
        "没有保存：这一版已经提交或公开，其中的数据不能修改或删除。待审核的可以请审核人退回；已公开的请新建一版更正。"
    )
