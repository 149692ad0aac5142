"""The scopes of the cells of printed tables, whose form nobody declared: from the keys of their rows and columns.

A key is what the reading understood of a label, in the words of the vocabulary: 2013201, brought_forward,
in_2026_hospitality. A key with a number behind it stands for a second row or column of the same name; which of the
two is meant cannot be told, and neither has a scope.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from budgets.explanations.scope import ALL_ITEMS, Measure, Scope
from budgets.models import ProjectFunding
from budgets.parts import NATURE_PARTS
from budgets.tables import FilledRow, FilledTable, RowKind
from budgets.tables.kinds import Kind, kinds
from budgets.tables.printed import PrintedBlock
from budgets.vocabulary import Fund, Nature, ThreePublicItem

VEHICLES = "vehicles"
ITEMS: Mapping[str, frozenset[str]] = {
    **{item.value: frozenset({item.value}) for item in ThreePublicItem},
    VEHICLES: frozenset({ThreePublicItem.VEHICLE_PURCHASE.value, ThreePublicItem.VEHICLE_OPERATION.value}),
    "three_public": ALL_ITEMS,
}
SIDE_COLUMN = re.compile(r"(revenue|expenditure)_amount(-\d+)?")
CODES = re.compile(r"(\d{3,7})(?:-(\d{3,5}))?")
SIDE_NATURES = NATURE_PARTS[Nature.ALL_NATURES]
NUMBERED = re.compile(r"-\d{1,2}$")
TOTALS = ("total", "grand_total", "current_total", "amount", "revenue_amount", "expenditure_amount")


def _one_of(name: str, words: list[str]) -> str:
    """Return a pattern of one word of a list, longest first, that may be missing."""
    found = "|".join(sorted(words, key=len, reverse=True))
    return rf"(?:(?P<{name}>{found})(?:_(?=.)|$))?"


KEY = re.compile(
    _one_of("time", [r"in_\d{4}", "in_last", "in_change", "in_other"])
    + _one_of("origin", ["brought_forward", "carried_forward", "current"])
    + _one_of("fund", [fund.value for fund in Fund])
    + _one_of("nature", [nature.value for nature in Nature])
    + _one_of("item", list(ITEMS))
    + r"(?:total)?"
)


@dataclass(frozen=True)
class Words:
    """What a key says: `year` is blank where it names none, and "-" where it means another than any year's amount."""

    year: str = ""
    origin: str = ""
    fund: str = ""
    nature: str = ""
    item: str = ""


def words_of(key: str) -> Words | None:
    """Return what the key of a row or a column says, or None where it says something else."""
    if key in TOTALS:
        return Words(origin="current" if key == "current_total" else "")
    found = KEY.fullmatch(key)
    if not found or not key:
        return None
    said = {name: value or "" for name, value in found.groupdict().items()}
    year = said.pop("time").removeprefix("in_")
    return Words(year if year.isdigit() or not year else "-", **said)


def printed_scopes(filled: FilledTable) -> Iterator[tuple[tuple[str, str], Scope]]:
    """Yield the scope of every amount cell of a printed table of which it can be told, under its row and column."""
    form, kind = filled.table.form, kinds().get(filled.table.kind)
    if form is None or kind is None:
        return
    for number, block in enumerate(form.blocks):
        columns = _told_columns([one.key for one in form.columns[block.first : block.last] if one.is_amount])
        rows = _told_rows(block)
        for row in filled.sections[0].rows:
            for cell in row.cells:
                if cell.column.key in columns and cell.row in rows:
                    scope = _scope(filled, kind, Place(cell.row, cell.column.key, row, number, len(columns)))
                    if scope is not None:
                        yield (cell.row, cell.column.key), scope


def _told_rows(block: PrintedBlock) -> set[str]:
    """Return the keys of rows that stand alone for what they say."""
    keys = {row.key for row in block.rows}
    return {key for key in keys if not NUMBERED.search(key) and f"{key}-2" not in keys}


def _told_columns(keys: list[str]) -> list[str]:
    """Return the keys of columns that stand alone for what they say; of several totals the first is the total."""
    return [key for key in keys if SIDE_COLUMN.fullmatch(key) or key in TOTALS or f"{key}-2" not in keys]


@dataclass(frozen=True)
class Place:
    """A cell of a printed table: its row and column, which block it stands in, how many amount columns that has."""

    key: str
    column: str
    row: FilledRow
    block: int
    columns: int


def _scope(filled: FilledTable, kind: Kind, place: Place) -> Scope | None:
    """Return which money a printed cell speaks of: its table's, narrowed by its row and its column."""
    make = FAMILIES.get(kind.family)
    side = SIDE_COLUMN.fullmatch(place.column)
    column = Words() if side and place.columns == 1 else words_of(place.column)
    if make is None or column is None or column.year not in ("", str(filled.facts.edition.budget.year)):
        return None
    base = make(filled, place, column)
    scope = base.narrowed(kind.fund, nature=kind.nature) if base is not None else None
    if scope is None or column.origin == "carried_forward":
        return None if scope is None or not scope.has_no_codes else replace(scope, measure=Measure.CARRIED_FORWARD)
    return scope.narrowed(column.fund, _origin(scope, kind, column), column.nature)


def _origin(scope: Scope, kind: Kind, column: Words) -> str:
    """Return the origin that a column names; what is spent in all is of this year whatever it was left over from."""
    return "" if column.origin == "current" and kind.family != "revenue" else column.origin


def _side(filled: FilledTable, place: Place, column: Words) -> Scope | None:
    """Return what a row of a list of revenue and expenditure speaks of."""
    is_revenue = place.column.startswith("revenue_amount")
    if not is_revenue and not place.block:
        return None
    if place.key == "grand_total":
        return Scope(Measure.BALANCE)
    if place.key == "carried_forward":
        return Scope(Measure.CARRIED_FORWARD)
    if is_revenue:
        return _source(place.key)
    codes = CODES.fullmatch(place.key)
    if codes:
        return _coded(place.key)
    # Finer natures stand there twice: below basic expenditure, and below projects.
    if place.key == "current_total":
        return Scope(Measure.EXPENDITURE)
    return Scope(Measure.EXPENDITURE, nature=place.key) if place.key in SIDE_NATURES else None


def _source(key: str) -> Scope | None:
    """Return which revenue a row of a list speaks of."""
    words = words_of(key)
    if words is None or words.nature or words.item or words.year or words.origin == "carried_forward" or key == "total":
        return None
    return Scope(Measure.REVENUE, words.fund or Fund.ALL_FUNDS.value, words.origin or "current")


def _coded(key: str) -> Scope | None:
    """Return which spending codes speak of: 2013201, 30101, 30101-50101."""
    codes = CODES.fullmatch(key)
    if codes is None:
        return None
    first, second = codes[1], codes[2] or ""
    if first.startswith("2") and not second:
        return Scope(Measure.EXPENDITURE, function=first)
    if first.startswith("3"):
        return Scope(Measure.EXPENDITURE, economic=first, government=second)
    return Scope(Measure.EXPENDITURE, government=first) if first.startswith("5") and not second else None


def _revenue(filled: FilledTable, place: Place, column: Words) -> Scope | None:
    """Return which revenue a row of a table of revenue speaks of: all, or that of a subject."""
    if column.nature or column.item:
        return None
    form = filled.table.form
    keys = {one.key for one in form.columns} if form else set()
    # A table of this year's revenue has no column for all of it with what was left over.
    origin = "current" if "current_total" in keys and "grand_total" not in keys else ""
    if place.row.kind == RowKind.TOTAL or place.key == filled.facts.department.code:
        return Scope(Measure.REVENUE, origin=origin)
    is_subject = place.key.isdigit() and place.key.startswith("2") and len(place.key) in (3, 5, 7)
    return (
        Scope(Measure.REVENUE, origin=origin, function=place.key)
        if is_subject and place.row.kind == RowKind.LINE
        else None
    )


def _subject(filled: FilledTable, place: Place, column: Words) -> Scope | None:
    """Return which spending a row of a table by subject speaks of."""
    if column.item:
        return None
    if place.row.kind == RowKind.TOTAL:
        return Scope(Measure.EXPENDITURE)
    is_subject = place.row.kind == RowKind.LINE and place.key.startswith("2")
    return _coded(place.key) if is_subject else None


def _economic(filled: FilledTable, place: Place, column: Words) -> Scope | None:
    """Return which spending a row of a table by economic class speaks of."""
    if column.item:
        return None
    if place.row.kind == RowKind.TOTAL:
        # Where lists of classes stand side by side, each has a total of its own.
        return Scope(Measure.EXPENDITURE) if len(filled.sections[0].section.blocks) == 1 else None
    return _coded(place.key) if place.row.kind == RowKind.LINE and not place.key.startswith("2") else None


def _three_public(filled: FilledTable, place: Place, column: Words) -> Scope | None:
    """Return which part of “三公”经费 a cell speaks of: its column names it, or its row does."""
    is_whole = place.row.kind == RowKind.TOTAL or len(filled.sections[0].rows) == 1
    row = Words() if is_whole else words_of(place.key)
    if row is None or row.fund or row.nature or row.year or (row.item and column.item):
        return None
    if not row.item and not is_whole:
        return None
    return Scope(Measure.THREE_PUBLIC, items=ITEMS.get(row.item or column.item, ALL_ITEMS))


def _project(filled: FilledTable, place: Place, column: Words) -> Scope | None:
    """Return which project a row speaks of: that whose money was read from it."""
    if column.nature or column.item:
        return None
    if place.row.kind == RowKind.TOTAL:
        return Scope(Measure.EXPENDITURE, nature=Nature.PROJECT_EXPENDITURE.value)
    keys = {line.project.key for cell in place.row.cells for line in cell.lines if isinstance(line, ProjectFunding)}
    return Scope(Measure.EXPENDITURE, project=keys.pop()) if len(keys) == 1 else None


FAMILIES = {
    "sides": _side,
    "revenue": _revenue,
    "subjects": _subject,
    "economic": _economic,
    "three_public": _three_public,
    "projects": _project,
}
