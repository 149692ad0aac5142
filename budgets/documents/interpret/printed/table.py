"""A printed table being read: shape, amounts, rows, sums, and the form that is kept of it."""

from functools import cached_property

from budgets.documents.grids import Grid, Line
from budgets.documents.interpret.captions import UNITS, find_unit
from budgets.documents.interpret.printed.amounts import Amounts
from budgets.documents.interpret.printed.column_sums import ColumnSums
from budgets.documents.interpret.printed.entries import Entries, Entry
from budgets.documents.interpret.printed.keys import column_keys, give_keys
from budgets.documents.interpret.printed.meanings import meaning_of
from budgets.documents.interpret.printed.row_sums import RowSums
from budgets.documents.interpret.printed.shape import Shape
from budgets.documents.interpret.sheet import is_note, stored_rows
from budgets.documents.reading import CellPlace, Reading
from budgets.models import SourceTable
from budgets.money import MoneyUnit
from budgets.tables.kinds import Kind, kinds
from budgets.tables.printed import PrintedBlock, PrintedColumn, PrintedForm, PrintedRow
from budgets.tables.spec import RowKind
from budgets.vocabulary import Fund

UNKNOWN = Kind("", "", "other")
CODED = ("subjects", "economic", "revenue")
LISTS = ("sides", "three_public", "other", "revenue", "department_performance", "project_performance")


class PrintedTable:
    """A grid of a document with all that could be read off it; amounts in yuan."""

    def __init__(self, reading: Reading, grid: Grid, unit: MoneyUnit) -> None:
        self.reading = reading
        self.grid = grid
        self.kind = kinds().get(grid.kind, UNKNOWN)
        self.unit = UNITS.get(grid.unit) or find_unit(grid) or unit
        self.number = 0
        self.source = SourceTable(
            edition=reading.edition,
            kind=self.kind.name,
            title=grid.title[:200],
            place=grid.place,
            rows=stored_rows(grid),
            is_understood=False,
        )
        self.index = {line.place: number for number, line in enumerate(grid.lines)}

    @cached_property
    def rows(self) -> list[Line]:
        """The rows of the grid, without captions and notes."""
        captions = {line.place for line in self.grid.captions}
        return [line for line in self.grid.lines if line.is_row and line.place not in captions and not is_note(line)]

    @cached_property
    def shape(self) -> Shape:
        """Head, columns and blocks."""
        return Shape(self.rows)

    @cached_property
    def amount_columns(self) -> list[int]:
        """The numbers of the columns that hold amounts."""
        return [column.number for column in self.shape.columns if column.role == "amount"]

    @cached_property
    def amounts(self) -> Amounts:
        """The amounts of the body."""
        return Amounts(self.shape.body, self.amount_columns, self.unit, self._counts())

    def _counts(self) -> set[tuple[int, int]]:
        """Return the cells, by line and column, of rows that count things: 公务用车保有量（辆）."""
        return {
            (entry.line.place, column)
            for (first, last), entries in zip(self.shape.blocks, self.entries, strict=True)
            for entry in entries
            if entry.role == "count"
            for column in range(first, last)
        }

    @cached_property
    def fund(self) -> str:
        """The fund that the whole table speaks of: by its kind, or as its title says."""
        if self.kind.fund != Fund.ALL_FUNDS:
            return self.kind.fund
        return meaning_of(self.grid.title).fund or Fund.ALL_FUNDS

    @cached_property
    def entries(self) -> list[list[Entry]]:
        """The rows of each block, named."""
        department = self.reading.edition.department_name
        blocks = range(len(self.shape.blocks))
        found = [Entries(self.shape, block, self.kind.family, department).read() for block in blocks]
        for entries in found:
            give_keys(entries)
        return found

    @cached_property
    def keys(self) -> list[str]:
        """The names of the columns."""
        return column_keys(self.shape, self.kind)

    @cached_property
    def column_parts(self) -> dict[int, tuple[int, ...]]:
        """Which columns add up others."""
        found: dict[int, tuple[int, ...]] = {}
        for first, last in self.shape.blocks:
            amounts = [column for column in self.shape.columns[first:last] if column.role == "amount"]
            is_certain = self.kind.family == "three_public"
            found |= ColumnSums(amounts, self.amounts, self.shape.body, is_certain).find()
        return found

    @cached_property
    def row_parts(self) -> list[dict[str, tuple[str, ...]]]:
        """Which rows of each block add up others."""
        found = []
        for (first, last), entries in zip(self.shape.blocks, self.entries, strict=True):
            columns = [number for number in self.amount_columns if first <= number < last]
            is_plain = self.kind.family in LISTS and not _is_coded(entries) and not _are_units(entries)
            is_list = self.kind.family == "sides" or is_plain
            sums = RowSums(entries, self.amounts, columns, is_certain=self.kind.family in CODED)
            found.append(sums.find(is_list=is_list))
        return found

    def place(self, line: Line, column: int) -> CellPlace:
        """Return where a cell stands in the source table."""
        return CellPlace(self.source, self.index[line.place], column, f"{line.location}, column {column + 1}")

    def form(self, *, is_understood: bool) -> PrintedForm:
        """Return the form that is kept of the table."""
        columns = []
        naming = self._naming()
        for column, key in zip(self.shape.columns, self.keys, strict=True):
            parts = tuple(self.keys[number] for number in self.column_parts.get(column.number, ()))
            is_amount, is_code = column.role == "amount", column.role == "code"
            path = column.path or (f"第{column.number + 1}列",)
            columns.append(PrintedColumn(key, path, is_amount, is_code, column.number in naming, parts))
        blocks = tuple(
            PrintedBlock(
                first,
                last,
                tuple(
                    PrintedRow(self.index[entry.line.place], entry.key, entry.kind, parts.get(entry.key, ()))
                    for entry in entries
                ),
            )
            for (first, last), entries, parts in zip(self.shape.blocks, self.entries, self.row_parts, strict=True)
        )
        head = tuple(self.index[line.place] for line in self.shape.head)
        return PrintedForm(self.unit, max(self.amounts.places, 0), tuple(columns), blocks, is_understood, head)

    def _naming(self) -> set[int]:
        """Return the column that names the rows of each block: the last label before its amounts."""
        found = set()
        for first, last in self.shape.blocks:
            labels = [one for one in self.shape.columns[first:last] if one.role in ("name", "project", "unit")]
            named = [one for one in labels if one.role != "unit"] or labels
            chosen = named[:1] or list(self.shape.columns[first : first + 1])
            found |= {one.number for one in chosen if one.role != "amount"}
        return found


def _is_coded(entries: list[Entry]) -> bool:
    """Tell whether most rows of a block have codes."""
    return sum(bool(entry.code) for entry in entries) * 2 > len(entries)


def _are_units(entries: list[Entry]) -> bool:
    """Tell whether the rows of a block are units, with nothing but totals beside them."""
    return all(entry.kind in (RowKind.UNIT, RowKind.TOTAL) for entry in entries)
