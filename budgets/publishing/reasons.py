"""Reasons for warnings: proposed by those who write a budget, confirmed by whoever approves it, public with it."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets.checks import Finding, check, findings_of
from budgets.editing import User, logging, snapshot
from budgets.models import CheckSummary, Edition, Waiver
from budgets.publishing.errors import PublishingError
from budgets.publishing.people import name_of
from budgets.publishing.rules import INSTEAD, lock
from budgets.review import LONGEST_FINDING, unexplained
from budgets.rights import may
from budgets.tables import Facts
from budgets.vocabulary import EditionStatus, Severity

# A reason by its rule and by the sentence of the finding; a blank sentence for all findings of the rule.
Reasons = Mapping[tuple[str, str], str]


def sentence_of(finding: Finding) -> str:
    """Return the sentence by which a reason names a finding."""
    return str(finding.message)[:LONGEST_FINDING]


def warnings_of(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that a reason can settle."""
    return [finding for finding in findings if finding.severity == Severity.WARNING]


def open_warnings(facts: Facts) -> list[Finding]:
    """Return the warnings of an edition for which nobody has given a reason yet."""
    return unexplained(facts.edition, warnings_of(findings_of(check(facts))))


def may_explain(by: User, edition: Edition) -> bool:
    """Tell whether somebody may give reasons: who writes or approves a draft, who approves what was submitted."""
    if edition.status == EditionStatus.DRAFT:
        return may(by, "change", edition) or may(by, "approve", edition)
    return edition.status == EditionStatus.SUBMITTED and may(by, "approve", edition)


@transaction.atomic
def explain(*, edition: Edition, by: User, reasons: Reasons) -> int:
    """Give, change or (with a blank) take back reasons for warnings; return how many were changed.

    Raises PublishingError where the edition does not wait for reasons of this person.
    """
    current = lock(edition)
    if not may_explain(by, current):
        values = {"number": current.number, "status": current.get_status_display()}
        told = _("第 %(number)d 版现在是“%(status)s”，您不能填写说明。") % values
        raise PublishingError(told + str(INSTEAD[EditionStatus(current.status)]))
    kept = {(waiver.rule, waiver.finding): waiver for waiver in Waiver.objects.filter(edition=current)}
    wanted = {key: reason.strip() for key, reason in reasons.items()}
    changed = {key: text for key, text in wanted.items() if text != (kept[key].reason if key in kept else "")}
    with logging(by=by, edition=current) as log:
        for (rule, finding), text in changed.items():
            waiver = kept.get((rule, finding)) or Waiver(edition=current, rule=rule, finding=finding)
            if not text:
                log.deleted([waiver])
                waiver.delete()
                continue
            before, is_new = snapshot(waiver), waiver.pk is None
            waiver.reason, waiver.granted_by = text, name_of(by)
            waiver.save()
            log.created([waiver]) if is_new else log.changed(waiver, before)
    forget_summary(current)
    return len(changed)


def confirm(current: Edition, by: User) -> None:
    """Let the reasons stand in the name of whoever approves them."""
    Waiver.objects.filter(edition=current).update(granted_by=name_of(by), granted_at=timezone.now())


def forget_summary(edition: Edition) -> None:
    """Let the checks be counted anew: reasons are no edit of facts, but change what is still to be explained."""
    CheckSummary.objects.filter(edition=edition).delete()


def refuse_open_warnings(edition: Edition, facts: Facts) -> None:
    """Refuse to approve a prepared edition with warnings that nobody explained."""
    left = [] if edition.is_transcribed else open_warnings(facts)
    if left:
        values = {"count": len(left), "rule": left[0].rule, "first": left[0].message}
        raise PublishingError(_("还有 %(count)d 条提示没有说明理由，例如 %(rule)s：%(first)s") % values)
