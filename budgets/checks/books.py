"""The facts of an edition laid open for checking: its tables filled, each once."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from budgets.checks.finding import Comparison, Evidence, Unchecked
from budgets.models import DeclaredAmount
from budgets.money import add
from budgets.tables import Cell, Facts, FilledTable, RowKind, fill, find_table
from budgets.tables.spec import Criteria
from budgets.vocabulary import Fund

ZERO = Decimal(0)


class Books:
    """Facts and filled tables of an edition."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._filled: dict[int, FilledTable] = {}

    def table(self, number: int) -> FilledTable:
        """Return a table, filled when it is first asked for."""
        if number not in self._filled:
            table = find_table(self.facts.edition.form_set, number)
            assert table is not None
            self._filled[number] = fill(table, self.facts)
        return self._filled[number]

    @cached_property
    def declared(self) -> dict[tuple[int, str, str], DeclaredAmount]:
        """Printed and approved totals by table, row and column."""
        return {(fact.table_number, fact.row, fact.column): fact for fact in self.facts.of(DeclaredAmount)}

    def is_missing(self, number: int) -> bool:
        """Tell whether the document leaves a table out."""
        return self.facts.edition.is_transcribed and number not in self.facts.printed_tables

    @cached_property
    def knows_all_spending(self) -> bool:
        """Whether spending over all funds is given: by table 03, or by table 01 where nothing finer is."""
        return not self.is_missing(3) or all(line.fund == Fund.ALL_FUNDS for line in self.facts.expenditures)

    def compare_cells(
        self, number: int, columns: Iterable[str] = (), kinds: Iterable[RowKind] = ()
    ) -> Iterator[Evidence]:
        """Compare every declared cell of a table, of certain columns and kinds of row, with what its lines add up to.

        A cell whose lines are too coarse, or that nothing was declared for, says nothing.
        """
        columns, kinds = tuple(columns), tuple(kinds)
        spoken = False
        for row, name, cell in self._amount_cells(number, kinds):
            if (columns and cell.column.key not in columns) or cell.declared is None or cell.unknown:
                continue
            spoken = True
            yield self.compare_cell(number, row, name, cell)
        if not spoken:
            yield Unchecked(_("预算%02d表没有可以与分项核对的合计数。") % number)

    def _amount_cells(self, number: int, kinds: tuple[RowKind, ...]) -> Iterator[tuple[str, str, Cell]]:
        """Yield the amount cells of a table with the key and the name of their rows."""
        for section in self.table(number).sections:
            for row in section.rows:
                if kinds and row.kind not in kinds:
                    continue
                name = ""
                for cell in row.cells:
                    if cell.column.names_row:
                        name = cell.text or ""
                    if cell.column.is_amount:
                        yield cell.row, name, cell

    def compare_cell(self, number: int, row: str, name: str, cell: Cell) -> Comparison:
        """Set what a cell prints beside what its lines add up to."""
        fact = self.declared[number, cell.row, cell.column.key]
        return Comparison(
            expected=cell.computed or ZERO,
            found=fact.amount,
            subject=_("预算%(number)02d表“%(row)s”行“%(column)s”")
            % {"number": number, "row": name or row, "column": cell.column.label},
            table=number,
            row=cell.row,
            column=cell.column.key,
            place=fact.source_place,
            addends=max(len(cell.lines), 1),
        )


def total(lines: Iterable[Any]) -> Decimal:
    """Add the amounts of lines, in yuan; nothing adds up to zero here, where sums are compared."""
    return add(line.amount for line in lines) or ZERO


def choose(lines: Iterable[Any], criteria: Criteria) -> list[Any] | None:
    """Return the lines that count, or None where one is too coarse to tell."""
    answers = [(line, criteria.accept(line)) for line in lines]
    if any(answer is None for _line, answer in answers):
        return None
    return [line for line, answer in answers if answer]


def compare_lines(
    expected: Sequence[Any] | None,
    found: Sequence[Any] | None,
    *,
    subject: str,
    table: int,
    row: str = "",
    column: str = "",
    at_most: bool = False,
) -> Evidence:
    """Set what `found` lines add up to beside what `expected` ones do; None stands for lines too coarse to choose."""
    if expected is None or found is None:
        return Unchecked(_("%s：数据没有细分到可以核对的程度。") % subject)
    return Comparison(
        expected=total(expected),
        found=total(found),
        subject=subject,
        table=table,
        row=row,
        column=column,
        place=found[0].source_place if found else "",
        addends=len(expected) + len(found),
        at_most=at_most,
    )


def left_out(number: int) -> Unchecked:
    """Say that the document does not print a table."""
    return Unchecked(_("公布的文件没有印出预算%02d表。") % number)
