"""Reminding by e-mail: the people of departments whose budget is due or late, and a summary for the bureau."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from smtplib import SMTPException

from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets.compliance.standing import Standing, State, standings_of
from budgets.models import Appointment, Budget, Region, Reminder
from budgets.vocabulary import ReminderKind, Role

# From so many days before the deadline on.
DAYS_BEFORE = 5
# Of budgets of years before the last one nobody is reminded any more.
YEARS_BACK = 1
MailError = (OSError, SMTPException)


@dataclass
class Report:
    """What a run sent, to whom, and what failed, in sentences."""

    sent: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def kind_of(standing: Standing) -> ReminderKind | None:
    """Return why the people of a budget are to be reminded of it, or None."""
    if standing.state == State.LATE:
        return ReminderKind.LATE
    is_soon = standing.state == State.DUE and standing.days is not None and standing.days <= DAYS_BEFORE
    return ReminderKind.DUE_SOON if is_soon else None


def needing(region: Region, today: date) -> list[Standing]:
    """Return the budgets of a region of which somebody is to be reminded, late ones first."""
    budgets = Budget.objects.filter(department__region=region, year__gte=today.year - YEARS_BACK)
    standings = standings_of(budgets, today)
    return sorted((one for one in standings if kind_of(one)), key=lambda one: one.urgency)


def send_reminders(*, today: date | None = None, dry_run: bool = False) -> Report:
    """Send each department one mail a budget, and each region's bureau a summary, once a day also where two run.

    A mail is noted as sent before it is, so that nobody gets two; where it fails the note is taken back, and the
    next run sends it. `dry_run` only reports what would be sent.
    """
    today = today or timezone.localdate()
    report = Report()
    for region in Region.objects.filter(is_invented=False).order_by("code"):
        standings = needing(region, today)
        if standings and dry_run:
            report.sent += [_line(one) for one in standings]
        elif standings:
            _remind(region, standings, today, report)
    return report


def _remind(region: Region, standings: Sequence[Standing], today: date, report: Report) -> None:
    """Send what has not been sent today of one region."""
    people = _people_of(standings)
    claimed, summary = _claim(region, standings, people, today)
    by_budget = {one.budget.pk: one for one in standings}
    for reminder in claimed:
        standing = by_budget[reminder.budget_id]
        subject = _("%(label)s：%(word)s") % {"label": _name(standing), "word": _word(standing)}
        _send(reminder, subject, _letter(standing), report)
    if summary is not None:
        text = _summary(region, standings, people)
        subject = _("%(region)s：%(count)d 份预算待公开") % {"region": region.name, "count": len(standings)}
        _send(summary, subject, text, report)


def _claim(
    region: Region, standings: Iterable[Standing], people: dict[int, list[str]], today: date
) -> tuple[list[Reminder], Reminder | None]:
    """Note what is about to be sent, under the lock of the region; what is noted already is somebody else's."""
    with transaction.atomic():
        Region.objects.select_for_update().get(pk=region.pk)
        noted = Reminder.objects.filter(sent_on=today, budget__department__region=region)
        there = set(noted.values_list("budget", "kind"))
        rows = [
            Reminder(budget=one.budget, kind=kind, sent_on=today, recipients=", ".join(people[one.budget.pk]))
            for one in standings
            if (kind := kind_of(one)) and (one.budget.pk, kind) not in there and people[one.budget.pk]
        ]
        publishers = _publishers(region)
        summary = None
        if publishers and not any(kind == ReminderKind.SUMMARY for _budget, kind in there):
            first = next(iter(standings)).budget
            summary = Reminder(budget=first, kind=ReminderKind.SUMMARY, sent_on=today, recipients=", ".join(publishers))
        Reminder.objects.bulk_create([*rows, *([summary] if summary else [])])
    return rows, summary


def _send(reminder: Reminder, subject: str, text: str, report: Report) -> None:
    """Send one mail; where that fails, report it and take back the note that it was sent."""
    recipients = reminder.recipients.split(", ")
    try:
        send_mail(subject, text, None, recipients)
    except MailError as error:
        reminder.delete()
        report.failed.append(_("没有发出：%(subject)s（%(error)s）") % {"subject": subject, "error": error})
    else:
        report.sent.append(f"{subject} → {reminder.recipients}")


def _people_of(standings: Iterable[Standing]) -> dict[int, list[str]]:
    """Return the addresses of clerks and approvers by budget's id: of the department, and of a unit's parent."""
    departments = {one.budget.pk: one.budget.department for one in standings}
    wanted = {one.pk for one in departments.values()} | {one.parent_id for one in departments.values()} - {None}
    found: dict[int, set[str]] = defaultdict(set)
    rows = Appointment.objects.filter(
        role__in=(Role.CLERK, Role.APPROVER), department__in=wanted, user__is_active=True
    ).exclude(user__email="")
    for department, email in rows.values_list("department", "user__email"):
        found[department].add(email)  # type: ignore[index]
    return {
        budget: sorted(found[one.pk] | (found[one.parent_id] if one.parent_id else set()))
        for budget, one in departments.items()
    }


def _publishers(region: Region) -> list[str]:
    """Return the addresses of a region's publishers."""
    rows = Appointment.objects.filter(role=Role.PUBLISHER, region=region, user__is_active=True)
    return sorted(set(rows.exclude(user__email="").values_list("user__email", flat=True)))


def _name(standing: Standing) -> str:
    """Name a budget: department, year, phase."""
    budget = standing.budget
    return _("%(label)s %(year)d 年%(phase)s") % {
        "label": standing.label,
        "year": budget.year,
        "phase": budget.get_phase_display(),
    }


def _word(standing: Standing) -> str:
    """Say how many days there are, or have passed."""
    days = standing.days or 0
    if standing.state == State.LATE:
        return _("已超过公开期限 %d 天") % days
    return _("还有 %d 天到公开期限") % days if days else _("今天是公开期限的最后一天")


def _line(standing: Standing) -> str:
    """Return one line about a budget."""
    return _("%(name)s：%(word)s（公开期限 %(deadline)s）") % {
        "name": _name(standing),
        "word": _word(standing),
        "deadline": standing.deadline,
    }


def _letter(standing: Standing) -> str:
    """Return the text of a mail to a department."""
    return _(
        "%(line)s。\n\n"
        "预算于 %(approved)s 批复，《预算法》第十四条要求批复后二十日内公开。请登录预算公开工作台，"
        "查看还缺什么并完成下一步。\n\n"
        "这封邮件由系统发出，请不要回复。\n"
    ) % {"line": _line(standing), "approved": standing.approved_on}


def _summary(region: Region, standings: Iterable[Standing], people: dict[int, list[str]]) -> str:
    """Return the text of a mail to the bureau of a region: a line for each budget, late ones first."""
    unreached = _("，没有可以提醒的邮箱")
    lines = [f"{_line(one)}{'' if people[one.budget.pk] else unreached}" for one in standings]
    return _("%(region)s以下预算已逾期或即将到期，已用电子邮件提醒各部门的经办人和审核人：\n\n%(lines)s\n") % {
        "region": region.name,
        "lines": "\n".join(lines),
    }
