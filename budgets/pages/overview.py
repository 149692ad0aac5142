"""A budget at a glance: three sentences, key figures, a chart, the list of its tables."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.charts import Chart, income_slices, revenue_and_expenditure, slices
from budgets.models import StatedFigure
from budgets.money import format_amount, share
from budgets.pages.frame import frame, show_edition
from budgets.pages.lookup import BudgetKey
from budgets.tables import Facts, FilledTable, edition_tables, fill
from budgets.tables.editions import STANDARD, fill_standard
from budgets.vocabulary import NarrativeKind, Phase, StatedMeasure, TableState

BALANCE, SPENDING, THREE_PUBLIC = "revenue_and_expenditure", "function_expenditure", "three_public"
STATES = {
    TableState.DERIVED: gettext_lazy("由其他表推得"),
    TableState.PARTLY_DERIVED: gettext_lazy("部分推得"),
    TableState.EMPTY: gettext_lazy("无此项"),
}


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
    return show_edition(request, BudgetKey(**key), "overview/show.html", compose)


def compose(facts: Facts) -> dict[str, Any]:
    """Fill all tables once, and read everything from them; what departments are compared by, from standard tables."""
    page = frame(facts.edition)
    tables = edition_tables(facts)
    filled = [fill(table, facts) for table in tables]
    standard = {kind: _standard(filled, facts, kind) for kind in (BALANCE, SPENDING, THREE_PUBLIC)}
    income, spending = income_slices(standard[BALANCE]), slices(standard[BALANCE], "expenditure_amount")
    chart: Chart = revenue_and_expenditure(income, spending)
    addresses = {table.kind: page.address.table(table.number) for table in reversed(tables)}
    return {
        "frame": page,
        "figures": key_figures(standard, addresses),
        "change": stated_change(facts),
        "project_count": len(facts.projects),
        "chart": chart,
        "spending": spending,
        "income": income,
        "is_final": facts.edition.budget.phase == Phase.FINAL,
        "balance_table": next((table for table in tables if table.kind == BALANCE), None),
        "balance_address": addresses.get(BALANCE, ""),
        "tables": [
            Entry(one.table.label, one.table.title, hint(one), page.address.table(one.table.number)) for one in filled
        ],
    }


def _standard(filled: list[FilledTable], facts: Facts, kind: str) -> FilledTable:
    """Return the standard table of a kind: the edition's own where its form set has it, else one filled for this."""
    own = next((one for one in filled if one.table.kind == kind and one.table.form_set == STANDARD), None)
    return own or fill_standard(facts, kind)


def key_figures(standard: dict[str, FilledTable], addresses: dict[str, str]) -> list[Figure]:
    """Return the figures that head the page, each from the table it stands in."""
    spending = standard[SPENDING].by_address
    total = spending["total", "total"].amount
    three_public = standard[THREE_PUBLIC].by_address["total", "total"].amount
    balance = standard[BALANCE].by_address["grand_total", "expenditure_amount"].amount
    parts = [
        (_("支出总计"), BALANCE, balance, False),
        (_("基本支出"), SPENDING, spending["total", "basic_expenditure"].amount, True),
        (_("项目支出"), SPENDING, spending["total", "project_expenditure"].amount, True),
        (_("“三公”经费"), THREE_PUBLIC, three_public, False),
    ]
    return [
        Figure(label, amount, share(amount, total) if is_part else None, addresses.get(kind, ""))
        for label, kind, amount, is_part in parts
    ]


def stated_change(facts: Facts) -> dict[str, Decimal | None] | None:
    """Return the change of spending on last year as the text states it: amount in yuan, percentage."""
    stated = [
        figure
        for figure in facts.of(StatedFigure)
        if figure.section == NarrativeKind.REVENUE_AND_EXPENDITURE and figure.subject == "支出"
    ]
    amount = next((one.amount for one in stated if one.measure == StatedMeasure.CHANGE), None)
    rate = next((one.percentage for one in stated if one.measure == StatedMeasure.CHANGE_RATE), None)
    return None if amount is None else {"amount": amount, "rate": rate}


def hint(filled: FilledTable) -> str:
    """Return what the list says of a table: its state, or its total or the number of its rows."""
    if filled.state in STATES:
        return str(STATES[filled.state])
    amounts = [cell for cell in filled.cells if cell.column.is_amount and cell.amount is not None]
    return format_amount(amounts[0].amount) or "" if amounts else ""
