"""Write an invented region: its departments, and their budgets year by year."""

from collections.abc import Sequence
from decimal import Decimal
from random import Random

from django.db import transaction
from django.utils.translation import gettext as _

from budgets.demonstration.facts import make_rows
from budgets.demonstration.offices import FIRST_DEPARTMENT, FIRST_REGION, Office, department_names, region_name
from budgets.models import Budget, Department, Edition, Region, RegionPopulation
from budgets.publishing import publish_invented
from budgets.tables import Facts
from budgets.tables.facts import FACT_MODELS
from budgets.vocabulary import Phase

BATCH = 500
# Budgets grow by about a twentieth a year; large departments are many times as large as small ones.
GROWTH = Decimal("1.05")
SIZES = (1, 1, 1, 2, 2, 3, 5, 8, 20)


class RegionExistsError(Exception):
    """An invented region that is already there; the message says so."""


@transaction.atomic
def invent_region(number: int, departments: int, years: Sequence[int]) -> Region:
    """Write the invented region of a number with its departments and a published budget of each in every year.

    The same number gives the same region each time. Raise RegionExistsError where it is there already.
    """
    code = str(FIRST_REGION + number)
    if Region.objects.filter(code=code).exists():
        raise RegionExistsError(_("区划 %s 已经存在，没有再次生成。") % code)
    region = Region.objects.create(code=code, name=region_name(number), is_invented=True)
    people = Random(code).randint(20, 90) * 10_000
    RegionPopulation.objects.bulk_create(
        RegionPopulation(region=region, year=year, population=people, source="演示数据") for year in years
    )
    named = department_names(departments)
    made = Department.objects.bulk_create(
        [
            Department(region=region, code=str(FIRST_DEPARTMENT + place), name=f"{region.name}{name}", short_name=name)
            for place, (name, _office) in enumerate(named)
        ],
        batch_size=BATCH,
    )
    for year in years:
        _invent_year(region, made, [office for _name, office in named], year, years[0])
    return region


def _invent_year(
    region: Region, departments: Sequence[Department], fields: Sequence[Office], year: int, first: int
) -> None:
    """Write and publish one year's budgets of a region."""
    editions = _make_editions(departments, year)
    drafts = []
    for edition, office in zip(editions, fields, strict=True):
        # What a department is like stays; its figures of the year grow.
        random = Random(f"{region.code} {edition.budget.department.code}")
        scale = random.choice(SIZES) * GROWTH ** (year - first)
        drafts.append(Facts(edition, make_rows(edition, office, random, scale)))
    _write_facts(drafts)
    publish_invented(region=region, drafts=drafts, by=str(_("演示数据生成程序")))


def _make_editions(departments: Sequence[Department], year: int) -> list[Edition]:
    """Write a budget and a draft edition of each department."""
    budgets = Budget.objects.bulk_create(
        [Budget(department=department, year=year, phase=Phase.BUDGET) for department in departments], batch_size=BATCH
    )
    return Edition.objects.bulk_create(
        [
            Edition(
                budget=budget,
                number=1,
                department_name=budget.department.name,
                department_short_name=budget.department.short_name,
            )
            for budget in budgets
        ],
        batch_size=BATCH,
    )


def _write_facts(drafts: Sequence[Facts]) -> None:
    """Write the facts of many editions kind by kind, projects before what belongs to them."""
    for model in FACT_MODELS:
        rows = [fact for facts in drafts for fact in facts.of(model)]
        for fact in rows:
            if hasattr(fact, "project_id"):
                # Assigning again takes over the key that the project has just been given.
                fact.project = fact.project
        model._default_manager.bulk_create(rows, batch_size=BATCH)
