"""The official names of functional and economic codes, and the pairs of economic codes met in print, as shipped."""

import csv
from collections.abc import Iterator, Mapping
from functools import cache

from budgets.classifications import DIRECTORY

# A pair of economic codes met in fewer documents may be a misprint of theirs.
SEEN_OFTEN = 3


@cache
def function_names() -> Mapping[str, str]:
    """Return the names of 类, 款 and 项 by code."""
    return {row["code"]: row["name"] for row in _rows("function.csv")}


@cache
def department_class_names() -> Mapping[str, str]:
    """Return the names of the departments' economic classes by code."""
    return {row["code"]: row["name"] for row in _rows("economic_department.csv")}


@cache
def government_class_names() -> Mapping[str, str]:
    """Return the names of the government's economic classes by code."""
    return {row["code"]: row["name"] for row in _rows("economic_government.csv")}


@cache
def known_pairs() -> frozenset[tuple[str, str]]:
    """Return the pairs of a department's and a government's economic code that occur in several documents."""
    return frozenset(
        (row["department_code"], row["government_code"])
        for row in _rows("economic_pairs.csv")
        if int(row["seen_in_documents"]) >= SEEN_OFTEN
    )


def _rows(file_name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of one of the files."""
    with (DIRECTORY / file_name).open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)
