"""Budgets that stand somehow to their deadline, and the people who answer for them."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.models import User

from budgets.models import Appointment, Budget, BudgetYear, Department, Edition, Publication, Region
from budgets.vocabulary import EditionOrigin, EditionStatus, Role
from tests.make import make_budget, make_department, make_edition, make_region

SHANGHAI = ZoneInfo("Asia/Shanghai")


def open_a_year(year: int = 2026, approved_on: date | None = None, region: Region | None = None) -> BudgetYear:
    """Return a region's opened year."""
    return BudgetYear.objects.create(region=region or make_region(), year=year, approved_on=approved_on, opened_by="x")


def make_due(code: str, year: int = 2026, **fields: Any) -> Budget:
    """Return a budget with a draft."""
    budget = make_budget(make_department(code), year=year)
    Budget.objects.filter(pk=budget.pk).update(**fields)
    budget.refresh_from_db()
    make_edition(budget)
    return budget


def publish_on(edition: Edition, day: date, hour: int = 12) -> None:
    """Make an edition public as of an hour of a day in Shanghai, whatever its sums are."""
    region = edition.budget.department.region
    Edition.objects.filter(budget=edition.budget, status=EditionStatus.PUBLISHED).update(
        status=EditionStatus.SUPERSEDED
    )
    number = region.publications.count() + 1
    Publication.objects.create(
        region=region,
        number=number,
        edition=edition,
        facts_sha256="0" * 64,
        previous_sha256=f"{number:064}" if number > 1 else "",
        sha256=f"{number + 1:064}",
        published_at=datetime(day.year, day.month, day.day, hour, tzinfo=SHANGHAI),
        actor="某人",
    )
    Edition.objects.filter(pk=edition.pk).update(status=EditionStatus.PUBLISHED)


def make_published(code: str, day: date, year: int = 2026, origin: EditionOrigin = EditionOrigin.PREPARED) -> Budget:
    """Return a budget published on a day."""
    budget = make_budget(make_department(code), year=year)
    publish_on(make_edition(budget, origin=origin), day)
    return budget


def make_person(name: str, role: Role | None = None, where: Department | Region | None = None, **fields: Any) -> User:
    """Return a member of staff, appointed to a role."""
    person = User.objects.create_user(name, email=f"{name}@example.org", is_staff=True, **fields)
    if role is not None:
        place = {} if where is None else {type(where).__name__.lower(): where}
        Appointment.objects.create(user=person, role=role, **place)
    return person
