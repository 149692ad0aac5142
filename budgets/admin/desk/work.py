"""One budget as a piece of work: where it stands in words, what is found and missing, what is to be done next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.admin.desk.next_steps import Action, next_actions
from budgets.compliance import Standing, State
from budgets.models import CheckSummary, Edition, ScheduledPublication, StepRecord
from budgets.vocabulary import EditionStatus, Phase, Step

STATES = {
    EditionStatus.DRAFT: gettext_lazy("正在填写"),
    EditionStatus.SUBMITTED: gettext_lazy("已提交，等审核人审核"),
    EditionStatus.APPROVED: gettext_lazy("已审核，等财政部门公开"),
    EditionStatus.SCHEDULED: gettext_lazy("已审核，定时公开"),
    EditionStatus.PUBLISHED: gettext_lazy("已公开"),
    EditionStatus.SUPERSEDED: gettext_lazy("已公开"),
    EditionStatus.WITHDRAWN: gettext_lazy("已撤回"),
}


@dataclass(frozen=True)
class Work:
    """A budget with its newest edition, what the checks last said of it, and who did what last.

    `summary` is None where the edition has changed since it was checked, or never was.
    """

    standing: Standing
    edition: Edition | None = None
    summary: CheckSummary | None = None
    last_step: StepRecord | None = None
    schedule: ScheduledPublication | None = None
    actions: Sequence[Action] = field(default_factory=list)

    @property
    def year(self) -> int:
        """The year."""
        return self.standing.budget.year

    @property
    def is_returned(self) -> bool:
        """Whether it was sent back and not handed in again."""
        is_draft = self.edition is not None and self.edition.is_draft
        return is_draft and self.last_step is not None and self.last_step.step == Step.SEND_BACK

    @property
    def is_untouched(self) -> bool:
        """Whether it is a draft that nobody has edited since it was made."""
        edition = self.edition
        return edition is not None and edition.is_draft and edition.edited_at is None and not edition.is_transcribed

    @property
    def order(self) -> tuple[bool, tuple[int, int, str]]:
        """What is sent back comes first, then what is urgent."""
        return not self.is_returned, self.standing.urgency

    @property
    def state(self) -> str:
        """Where it stands, in words."""
        if self.standing.state == State.EXEMPT:
            return _("不予公开")
        if self.edition is None:
            return _("还没有开始编制")
        if self.is_returned:
            return _("已退回，等修改")
        if self.is_untouched:
            return _("还没有改动") if self.standing.budget.phase == Phase.ADJUSTED else _("还没有填写")
        if self.schedule is not None and self.edition.status == EditionStatus.SCHEDULED:
            return _("定于 %s 公开") % _minute(self.schedule.publish_at)
        words = str(STATES[EditionStatus(self.edition.status)])
        return (
            _("第 %(number)d 版%(state)s") % {"number": self.edition.number, "state": words} if self._again else words
        )

    @property
    def _again(self) -> bool:
        """Whether something else of it is public already, so that its number needs to be said."""
        return self.standing.is_published and self.edition is not None and self.edition.is_unpublished

    @property
    def deadline(self) -> str:
        """How it stands to the deadline, in words with days."""
        return deadline_words(self.standing)

    @property
    def is_late(self) -> bool:
        """Whether the deadline has passed."""
        return self.standing.state == State.LATE

    @property
    def findings(self) -> str:
        """What the checks last said, in words; blank where there is nothing to check."""
        if self.edition is None or not self.edition.is_unpublished or self.standing.state == State.EXEMPT:
            return ""
        if self.summary is None:
            return _("未核对")
        if not self.summary.errors and not self.summary.warnings:
            return _("没有问题")
        values = {
            "errors": self.summary.errors,
            "warnings": self.summary.warnings,
            "unexplained": self.summary.unexplained,
        }
        return _("错误 %(errors)d，提示 %(warnings)d（未说明 %(unexplained)d）") % values

    @property
    def missing(self) -> Sequence[str]:
        """What is missing, as sentences; nothing where it was not checked."""
        return self.summary.missing if self.summary is not None else ()

    @property
    def last(self) -> str:
        """Who did what last, and when."""
        step, edition = self.last_step, self.edition
        edited = edition.edited_at if edition is not None and edition.is_draft else None
        if step is not None and (edited is None or step.at >= edited):
            return f"{step.actor} {step.get_step_display()} {_minute(step.at)}"
        if edition is not None and edited is not None and edition.edited_by is not None:
            name = edition.edited_by.get_full_name() or edition.edited_by.get_username()
            return f"{name} {_('修改')} {_minute(edited)}"
        return ""


def edition_words(standing: Standing) -> str:
    """Say where the newest edition of a budget stands, as far as its state alone tells."""
    if standing.newest is None:
        return _("还没有开始编制")
    if standing.newest.status == EditionStatus.DRAFT:
        return _("草稿还没有提交")
    return str(STATES[EditionStatus(standing.newest.status)])


def deadline_words(standing: Standing) -> str:
    """Say how a budget stands to its deadline, in words with days."""
    state, days, deadline = standing.state, standing.days, standing.deadline
    if deadline is None or days is None:
        return {
            State.EXEMPT: standing.budget.exemption_ground,
            State.UNDATED: _("还没有批复日期"),
            State.PUBLISHED: _("按期公开") if standing.is_judged and deadline else _("已公开"),
        }.get(state) or _("期限以后公开")
    until = _day(deadline, standing.today)
    if state == State.LATE:
        return _("已超过 %(days)d 天（%(day)s到期）") % {"days": days, "day": until}
    if days == 0:
        return _("今天到期")
    return _("还有 %(days)d 天（%(day)s到期）") % {"days": days, "day": until}


def works_of(standings: Sequence[Standing], user: Any) -> list[Work]:
    """Return budgets as pieces of work for a person; some questions, however many budgets."""
    keys = [one.newest.pk for one in standings if one.newest is not None]
    editions = {
        edition.pk: edition
        for edition in Edition.objects.filter(pk__in=keys).select_related("edited_by", "check_summary", "schedule")
    }
    for one in standings:
        if one.newest is not None:
            editions[one.newest.pk].budget = one.budget
    steps = last_steps(keys)
    return [_work(one, editions, steps, user) for one in standings]


def _work(standing: Standing, editions: Mapping[int, Edition], steps: Mapping[int, StepRecord], user: Any) -> Work:
    """Put together what is known of one budget."""
    edition = editions[standing.newest.pk] if standing.newest is not None else None
    summary = current_summary(edition)
    return Work(
        standing=standing,
        edition=edition,
        summary=summary,
        last_step=steps.get(edition.pk) if edition is not None else None,
        schedule=getattr(edition, "schedule", None),
        actions=next_actions(user, standing, edition, summary),
    )


def current_summary(edition: Edition | None) -> CheckSummary | None:
    """Return what the checks said of an edition as it is now; None where it has changed since, or never was checked."""
    summary = getattr(edition, "check_summary", None)
    return summary if edition is not None and summary is not None and summary.revision == edition.revision else None


def last_steps(editions: Iterable[int]) -> dict[int, StepRecord]:
    """Return the last step of each edition that took any, by its id; one question."""
    taken = StepRecord.objects.filter(edition__in=list(editions)).order_by().values("edition")
    newest = taken.annotate(newest=Max("pk")).values("newest")
    return {step.edition_id: step for step in StepRecord.objects.filter(pk__in=newest)}


def _minute(moment: datetime) -> str:
    """Print a moment to the minute, in Shanghai's time."""
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")


def _day(day: date, today: date) -> str:
    """Print a day, its year only where it is another one."""
    if day.year == today.year:
        return _("%(month)d 月 %(day)d 日") % {"month": day.month, "day": day.day}
    return _("%(year)d 年 %(month)d 月 %(day)d 日") % {"year": day.year, "month": day.month, "day": day.day}
