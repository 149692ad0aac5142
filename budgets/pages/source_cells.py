"""Which printed cells of a document a figure was read from: its own, and those of the lines it adds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from budgets.documents.grids import Box
from budgets.models import DeclaredAmount, SourceTable
from budgets.places import describe_place
from budgets.tables import Cell, FilledTable


@dataclass(frozen=True)
class PrintedCell:
    """A cell of a table as its document prints it; `is_own` says that it prints the figure itself, not a part of it."""

    table: SourceTable
    row: int
    column: int
    is_own: bool = False

    @cached_property
    def place(self) -> str:
        """Where its row stands in the document, in words."""
        return place_of(self.table.rows[self.row])

    @cached_property
    def text(self) -> str:
        """What is printed in it."""
        return str(self.table.rows[self.row]["cells"][self.column]).strip()

    @cached_property
    def box(self) -> Box | None:
        """Its place on a page, where the document has pages."""
        boxes = self.table.rows[self.row].get("boxes") or []
        found = boxes[self.column] if self.column < len(boxes) else None
        return None if found is None else Box(*found)

    @property
    def address(self) -> tuple[int, int, int]:
        """What tells it from every other cell."""
        return self.table.pk, self.row, self.column

    @property
    def label(self) -> str:
        """Its place and what it prints: 文件第 9 页第 4 行：935.30."""
        return f"{self.place}：{self.text}"


def place_of(row: dict[str, Any]) -> str:
    """Return in words where a stored row stands; the rows of a text are known by their numbers alone."""
    place = row["place"]
    return describe_place(place if isinstance(place, str) else f"line {place}")


def printed_cells(filled: FilledTable, cell: Cell) -> list[PrintedCell]:
    """Return the printed cells behind a figure of a table, each once: first its own, then those of its lines."""
    own = own_cell_of_form(filled, cell)
    facts = own_facts(filled, cell) if own is None else []
    tables = tables_of([*facts, *cell.lines])
    cited = [own, *(find_cell(tables, fact, is_own=True) for fact in facts)]
    cited += [find_cell(tables, line) for line in cell.lines]
    found: dict[tuple[int, int, int], PrintedCell] = {}
    for printed in cited:
        if printed is not None:
            found.setdefault(printed.address, printed)
    return list(found.values())


def tables_of(facts: Sequence[Any]) -> dict[int, SourceTable]:
    """Return the tables that facts were read from, by their keys; those that came with a fact are not asked for."""
    known = {fact.source_table_id: fact.source_table for fact in facts if is_loaded(fact)}
    missing = {fact.source_table_id for fact in facts if fact.source_table_id} - set(known)
    return {**known, **(SourceTable.objects.in_bulk(missing) if missing else {})}


def is_loaded(fact: Any) -> bool:
    """Tell whether a fact has brought its table along."""
    return fact.source_table_id is not None and type(fact).source_table.is_cached(fact)


def own_cell_of_form(filled: FilledTable, cell: Cell) -> PrintedCell | None:
    """Return the cell of a table that is shown in the form its document prints: it is the very cell that is shown."""
    form = filled.table.form
    if form is None:
        return None
    lines = {row.key: row.line for block in form.blocks for row in block.rows}
    columns = {column.key: number for number, column in enumerate(form.columns)}
    source = filled.facts.printed_cells(filled.table.number)
    if source is None or cell.row not in lines:
        return None
    return PrintedCell(source, lines[cell.row], columns[cell.column.key], is_own=True)


def own_facts(filled: FilledTable, cell: Cell) -> list[Any]:
    """Return the facts that are the figure itself: the amount printed in its cell, or the one line there is."""
    if cell.declared is not None:
        declared = DeclaredAmount.objects.filter(edition=filled.facts.edition, table_number=filled.table.number)
        return list(declared.filter(row=cell.row, column=cell.column.key).select_related("source_table"))
    return list(cell.lines) if len(cell.lines) == 1 else []


def find_cell(tables: Mapping[int, SourceTable], fact: Any, *, is_own: bool = False) -> PrintedCell | None:
    """Return the cell that a fact was read from, where it is kept."""
    table = tables.get(fact.source_table_id)
    if table is None or fact.source_row is None or fact.source_column is None:
        return None
    if fact.source_row >= len(table.rows) or fact.source_column >= len(table.rows[fact.source_row]["cells"]):
        return None
    return PrintedCell(table, fact.source_row, fact.source_column, is_own)
