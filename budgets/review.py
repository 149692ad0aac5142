"""What the checks say of an edition while it is being worked on, kept so that lists need not check anew."""

from collections.abc import Iterable, Sequence

from django.utils import timezone

from budgets.checks import Finding, Result, check, findings_of
from budgets.models import CheckSummary, Edition, Waiver
from budgets.tables import Facts
from budgets.vocabulary import Severity

# The rule that asks whether everything is there: what it finds is what is missing.
COMPLETENESS = "R17"
LONGEST_FINDING = 500


def findings_of_edition(edition: Edition) -> list[Finding]:
    """Check an edition as it is stored and return what was found, errors first; the summary is kept."""
    return findings_of(review(edition))


def review(edition: Edition) -> list[Result]:
    """Check an edition as it is stored and return what became of each rule; the summary is kept.

    The revision is read before the facts: what somebody changes meanwhile makes the summary old, never wrong.
    """
    edition.revision = _current_revision(edition)
    results = check(Facts(edition))
    keep_summary(edition, results)
    return results


def summarise(edition: Edition) -> CheckSummary:
    """Return what the checks say of an edition in numbers: as kept where nothing changed since, else checked anew."""
    kept = CheckSummary.objects.filter(edition=edition).first()
    if kept is not None and kept.revision == _current_revision(edition):
        return kept
    review(edition)
    return CheckSummary.objects.get(edition=edition)


def keep_summary(edition: Edition, results: Sequence[Result]) -> None:
    """Store what the checks said of an edition at its revision; whoever grants a waiver does so too."""
    findings = findings_of(list(results))
    errors = [one for one in findings if one.severity == Severity.ERROR]
    warnings = [one for one in findings if one.severity != Severity.ERROR]
    summary = CheckSummary(
        edition=edition,
        revision=edition.revision,
        errors=len(errors),
        warnings=len(warnings),
        unexplained=len(unexplained(edition, warnings)),
        missing=[str(one.message) for one in findings if one.rule == COMPLETENESS],
        checked_at=timezone.now(),
    )
    # Two who check at once write the same row: the database settles it.
    CheckSummary.objects.bulk_create(
        [summary],
        update_conflicts=True,
        unique_fields=["edition"],
        update_fields=["revision", "errors", "warnings", "unexplained", "missing", "checked_at"],
    )


def unexplained(edition: Edition, warnings: Iterable[Finding]) -> list[Finding]:
    """Return those warnings that no waiver gives a reason for, neither for the rule nor for the sentence."""
    given = set(Waiver.objects.filter(edition=edition).values_list("rule", "finding"))
    return [
        one
        for one in warnings
        if (one.rule, "") not in given and (one.rule, str(one.message)[:LONGEST_FINDING]) not in given
    ]


def _current_revision(edition: Edition) -> int:
    """Return how often an edition was edited, as the database has it now."""
    return Edition.objects.values_list("revision", flat=True).get(pk=edition.pk)
