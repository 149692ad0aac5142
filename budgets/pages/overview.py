"""A budget at a glance: three sentences, key figures, a chart, the list of its tables."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.charts import Chart, revenue_and_expenditure, slices
from budgets.models import StatedFigure
from budgets.money import format_amount, share
from budgets.pages.frame import frame, show_edition
from budgets.pages.lookup import BudgetKey
from budgets.tables import Facts, FilledTable, fill, tables_of
from budgets.vocabulary import NarrativeKind, StatedMeasure, TableState

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
    """Fill all tables once, and read everything from them."""
    page = frame(facts.edition)
    filled = {table.number: fill(table, facts) for table in tables_of(facts.edition.form_set)}
    chart: Chart = revenue_and_expenditure(filled[1])
    return {
        "frame": page,
        "figures": key_figures(filled, page.address.table),
        "change": stated_change(facts),
        "project_count": len(facts.projects),
        "chart": chart,
        "spending": slices(filled[1], "expenditure_amount"),
        "income": slices(filled[1], "revenue_amount"),
        "tables": [
            Entry(one.table.label, one.table.title, hint(one), page.address.table(number))
            for number, one in filled.items()
        ],
    }


def key_figures(filled: dict[int, FilledTable], address: Any) -> list[Figure]:
    """Return the figures that head the page, each from the table it stands in."""
    spending = filled[3].by_address
    total = spending["total", "total"].amount
    three_public = filled[8].by_address["total", "total"].amount
    parts = [
        (_("支出总计"), 1, filled[1].by_address["grand_total", "expenditure_amount"].amount, False),
        (_("基本支出"), 3, spending["total", "basic_expenditure"].amount, True),
        (_("项目支出"), 3, spending["total", "project_expenditure"].amount, True),
        (_("“三公”经费"), 8, three_public, False),
    ]
    return [
        Figure(label, amount, share(amount, total) if is_part else None, address(number))
        for label, number, amount, is_part in parts
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
