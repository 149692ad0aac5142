"""The desk of clerks and approvers: the budgets of their departments, each with its next step."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from budgets.admin.desk.work import Work, works_of
from budgets.compliance import standings_of
from budgets.models import Budget
from budgets.rights import appointments_of
from budgets.vocabulary import UNPUBLISHED

# More departments than anybody looks after by hand; whoever has more finds the rest in the lists.
SHOWN = 60


@dataclass(frozen=True)
class OwnDesk:
    """What a clerk or approver must do: of the chosen year, and what of other years is unfinished."""

    year: int
    years: Sequence[int]
    works: Sequence[Work]
    others: Sequence[Work]

    @property
    def returned(self) -> list[Work]:
        """What was sent back, to be mended first."""
        return [work for work in (*self.works, *self.others) if work.is_returned]


def departments_of(user: Any) -> set[int]:
    """Return the departments, by id, that a person is clerk or approver of."""
    return {one.department_id for one in appointments_of(user) if one.department_id is not None}


def own_budgets(user: Any) -> QuerySet[Budget]:
    """Return the budgets of a person's departments with their units."""
    departments = departments_of(user)
    own = Q(department__in=departments) | Q(department__parent__in=departments)
    return Budget.objects.filter(own).order_by("-year", "department__code", "phase")


def own_desk(request: HttpRequest) -> OwnDesk | None:
    """Return the desk of whoever asks, or None for who is neither clerk nor approver."""
    if not departments_of(request.user):
        return None
    budgets = own_budgets(request.user)
    years = list(budgets.order_by("-year").values_list("year", flat=True).distinct())
    asked = request.GET.get("year", "")
    year = next((one for one in years if str(one) == asked), years[0] if years else 0)
    chosen = budgets.filter(Q(year=year) | Q(editions__status__in=UNPUBLISHED)).distinct()
    standings = standings_of(Budget.objects.filter(pk__in=chosen.order_by().values("pk")).order_by("-year", "pk"))
    works = works_of(standings[:SHOWN], request.user)
    return OwnDesk(
        year=year,
        years=years,
        works=sorted((work for work in works if work.year == year), key=lambda work: work.order),
        others=[work for work in works if work.year != year],
    )
