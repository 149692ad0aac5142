"""What departments and units were called in a year: a later renaming changes no page of the years before."""

from collections.abc import Iterable

from django.db.models import OuterRef, Subquery

from budgets.models import Department, FormerName


def former_name_of(department: str, year: int) -> Subquery:
    """Return, for a query whose rows have a `department`, the key of the name it had in a year; NULL for its own.

    Of several former names it is the one that was given up first after the year.
    """
    names = FormerName.objects.filter(department=OuterRef(department), until_year__gte=year)
    return Subquery(names.order_by("until_year").values("pk")[:1])


def former_names(departments: Iterable[Department]) -> dict[int, list[FormerName]]:
    """Return what departments were called before, by their id, the first given up first; one query."""
    found: dict[int, list[FormerName]] = {}
    keys = {department.pk for department in departments}
    for row in FormerName.objects.filter(department__in=keys).order_by("until_year") if keys else ():
        found.setdefault(row.department_id, []).append(row)
    return found


def former_in(names: Iterable[FormerName], year: int) -> FormerName | None:
    """Return which of a department's former names, the first given up first, it had in a year; None for today's."""
    return next((one for one in names if one.until_year >= year), None)


def name_as_in(department: Department, year: int) -> Department:
    """Let a department in memory go by the name, and below the parent, that it had in a year; return it."""
    former = former_in(former_names([department]).get(department.pk, []), year)
    return department if former is None else go_by(department, former)


def go_by(department: Department, former: FormerName) -> Department:
    """Let a department in memory, which nobody saves, go by a former name; return it."""
    department.name, department.short_name = former.name, former.short_name
    if department.parent_id != former.parent_id:
        department.parent_id = former.parent_id
    return department
