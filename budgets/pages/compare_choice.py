"""What may be added to a comparison, step by step and without scripts: region, department, year."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from budgets.models import Department, Edition, Region
from budgets.pages.compare_entries import MOST, Comparison, key_of
from budgets.pages.region import departments_of
from budgets.pages.scope import PHASES, Coverage
from budgets.vocabulary import EditionStatus, Phase

OFFERED = 20
LONGEST_QUESTION = 50


@dataclass(frozen=True)
class Offer:
    """A department with the budgets of it that may be added: their words, and the query with each added."""

    label: str
    code: str
    budgets: list[tuple[str, str, bool]]


def offer(wish: Mapping[str, str], comparison: Comparison, coverage: Iterable[Coverage]) -> dict[str, Any]:
    """Gather what may be added: other years of what is shown, regions, the departments that a reader asks for."""
    regions = list({one.region.pk: one.region for one in coverage}.values())
    code = wish.get("region", "").strip()
    only = regions[0] if len(regions) == 1 and not code else None
    region = next((one for one in regions if one.code == code), only)
    question = " ".join(wish.get("q", "").split())[:LONGEST_QUESTION]
    return {
        "regions": regions,
        "region": region,
        "question": question,
        "unknown_region": code[:20] if code and region is None else "",
        "is_full": len(comparison.entries) >= MOST,
        "most": MOST,
        "siblings": _siblings(comparison),
        **(_departments(region, question, comparison) if region else {}),
    }


def _siblings(comparison: Comparison) -> list[Offer]:
    """Return the other years and phases of the departments that are compared."""
    departments = {one.edition.budget.department_id: one.edition.budget.department for one in comparison.entries}
    return [
        one
        for one in _offers(list(departments.values()), comparison)
        if any(not there for _w, _q, there in one.budgets)
    ]


def _departments(region: Region, question: str, comparison: Comparison) -> dict[str, Any]:
    """Return the departments of a region that match, a handful: who looks for others asks more precisely."""
    found = list(departments_of(region, question)[: OFFERED + 1])
    return {"offers": _offers(found[:OFFERED], comparison), "has_more": len(found) > OFFERED, "offered": OFFERED}


def _offers(departments: Sequence[Department], comparison: Comparison) -> list[Offer]:
    """Return departments with their published budgets, newest first."""
    editions = Edition.objects.filter(budget__department__in=[one.pk for one in departments]).order_by()
    rows = editions.values_list("budget__department", "budget__year", "budget__phase", "status")
    published: dict[int, list[tuple[int, str]]] = {}
    for department, year, phase, status in rows:
        if status == EditionStatus.PUBLISHED:
            published.setdefault(department, []).append((year, phase))
    return [
        Offer(one.label, one.code, list(_budgets(one, published[one.pk], comparison)))
        for one in departments
        if one.pk in published
    ]


def _budgets(
    department: Department, periods: Iterable[tuple[int, str]], comparison: Comparison
) -> Iterator[tuple[str, str, bool]]:
    """Yield budgets with the query that adds each, and whether it is compared already."""
    for year, phase in sorted(periods, key=lambda one: (-one[0], PHASES.index(Phase(one[1])))):
        key = key_of(department.region.code, department.code, year, phase)
        words = _("%(year)d 年%(phase)s") % {"year": year, "phase": Phase(phase).label}
        yield words, comparison.with_added(key), key in comparison.keys
