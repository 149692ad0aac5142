"""The columns of an entry sheet: what is typed into them, which head stands above, what they add up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from types import SimpleNamespace
from typing import Any

from budgets.tables.spec import Block, Column, Criteria, Section
from budgets.vocabulary import Fund, MoneyOrigin, Nature


class CellKind(StrEnum):
    """What a column holds, and so how its cells are typed; nobody types what is computed or fixed."""

    AMOUNT = "amount"
    TEXT = "text"
    LONG = "long"
    CODE = "code"
    CHOICE = "choice"
    MEASURE = "measure"
    COMPUTED = "computed"
    FIXED = "fixed"


UNTYPED = (CellKind.COMPUTED, CellKind.FIXED)
Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class EntryColumn:
    """A column of a sheet.

    `path` are the heads above it. A code says which classification it is searched in and, by `names`, which column
    takes its name. An amount `sets` these values of its line; a computed column adds those amounts of its row that
    its criteria accept. `longest` is how many characters fit.
    """

    key: str
    label: Any
    kind: CellKind
    path: tuple[Any, ...] = ()
    choices: Choices = ()
    classification: str = ""
    names: str = ""
    required: bool = False
    default: str = ""
    width: int = 9
    longest: int | None = None
    totalled: bool = False
    sets: tuple[tuple[str, str], ...] = ()
    criteria: Criteria | None = None
    adds: tuple[str, ...] = ()
    hint: Any = ""

    @property
    def is_typed(self) -> bool:
        """Whether people type into it."""
        return self.kind not in UNTYPED

    @property
    def is_amount(self) -> bool:
        """Whether its cells are the amounts of lines."""
        return self.kind == CellKind.AMOUNT

    def as_data(self) -> dict[str, Any]:
        """Return the column as the page's script reads it; what says nothing is left out."""
        data: dict[str, Any] = {"key": self.key, "label": str(self.label), "kind": self.kind.value}
        values = {
            "choices": [[value, str(label)] for value, label in self.choices],
            "classification": self.classification,
            "names": self.names,
            "required": self.required,
            "adds": list(self.adds),
            "totalled": self.totalled,
            "default": self.default,
            "longest": self.longest,
            "hint": str(self.hint),
        }
        return {**data, "width": self.width, **{name: value for name, value in values.items() if value}}


def amount_columns(columns: Iterable[Column], pivoted: Sequence[str], width: int = 9) -> tuple[EntryColumn, ...]:
    """Return the columns of amounts of a statutory table, each with what it sets of a line, or adds."""
    section = Section("entry", (Block(tuple(columns), lambda facts: []),))
    found = []
    for leaf in section.leaves:
        if leaf.criteria is None:
            continue
        path = section.paths[leaf.key][:-1]
        if leaf.derived:
            column = EntryColumn(leaf.key, leaf.label, CellKind.COMPUTED, path, criteria=leaf.criteria, width=width)
        else:
            sets = tuple((name, str(getattr(leaf.criteria, name) or ORDINARY[name])) for name in pivoted)
            column = EntryColumn(leaf.key, leaf.label, CellKind.AMOUNT, path, sets=sets, width=width)
        found.append(replace(column, totalled=True))
    return tuple(found)


# What a line is where neither its column nor its row says so.
ORDINARY: Mapping[str, str] = {
    "fund": Fund.FISCAL_APPROPRIATION,
    "origin": MoneyOrigin.CURRENT,
    "nature": Nature.ALL_NATURES,
}


def summed(columns: Sequence[EntryColumn]) -> tuple[EntryColumn, ...]:
    """Return the columns with what each computed one adds: the amounts that its criteria accept."""
    amounts = [column for column in columns if column.is_amount]
    return tuple(
        replace(column, adds=tuple(one.key for one in amounts if _accepts(column.criteria, one)))
        if column.criteria is not None
        else column
        for column in columns
    )


def _accepts(criteria: Criteria, column: EntryColumn) -> bool:
    """Tell whether the lines of an amount column certainly count among those that criteria ask for."""
    return criteria.accept(SimpleNamespace(**{**ORDINARY, **dict(column.sets)})) is True


def header(columns: Sequence[EntryColumn]) -> list[list[dict[str, Any]]]:
    """Return the head of a sheet, row by row, as spans; a cell above one column names it."""
    tree = tuple(_tree([(column.path, column) for column in columns]))
    section = Section("entry", (Block(tree, lambda facts: []),))
    return [
        [
            {
                "label": str(cell.label),
                "colspan": cell.colspan,
                "rowspan": cell.rowspan,
                "column": None if cell.column.children else cell.column.key,
            }
            for cell in row
        ]
        for row in section.header
    ]


def _tree(columns: Sequence[tuple[tuple[Any, ...], EntryColumn]]) -> Iterable[Column]:
    """Yield the columns under their heads; neighbours below the same head share it."""
    for (label, _key), group in groupby(columns, key=lambda one: (one[0][0], "") if one[0] else (None, one[1].key)):
        members = list(group)
        if label is None:
            yield from (Column(column.key, column.label) for _path, column in members)
        else:
            below = tuple(_tree([(path[1:], column) for path, column in members]))
            yield Column(f"{label}-{members[0][1].key}", label, below)


def inserted(columns: Sequence[EntryColumn], after: str, *fresh: EntryColumn) -> tuple[EntryColumn, ...]:
    """Return columns with others after one of them."""
    place = next(number for number, column in enumerate(columns) if column.key == after) + 1
    return (*columns[:place], *fresh, *columns[place:])
