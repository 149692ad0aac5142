"""A budget at a glance: what was planned, what it is to achieve, what became of it, and all its tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.charts import hundred, money_sources, money_uses, slices
from budgets.checks.books import Books
from budgets.money import format_amount, share
from budgets.pages.charts import BUDGET_CHARTS, budget_chart, libraries
from budgets.pages.cycle import year_cycle
from budgets.pages.frame import frame
from budgets.pages.gaps import left_out
from budgets.pages.goals import PERFORMANCE_KINDS, year_goals
from budgets.pages.lead import sentences
from budgets.pages.lookup import BudgetKey
from budgets.pages.material import BALANCE, SPENDING, THREE_PUBLIC, Material
from budgets.pages.years import answer_beside_years
from budgets.report.cells import is_own
from budgets.tables import Facts, StatutoryTable
from budgets.vocabulary import Phase, TableState

STATES = {
    TableState.DERIVED: gettext_lazy("由其他表推得"),
    TableState.PARTLY_DERIVED: gettext_lazy("部分推得"),
    TableState.EMPTY: gettext_lazy("无此项"),
}
PROJECT_PERFORMANCE = "project_performance"


@dataclass(frozen=True)
class Figure:
    """A key figure: label, amount in yuan, share of all spending, and the table it stands in."""

    label: str
    amount: Decimal | None
    share: Decimal | None
    address: str


@dataclass(frozen=True)
class Entry:
    """A table in the list of tables."""

    label: str
    title: str
    hint: str
    address: str


def show(request: HttpRequest, **key: Any) -> HttpResponse:
    """Show the overview of an edition."""
    return answer_beside_years(
        request, BudgetKey(**key), lambda facts: render(request, "overview/show.html", compose(facts))
    )


def compose(facts: Facts) -> dict[str, Any]:
    """Fill all tables of money once, and read everything from them and from the standard tables."""
    books = Books(facts)
    filled = {
        table.kind: books.filled(table) for table in reversed(books.tables) if table.kind not in PERFORMANCE_KINDS
    }
    material = Material(facts, list(filled.values()))
    page = frame(facts.edition)
    addresses = {table.kind: page.address.table(table.number) for table in reversed(books.tables)}
    figures = key_figures(material, addresses)
    return {
        "frame": page,
        "is_final": material.phase == Phase.FINAL,
        "sentences": list(sentences(material)),
        "figures": figures,
        "is_partial": any(one.amount is None for one in figures),
        **_money(material),
        "balance_table": filled[BALANCE].table if BALANCE in filled else None,
        "balance_address": addresses.get(BALANCE, ""),
        "goals": year_goals(material, books, addresses),
        "cycle": year_cycle(material),
        "tables": [
            Entry(one.label, one.title, hint(books, one), page.address.table(one.number)) for one in books.tables
        ],
        "gaps": list(left_out(books)),
        "charts": [(one.title, page.address.charts(key)) for key, one in BUDGET_CHARTS.items()],
        # What is not public yet cannot be chosen on the page of comparisons.
        "compare_address": "" if page.is_preview else f"/compare/?budget={page.address.base.strip('/')}",
    }


def _money(material: Material) -> dict[str, Any]:
    """Say what each hundred goes to, and draw the stream of money with its two sides as tables."""
    flow = budget_chart(material, "flow")
    spending = slices(material.balance, "expenditure_amount")
    return {
        "hundred": spending,
        "hundred_sentence": hundred(spending),
        "flow": flow,
        "sources": money_sources(material.balance),
        "uses": [(part, _function(material, part.key)) for part in money_uses(material.balance)],
        **libraries([flow]),
    }


def _function(material: Material, key: str) -> str:
    """Return the page of a category; what is left over at the end of the year has none."""
    return material.address.function(key) if key.isdecimal() else ""


def key_figures(material: Material, addresses: Mapping[str, str]) -> list[Figure]:
    """Return the figures that head the page, each from the table it stands in."""
    figures = material.figures
    whole = material.spending.by_address["total", "total"].amount
    parts = [
        (_("支出总计"), BALANCE, figures.total, False),
        (_("基本支出"), SPENDING, figures.basic, True),
        (_("项目支出"), SPENDING, figures.projects, True),
        (_("“三公”经费"), THREE_PUBLIC, figures.three_public, False),
    ]
    return [
        Figure(label, amount, share(amount, whole) if is_part else None, addresses.get(kind, ""))
        for label, kind, amount, is_part in parts
    ]


def hint(books: Books, table: StatutoryTable) -> str:
    """Return what the list says of a table: its state, its total, or the number of indicators."""
    if table.kind in PERFORMANCE_KINDS:
        return _performance_hint(books, table)
    filled = books.filled(table)
    if filled.state in STATES:
        return str(STATES[filled.state])
    # A table that sets years side by side begins with the earlier one.
    paths = {key: path for section in filled.sections for key, path in section.section.paths.items()}
    budget = books.facts.edition.budget
    amounts = [
        cell.amount
        for cell in filled.cells
        if cell.column.is_amount and cell.amount is not None and is_own("".join(paths[cell.column.key]), budget)
    ]
    return format_amount(amounts[0]) or "" if amounts else ""


def _performance_hint(books: Books, table: StatutoryTable) -> str:
    """Say that a table of goals is left out, or how many indicators the projects have."""
    if books.is_missing(table.kind):
        return _("没有印出")
    count = sum(len(own) for own in books.facts.indicators_by_project.values())
    is_own = table.kind == PROJECT_PERFORMANCE and books.number(table.kind) == table.number
    return _("%(count)d 项指标") % {"count": count} if is_own and count else ""
