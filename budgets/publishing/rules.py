"""What every step asks for: a state, a right, another person, and figures that hold."""

from collections.abc import Mapping

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.checks import blocking_findings
from budgets.editing import Log
from budgets.models import Edition, StepRecord
from budgets.publishing.errors import PublishingError
from budgets.publishing.people import Actor, is_allowed, name_of, second_step, skips_steps
from budgets.tables import Facts
from budgets.vocabulary import EditionStatus, Step

# The states from which a step may be taken; a transcribed draft may be published besides.
FROM: Mapping[Step, tuple[EditionStatus, ...]] = {
    Step.SUBMIT: (EditionStatus.DRAFT,),
    Step.SEND_BACK: (EditionStatus.SUBMITTED, EditionStatus.APPROVED, EditionStatus.SCHEDULED),
    Step.APPROVE: (EditionStatus.SUBMITTED,),
    Step.SCHEDULE: (EditionStatus.APPROVED, EditionStatus.SCHEDULED),
    Step.UNSCHEDULE: (EditionStatus.SCHEDULED,),
    Step.PUBLISH: (EditionStatus.APPROVED, EditionStatus.SCHEDULED),
    Step.WITHDRAW: (EditionStatus.PUBLISHED, EditionStatus.SUPERSEDED),
}
# What to do instead, by the state that an edition is in.
INSTEAD = {
    EditionStatus.DRAFT: gettext_lazy("请先填好并提交审核。"),
    EditionStatus.SUBMITTED: gettext_lazy("请先由审核人审核通过，或退回修改。"),
    EditionStatus.APPROVED: gettext_lazy("它已审核，等财政部门公开；要改数据，请先退回修改。"),
    EditionStatus.SCHEDULED: gettext_lazy("它将定时公开；要改数据，请先退回修改。"),
    EditionStatus.PUBLISHED: gettext_lazy("已公开的内容不再改动；如需更正，请新建更正版。"),
    EditionStatus.SUPERSEDED: gettext_lazy("它已被后来的更正取代，请到现行的一版办理。"),
    EditionStatus.WITHDRAWN: gettext_lazy("它已撤回；如需重新公开，请新建一版。"),
}
# What leads to the public is refused of a budget that is not to be public (预算法 art. 14).
TOWARDS_THE_PUBLIC = (Step.SCHEDULE, Step.PUBLISH)
AGED = gettext_lazy("打开本页以后，数据又有修改，没有办理。请重新核对后再办。")


def lock(edition: Edition) -> Edition:
    """Return an edition as it is now, locked until the transaction ends."""
    editions: QuerySet[Edition] = Edition.objects.select_for_update(of=("self",)).with_budget()
    return editions.get(pk=edition.pk)


def may_start(step: Step, edition: Edition) -> bool:
    """Tell whether an edition is in a state from which a step may be taken."""
    return edition.status in FROM[step] or (step == Step.PUBLISH and skips_steps(edition))


def why_not(step: Step, edition: Edition, by: Actor) -> str:
    """Say what keeps somebody from taking a step with an edition, whatever it says; a blank where nothing does."""
    values = {"number": edition.number, "status": edition.get_status_display(), "step": step.label}
    if not is_allowed(by, step, edition):
        return _("您没有对第 %(number)d 版办理“%(step)s”的权限，请联系管理员。") % values
    if not may_start(step, edition):
        told = _("第 %(number)d 版现在是“%(status)s”，不能办理“%(step)s”。") % values
        return told + str(INSTEAD[EditionStatus(edition.status)])
    if isinstance(by, str) and step == Step.PUBLISH and not edition.is_transcribed:
        return _("编制的预算要由财政部门的公开人登录工作台公开，不能由命令公开。")
    if step in TOWARDS_THE_PUBLIC and edition.budget.exemption_ground:
        return _("这份预算标为不予公开（%s），不能公开。确要公开的，请先取消标记。") % edition.budget.exemption_ground
    return second_step(edition, by, step)


def take(step: Step, current: Edition, by: Actor, revision: int | None = None) -> None:
    """Raise PublishingError unless somebody may take a step with a locked edition.

    `revision` is the one that was looked at: an edition that was edited since is to be looked at again.
    """
    reason = why_not(step, current, by)
    if reason:
        raise PublishingError(reason)
    if revision is not None and revision != current.revision:
        raise PublishingError(str(AGED))


def blocking_reasons(edition: Edition, facts: Facts | None = None) -> list[str]:
    """Return, in sentences, what keeps an edition from being submitted and published; a transcribed one is as it is."""
    if edition.is_transcribed:
        return []
    return [str(finding.message) for finding in blocking_findings(facts or Facts(edition))]


def refuse_errors(edition: Edition, facts: Facts | None = None) -> None:
    """Refuse a prepared edition whose sums do not hold."""
    reasons = blocking_reasons(edition, facts)
    if reasons:
        raise PublishingError(
            _("有 %(count)d 处错误须先改正：%(first)s") % {"count": len(reasons), "first": reasons[0]}
        )


def refuse_unexplained_correction(edition: Edition) -> None:
    """Refuse a correction of what the public reads now that does not say why."""
    if not edition.reason.strip() and Edition.objects.published().filter(budget=edition.budget_id).exists():
        raise PublishingError(_("更正已公开的预算，请写明更正原因；原因会随新版一起公开。"))


def move(current: Edition, status: EditionStatus) -> None:
    """Let an edition go on to another state."""
    current.status = status
    current.save(update_fields=["status"])


def record_step(edition: Edition, step: Step, by: Actor, remark: str = "") -> None:
    """Keep that somebody took a step, with the edition and in the log."""
    person = None if isinstance(by, str) else by
    values = {"step": step, "remark": remark, "actor": name_of(by)}
    StepRecord.objects.create(edition=edition, by_id=person.pk if person else None, **values)
    log = Log(by=person or AnonymousUser(), edition=edition)
    log.step(edition, f"{step.label}：{remark}" if remark else str(step.label))
    for record in log.records:
        record.actor = name_of(by)
    log.write()
