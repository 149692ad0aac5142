"""What a year's money is to achieve: the goal, the largest projects, and how many indicators they are measured by."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.text import Truncator

from budgets.checks.books import Books
from budgets.models import DepartmentIndicator
from budgets.money import add, share
from budgets.pages.material import Material
from budgets.tables import StatutoryTable

# So many projects and characters of the goal stand on the overview; the rest is a link away.
PROJECTS, GOAL = 5, 220
PERFORMANCE_KINDS = ("department_performance", "project_performance", "project_evaluation")
PROJECT_KINDS = ("projects", "project_performance", "project_evaluation")


@dataclass(frozen=True)
class ProjectEntry:
    """A project among the largest: name, amount in yuan, share of all projects, number of indicators, its page."""

    name: str
    amount: Decimal | None
    share: Decimal | None
    indicators: int
    address: str


@dataclass(frozen=True)
class Goals:
    """What an edition says of its goals; amounts in yuan. `tables` print goals that did not become figures."""

    text: str
    address: str
    projects: list[ProjectEntry]
    count: int
    total: Decimal | None
    indicators: int
    tables: list[tuple[str, str]]

    @property
    def has_amounts(self) -> bool:
        """Whether money is known of any project."""
        return self.total is not None


def year_goals(material: Material, books: Books, addresses: Mapping[str, str]) -> Goals:
    """Return the goals of an edition; `addresses` are those of its tables by kind."""
    facts = material.facts
    goal = facts.performance_goal
    printed = [] if has_targets(books) else printed_tables(books, PERFORMANCE_KINDS)
    return Goals(
        text=Truncator(goal.text).chars(GOAL) if goal else "",
        address=addresses.get("department_performance", ""),
        projects=list(largest_projects(material)),
        count=len(facts.projects),
        total=add(one.amount for one in facts.project_fundings),
        indicators=sum(len(own) for own in facts.indicators_by_project.values()),
        tables=[(table.title, material.address.table(table.number)) for table in printed],
    )


def largest_projects(material: Material) -> Iterator[ProjectEntry]:
    """Yield the projects with most money; in the order of the document where none is known."""
    facts = material.facts
    whole = add(one.amount for one in facts.project_fundings)
    amounts = {key: add(one.amount for one in own) for key, own in facts.fundings_by_project.items()}
    ordered = sorted(facts.projects, key=lambda one: -(amounts.get(one.key) or Decimal(0)))
    for project in ordered[:PROJECTS]:
        amount = amounts.get(project.key)
        yield ProjectEntry(
            project.name,
            amount,
            share(amount, whole),
            len(facts.indicators_by_project.get(project.key, ())),
            material.address.project(project.key),
        )


def has_targets(books: Books) -> bool:
    """Tell whether any goal or indicator became a fact."""
    facts = books.facts
    return bool(facts.performance_goal or facts.indicators_by_project or facts.of(DepartmentIndicator))


def printed_tables(books: Books, kinds: tuple[str, ...]) -> list[StatutoryTable]:
    """Return the tables of some kinds that the edition has, those that its document leaves out not among them."""
    return [table for table in books.tables if table.kind in kinds and not books.is_missing(table.kind)]
