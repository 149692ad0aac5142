"""Whether budgets are published within the law's twenty days: how many of a region, and who has yet to publish.

Nothing is said of budgets whose approval nobody entered: without its day nothing is owed. No page counts days, so that
it changes only when a deadline passes.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from budgets.compliance import Standing, State, standings_of
from budgets.models import Budget, BudgetYear, Department, Region
from budgets.pages.scope import PHASES, Scope
from budgets.vocabulary import Phase

PER_PAGE = 50
WAITING = (State.LATE, State.DUE)
PUBLISHED = (State.PUBLISHED, State.PUBLISHED_LATE)


@dataclass(frozen=True)
class Line:
    """What is said of one budget: whose or which it is, and how it stands."""

    label: str
    text: str


@dataclass(frozen=True)
class Timeliness:
    """How the budgets of a region's year and phase stand, and the years and phases there are to choose from."""

    scope: Scope
    periods: Sequence[tuple[str, str, bool]]
    standings: Sequence[Standing]
    page: int

    def count(self, *states: State) -> int:
        """Return how many budgets are in one of some states."""
        return sum(one.state in states for one in self.standings)

    @property
    def published(self) -> int:
        """How many are published."""
        return self.count(*PUBLISHED)

    @property
    def published_late(self) -> int:
        """How many of them after the deadline."""
        return self.count(State.PUBLISHED_LATE)

    @property
    def owed(self) -> int:
        """How many are to be published, the published ones included."""
        return self.count(*PUBLISHED, *WAITING)

    @property
    def late(self) -> int:
        """How many are not published though the deadline has passed."""
        return self.count(State.LATE)

    @property
    def _waiting(self) -> list[Standing]:
        """Those that are not published, by the code of their department: a list, no ranking."""
        found = (one for one in self.standings if one.state in WAITING)
        return sorted(found, key=lambda one: one.budget.department.code)

    @property
    def waiting(self) -> list[Line]:
        """What is said of those on this page of the list."""
        shown = self._waiting[(self.page - 1) * PER_PAGE : self.page * PER_PAGE]
        return [Line(one.label, words_of(one)) for one in shown]

    @property
    def exempt(self) -> list[Line]:
        """What is said of those that are not to be published."""
        return [Line(one.label, words_of(one)) for one in self.standings if one.state == State.EXEMPT]

    @property
    def previous(self) -> str:
        """The address of the page before, or ""."""
        return self._address(self.page - 1) if self.page > 1 else ""

    @property
    def next(self) -> str:
        """The address of the page after, or ""."""
        return self._address(self.page + 1) if len(self._waiting) > self.page * PER_PAGE else ""

    def _address(self, page: int) -> str:
        """Return the address of a page of the list."""
        return f"?{urlencode({'year': self.scope.year, 'phase': self.scope.phase, 'waiting': page})}#timeliness"

    @property
    def version(self) -> str:
        """What changes when anything of this does, the passing of a deadline included."""
        told = [
            (one.budget.pk, one.state, one.label, one.deadline, one.published_on, one.was_withdrawn, one.ground)
            for one in self.standings
        ]
        return hashlib.sha256(repr([told, self.periods]).encode()).hexdigest()


def is_timed(region: str, department: str = "") -> Q:
    """Tell, for a query, whether approvals are dated or anything is exempt: of a region, or one of its departments.

    What is given are the paths to them. Where nothing is, their pages ask no more.
    """
    where = {"department": OuterRef(department)} if department else {"department__region": OuterRef(region)}
    own = Budget.objects.filter(Q(approved_on__isnull=False) | ~Q(exemption_ground=""), **where)
    return Exists(own) | Exists(BudgetYear.objects.filter(region=OuterRef(region), approved_on__isnull=False))


def dated_periods(region: Region) -> list[tuple[int, str]]:
    """Return the years and phases of which an approval is dated, or anything is exempt, newest first."""
    approved = BudgetYear.objects.filter(region=region, approved_on__isnull=False).values("year")
    dated = Q(approved_on__isnull=False) | Q(phase=Phase.BUDGET, year__in=approved) | ~Q(exemption_ground="")
    rows = Budget.objects.filter(dated, department__region=region).order_by().values_list("year", "phase").distinct()
    return sorted(rows, key=lambda one: (-one[0], PHASES.index(Phase(one[1]))))


def timeliness(region: Region, wish: Mapping[str, str], today: date | None = None) -> Timeliness | None:
    """Return how the budgets stand of the year and phase asked for, or of the newest; None where none has a day."""
    periods = dated_periods(region)
    if not periods:
        return None
    asked = (wish.get("year", ""), wish.get("phase", Phase.BUDGET.value))
    year, phase = next((one for one in periods if (str(one[0]), one[1]) == asked), periods[0])
    budgets = Budget.objects.filter(department__region=region, year=year, phase=phase).order_by("department__code")
    scopes = [Scope(region, *one) for one in periods]
    number = wish.get("waiting", "1")
    return Timeliness(
        scope=Scope(region, year, phase),
        periods=[
            (one.period, f"?year={one.year}&phase={one.phase}#timeliness", (one.year, one.phase) == (year, phase))
            for one in scopes
        ],
        standings=standings_of(budgets, today),
        page=max(int(number), 1) if number.isascii() and number.isdigit() and len(number) < 5 else 1,
    )


def department_lines(department: Department, today: date | None = None) -> list[Line]:
    """Return what is to be said of a department's own budgets, newest first: those with a deadline, and the exempt."""
    budgets = Budget.objects.filter(department=department).order_by("-year", "phase")
    told = (one for one in standings_of(budgets, today) if one.deadline is not None or one.state == State.EXEMPT)
    return [Line(_period(one.budget), words_of(one)) for one in told]


def words_of(standing: Standing) -> str:
    """Say how a budget stands, in words that tell and do not blame."""
    if standing.state == State.EXEMPT:
        return _("不予公开：%s") % standing.budget.exemption_ground
    if standing.deadline is None:
        return ""
    deadline = day_words(standing.deadline)
    if standing.published_on is not None:
        values = {"day": day_words(standing.published_on), "deadline": deadline}
        return _("%(day)s公开（公开期限：%(deadline)s）") % values
    withdrawn = _("已撤回，") if standing.was_withdrawn else ""
    if standing.state == State.DUE:
        return withdrawn + _("尚未公开（应于 %s前公开）") % deadline
    return withdrawn + _("尚未公开（公开期限：%s）") % deadline


def day_words(day: date) -> str:
    """Return a day in words: 2026 年 3 月 2 日."""
    return _("%(year)d 年 %(month)d 月 %(day)d 日") % {"year": day.year, "month": day.month, "day": day.day}


def version_of(lines: Iterable[Any]) -> str:
    """Return what changes when lines do."""
    return hashlib.sha256(repr(list(lines)).encode()).hexdigest()


def _period(budget: Budget) -> str:
    """Return year and phase in words."""
    return _("%(year)d 年%(phase)s") % {"year": budget.year, "phase": budget.get_phase_display()}
