"""When budgets were approved, entered once for a region's year; and which are exempt from being published."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from budgets.checks.completeness import DAYS_TO_PUBLISH
from budgets.compliance.acts import within_act
from budgets.editing import Log, User, logging, snapshot
from budgets.models import Budget, BudgetYear, Edition, Region
from budgets.vocabulary import EditionStatus, Phase

BATCH = 500


class ComplianceError(Exception):
    """What cannot be entered; the message says why and what to do."""


def deadline_after(approved_on: date) -> date:
    """Return the last day on which what was approved on a day is published in time (《预算法》第十四条).

    Within twenty days: the day of the approval does not count, the day after it is the first, the twentieth is the
    last; calendar days, with weekends and holidays, since the law names no others.
    """
    return approved_on + timedelta(days=DAYS_TO_PUBLISH)


def approval_date(budget: Budget, year: BudgetYear | None = None) -> date | None:
    """Return when a budget was approved: its own day, else that of its region's year; None where nobody said.

    The day of the year is that of the budgets: adjustments and final accounts are approved on days of their own.
    `year` saves a question where it is known.
    """
    if budget.approved_on is not None or budget.phase != Phase.BUDGET:
        return budget.approved_on
    if year is None:
        year = BudgetYear.objects.filter(region=budget.department.region_id, year=budget.year).first()
    return year.approved_on if year is not None else None


@transaction.atomic
def set_approval(
    *,
    region: Region,
    year: int,
    phase: str = Phase.BUDGET,
    approved_on: date | None,
    exceptions: Mapping[int, date | None] | None = None,
    by: User,
) -> int:
    """Enter when a region's budgets of a year and phase were approved; return of how many drafts that is the day.

    `exceptions` are days of single budgets by their id, None taking one away. Of budgets the day is kept with the
    year; of adjustments and final accounts with each budget that has none of its own. Drafts take the day over, so
    that it is published and checked (R18) with them.
    """
    Region.objects.select_for_update().get(pk=region.pk)
    budgets = list(
        Budget.objects.filter(department__region=region, year=year, phase=phase).select_related("department")
    )
    with logging(by=by) as log:
        changed: dict[int, date | None] = dict(exceptions or {})
        opened = None
        if phase == Phase.BUDGET:
            opened = _set_year(region, year, approved_on, log)
        elif approved_on is not None:
            changed = {**{one.pk: approved_on for one in budgets if one.approved_on is None}, **changed}
        _set_budgets([one for one in budgets if one.pk in changed], changed, log)
        return _hand_on(budgets, opened, log)


def _set_year(region: Region, year: int, approved_on: date | None, log: Log) -> BudgetYear:
    """Keep the day of a region's year; ComplianceError where the year was not opened."""
    opened = BudgetYear.objects.filter(region=region, year=year).first()
    if opened is None:
        raise ComplianceError(_("%(year)d 年还没有开启，请先在“开启年度”里开启。") % {"year": year})
    before = snapshot(opened)
    opened.approved_on = approved_on
    opened.save(update_fields=["approved_on"])
    log.changed(opened, before)
    return opened


def _set_budgets(budgets: Iterable[Budget], days: Mapping[int, date | None], log: Log) -> None:
    """Keep days that are a budget's own."""
    rows = []
    for budget in budgets:
        before = snapshot(budget)
        budget.approved_on = days[budget.pk]
        within_act(log, budget.department).changed(budget, before)
        rows.append(budget)
    Budget.objects.bulk_update(rows, ["approved_on"], batch_size=BATCH)


def _hand_on(budgets: Iterable[Budget], year: BudgetYear | None, log: Log) -> int:
    """Give drafts the day of their budget's approval.

    That is no edit of theirs: whoever of the bureau enters the day may still publish them. The log finds it under
    the department.
    """
    days = {one.pk: approval_date(one, year or BudgetYear()) for one in budgets}
    drafts = Edition.objects.select_for_update(of=("self",)).with_budget().filter(status=EditionStatus.DRAFT)
    rows = [one for one in drafts.filter(budget__in=list(days)) if one.approved_on != days[one.budget_id]]
    for draft in rows:
        before = snapshot(draft)
        draft.approved_on = days[draft.budget_id]
        within_act(log, draft.budget.department).changed(draft, before)
    Edition.objects.bulk_update(rows, ["approved_on"], batch_size=BATCH)
    return len(rows)


@transaction.atomic
def exempt(*, budget: Budget, ground: str, by: User) -> None:
    """Mark a budget as not to be published, with its ground, or no longer so where the ground is blank.

    Only state secrets are exempt (《预算法》第十四条). ComplianceError where the budget is public already.
    """
    Region.objects.select_for_update().get(pk=budget.department.region_id)
    current = Budget.objects.select_related("department").get(pk=budget.pk)
    if ground and current.editions.published().exists():
        raise ComplianceError(_("这份预算已经公开，不能标为不予公开；请先撤回已公开的版本。"))
    with logging(by=by, department=current.department) as log:
        before = snapshot(current)
        current.exemption_ground = ground.strip()
        current.save(update_fields=["exemption_ground"])
        log.changed(current, before)
