"""The desk of the bureau: every department of a region in a year and phase, late ones first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.admin.desk.work import Work, deadline_words, edition_words, works_of
from budgets.compliance import Standing, State, standings_of
from budgets.models import Budget, BudgetYear, CheckSummary, Department, Region
from budgets.rights import appointments_of
from budgets.vocabulary import Phase, Role

PER_PAGE = 50
LABELS = {
    State.LATE: gettext_lazy("逾期未公开"),
    State.DUE: gettext_lazy("期限内未公开"),
    State.UNDATED: gettext_lazy("没有批复日期"),
    State.PUBLISHED_LATE: gettext_lazy("期限后公开"),
    State.PUBLISHED: gettext_lazy("已公开"),
    State.EXEMPT: gettext_lazy("不予公开"),
}
# Whom one reminds: who has yet to publish.
REMINDED = (State.LATE, State.DUE, State.UNDATED)


@dataclass(frozen=True)
class Count:
    """How many budgets are in a state, and where they are listed alone."""

    label: Any
    count: int
    address: str
    is_chosen: bool


@dataclass(frozen=True)
class Reminding:
    """What is said to a department: its code and name, its state, what is missing, and its days, in words."""

    code: str
    name: str
    state: str
    missing: str
    days: str

    @property
    def line(self) -> str:
        """One line of text, to be copied into a message."""
        return "；".join(filter(None, (f"{self.code} {self.name}", self.state, self.missing, self.days)))


@dataclass
class BureauDesk:
    """The departments of a region in a year and phase, filtered by state and by name or code."""

    user: Any
    regions: Sequence[Region]
    region: Region
    years: Sequence[int]
    year: int
    phase: str
    state: str
    question: str
    number: int

    @cached_property
    def standings(self) -> list[Standing]:
        """All budgets of the year and phase, the most urgent first."""
        budgets = Budget.objects.filter(department__region=self.region, year=self.year, phase=self.phase)
        return sorted(standings_of(budgets), key=lambda one: one.urgency)

    @cached_property
    def chosen(self) -> list[Standing]:
        """Those that the filters let through."""
        return [one for one in self.standings if self.state in ("", one.state) and self._is_asked_for(one)]

    def _is_asked_for(self, one: Standing) -> bool:
        """Tell whether a department has what is searched for in its name or code."""
        names = (one.label, one.budget.department.name, one.budget.department.code)
        return not self.question or any(self.question in name for name in names)

    @cached_property
    def works(self) -> list[Work]:
        """Those on this page."""
        return works_of(self.chosen[(self.number - 1) * PER_PAGE : self.number * PER_PAGE], self.user)

    @property
    def counts(self) -> Iterator[Count]:
        """Yield how many are in each state, all of them first."""
        yield Count(_("全部"), len(self.standings), self.address(state=""), not self.state)
        for state, label in LABELS.items():
            count = sum(one.state == state for one in self.standings)
            if count:
                yield Count(label, count, self.address(state=state.value), self.state == state)

    @property
    def phases(self) -> list[tuple[str, Any]]:
        """The phases to choose from."""
        return list(Phase.choices)

    @property
    def previous(self) -> str:
        """The address of the page before, or ""."""
        return self.address(page=self.number - 1) if self.number > 1 else ""

    @property
    def next(self) -> str:
        """The address of the page after, or ""."""
        return self.address(page=self.number + 1) if len(self.chosen) > self.number * PER_PAGE else ""

    @cached_property
    def approved_on(self) -> Any:
        """The day of approval of the year's budgets; None where nobody entered it."""
        found = BudgetYear.objects.filter(region=self.region, year=self.year).first()
        return found.approved_on if found is not None else None

    @cached_property
    def without_budget(self) -> int:
        """How many departments have no budget of the year yet."""
        own = Budget.objects.filter(department=OuterRef("pk"), year=self.year, phase=Phase.BUDGET)
        found = Department.objects.filter(Q(parent__isnull=True) | Q(discloses_separately=True), region=self.region)
        return found.filter(Q(closed_after__isnull=True) | Q(closed_after__gte=self.year)).exclude(Exists(own)).count()

    @property
    def query(self) -> str:
        """The region, year and phase as a query."""
        return urlencode({"region": self.region.code, "year": self.year, "phase": self.phase})

    def address(self, **changed: Any) -> str:
        """Return the address of the desk with some of its choices changed."""
        values = {"state": self.state, "q": self.question, **changed}
        more = urlencode({name: value for name, value in values.items() if value})
        return f"?{self.query}{'&' if more else ''}{more}"

    def reminders(self) -> list[Reminding]:
        """Return what to say to whom of those that the filters let through; some questions, however many."""
        standings = [one for one in self.chosen if one.state in REMINDED]
        keys = [one.newest.pk for one in standings if one.newest is not None]
        rows = CheckSummary.objects.filter(edition__in=keys).select_related("edition")
        missing = {row.edition_id: row.missing for row in rows if row.revision == row.edition.revision}
        return [_reminding(one, missing) for one in standings]


def _reminding(standing: Standing, missing: dict[int, list[str]]) -> Reminding:
    """Put what is said to one department in words."""
    edition = standing.newest.pk if standing.newest is not None else None
    lacking = missing.get(edition) if edition is not None else None
    return Reminding(
        code=standing.budget.department.code,
        name=standing.label,
        state=_("%(state)s（%(work)s）") % {"state": LABELS[standing.state], "work": edition_words(standing)},
        missing="" if lacking is None else " ".join(lacking),
        days=deadline_words(standing) if standing.days is not None else "",
    )


def regions_of(user: Any) -> QuerySet[Region]:
    """Return the regions that a person is publisher of; all of them for a superuser."""
    if getattr(user, "is_superuser", False):
        return Region.objects.order_by("code")
    keys = [one.region_id for one in appointments_of(user) if one.role == Role.PUBLISHER and one.region_id is not None]
    return Region.objects.filter(pk__in=keys).order_by("code")


def bureau_desk(request: HttpRequest) -> BureauDesk | None:
    """Return the desk of whoever asks, with the choices made in the address; None for who is no publisher."""
    regions = list(regions_of(request.user))
    if not regions:
        return None
    wish = request.GET
    region = next((one for one in regions if one.code == wish.get("region")), regions[0])
    budgets = Budget.objects.filter(department__region=region)
    years = list(budgets.order_by("-year").values_list("year", flat=True).distinct())
    number = wish.get("page", "1")
    return BureauDesk(
        user=request.user,
        regions=regions,
        region=region,
        years=years,
        year=next((one for one in years if str(one) == wish.get("year")), years[0] if years else 0),
        phase=wish["phase"] if wish.get("phase") in Phase.values else Phase.BUDGET.value,
        state=wish["state"] if wish.get("state") in list(State) else "",
        question=" ".join(wish.get("q", "").split())[:50],
        number=max(int(number), 1) if number.isascii() and number.isdigit() and len(number) < 5 else 1,
    )
