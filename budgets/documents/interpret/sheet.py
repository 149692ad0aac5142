"""A recognised table while it is being interpreted: every printed cell ends as something, or as not understood."""

from collections.abc import Iterator
from dataclasses import astuple
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from budgets.documents.grids import Grid, Line
from budgets.documents.reading import CellPlace, Reading
from budgets.models import SourceTable, TableNote
from budgets.money import MalformedAmountError, MoneyUnit, parse_amount
from budgets.tables import StatutoryTable

NOTE_MARKS = ("注:", "注：", "备注:", "备注：", "说明:", "说明：")


class Sheet:
    """A grid with the table it was recognised as; keeps count of which cells have been accounted for."""

    def __init__(self, reading: Reading, table: StatutoryTable, grid: Grid, unit: MoneyUnit) -> None:
        self.reading = reading
        self.table = table
        self.grid = grid
        self.unit = unit
        self.source = SourceTable(
            edition=reading.edition,
            number=table.number,
            title=grid.title,
            place=grid.place,
            rows=stored_rows(grid),
        )
        reading.rows[SourceTable].append(self.source)
        self.amount_numbers: frozenset[int] = frozenset()
        self._accounted: set[tuple[int, int]] = set()
        self._index = {line.place: number for number, line in enumerate(grid.lines)}

    @cached_property
    def rows(self) -> list[Line]:
        """The grid's rows without captions of one cell and notes."""
        return [line for line in self.grid.lines if line.is_row and not is_note(line)]

    def keep_notes(self) -> None:
        """Keep the notes printed below the table."""
        for line in self.grid.lines:
            if is_note(line):
                self.account(line)
                note = TableNote(table_number=self.table.number, text=line.text)
                self.reading.add(note, self.place(line, 0))

    def account(self, line: Line, *columns: int) -> None:
        """Mark cells as understood; without columns, the whole line."""
        self._accounted.update((line.place, column) for column in columns or range(len(line.cells)))

    def place(self, line: Line, column: int) -> CellPlace:
        """Return where a cell stands in the source table."""
        return CellPlace(self.source, self._index[line.place], column, line.location)

    def text(self, line: Line, column: int) -> str:
        """Read a cell as text."""
        self.account(line, column)
        return line.cell(column)

    def amount(self, line: Line, column: int) -> Decimal | None:
        """Read a cell as an amount in yuan; one that is malformed refuses the document."""
        printed = self.text(line, column)
        if not printed:
            return None
        self.reading.amounts_printed += 1
        try:
            amount = parse_amount(printed, self.unit)
        except MalformedAmountError:
            self.trouble(line, column, _("不是一个金额"), refuses=True, is_amount=True)
            return None
        self.reading.amounts_read += 1
        return amount

    def trouble(self, line: Line, column: int, message: str, *, refuses: bool = False, is_amount: bool = False) -> None:
        """Name a cell that could not be read, once."""
        self.account(line, column)
        self.reading.trouble(
            f"{line.location}, table {self.table.number}, column {column + 1}",
            line.cells[column],
            message,
            refuses=refuses,
            is_amount=is_amount,
        )

    def finish(self) -> None:
        """Name every printed cell that nothing has accounted for; below the head of an amount it is an amount."""
        for line, column in self._left_over():
            is_amount = line.is_row and column in self.amount_numbers
            self.reading.amounts_printed += is_amount
            self.trouble(line, column, _("没有读懂这一格"), is_amount=is_amount)

    def _left_over(self) -> Iterator[tuple[Line, int]]:
        """Yield printed cells that nothing has accounted for."""
        for line in self.grid.lines:
            for column, _text in line.filled:
                if (line.place, column) not in self._accounted:
                    yield line, column


def is_note(line: Line) -> bool:
    """Tell whether a line is a note below a table."""
    return len(line.filled) == 1 and line.text.startswith(NOTE_MARKS)


def stored_rows(grid: Grid) -> list[dict[str, Any]]:
    """Return a grid's lines as a source table keeps them: place, cells, and the boxes of cells on a page."""
    rows: list[dict[str, Any]] = []
    for line in grid.lines:
        row: dict[str, Any] = {"place": line.where or line.place, "cells": list(line.cells)}
        if line.boxes:
            row["boxes"] = [None if box is None else astuple(box) for box in line.boxes]
        rows.append(row)
    return rows
