"""The amounts of a printed table, read once, and whether sums of them hold within the rounding of print."""

import re
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal

from budgets.documents.grids import Line
from budgets.money import MalformedAmountError, MoneyUnit, add, parse_amount, rounding_allowance

DECIMALS = re.compile(r"[.．](\d+)$")
MOST_PLACES = 6
# A mark behind a figure that refers to a note: 200.00*, 34.56①.
FOOTNOTE_MARK = re.compile(r"(?<=\d)\s*[*＊※①-⑳]+$")

# The unit of money behind a figure in one cell: 100.00万元.
UNIT_BEHIND = re.compile(r"(?<=\d)\s*(亿元|万元|元)$")
UNITS = {str(unit.label): unit for unit in MoneyUnit}


def unit_behind(text: str) -> MoneyUnit | None:
    """Return the unit of money that stands behind a figure in its own cell, or None."""
    found = UNIT_BEHIND.search(text.strip())
    return UNITS[found.group(1)] if found else None


def without_mark(text: str) -> str:
    """Return a figure without what stands behind it: a mark that refers to a note, its unit of money."""
    return UNIT_BEHIND.sub("", FOOTNOTE_MARK.sub("", text.strip()))


class Amounts:
    """Amounts in yuan by line and column; what is none is kept apart with its text.

    `counts` are the cells, by line and column, that hold a number of things and no money.
    """

    def __init__(
        self,
        lines: Iterable[Line],
        columns: Sequence[int],
        unit: MoneyUnit,
        counts: Collection[tuple[int, int]] = frozenset(),
    ) -> None:
        self.unit = unit
        self.values: dict[tuple[int, int], Decimal] = {}
        self.malformed: list[tuple[Line, int]] = []
        self.places = 0
        for line in lines:
            for column in columns:
                if (line.place, column) not in counts:
                    self.read(line, column)

    def read(self, line: Line, column: int) -> None:
        """Read one cell; a text without any digit, such as 无, is no amount and nothing was lost."""
        text = without_mark(line.cell(column))
        if not any(map(str.isdigit, text)) or text.endswith(("%", "％")):
            return
        try:
            amount = parse_amount(text, unit_behind(line.cell(column)) or self.unit)
        except MalformedAmountError:
            self.malformed.append((line, column))
            return
        if amount is not None:
            self.values[line.place, column] = amount
            decimals = DECIMALS.search(text)
            self.places = max(self.places, min(len(decimals.group(1)) if decimals else 0, MOST_PLACES))

    def get(self, line: Line, column: int) -> Decimal | None:
        """Return the amount of a cell in yuan, or None."""
        return self.values.get((line.place, column))

    def holds(self, whole: Decimal | None, parts: Sequence[Decimal | None]) -> bool | None:
        """Tell whether parts add up to a whole within the rounding of print; None where that says nothing.

        Nothing but zeros hold in any structure, and so speak for none.
        """
        total = add(parts)
        if total is None or whole is None or (not whole and not any(parts)):
            return None
        known = sum(part is not None for part in parts)
        return abs(total - whole) <= rounding_allowance(known, self.places, self.unit)
