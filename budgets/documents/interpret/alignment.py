"""Where the rows of a table miss a column that its head has: find it by the sums that must hold."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from budgets.documents.grids import Line
from budgets.money import MalformedAmountError, MoneyUnit, add, parse_amount, rounding_allowance
from budgets.parts import belongs_to_nature
from budgets.tables import Column

Sums = dict[str, list[str]]


@dataclass(frozen=True)
class Alignment:
    """Which printed column each amount column is read from; `missing` names the column that the rows leave out.

    `is_proven` tells that the sums of the rows decide for this alignment.
    """

    columns: dict[str, int]
    missing: str | None = None
    is_proven: bool = False


def align(columns: Sequence[Column], numbers: dict[str, int], body: Sequence[Line], unit: MoneyUnit) -> Alignment:
    """Return the alignment under which the most rows add up; where several do, the head's own before all others.

    Under a head of three levels a reader of a page may lose a blank column: all cells to its right then stand one
    to the left, and the last one is blank. The rightmost gap that makes the rows add up is the one that leaves
    most cells under their own head. A misprinted amount fails its row under every alignment and decides nothing.
    """
    sums = sums_of(columns)
    candidates = [Alignment(numbers)]
    if all(_ends_blank(line, max(numbers.values())) for line in body):
        candidates += [without(columns, numbers, column.key) for column in reversed(columns[1:-1])]
    best = min(candidates, key=lambda tried: _failures(tried, sums, body, unit))
    held = sum(_decides(best, sums, line, unit) for line in body) - _failures(best, sums, body, unit)
    return replace(best, is_proven=held > 0)


def without(columns: Sequence[Column], numbers: dict[str, int], missing: str) -> Alignment:
    """Return the alignment in which one column is left out and what follows stands one to the left."""
    gap = numbers[missing]
    shifted = {key: number - (number > gap) for key, number in numbers.items() if key != missing}
    return Alignment(shifted, missing)


def adopt(sister: Alignment, columns: Sequence[Column], numbers: dict[str, int], body: Sequence[Line]) -> Alignment:
    """Return a sister table's alignment for one whose own sums decide nothing, where it loses no cell."""
    if sister.missing is None or not all(_ends_blank(line, max(numbers.values())) for line in body):
        return Alignment(numbers)
    return without(columns, numbers, sister.missing)


def sums_of(columns: Sequence[Column]) -> Sums:
    """Return, for each column that adds up others, the columns it adds, by their natures."""
    leaves = [column for column in columns if not column.derived]
    return {total.key: [leaf.key for leaf in leaves if _contains(total, leaf)] for total in columns if total.derived}


def _contains(total: Column, leaf: Column) -> bool:
    """Tell whether a total's natures contain a column's."""
    assert total.criteria is not None
    assert leaf.criteria is not None
    if total.criteria.nature is None:
        return True
    return belongs_to_nature(str(leaf.criteria.nature), total.criteria.nature) is True


def _failures(alignment: Alignment, sums: Sums, body: Sequence[Line], unit: MoneyUnit) -> int:
    """Count the rows that do not add up."""
    return sum(not _row_holds(_amounts(alignment, line, unit), sums) for line in body)


def _row_holds(amounts: dict[str, Decimal | None], sums: Sums) -> bool:
    """Tell whether the sums of one row hold within the rounding of their addends, as far as they are printed."""
    for total, parts in sums.items():
        if total not in amounts:
            continue
        printed = amounts[total] or Decimal(0)
        computed = add(amounts.get(part) for part in parts) or Decimal(0)
        if abs(printed - computed) > rounding_allowance(len(parts)):
            return False
    return True


def _decides(alignment: Alignment, sums: Sums, line: Line, unit: MoneyUnit) -> bool:
    """Tell whether a row has an amount that the sums speak of: a row of zeros holds under every alignment."""
    amounts = _amounts(alignment, line, unit)
    return any(amounts.get(total) for total in sums)


def _amounts(alignment: Alignment, line: Line, unit: MoneyUnit) -> dict[str, Decimal | None]:
    """Read a row's amounts under an alignment; what is malformed counts as blank here and is named later."""
    return {key: _amount(line, number, unit) for key, number in alignment.columns.items()}


def _amount(line: Line, number: int, unit: MoneyUnit) -> Decimal | None:
    """Read one cell."""
    try:
        return parse_amount(line.cell(number), unit)
    except MalformedAmountError:
        return None


def _ends_blank(line: Line, last: int) -> bool:
    """Tell whether a row has nothing in its last column."""
    return not line.cell(last)
