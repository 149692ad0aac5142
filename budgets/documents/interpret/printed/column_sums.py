"""Which printed columns add up others.

A form that nobody declared says it by its head and its codes; its amounts say whether that is so. A structure is
believed where most of its sums hold: then those that do not are errors of the print, and not of the reading.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from budgets.documents.grids import Line
from budgets.documents.interpret.printed.amounts import Amounts
from budgets.documents.interpret.printed.scores import Score
from budgets.documents.interpret.printed.shape import PrintedHeadColumn

TOTAL_LABEL = re.compile(r"(合计|小计|总计|总额|总数)$|^计$|^(收入|支出)(总计|合计)$")
MEMO_LABEL = re.compile(r"^其中[:：]?.")
THREE_PUBLIC = ("overseas_visits", "vehicles", "hospitality")
# No form has more columns of amounts; among thousands nobody could tell what adds up what.
MOST_COLUMNS = 200
PARTITIONS = ("nature", "fund", "origin", "item")


@dataclass
class ColumnSums:
    """Which columns add up others: for each the numbers of its parts."""

    columns: Sequence[PrintedHeadColumn]
    amounts: Amounts
    lines: Sequence[Line]
    is_certain: bool = False
    parts: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def find(self) -> dict[int, tuple[int, ...]]:
        """Return the parts of every column that adds up others: of several sets the one that holds most often."""
        if len(self.columns) > MOST_COLUMNS:
            return self.parts
        for column in self.columns:
            scored = [(self._score(column, parts), parts) for parts in self._candidates(column) if len(parts) > 1]
            believed = [(score, parts) for score, parts in scored if score.is_proven]
            unspoken = [(score, parts) for score, parts in scored if not score.held + score.failed or self.is_certain]
            chosen = max(believed, key=lambda pair: pair[0].share, default=None) or next(iter(unspoken), None)
            if chosen is not None:
                self.parts[column.number] = chosen[1]
        return self.parts

    def _score(self, column: PrintedHeadColumn, parts: Sequence[int]) -> Score:
        """Count over the rows how many sums of a column hold."""
        return Score().count(
            self.amounts.holds(self.amounts.get(line, column.number), [self.amounts.get(line, part) for part in parts])
            for line in self.lines
        )

    def _candidates(self, column: PrintedHeadColumn) -> Iterable[tuple[int, ...]]:
        """Yield sets of columns that a total may add up: its neighbours under the same label, then those alike."""
        if not TOTAL_LABEL.search(column.label):
            return
        own = self._neighbours(column)
        if column.meaning.item == "three_public":
            yield tuple(one.number for one in own if one.meaning.item in THREE_PUBLIC)
        yield tuple(one.number for one in own)
        for name in PARTITIONS:
            alike = [one for one in own if getattr(one.meaning, name) and one.meaning.time == column.meaning.time]
            yield tuple(one.number for one in alike)
        yield tuple(one.number for one in own if one.number > column.number)
        yield tuple(one.number for one in own if one.meaning.time == column.meaning.time)

    def _neighbours(self, column: PrintedHeadColumn) -> list[PrintedHeadColumn]:
        """Return the columns beside a total under the same label: of each group its own total, or all it has."""
        above = column.path[:-1]
        others = [one for one in self.columns if one is not column and one.path[: len(above)] == above]
        found: list[PrintedHeadColumn] = []
        for one in others:
            if MEMO_LABEL.match(one.label):
                continue
            total = self._total_of(one, len(above), others)
            if total not in found:
                found.append(total)
        return found

    def _total_of(self, one: PrintedHeadColumn, depth: int, others: Sequence[PrintedHeadColumn]) -> PrintedHeadColumn:
        """Return the column that stands for a column's group at a depth of the head: the highest total in it."""
        for level in range(depth + 1, len(one.path)):
            group = one.path[:level]
            totals = [
                other
                for other in others
                if other.path[:level] == group and len(other.path) == level + 1 and TOTAL_LABEL.search(other.label)
            ]
            if totals:
                return totals[0]
        return one
