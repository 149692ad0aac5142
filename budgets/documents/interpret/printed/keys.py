"""The names by which rows and columns of a printed table are addressed, each once in its block or table."""

import re
from collections.abc import Sequence

from budgets.documents.interpret.printed.entries import Entry
from budgets.documents.interpret.printed.meanings import Meaning
from budgets.documents.interpret.printed.shape import Shape
from budgets.tables.kinds import Kind
from budgets.tables.spec import RowKind

SLUG = re.compile(r"[\w-]{1,50}", re.ASCII)


def give_keys(entries: Sequence[Entry], prefix: str = "") -> None:
    """Name the rows of a block: by codes, by what they mean, else by their number."""
    taken: set[str] = set()
    units: set[str] = {entry.unit for entry in entries if entry.unit}
    numbers = {unit: number for number, unit in enumerate(sorted(units), start=1)}
    for number, entry in enumerate(entries, start=1):
        wanted = _wanted(entry, number, numbers)
        if len(units) > 1 and entry.unit and entry.kind == RowKind.LINE:
            wanted = f"unit-{numbers[entry.unit]}-{wanted}"
        entry.key = free(wanted, taken)


def _wanted(entry: Entry, number: int, units: dict[str, int]) -> str:
    """Return the name a row would have if no other had it."""
    if entry.code:
        return "-".join(filter(None, (entry.code, entry.second, entry.third)))
    if entry.kind == RowKind.TOTAL:
        return "total"
    if entry.kind == RowKind.UNIT:
        return entry.second or f"unit-{units.get(entry.unit, number)}"
    said = entry.role or ("" if entry.meaning.says_nothing else entry.meaning.key())
    return said if SLUG.fullmatch(said or "") else f"row-{number}"


def free(wanted: str, taken: set[str]) -> str:
    """Return a name, numbered where it is taken already."""
    key, number = wanted, 1
    while key in taken:
        number += 1
        key = f"{wanted}-{number}"
    taken.add(key)
    return key


def column_keys(shape: Shape, kind: Kind) -> list[str]:
    """Return a name for each column: what its amounts mean beyond what the whole table says, or its role."""
    taken: set[str] = set()
    names = []
    for block, (first, last) in enumerate(shape.blocks):
        side = shape.side(block)
        columns = shape.columns[first:last]
        amounts = [column for column in columns if column.role == "amount"]
        for column in columns:
            if column.role != "amount":
                wanted = column.role
            elif kind.family == "sides" and len(amounts) == 1 and side:
                wanted = f"{side}_amount"
            else:
                wanted = _beyond(column.meaning, kind)
            names.append(free(wanted, taken))
    return names


def _beyond(meaning: Meaning, kind: Kind) -> str:
    """Return what a column means apart from what is true of the whole table."""
    fund = "" if meaning.fund == kind.fund else meaning.fund
    nature = "" if meaning.nature == kind.nature else meaning.nature
    item = "" if meaning.item == "three_public" else meaning.item
    key = Meaning(fund, meaning.origin, nature, item, meaning.time).key()
    if kind.family == "revenue":
        return {"total": "grand_total", "brought_forward": "brought_forward_total"}.get(key, key)
    return key if key != "current_total" else "total"
