"""Where a figure of a table comes from: the lines it adds up, and the cells of the document they were read from."""

from dataclasses import dataclass
from decimal import Decimal
from functools import singledispatch
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from budgets.models import (
    CarryForward,
    DeclaredAmount,
    EconomicExpenditure,
    FunctionExpenditure,
    ProjectFunding,
    RevenueLine,
    ThreePublicExpense,
)
from budgets.money import format_amount
from budgets.pages.addresses import BudgetAddress
from budgets.pages.frame import Crumb, frame, show_edition
from budgets.pages.lookup import BudgetKey
from budgets.pages.source_cells import PrintedCell, printed_cells
from budgets.pages.source_views import Sources, show_sources
from budgets.pages.table import fill_table
from budgets.tables import Facts, FilledTable


@dataclass(frozen=True)
class Part:
    """A line that a figure adds: what it is called, what kind of money it is, its amount as the table
    prints amounts, its place.

    `anchor` names where on the page the place is shown.
    """

    name: str
    kind: str
    amount: str
    place: str
    address: str = ""
    anchor: str = ""


def show(request: HttpRequest, number: int, row: str, column: str, **key: Any) -> HttpResponse:
    """Show where a figure comes from."""
    return show_edition(request, BudgetKey(**key), "table/cell.html", lambda facts: compose(facts, number, row, column))


def compose(facts: Facts, number: int, row: str, column: str) -> dict[str, Any]:
    """Gather a figure, what its lines add up to, and the lines."""
    filled = fill_table(facts, number)
    cell = filled.by_address.get((row, column))
    if cell is None or cell.amount is None:
        raise Http404
    name = " · ".join([_row_name(filled, row) or str(row), *_path(filled, column)])
    listed = frame(facts.edition)
    label = filled.table.label
    printed = printed_cells(filled, cell)
    sources = sources_of(facts, printed)
    return {
        "frame": frame(facts.edition, name, Crumb(label, listed.address.table(number))),
        "filled": filled,
        "cell": cell,
        "name": name,
        "amount": _printed(filled, cell.amount),
        "computed": _printed(filled, cell.computed),
        "parts": [_part(filled, line, listed.address, sources) for line in cell.lines],
        "own": [(one, sources.anchors[one.address]) for one in printed if one.is_own],
        "sources": sources,
    }


def sources_of(facts: Facts, printed: list[PrintedCell]) -> Sources:
    """Return what is shown of the document where an edition was read from one."""
    document = facts.edition.source_document
    if document is None:
        return Sources()
    return show_sources(document, BudgetAddress.numbered(facts.edition), printed)


def _printed(filled: FilledTable, amount: Decimal | None) -> str:
    """Return an amount in the unit and with the decimals that its table prints."""
    return format_amount(amount, filled.table.unit, filled.table.places) or ""


def _row_name(filled: FilledTable, row: str) -> str:
    """Return what the form calls a row."""
    for cell in filled.cells:
        if cell.row == row and cell.column.names_row and cell.text:
            return cell.text
    return next((cell.text for cell in filled.cells if cell.row == row and cell.text), "") or ""


def _path(filled: FilledTable, column: str) -> tuple[str, ...]:
    """Return the labels above a column."""
    for section in filled.sections:
        if column in section.section.paths:
            return section.section.paths[column]
    return ()


def _part(filled: FilledTable, line: Any, address: BudgetAddress, sources: Sources) -> Part:
    """Describe one line."""
    name, kind = _printed_total(filled, line) if isinstance(line, DeclaredAmount) else describe(line)
    project = address.project(line.project.key) if isinstance(line, ProjectFunding) else ""
    anchor = sources.anchors.get((line.source_table_id, line.source_row, line.source_column), "")
    return Part(name, kind, _printed(filled, line.amount), line.source_place, project, anchor)


def _printed_total(filled: FilledTable, line: DeclaredAmount) -> tuple[str, str]:
    """Describe a printed amount that another one of its table adds, by the row and the column it stands in."""
    return _row_name(filled, line.row) or line.row, " · ".join(_path(filled, line.column))


@singledispatch
def describe(line: Any) -> tuple[str, str]:
    """Return a line's name and the kind of its money."""
    raise TypeError(line)


@describe.register
def _(line: RevenueLine) -> tuple[str, str]:
    return str(line.get_fund_display()), str(line.get_origin_display())


@describe.register
def _(line: CarryForward) -> tuple[str, str]:
    return str(line.get_fund_display()), ""


@describe.register
def _(line: FunctionExpenditure) -> tuple[str, str]:
    return f"{line.code} {line.name}", str(line.get_nature_display())


@describe.register
def _(line: EconomicExpenditure) -> tuple[str, str]:
    return f"{line.department_code} {line.department_name}", str(line.get_nature_display())


@describe.register
def _(line: ProjectFunding) -> tuple[str, str]:
    return line.project.name, str(line.get_fund_display())


@describe.register
def _(line: ThreePublicExpense) -> tuple[str, str]:
    return str(line.get_item_display()), ""
