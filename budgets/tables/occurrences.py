"""Where the amounts of a code stand in an edition's tables: the row of that code, and its first column of amounts."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgets.tables.editions import edition_tables
from budgets.tables.facts import Facts
from budgets.tables.fill import FilledRow, FilledTable, fill
from budgets.tables.kinds import kinds
from budgets.tables.spec import RowKind, StatutoryTable

# A row's key: the unit where a table prints several, the code, the government's code beside the department's, and
# a number where a table prints one code several times.
ROW = re.compile(r"total|(?:(?P<unit>\d{3,12})-)?(?P<code>[23]\d\d(?:\d\d){0,2})(?:-5\d\d(?:\d\d)?)?(?:-\d{1,2})?")


@dataclass(frozen=True)
class Occurrence:
    """A cell that holds a code's amount, in yuan; `name` is what its row is called, `path` the labels above it."""

    table: StatutoryTable
    row: str
    column: str
    path: tuple[str, ...]
    amount: Decimal
    unit: str = ""
    name: str = ""

    @property
    def is_total(self) -> bool:
        """Whether the cell is the total of a code over all units."""
        return self.column in ("total", "expenditure_amount") and not self.unit


Occurrences = Mapping[str, Sequence[Occurrence]]


def occurrences(facts: Facts, families: Collection[str]) -> Occurrences:
    """Return by code where amounts stand in the tables of some families (`kinds.toml`), in the order of the tables."""
    found: dict[str, list[Occurrence]] = defaultdict(list)
    known = kinds()
    for table in edition_tables(facts):
        if table.kind in known and known[table.kind].family in families:
            for code, occurrence in _of_table(fill(table, facts), known[table.kind].family != "sides"):
                found[code].append(occurrence)
    return found


def _of_table(filled: FilledTable, has_names: bool) -> Iterator[tuple[str, Occurrence]]:
    """Yield the first amount of every row that a code names, and of the total, whose code is empty.

    Rows of a department or a unit have codes of another kind. The labels of a list of items (一、……) are no names.
    """
    for section in filled.sections:
        for row in section.rows:
            # The total of one of several lists side by side is not that of the table.
            is_total = row.kind == RowKind.TOTAL and len(section.section.blocks) == 1
            if row.kind == RowKind.LINE or is_total:
                yield from _of_row(filled, row, section.section.paths, has_names)


def _of_row(
    filled: FilledTable, row: FilledRow, paths: Mapping[str, tuple[str, ...]], has_names: bool
) -> Iterator[tuple[str, Occurrence]]:
    """Yield the first amount of each block of a row."""
    seen: set[str] = set()
    names = {cell.row: cell.text for cell in row.cells if has_names and cell.column.names_row and cell.text}
    for cell in row.cells:
        match = ROW.fullmatch(cell.row)
        if match is None or cell.amount is None or cell.row in seen:
            continue
        seen.add(cell.row)
        column, unit, name = cell.column.key, match["unit"] or "", names.get(cell.row, "")
        yield match["code"] or "", Occurrence(filled.table, cell.row, column, paths[column], cell.amount, unit, name)
