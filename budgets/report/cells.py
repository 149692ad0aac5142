"""The cells of an edition's tables by the kind of their table and by what their row and column mean."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from budgets.checks.books import Books
from budgets.models import Budget
from budgets.report.pieces import Reference
from budgets.tables import Cell, FilledTable, RowKind
from budgets.vocabulary import Phase, TableState

YEAR = re.compile(r"(?:19|20)\d{2}")
OTHER_TIME = re.compile("上年|去年|上一年|增减|变动|增长|增幅|同比")
# The 一 of 一般公共服务 is no ordinal: one stands in brackets, or has a mark behind it.
_DIGITS = r"[\d一二三四五六七八九十]{1,3}"
ORDINAL = re.compile(rf"^[①-⑳]|^[（(]{_DIGITS}[）)]|^{_DIGITS}[.．、]")
# What a department or a unit amounts to is no subject, though its code may look like one.
NO_SUBJECT = {RowKind.DEPARTMENT, RowKind.UNIT, RowKind.INDICATOR}
NUMBERED = re.compile(r"-\d+$")
# Words of a column that is not of the edition's own phase.
OTHER_PHASE: Mapping[str, re.Pattern[str]] = {
    Phase.FINAL: re.compile(r"(?<!公共)(?<!经营)(?<!基金)预算数"),
    Phase.BUDGET: re.compile("执行数|决算|完成数"),
}


class Place(NamedTuple):
    """Where an amount stands in every form: the kind of table, the row's key, the column's."""

    kind: str
    row: str
    column: str


class Register:
    """The amounts of an edition by place; tables are filled when they are first asked for.

    Columns of another year or phase are left out: a table that sets two years side by side has two totals.
    """

    def __init__(self, books: Books, *, is_earlier: bool = False) -> None:
        self.books = books
        self.is_earlier = is_earlier
        self._kinds: dict[str, dict[tuple[str, str], list[Reference]]] = {}

    def find(self, place: Place) -> list[Reference]:
        """Return the cells that stand at a place; several where a form repeats a column."""
        return self._of_kind(place.kind).get((place.row, place.column), [])

    def first(self, places: Iterable[Place]) -> Reference | None:
        """Return the cell of the first place that has one."""
        return next((one for place in places for one in self.find(place)), None)

    def is_understood(self, kind: str) -> bool:
        """Tell whether the edition prints a table of a kind that was understood, so that a blank is nothing."""
        filled = self.books.table(kind)
        if filled is None or self.books.is_missing(kind) or not self.books.facts.expenditures:
            return False
        return filled.table.form is None or filled.table.form.is_understood

    def is_empty(self, kind: str) -> bool:
        """Tell whether the edition prints a table of a kind with nothing in it."""
        filled = self.books.table(kind)
        return filled is not None and self.is_understood(kind) and filled.state == TableState.EMPTY

    def rows(self, kind: str, column: str) -> list[tuple[str, Reference]]:
        """Return the cells of a column with the keys of their rows, from the top down."""
        return [(row, cells[0]) for (row, at), cells in self._of_kind(kind).items() if at == column]

    def name(self, kind: str, row: str) -> str:
        """Return what a table calls a row, without the ordinal before it."""
        filled = self.books.table(kind)
        cells = filled.cells if filled is not None else ()
        found = next((one.text for one in cells if one.row == row and one.column.names_row and one.text), "")
        return ORDINAL.sub("", found).strip()

    def _of_kind(self, kind: str) -> dict[tuple[str, str], list[Reference]]:
        """Return the cells of the table of a kind by row and plain column."""
        if kind not in self._kinds:
            filled = self.books.table(kind)
            self._kinds[kind] = self._index(filled) if filled is not None else {}
        return self._kinds[kind]

    def _index(self, filled: FilledTable) -> dict[tuple[str, str], list[Reference]]:
        """Index the amounts of a table that are of the edition's own year and phase."""
        budget = filled.facts.edition.budget
        found: dict[tuple[str, str], list[Reference]] = defaultdict(list)
        for section in filled.sections:
            own = {key for key, path in section.section.paths.items() if is_own("".join(path), budget)}
            for row in section.rows:
                for cell in row.cells if row.kind not in NO_SUBJECT else ():
                    if cell.column.key in own and cell.amount is not None:
                        key = (cell.row, _plain(cell.column.key, budget.year))
                        found[key].append(self._reference(filled, cell))
        return dict(found)

    def _reference(self, filled: FilledTable, cell: Cell) -> Reference:
        """Return the address of a cell with its amount."""
        table = filled.table
        assert cell.amount is not None
        step = Decimal(1).scaleb(-table.places) * table.unit.value
        return Reference(
            table.number, table.label, cell.row, cell.column.key, cell.amount, step, is_earlier=self.is_earlier
        )


def is_own(path: str, budget: Budget) -> bool:
    """Tell whether a column, by the labels above it, is of the edition's own year and phase."""
    years = YEAR.findall(path)
    if (years and str(budget.year) not in years) or OTHER_TIME.search(path):
        return False
    other = OTHER_PHASE.get(budget.phase)
    return other is None or other.search(path) is None


def _plain(key: str, year: int) -> str:
    """Return what a column means, without the number, the year or the phase that tells it from another one."""
    plain = NUMBERED.sub("", key).removeprefix("actual_")
    return "total" if plain == f"in_{year}" else plain.removeprefix(f"in_{year}_")
