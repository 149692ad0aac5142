"""The people of two departments and two bureaus, and small budgets for them to take steps with."""

from dataclasses import dataclass
from typing import Any

from budgets.models import Department, Edition, Waiver
from budgets.publishing import approve, submit
from budgets.vocabulary import Role
from tests.make import (
    appoint,
    make_budget,
    make_department,
    make_edition,
    make_line,
    make_person,
    make_region,
    make_text,
)

OLD_NAME = "旧名称"


@dataclass(frozen=True)
class Cast:
    """Who meets an edition: its own people, those of elsewhere, and who may do everything."""

    clerk: Any
    approver: Any
    publisher: Any
    administrator: Any
    other_clerk: Any
    other_approver: Any
    other_publisher: Any
    superuser: Any


def make_cast(department: Department) -> Cast:
    """Return the people, seen from a department."""
    foreign = make_department("888", region=make_region("410888", "外区"))
    return Cast(
        clerk=appoint("经办", Role.CLERK, department=department),
        approver=appoint("审核", Role.APPROVER, department=department),
        publisher=appoint("公开", Role.PUBLISHER, region=department.region),
        administrator=appoint("管理", Role.ADMINISTRATOR),
        other_clerk=appoint("外经办", Role.CLERK, department=foreign),
        other_approver=appoint("外审核", Role.APPROVER, department=foreign),
        other_publisher=appoint("外公开", Role.PUBLISHER, region=foreign.region),
        superuser=make_person("全权"),
    )


def make_sound(name: str = "行政运行", year: int = 2023, **fields: Any) -> Edition:
    """Return a prepared draft in which all rules hold; under an old name of its subject one warning is left."""
    edition = make_edition(make_budget(year=year), **fields)
    make_text(edition)
    make_line(edition, name=name)
    return edition


def take_to_approval(edition: Edition, cast: Cast) -> Edition:
    """Take a draft through the hands of clerk and approver, and return it as it is then."""
    submit(edition=edition, by=cast.clerk)
    Waiver.objects.create(edition=edition, rule="R15", reason="沿用旧名。", granted_by="经办")
    approve(edition=edition, by=cast.approver)
    return Edition.objects.with_names().get(pk=edition.pk)
