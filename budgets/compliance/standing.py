"""How departments stand to the law's deadline: published, due, late, exempt, or not approved yet."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from django.db.models import QuerySet
from django.utils import timezone

from budgets.compliance.approval import approval_date, deadline_after
from budgets.models import Budget, BudgetYear, Edition
from budgets.models.budget import READABLE
from budgets.naming import former_in, former_names, go_by
from budgets.vocabulary import EditionOrigin, EditionStatus


class State(StrEnum):
    """How a budget stands; the order is that of urgency."""

    LATE = "late"
    DUE = "due"
    UNDATED = "undated"
    PUBLISHED_LATE = "published_late"
    PUBLISHED = "published"
    EXEMPT = "exempt"


@dataclass(frozen=True)
class Newest:
    """A budget's newest edition: its id, number, state, and when what was published of it first was."""

    pk: int
    number: int
    status: str
    origin: str
    label: str


@dataclass(frozen=True)
class Standing:
    """How one budget stands on a day.

    `published_on` is the day on which it was first published in an edition that may still be read, None where
    nothing stands today; `newest` is its newest edition.
    """

    budget: Budget
    today: date
    approved_on: date | None
    published_on: date | None
    newest: Newest | None
    is_judged: bool = True
    was_withdrawn: bool = False

    @cached_property
    def deadline(self) -> date | None:
        """The last day in time, or None where there is no day of approval."""
        return None if self.approved_on is None else deadline_after(self.approved_on)

    @cached_property
    def state(self) -> State:
        """Which of the states it is in."""
        if self.published_on is not None:
            in_time = self.deadline is None or not self.is_judged or self.published_on <= self.deadline
            return State.PUBLISHED if in_time else State.PUBLISHED_LATE
        if self.budget.exemption_ground:
            return State.EXEMPT
        if self.deadline is None:
            return State.UNDATED
        return State.DUE if self.today <= self.deadline else State.LATE

    @property
    def ground(self) -> str:
        """Why it is not to be published; blank where it is."""
        return self.budget.exemption_ground

    @property
    def is_published(self) -> bool:
        """Whether the public reads it today."""
        return self.published_on is not None

    @property
    def days(self) -> int | None:
        """Days left until the deadline, of what is late the days since then; None where nothing is owed."""
        if self.deadline is None or self.state not in (State.DUE, State.LATE):
            return None
        return abs((self.deadline - self.today).days)

    @property
    def label(self) -> str:
        """What the department was called in the budget's year."""
        return self.newest.label if self.newest is not None else self.budget.department.label

    @property
    def urgency(self) -> tuple[int, int, str]:
        """What lists are ordered by: late before due, the longest late and the next due first."""
        days = 0 if self.days is None else self.days
        order = list(State).index(self.state)
        return order, -days if self.state == State.LATE else days, self.budget.department.code


def standing_of(budget: Budget, today: date | None = None) -> Standing:
    """Return how one budget stands."""
    return standings_of(Budget.objects.filter(pk=budget.pk), today)[0]


def standings_of(budgets: QuerySet[Budget], today: date | None = None) -> list[Standing]:
    """Return how budgets stand today, in their order; some questions, however many budgets."""
    today = today or timezone.localdate()
    rows = list(budgets.select_related("department__region"))
    opened = _opened_years(rows)
    editions = _editions_of(budgets)
    _name([row for row in rows if row.pk not in editions])
    return [_standing(row, opened, editions.get(row.pk, []), today) for row in rows]


Row = tuple[int, int, int, str, str, str, str, datetime | None]


def _standing(
    budget: Budget, opened: Mapping[tuple[int, int], BudgetYear], editions: list[Row], today: date
) -> Standing:
    """Return how one budget stands, its editions given with the newest first."""
    year = opened.get((budget.department.region_id, budget.year)) or BudgetYear()
    newest = editions[0] if editions else None
    stands = any(row[3] == EditionStatus.PUBLISHED for row in editions)
    readable = [row for row in editions if row[3] in READABLE and row[7] is not None] if stands else []
    first = min(readable, key=lambda row: row[2], default=None)
    return Standing(
        budget=budget,
        today=today,
        approved_on=approval_date(budget, year),
        published_on=timezone.localdate(first[7]) if first is not None else None,
        newest=_newest(newest) if newest is not None else None,
        # When a transcribed document was published where it came from, nobody here knows.
        is_judged=first is not None and first[4] != EditionOrigin.TRANSCRIBED,
        was_withdrawn=not stands and any(row[3] == EditionStatus.WITHDRAWN for row in editions),
    )


def _newest(row: Row) -> Newest:
    """Return an edition's row as what a standing tells of it."""
    return Newest(row[1], row[2], row[3], row[4], row[6] or row[5])


def _opened_years(rows: Iterable[Budget]) -> dict[tuple[int, int], BudgetYear]:
    """Return the opened years of budgets, by region's id and year."""
    wanted = {(row.department.region_id, row.year) for row in rows}
    if not wanted:
        return {}
    regions, years = zip(*wanted, strict=True)
    found = BudgetYear.objects.filter(region__in=set(regions), year__in=set(years))
    return {(one.region_id, one.year): one for one in found}


def _editions_of(budgets: QuerySet[Budget]) -> dict[int, list[Row]]:
    """Return the editions of budgets, by the budget's id, the newest first."""
    chosen = Edition.objects.filter(budget__in=budgets.order_by().values("pk")).order_by("budget", "-number")
    fields = ("budget", "pk", "number", "status", "origin", "department_name", "department_short_name")
    found: dict[int, list[Row]] = {}
    for row in chosen.values_list(*fields, "publication__published_at"):
        found.setdefault(row[0], []).append(row)
    return found


def _name(rows: Collection[Budget]) -> None:
    """Let departments go by the names of their budget's year; for those that no edition names."""
    known = former_names(row.department for row in rows)
    for row in rows:
        former = former_in(known.get(row.department_id, []), row.year)
        if former is not None:
            go_by(row.department, former)
