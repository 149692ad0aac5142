"""Who takes a step: nobody takes two different ones with one edition, nor approves or publishes what they wrote.

预算 goes through the hands of a clerk, an approver and the finance bureau; that these are three people is the point
of it, so that it holds for superusers too.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.editing import User, actor_name
from budgets.models import ChangeRecord, Edition, StepRecord
from budgets.rights import may
from budgets.vocabulary import ChangeAction, EditionStatus, Step

# A person of the house, or the name under which a command acts.
Actor = User | str
EDITS = (ChangeAction.CREATED, ChangeAction.CHANGED, ChangeAction.DELETED)
# Whoever gives reasons for findings examines; whoever began an edition wrote nothing in it yet.
EXAMINED = ("Waiver",)
# Steps that must have been taken by others, and whether the facts must have been written by others.
APART: dict[Step, tuple[tuple[Step, ...], bool]] = {
    Step.SUBMIT: ((Step.APPROVE, Step.SCHEDULE), False),
    Step.APPROVE: ((Step.SUBMIT, Step.SCHEDULE), True),
    Step.SCHEDULE: ((Step.SUBMIT, Step.APPROVE), True),
    Step.PUBLISH: ((Step.SUBMIT, Step.APPROVE), True),
}
DONE = {
    Step.SUBMIT: gettext_lazy("提交过"),
    Step.APPROVE: gettext_lazy("审核过"),
    Step.SCHEDULE: gettext_lazy("安排过定时公开"),
}


def name_of(by: Actor) -> str:
    """Return the name under which somebody's steps are recorded."""
    return (by if isinstance(by, str) else actor_name(by))[:150]


def is_allowed(by: Actor, step: Step, edition: Edition) -> bool:
    """Tell whether somebody may take a step with an edition at all; a command may publish and withdraw."""
    if isinstance(by, str):
        return step in (Step.PUBLISH, Step.WITHDRAW)
    return may(by, step.value, edition)


def second_step(edition: Edition, by: Actor, step: Step) -> str:
    """Say which part in an edition keeps a person from taking a step with it; a blank where none does."""
    others, must_not_write = APART.get(step, ((), False))
    if isinstance(by, str) or not others or skips_steps(edition):
        return ""
    values = {"step": step.label}
    taken = StepRecord.objects.filter(edition=edition, by_id=by.pk, step__in=others).order_by("id").first()
    if taken is not None:
        values["done"] = DONE[Step(taken.step)]
        return _("您%(done)s这一版，不能再由您办理“%(step)s”：每一步须由不同的人办理，请交给另一位同事。") % values
    if must_not_write and has_edited(edition, by):
        return _("您填写或修改过这一版的数据，不能再由您办理“%(step)s”：请交给没有参与填写的同事。") % values
    return ""


def skips_steps(edition: Edition) -> bool:
    """Tell whether an edition is published as it is: what was published elsewhere is only copied here."""
    return edition.is_transcribed and edition.status == EditionStatus.DRAFT


def has_edited(edition: Edition, by: User) -> bool:
    """Tell whether a person ever changed a fact of an edition."""
    if edition.edited_by_id == by.pk:
        return True
    own = ChangeRecord.objects.filter(edition=edition, by_id=by.pk, action__in=EDITS).exclude(kind__in=EXAMINED)
    return own.exclude(kind="Edition", action=ChangeAction.CREATED).exists()
