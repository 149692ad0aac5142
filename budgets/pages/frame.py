"""What every page of an edition shows around its content."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.models import Edition
from budgets.pages.addresses import BudgetAddress, department_address, region_address
from budgets.pages.caching import respond
from budgets.pages.lookup import BudgetKey, find_edition
from budgets.tables import Facts
from budgets.vocabulary import EditionStatus


@dataclass(frozen=True)
class Crumb:
    """A step of the way to a page; the last one has no address."""

    label: Any
    address: str = ""


# The way to a page that belongs to no region begins here.
HOME = Crumb(gettext_lazy("首页"), "/")


@dataclass(frozen=True)
class Frame:
    """An edition, its addresses, and the way to the page."""

    edition: Edition
    address: BudgetAddress
    crumbs: list[Crumb]
    title: str

    @property
    def budget_title(self) -> str:
        """The title of the whole budget."""
        return budget_title(self.edition)

    @property
    def picture(self) -> str:
        """The address of the picture that stands for the edition where it is shared."""
        return f"{self.address.base}picture.png"

    @property
    def is_preview(self) -> bool:
        """Whether the public cannot see it yet."""
        return self.edition.is_unpublished

    @property
    def is_superseded(self) -> bool:
        """Whether a later edition stands in its place."""
        return self.edition.status == EditionStatus.SUPERSEDED


def budget_title(edition: Edition) -> str:
    """Name a budget as its department was called in this edition."""
    budget = edition.budget
    return _("%(name)s %(year)d 年部门%(phase)s") % {
        "name": edition.department_name,
        "year": budget.year,
        "phase": budget.get_phase_display(),
    }


def frame(edition: Edition, title: str = "", *between: Crumb) -> Frame:
    """Return the frame of a page: region › department › year › … › the page itself.

    The pages of region and department may not exist before anything of them is public: a preview leads to none.
    """
    address = BudgetAddress.of(edition)
    budget = edition.budget
    above = (region_address(budget.department.region), department_address(budget.department))
    region, department = ("", "") if edition.is_unpublished else above
    year = _("%(year)d 年%(phase)s") % {"year": budget.year, "phase": budget.get_phase_display()}
    crumbs = [
        Crumb(budget.department.region.name, region),
        Crumb(edition.label, department),
        Crumb(year, address.base if title else ""),
        *between,
    ]
    return Frame(edition, address, [*crumbs, Crumb(title)] if title else crumbs, title or year)


Compose = Callable[[Facts], dict[str, Any]]


def show_edition(request: HttpRequest, key: BudgetKey, template: str, compose: Compose) -> HttpResponse:
    """Answer a page of an edition: 404 without one, 304 where the reader has it, else composed and rendered."""
    return answer_edition(request, key, lambda facts: render(request, template, compose(facts)))


def answer_edition(request: HttpRequest, key: BudgetKey, answer: Callable[[Facts], HttpResponse]) -> HttpResponse:
    """Answer with anything made of an edition's facts, under its version."""
    edition = find_edition(key)
    return respond(request, version_of(edition), lambda: answer(Facts(edition)))


def version_of(edition: Edition) -> str:
    """Return what changes when a page of the edition does: its facts never, its standing and names may."""
    department = edition.budget.department
    region = department.region
    return f"{edition.pk} {edition.status} {edition.label} {region.name} {region.is_invented} {department.name}"
