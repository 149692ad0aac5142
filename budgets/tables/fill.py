"""Fill a statutory table with an edition's facts: the one function that all pages, files, charts and checks read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import zip_longest
from typing import Any

from django.utils.translation import gettext_lazy as _

from budgets.models import DeclaredAmount
from budgets.money import add, format_amount, rounding_allowance
from budgets.tables.facts import Facts
from budgets.tables.printed import PrintedBlock, PrintedCells, PrintedForm, PrintedRow, abreast, lines_of, printed_table
from budgets.tables.spec import Block, Column, Layout, Row, RowKind, Section, StatutoryTable
from budgets.vocabulary import TableState

NOT_UNDERSTOOD = _("本表的表式系统没有完全读懂，各行各列按原文列出，没有与其他表核对。")
NOTHING = Decimal(0)
LEFT_OUT = _("公布的文件没有印出本表，其他表中也没有可以推得本表的数字。")


@dataclass(frozen=True)
class Cell:
    """A cell of a filled table.

    `computed` is what `lines` add up to and `declared` what was printed or approved, both in yuan; `unknown` says
    that some line is too coarse to tell whether it belongs here, so that nothing can be computed. A transcribed
    cell shows what its document prints, even where it does not add up; a prepared one shows the sum. `allowance` is
    by how many yuan printed amounts may differ from their sum for being rounded.
    """

    row: str
    column: Column
    text: str | None = None
    computed: Decimal | None = None
    declared: Decimal | None = None
    unknown: bool = False
    lines: Sequence[Any] = ()
    is_transcribed: bool = False
    allowance: Decimal = NOTHING

    @property
    def amount(self) -> Decimal | None:
        """The amount shown: what the document prints or the lines add up to, the other where there is only one."""
        shown, other = (self.declared, self.computed) if self.is_transcribed else (self.computed, self.declared)
        return other if shown is None else shown

    @property
    def differs(self) -> bool:
        """Whether the printed amount is not what the lines add up to, beyond the rounding of print."""
        return self._gap > self.allowance

    @property
    def rounds(self) -> bool:
        """Whether the printed amount is what the lines add up to but for the rounding of print."""
        return NOTHING < self._gap <= self.allowance

    @property
    def _gap(self) -> Decimal:
        """How far the printed amount is from what the lines add up to, in yuan."""
        return NOTHING if self.declared is None or self.computed is None else abs(self.declared - self.computed)


@dataclass(frozen=True)
class FilledRow:
    """A row of a filled table, under the key that names it in addresses."""

    key: str
    kind: RowKind
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class FilledSection:
    """A section of a filled table."""

    section: Section
    rows: tuple[FilledRow, ...]


@dataclass(frozen=True)
class FilledTable:
    """A statutory table as an edition fills it."""

    table: StatutoryTable
    facts: Facts
    sections: tuple[FilledSection, ...]

    @property
    def title(self) -> str:
        """The table's title with its year; a printed title says what it says."""
        return self.table.dated_title(self.facts.edition.budget.year)

    @property
    def cells(self) -> Iterator[Cell]:
        """All cells, section by section, row by row."""
        for section in self.sections:
            for row in section.rows:
                yield from row.cells

    @cached_property
    def by_address(self) -> dict[tuple[str, str], Cell]:
        """Cells by row key and column key."""
        return {(cell.row, cell.column.key): cell for cell in self.cells}

    @cached_property
    def state(self) -> TableState:
        """Whether the table is filled, empty, or derived because the document left it out."""
        if not any(cell.amount or (cell.text and not cell.column.names_row) for cell in self._telling_cells()):
            return TableState.EMPTY
        if not self._is_left_out():
            return TableState.FILLED
        return TableState.DERIVED if self._reaches_whole() else TableState.PARTLY_DERIVED

    def _telling_cells(self) -> Iterator[Cell]:
        """Yield the cells that a form does not print by itself: amounts, and what belongs to facts."""
        for section in self.sections:
            for row in section.rows:
                fixed = row.kind in (RowKind.TOTAL, RowKind.DEPARTMENT) or section.section.is_fixed
                yield from (cell for cell in row.cells if cell.column.is_amount or not fixed)

    def _is_left_out(self) -> bool:
        """Tell whether the document that was transcribed does not print this table."""
        return self.facts.edition.is_transcribed and self.table.number not in self.facts.printed_tables

    def _reaches_whole(self) -> bool:
        """Tell whether what the table derives is all the money it should show."""
        if self.table.whole is None:
            return True
        total = next(cell for cell in self.cells if cell.column.is_amount)
        return total.amount == self.table.whole(self.facts)

    @cached_property
    def notes(self) -> list[str]:
        """What stands below the table: printed notes, how it was derived or read, why it is empty."""
        stored = self.facts.notes(self.table.number)
        texts = [note.text for note in stored]
        if self.table.form is not None and not self.table.form.is_understood:
            texts.append(str(NOT_UNDERSTOOD))
        if self.state in (TableState.DERIVED, TableState.PARTLY_DERIVED):
            texts.insert(0, str(self.table.derivation))
        if self.state == TableState.EMPTY and all(note.made_in_reading for note in stored):
            texts.insert(0, str(LEFT_OUT if self._is_left_out() else self.table.empty_note))
        return texts


def fill(table: StatutoryTable, facts: Facts) -> FilledTable:
    """Fill a table with the facts of an edition; amounts in yuan, each with the lines that make it up."""
    if table.layout == Layout.PRINTED:
        return _fill_printed(table, facts)
    return FilledTable(table, facts, tuple(_fill_section(table, section, facts) for section in table.sections))


def _fill_printed(table: StatutoryTable, facts: Facts) -> FilledTable:
    """Fill a table as its document prints it: every amount from the fact that was read from that very cell."""
    source = facts.printed_cells(table.number)
    assert source is not None
    whole = printed_table(source, table.form_set)
    form = whole.form
    assert form is not None
    cells = PrintedCells(form, source, facts)
    rows = tuple(_printed_row(whole, form, line, cells) for line in lines_of(form))
    return FilledTable(whole, facts, (FilledSection(whole.sections[0], rows),))


def _printed_row(table: StatutoryTable, form: PrintedForm, line: int, cells: PrintedCells) -> FilledRow:
    """Fill one printed line: the rows of all blocks that stand on it."""
    rows = abreast(form.blocks, line)
    filled: list[Cell] = []
    for printed_block, block, row in zip(form.blocks, table.sections[0].blocks, rows, strict=True):
        numbers = range(printed_block.first, printed_block.last)
        for number, column in zip(numbers, block.leaves, strict=True):
            filled.append(_printed_cell(printed_block, row, number, column, cells, line))
    naming = next(row for row in rows if row is not None)
    return FilledRow(naming.key, naming.kind, tuple(filled))


def _printed_cell(
    block: PrintedBlock, row: PrintedRow | None, number: int, column: Column, cells: PrintedCells, line: int
) -> Cell:
    """Fill one printed cell; what it adds up is computed from the printed amounts of its parts."""
    fact = cells.record(line, column.key) if row is not None else None
    if row is None or fact is None:
        return Cell(row.key if row else "", column, text=cells.text(line, number), is_transcribed=True)
    down, across = cells.parts(block, row, cells.form.columns[number])
    lines = down or across
    if lines:
        allowance = rounding_allowance(len(lines), cells.form.places, cells.form.unit)
        total = add(one.amount for one in lines)
        return Cell(row.key, column, None, total, fact.amount, False, tuple(lines), True, allowance)
    if isinstance(fact, DeclaredAmount):
        return Cell(row.key, column, None, None, fact.amount, False, (), True)
    return Cell(row.key, column, None, fact.amount, None, False, (fact,), True)


def _fill_section(table: StatutoryTable, section: Section, facts: Facts) -> FilledSection:
    """Fill the blocks of a section and set them side by side, foot beside foot."""
    blocks = [(block, block.rows(facts)) for block in section.blocks]
    bodies = [[row for row in rows if not row.foot] for _, rows in blocks]
    feet = [[row for row in rows if row.foot] for _, rows in blocks]
    abreast = [*zip_longest(*bodies), *zip_longest(*feet)]
    return FilledSection(section, tuple(_fill_row(table, section, rows, facts) for rows in abreast))


def _fill_row(table: StatutoryTable, section: Section, rows: Sequence[Row | None], facts: Facts) -> FilledRow:
    """Fill one row of every block; the last block that has a row names it."""
    cells: list[Cell] = []
    for block, row in zip(section.blocks, rows, strict=True):
        cells += _blank_cells(block) if row is None else _fill_cells(table, block, row, facts)
    naming = [row for row in rows if row is not None][-1]
    return FilledRow(naming.key, naming.kind, tuple(cells))


def _blank_cells(block: Block) -> list[Cell]:
    """Return the cells of a block that is shorter than its neighbour."""
    return [Cell("", column) for column in block.leaves]


def _fill_cells(table: StatutoryTable, block: Block, row: Row, facts: Facts) -> list[Cell]:
    """Fill the cells of one block's row."""
    return [
        _fill_amount(table, column, row, facts)
        if column.criteria is not None and row.kind != RowKind.INDICATOR
        else Cell(row.key, column, text=row.texts.get(column.key) or None)
        for column in block.leaves
    ]


def _fill_amount(table: StatutoryTable, column: Column, row: Row, facts: Facts) -> Cell:
    """Add the lines of a row that a column accepts; one that may or may not belong leaves the sum unknown."""
    accepted, unknown = [], False
    for line in row.lines:
        answer = _accept(column, row, line)
        if answer:
            accepted.append(line)
        unknown = unknown or answer is None
    computed = None if unknown else add(line.amount for line in accepted)
    declared = facts.declared.get((table.number, row.key, column.key))
    transcribed = facts.edition.is_transcribed
    if table.prints_zero and not accepted and not unknown and not transcribed:
        computed = Decimal("0.00")
    return Cell(row.key, column, None, computed, declared, unknown, tuple(accepted), transcribed)


def _accept(column: Column, row: Row, line: Any) -> bool | None:
    """Tell whether a line counts for a column and its row together."""
    if column.criteria is None:
        return False
    answers = (column.criteria.accept(line), row.criteria.accept(line))
    if False in answers:
        return False
    return None if None in answers else True


def printed(cell: Cell, table: StatutoryTable) -> str | None:
    """Return a cell as the form prints it: "2,852.11" in the table's unit, a text, or None for a blank."""
    return cell.text if cell.text is not None else format_amount(cell.amount, table.unit, table.places)
