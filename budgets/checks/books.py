"""The facts of an edition laid open for checking: its tables filled, each once."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from budgets.checks.finding import Comparison, Evidence, Unchecked
from budgets.checks.kinds import EXPENDITURE, kind_label
from budgets.checks.rounding import PrintedPlaces
from budgets.models import DeclaredAmount
from budgets.money import add
from budgets.tables import Cell, Facts, FilledTable, RowKind, fill
from budgets.tables.editions import edition_tables
from budgets.tables.spec import Criteria, Layout, StatutoryTable
from budgets.vocabulary import Fund

ZERO = Decimal(0)


class Books:
    """Facts and filled tables of an edition."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.places = PrintedPlaces(facts)
        self._filled: dict[int, FilledTable] = {}

    @cached_property
    def tables(self) -> tuple[StatutoryTable, ...]:
        """The tables that the edition has, in their order."""
        return edition_tables(self.facts)

    @cached_property
    def has_own_forms(self) -> bool:
        """Whether the document prints tables in a form that nobody declared."""
        return any(table.layout == Layout.PRINTED for table in self.tables)

    @cached_property
    def _by_kind(self) -> dict[str, StatutoryTable]:
        """The first table of each kind."""
        return {table.kind: table for table in reversed(self.tables)}

    def filled(self, table: StatutoryTable) -> FilledTable:
        """Return a table, filled when it is first asked for."""
        if table.number not in self._filled:
            self._filled[table.number] = fill(table, self.facts)
        return self._filled[table.number]

    def table(self, kind: str) -> FilledTable | None:
        """Return the table of a kind, filled, or None where the edition has none."""
        return self.filled(self._by_kind[kind]) if kind in self._by_kind else None

    def number(self, kind: str) -> int | None:
        """Return the number of the table of a kind, or None where the edition has none."""
        return self._by_kind[kind].number if kind in self._by_kind else None

    def label(self, kind: str) -> str:
        """Return the printed label of the table of a kind: 预算03表; where there is none, what the kind is called."""
        return self._by_kind[kind].label if kind in self._by_kind else kind_label(kind)

    @cached_property
    def declared(self) -> dict[tuple[int, str, str], DeclaredAmount]:
        """Printed and approved totals by table, row and column."""
        return {(fact.table_number, fact.row, fact.column): fact for fact in self.facts.of(DeclaredAmount)}

    def declared_cell(self, kind: str, row: str, column: str) -> DeclaredAmount | None:
        """Return the printed or approved total of a cell, or None where there is none."""
        return self.declared.get((self.number(kind) or 0, row, column))

    def is_missing(self, kind: str) -> bool:
        """Tell whether the form has no table of a kind, or the document leaves it out."""
        number = self.number(kind)
        return number is None or (self.facts.edition.is_transcribed and number not in self.facts.printed_tables)

    def left_out(self, kind: str) -> Unchecked:
        """Say that there is no table of a kind."""
        if self.facts.edition.is_transcribed:
            return Unchecked(_("公布的文件没有印出%s。") % self.label(kind))
        return Unchecked(_("表式中没有%s。") % self.label(kind))

    @cached_property
    def knows_all_spending(self) -> bool:
        """Whether spending over all funds is given: by table 03, or by table 01 where nothing finer is."""
        return not self.is_missing(EXPENDITURE) or all(line.fund == Fund.ALL_FUNDS for line in self.facts.expenditures)

    def compare_cells(self, kind: str, columns: Iterable[str] = (), rows: Iterable[RowKind] = ()) -> Iterator[Evidence]:
        """Compare the declared cells of the table of a kind, of certain columns and kinds of row, with their lines."""
        filled = self.table(kind)
        if filled is None:
            yield self.left_out(kind)
        elif filled.table.layout == Layout.PRINTED:
            yield Unchecked(_("%s是文件自有的表式，表内的合计由 R03、R04 核对。") % filled.table.label)
        else:
            yield from self.compare_table(filled, columns, rows)

    def compare_table(
        self, filled: FilledTable, columns: Iterable[str] = (), rows: Iterable[RowKind] = ()
    ) -> Iterator[Evidence]:
        """Compare every declared cell of a table with what its lines add up to.

        A cell whose lines are too coarse, or that nothing was declared for, says nothing.
        """
        columns, rows, spoken = tuple(columns), tuple(rows), False
        told = self._told_columns(filled)
        for row, name, cell in _amount_cells(filled, rows):
            if (not columns or cell.column.key in columns) and _is_told(cell, told):
                spoken = True
                yield self.compare_cell(filled, row, name, cell)
        if not spoken:
            yield Unchecked(_("%s没有可以与分项核对的合计数。") % filled.table.label)

    def _told_columns(self, filled: FilledTable) -> set[str]:
        """Return the columns whose sums mean something: in a document those of which anything became a fact.

        That a column printed beside no facts at all has totals is no breach; a prepared edition answers for each.
        """
        amounts = [cell for cell in filled.cells if cell.column.is_amount and not _is_only_printed(cell)]
        transcribed = self.facts.edition.is_transcribed
        return {cell.column.key for cell in amounts if cell.lines or not transcribed}

    def compare_cell(self, filled: FilledTable, row: str, name: str, cell: Cell) -> Comparison:
        """Set what a cell prints beside what its lines add up to."""
        number = filled.table.number
        fact = self.declared.get((number, cell.row, cell.column.key))
        return Comparison(
            expected=cell.computed or ZERO,
            found=cell.declared or ZERO,
            subject=cell_name(filled.table, name or row, cell.column.label),
            table=number,
            row=cell.row,
            column=cell.column.key,
            place=fact.source_place if fact else "",
            addends=max(len(cell.lines), 1),
            places=self.places.of(number, cell.lines),
        )

    def compare_lines(
        self,
        expected: Sequence[Any] | None,
        found: Sequence[Any] | None,
        *,
        subject: str,
        kind: str,
        row: str = "",
        column: str = "",
        at_most: bool = False,
    ) -> Evidence:
        """Set what `found` lines add up to beside what `expected` ones do; None stands for lines too coarse to choose.

        `kind`, `row` and `column` name the cell of `found`, where its table has one.
        """
        if expected is None or found is None:
            return Unchecked(_("%s：数据没有细分到可以核对的程度。") % subject)
        row, column = self._address(kind, row, column)
        return Comparison(
            expected=total(expected),
            found=total(found),
            subject=subject,
            table=self.number(kind),
            row=row,
            column=column,
            place=found[0].source_place if found else "",
            addends=len(expected) + len(found),
            at_most=at_most,
            places=self.places.of(self.number(kind), [*expected, *found]),
        )

    def _address(self, kind: str, row: str, column: str) -> tuple[str, str]:
        """Return a cell's address in the form at hand: a form without the column has the row's amount in another."""
        filled = self.table(kind)
        if not row or filled is None or (row, column) in filled.by_address:
            return row, column
        amounts = [key for (at, key), cell in filled.by_address.items() if at == row and cell.column.is_amount]
        return (row, amounts[0]) if amounts else ("", "")


def _amount_cells(filled: FilledTable, kinds: tuple[RowKind, ...]) -> Iterator[tuple[str, str, Cell]]:
    """Yield the amount cells of a table with the key and the name of their rows."""
    for section in filled.sections:
        for row in section.rows:
            if kinds and row.kind not in kinds:
                continue
            name = ""
            for cell in row.cells:
                if cell.column.names_row:
                    name = cell.text or ""
                if cell.column.is_amount:
                    yield cell.row, name, cell


def _is_told(cell: Cell, columns: set[str]) -> bool:
    """Tell whether a cell has two figures to compare."""
    if cell.declared is None or cell.unknown or _is_only_printed(cell):
        return False
    return cell.column.key in columns or not cell.declared


def _is_only_printed(cell: Cell) -> bool:
    """Tell whether a cell's column has no kind of fact, so that nothing stands beside what it prints."""
    return cell.column.criteria is not None and cell.column.criteria.only_printed


def row_name(filled: FilledTable, row: str) -> str:
    """Return what a table calls a row, or its key where it has no name."""
    named = (cell.text for cell in filled.cells if cell.row == row and cell.column.names_row and cell.text)
    return next(named, row)


def cell_name(table: StatutoryTable, row: str, column: object) -> str:
    """Return what a finding calls a cell."""
    return _("%(table)s“%(row)s”行“%(column)s”") % {"table": table.label, "row": row, "column": column}


def total(lines: Iterable[Any]) -> Decimal:
    """Add the amounts of lines, in yuan; nothing adds up to zero here, where sums are compared."""
    return add(line.amount for line in lines) or ZERO


def choose(lines: Iterable[Any], criteria: Criteria) -> list[Any] | None:
    """Return the lines that count, or None where one is too coarse to tell."""
    answers = [(line, criteria.accept(line)) for line in lines]
    if any(answer is None for _line, answer in answers):
        return None
    return [line for line, answer in answers if answer]
