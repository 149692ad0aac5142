"""Where a figure of a table comes from: in words, by what it adds up, in other tables, and in the document."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from budgets.explanations import Addition, Counterpart, Share, Verdict, Way, explain
from budgets.explanations.names import column_path, describe, plain_name, printed_amount, row_name
from budgets.explanations.words import difference_in_words, opening, short_path, terms, verdict_in_words
from budgets.models import EconomicExpenditure, FunctionExpenditure, ProjectFunding
from budgets.pages.addresses import BudgetAddress
from budgets.pages.frame import Crumb, frame, show_edition
from budgets.pages.lookup import BudgetKey
from budgets.pages.source_cells import PrintedCell, printed_cells
from budgets.pages.source_views import Sources, show_sources
from budgets.pages.table import fill_table
from budgets.tables import Cell, Facts, FilledTable

# So many cells of another table are named one by one; of more the table is named.
MOST_NAMED = 6
# The code of a subject or a class at the end of a row's key: 104001-2013201, 30101-50501.
CODE = re.compile(r"(?:^|(?<=-))\d{5,7}$|^\d{3,7}(?=-\d)|^\d{3}$")


@dataclass(frozen=True)
class Named:
    """Something with a name, an amount as the table prints amounts, and the page it leads to."""

    name: str
    amount: str = ""
    address: str = ""


@dataclass(frozen=True)
class Part:
    """An addend in a list: what it is called, what kind of money it is, its amount, its place in the document.

    `anchor` names where on the page the place is shown.
    """

    name: str
    kind: str
    amount: str
    place: str = ""
    address: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class Formula:
    """A way to add a figure up: a sentence with its terms, by how much the figure differs, a list where it helps."""

    way: Way
    opening: str
    terms: list[Named]
    total: str
    difference: str
    is_wrong: bool
    parts: list[Part]
    is_folded: bool = False


@dataclass(frozen=True)
class Elsewhere:
    """Where the same money stands in another table, and whether the amounts agree."""

    table: Named
    cells: list[Named]
    amount: str
    unit: str
    verdict: Verdict
    words: str


def show(request: HttpRequest, number: int, row: str, column: str, **key: Any) -> HttpResponse:
    """Show where a figure comes from."""
    return show_edition(request, BudgetKey(**key), "table/cell.html", lambda facts: compose(facts, number, row, column))


def compose(facts: Facts, number: int, row: str, column: str) -> dict[str, Any]:
    """Gather a figure, what is said of it, what it adds up, where else it stands and where it was read."""
    filled = fill_table(facts, number)
    cell = filled.by_address.get((row, column))
    if cell is None or cell.amount is None:
        raise Http404
    name = " · ".join([row_name(filled, row, column), *column_path(filled, column)])
    shown = frame(facts.edition, name, Crumb(filled.table.label, BudgetAddress.of(facts.edition).table(number)))
    explanation = explain(filled, cell)
    printed = printed_cells(filled, cell)
    sources = sources_of(facts, printed)
    page = Page(filled, shown.address, sources)
    return {
        "frame": shown,
        "filled": filled,
        "cell": cell,
        "name": name,
        "amount": printed_amount(filled, cell.amount),
        "sentence": explanation.sentence,
        "formulas": page.formulas(cell, explanation.additions),
        "shares": [(one.percentage, page.whole(one)) for one in explanation.shares],
        "remarks": explanation.remarks,
        "elsewhere": [page.elsewhere(one) for one in explanation.counterparts],
        "own": [(one, sources.anchors[one.address]) for one in printed if one.is_own],
        "sources": sources,
    }


def sources_of(facts: Facts, printed: list[PrintedCell]) -> Sources:
    """Return what is shown of the document where an edition was read from one."""
    document = facts.edition.source_document
    if document is None:
        return Sources()
    return show_sources(document, BudgetAddress.numbered(facts.edition), printed)


def cell_address(address: BudgetAddress, number: int, cell: Cell) -> str:
    """Return the address of the page of a figure."""
    return f"{address.table(number)}cells/{cell.row}/{cell.column.key}/"


class Page:
    """How what is known of a figure is shown: with the words, the amounts and the addresses of one edition."""

    def __init__(self, filled: FilledTable, address: BudgetAddress, sources: Sources) -> None:
        self.filled = filled
        self.facts = filled.facts
        self.address = address
        self.sources = sources

    def formulas(self, cell: Cell, additions: list[Addition]) -> list[Formula]:
        """Return the ways of adding up as they are shown; many lines are folded where rows have said the same."""
        found = [self.formula(cell, one) for one in additions]
        return [
            replace(one, is_folded=one.way == Way.LINES and len(found) > 1 and len(one.parts) > MOST_NAMED)
            for one in found
        ]

    def formula(self, cell: Cell, addition: Addition) -> Formula:
        """Return a way of adding up as it is shown; lines are always listed, cells where no sentence can hold them."""
        named = terms(self.filled, addition)
        is_listed = addition.way == Way.LINES or not named
        return Formula(
            way=addition.way,
            opening=opening(addition),
            terms=[Named(one.name, self._amount(one.amount), self._leads_to(one.addend)) for one in named],
            total=self._amount(addition.total),
            difference=difference_in_words(self.filled, cell, addition),
            is_wrong=addition.differs,
            parts=[self._part(addition.way, one) for one in addition.addends] if is_listed else [],
        )

    def whole(self, part: Share) -> Named:
        """Return the total that a figure is a share of."""
        filled, cell = self.filled, part.whole
        name = short_path(column_path(filled, cell.column.key))
        if part.way == Way.DOWN:
            name = plain_name(row_name(filled, cell.row, cell.column.key))
        return Named(name, self._amount(cell.amount), cell_address(self.address, filled.table.number, cell))

    def elsewhere(self, found: Counterpart) -> Elsewhere:
        """Return another table in which the same money stands, as it is shown."""
        other = found.filled
        number = other.table.number
        cells = [
            Named(_name_of(other, cell, found), address=cell_address(self.address, number, cell))
            for cell in found.cells[: MOST_NAMED if len(found.cells) <= MOST_NAMED else 0]
        ]
        return Elsewhere(
            table=Named(f"{other.table.label} {other.table.short_title}", address=self.address.table(number)),
            cells=cells,
            amount=printed_amount(other, found.amount),
            unit=other.table.unit_label,
            verdict=found.verdict,
            words=verdict_in_words(self.filled, found),
        )

    def _amount(self, amount: Decimal | None) -> str:
        """Return an amount as the figure's own table prints it."""
        return printed_amount(self.filled, amount)

    def _part(self, way: Way, addend: Any) -> Part:
        """Return an addend as a list shows it."""
        if way != Way.LINES:
            named = _name_of_addend(self.filled, way, addend)
            return Part(named, "", self._amount(addend.amount), address=self._leads_to(addend))
        name, kind = describe(self.filled, addend)
        anchor = self.sources.anchors.get((addend.source_table_id, addend.source_row, addend.source_column), "")
        return Part(name, kind, self._amount(addend.amount), addend.source_place, self._leads_to(addend), anchor)

    def _leads_to(self, addend: Any) -> str:
        """Return the page that tells more of an addend: of a cell, a subject, a class, a project; blank for others."""
        if isinstance(addend, Cell):
            return cell_address(self.address, self.filled.table.number, addend)
        if isinstance(addend, ProjectFunding):
            return self.address.project(addend.project.key)
        if isinstance(addend, FunctionExpenditure) and addend.code in self._functions:
            return self.address.function(addend.code)
        if isinstance(addend, EconomicExpenditure) and addend.department_code in self._economics:
            return self.address.economic(addend.department_code)
        return ""

    @cached_property
    def _functions(self) -> set[str]:
        """The functional codes that have pages of their own."""
        return {line.code[:length] for line in self.facts.expenditures for length in (3, 5, 7)}

    @cached_property
    def _economics(self) -> set[str]:
        """The economic codes that have pages of their own."""
        return {line.department_code[:length] for line in self.facts.classified_expenditures for length in (3, 5)}


def _name_of_addend(filled: FilledTable, way: Way, cell: Cell) -> str:
    """Return what a cell is called among those of its row or its column."""
    if way == Way.ACROSS:
        return " · ".join(column_path(filled, cell.column.key))
    code = CODE.search(cell.row)
    return f"{code[0] if code else ''} {row_name(filled, cell.row, cell.column.key)}".strip()


def _name_of(filled: FilledTable, cell: Cell, found: Counterpart) -> str:
    """Return what a cell of another table is called: its row, or its column where several of one row are named."""
    rows = {one.row for one in found.cells}
    columns = short_path(column_path(filled, cell.column.key))
    if len(found.cells) > 1:
        return columns if len(rows) == 1 else plain_name(row_name(filled, cell.row, cell.column.key))
    return f"{plain_name(row_name(filled, cell.row, cell.column.key))} · {columns}"
