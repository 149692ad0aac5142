"""Small makers of saved objects, with what a test does not care about filled in."""

from decimal import Decimal
from typing import Any

from django.contrib.auth import get_user_model

from budgets.keys import project_key
from budgets.models import (
    Appointment,
    Budget,
    Department,
    Edition,
    FunctionExpenditure,
    GlossaryTerm,
    Narrative,
    Project,
    ProjectFunding,
    Publication,
    Region,
    TableNote,
)
from budgets.publishing import publish
from budgets.vocabulary import (
    EditionOrigin,
    EditionStatus,
    Fund,
    NarrativeKind,
    NarrativePart,
    Nature,
    Phase,
    ProjectKind,
    Role,
)

# The sections that an edition's text must have to be complete.
SECTIONS = (
    (NarrativePart.OVERVIEW, NarrativeKind.DUTIES),
    (NarrativePart.OVERVIEW, NarrativeKind.OFFICES),
    (NarrativePart.EXPLANATION, NarrativeKind.REVENUE_AND_EXPENDITURE),
    (NarrativePart.EXPLANATION, NarrativeKind.THREE_PUBLIC),
    (NarrativePart.EXPLANATION, NarrativeKind.AGENCY_RUNNING_COSTS),
    (NarrativePart.EXPLANATION, NarrativeKind.PROCUREMENT),
    (NarrativePart.EXPLANATION, NarrativeKind.STATE_ASSETS),
    (NarrativePart.EXPLANATION, NarrativeKind.PERFORMANCE),
)


def make_region(code: str = "410796", name: str = "新乡经济技术开发区") -> Region:
    """Return the region of a code, made where it is missing."""
    return Region.objects.get_or_create(code=code, defaults={"name": name})[0]


def make_department(code: str = "104", region: Region | None = None, **fields: Any) -> Department:
    """Return the department of a code, made where it is missing."""
    defaults = {"name": f"测试局{code}", "short_name": f"测试{code}", **fields}
    return Department.objects.get_or_create(region=region or make_region(), code=code, defaults=defaults)[0]


def make_budget(department: Department | None = None, year: int = 2023, phase: Phase = Phase.BUDGET) -> Budget:
    """Return a department's budget of a year, made where it is missing."""
    return Budget.objects.get_or_create(department=department or make_department(), year=year, phase=phase)[0]


def make_edition(budget: Budget | None = None, **fields: Any) -> Edition:
    """Return a new draft edition, numbered after the last one."""
    budget = budget or make_budget()
    last = budget.editions.order_by("-number").first()
    values = {
        "number": last.number + 1 if last else 1,
        "origin": EditionOrigin.PREPARED,
        "department_name": budget.department.name,
        "department_short_name": budget.department.short_name,
        **fields,
    }
    return Edition.objects.create(budget=budget, **values)


def make_line(edition: Edition, **fields: Any) -> FunctionExpenditure:
    """Return one line of spending by subject."""
    values = {
        "code": "2013201",
        "name": "行政运行",
        "fund": Fund.GENERAL_PUBLIC_BUDGET,
        "nature": Nature.WAGES,
        "amount": Decimal("100000.00"),
        **fields,
    }
    return FunctionExpenditure.objects.create(edition=edition, **values)


def make_project(edition: Edition, name: str = "人才发展奖励", amount: str = "2250000.00", **fields: Any) -> Project:
    """Return a project with its money."""
    values = {"key": project_key("", name), "name": name, "kind": ProjectKind.SPECIFIC_PURPOSE, **fields}
    project = Project.objects.create(edition=edition, **values)
    ProjectFunding.objects.create(project=project, fund=Fund.GENERAL_PUBLIC_BUDGET, amount=Decimal(amount))
    return project


def text_sections() -> list[Narrative]:
    """Return unsaved sections of each kind that a text must have, each under its usual heading."""
    return [
        Narrative(part=part, kind=kind, heading=str(kind.label), text="情况如下。", position=position)
        for position, (part, kind) in enumerate(SECTIONS)
    ]


def table_notes(edition: Edition | None = None) -> list[TableNote]:
    """Return an unsaved note to each table of the form, so that none is empty without a word."""
    return [TableNote(edition=edition, table_number=number, text="没有数据的，本表为空。") for number in range(1, 13)]


def make_text(edition: Edition) -> None:
    """Give an edition the text that it may not be published without."""
    for section in text_sections():
        section.edition = edition
        section.save()
    GlossaryTerm.objects.create(edition=edition, term="财政拨款收入", meaning="财政当年拨付的资金。")
    TableNote.objects.bulk_create(table_notes(edition))


def make_person(name: str = "测试", **fields: Any) -> Any:
    """Return the person of a name, made where it is missing: staff who may do everything, unless `fields` say less."""
    defaults = {"is_staff": True, "is_superuser": True, **fields}
    return get_user_model().objects.get_or_create(username=name, defaults=defaults)[0]


def appoint(name: str, role: Role, *, department: Department | None = None, region: Region | None = None) -> Any:
    """Return the person of a name, who holds one role."""
    person = make_person(name, is_superuser=False)
    Appointment.objects.get_or_create(user=person, role=role, department=department, region=region)
    return person


def publish_prepared(edition: Edition, by: str = "测试", reason: str = "") -> Publication:
    """Publish a prepared draft in the name of somebody, as if others had submitted and approved it before."""
    if reason:
        Edition.objects.filter(pk=edition.pk).update(reason=reason)
    Edition.objects.filter(pk=edition.pk).update(status=EditionStatus.APPROVED)
    return publish(edition=edition, by=make_person(by), reason=reason)
