"""Kinds of table that departments print, whatever a place calls them and in whatever order its columns stand."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from budgets.vocabulary import Fund, Nature


@dataclass(frozen=True)
class Kind:
    """A kind of table: its name, what it is called in Chinese, and which money it speaks of.

    `family` says what its rows are: "sides" (revenue and expenditure item by item), "revenue", "subjects"
    (functional codes), "economic", "three_public", "projects", "department_performance",
    "project_performance", "procurement" or "other". `titles` are lists of words of which a title must have all;
    `never` are words that a title of this kind has not; `heads` are lists of words of which a table's labels have
    all; `number` is the place that such a table usually has among a department's tables.
    """

    name: str
    label: str
    family: str
    fund: str = Fund.ALL_FUNDS
    nature: str = Nature.ALL_NATURES
    titles: tuple[tuple[str, ...], ...] = ()
    never: tuple[str, ...] = ()
    heads: tuple[tuple[str, ...], ...] = ()
    number: int = 0


@cache
def kinds() -> Mapping[str, Kind]:
    """Return all kinds by name, in the order in which a title is tried."""
    text = files("budgets").joinpath("data/forms/kinds.toml").read_text(encoding="utf-8")
    return {name: _kind(name, values) for name, values in tomllib.loads(text).items()}


def _kind(name: str, values: dict) -> Kind:
    """Make a kind of what the file says of it."""
    titles, heads = (tuple(map(tuple, values.pop(field, ()))) for field in ("titles", "heads"))
    return Kind(name=name, titles=titles, heads=heads, never=tuple(values.pop("never", ())), **values)
