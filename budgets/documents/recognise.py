"""Recognise the statutory tables of a document by their titles."""

import re
from collections.abc import Iterable

from budgets.documents.grids import Grid, Line, normalise
from budgets.tables import StatutoryTable, tables_of

FORM_SET = "henan-2023"
TABLE_MARK = re.compile(r"预算\d{1,2}表")
YEAR = re.compile(r"(?:19|20)\d{2}年(?:度)?")
# A heading that could be a table's title: short, and ending as titles do.
TITLE = re.compile(r"[^。，；:\d]{2,40}表")


def recognise(title: str) -> StatutoryTable | None:
    """Return the table that a printed title names, whatever year stands before it."""
    plain = plain_title(title)
    return next((table for table in tables_of(FORM_SET) if normalise(table.title) == plain), None)


def plain_title(title: str) -> str:
    """Return a title without year and white space."""
    return YEAR.sub("", normalise(title))


def split_tables(lines: list[Line]) -> tuple[list[Line], list[Grid]]:
    """Part a document into its running text and its tables.

    A table begins at its title, or at the mark (预算01表) above it, and goes on to the next title: lines of text
    below it are its captions and notes. Before the first title everything is running text.
    """
    text: list[Line] = []
    grids: list[Grid] = []
    for index, line in enumerate(lines):
        if TABLE_MARK.fullmatch(normalise(line.text)):
            continue
        if is_title(line) and has_rows(lines[index + 1 :]):
            grids.append(Grid(line.text, line.location))
        elif grids:
            if line.text:
                grids[-1].lines.append(line)
        elif line.text:
            text.append(line)
    return text, grids


def is_title(line: Line) -> bool:
    """Tell whether a line of one filled cell reads like a table's title."""
    if len(line.filled) != 1:
        return False
    return recognise(line.text) is not None or bool(
        not line.is_row and YEAR.search(normalise(line.text)) and TITLE.fullmatch(plain_title(line.text))
    )


def has_rows(following: Iterable[Line]) -> bool:
    """Tell whether a table's rows come next, with nothing but captions in between."""
    captions = 0
    for line in following:
        if not line.text:
            continue
        if line.is_row and len(line.filled) > 1:
            return True
        captions += 1
        if captions > 4 or is_title(line):
            return False
    return False
