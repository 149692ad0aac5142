"""Steps within the house: submit, send back, approve, set the hour of publication and take it back."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets.compliance import approval_date
from budgets.editing import User
from budgets.models import Edition, ScheduledPublication
from budgets.publishing.errors import PublishingError
from budgets.publishing.people import name_of
from budgets.publishing.reasons import confirm, refuse_open_warnings
from budgets.publishing.rules import lock, move, record_step, refuse_errors, refuse_unexplained_correction, take
from budgets.tables import Facts
from budgets.vocabulary import EditionStatus, Step

# The command that publishes runs once a minute.
SOONEST = timedelta(minutes=1)


@transaction.atomic
def submit(*, edition: Edition, by: User, remark: str = "", revision: int | None = None) -> None:
    """Hand a draft to the approver; its facts stay as they are from here on.

    A prepared edition with errors is refused, as is a correction without a reason; warnings may still be unexplained.
    """
    current = lock(edition)
    take(Step.SUBMIT, current, by, revision)
    refuse_errors(current)
    refuse_unexplained_correction(current)
    _take_over_approval(current)
    move(current, EditionStatus.SUBMITTED)
    record_step(current, Step.SUBMIT, by, remark.strip())


def _take_over_approval(draft: Edition) -> None:
    """Write into a draft when its budget was approved (批复), which is entered once for a whole year."""
    if draft.approved_on is None:
        draft.approved_on = approval_date(draft.budget)
        draft.save(update_fields=["approved_on"])


@transaction.atomic
def send_back(*, edition: Edition, by: User, remark: str) -> None:
    """Return an edition to those who write it, with what they are to change; a planned hour is given up."""
    current = lock(edition)
    take(Step.SEND_BACK, current, by)
    if not remark.strip():
        raise PublishingError(_("请写明退回的意见，让经办人知道要改什么。"))
    ScheduledPublication.objects.filter(edition=current).delete()
    move(current, EditionStatus.DRAFT)
    record_step(current, Step.SEND_BACK, by, remark.strip())


@transaction.atomic
def approve(*, edition: Edition, by: User, remark: str = "", revision: int | None = None) -> None:
    """Approve what was submitted; of a prepared edition every warning has a reason, for which the approver answers."""
    current = lock(edition)
    take(Step.APPROVE, current, by, revision)
    facts = Facts(current)
    refuse_errors(current, facts)
    refuse_open_warnings(current, facts)
    confirm(current, by)
    move(current, EditionStatus.APPROVED)
    record_step(current, Step.APPROVE, by, remark.strip())


@transaction.atomic
def schedule(*, edition: Edition, by: User, at: datetime, revision: int | None = None) -> ScheduledPublication:
    """Plan that an approved edition is published at an hour in the name of `by`, or plan it anew."""
    current = lock(edition)
    take(Step.SCHEDULE, current, by, revision)
    if at < timezone.now() + SOONEST:
        raise PublishingError(_("公开时间至少要在一分钟以后。要现在公开，请用“公开”。"))
    refuse_errors(current)
    values = {"publish_at": at, "set_by_id": by.pk, "actor": name_of(by), "problem": ""}
    planned, _made = ScheduledPublication.objects.update_or_create(edition=current, defaults=values)
    if current.status != EditionStatus.SCHEDULED:
        move(current, EditionStatus.SCHEDULED)
    record_step(current, Step.SCHEDULE, by, f"{timezone.localtime(at):%Y-%m-%d %H:%M}")
    return planned


@transaction.atomic
def unschedule(*, edition: Edition, by: User, remark: str = "") -> None:
    """Give up the planned hour; the edition stays approved."""
    current = lock(edition)
    take(Step.UNSCHEDULE, current, by)
    ScheduledPublication.objects.filter(edition=current).delete()
    move(current, EditionStatus.APPROVED)
    record_step(current, Step.UNSCHEDULE, by, remark.strip())
