"""What stands around a table: the department's name, the year, the unit of its amounts."""

import re

from budgets.documents.grids import Grid, Line, normalise
from budgets.documents.interpret.sheet import Sheet
from budgets.money import MoneyUnit

UNIT = re.compile(r"单位[:：]?\s*[（(]?(元|万元|亿元)|[（(](元|万元|亿元)[)）]$")
NAME_MARKS = ("部门名称", "单位名称", "部门(单位)名称")
UNITS = {str(unit.label): unit for unit in MoneyUnit}
YEAR_MARK = re.compile(r"\(?(?:19|20)\d{2}年度?\)?")


def find_unit(grid: Grid) -> MoneyUnit | None:
    """Return the unit printed above or in the head of a table, or None where it prints none."""
    for line in grid.lines[:6]:
        for _column, text in line.filled:
            unit = unit_in(text)
            if unit is not None:
                return unit
    return None


def unit_in(text: str) -> MoneyUnit | None:
    """Return the unit that a caption or a label names."""
    match = UNIT.search(text)
    return UNITS[match.group(1) or match.group(2)] if match else None


def read_captions(sheet: Sheet) -> str:
    """Account for captions, and return the department's name where one of them gives it."""
    name = ""
    for line in sheet.grid.lines[:8]:
        found = _name(line)
        if found:
            name = name or found
            sheet.account(line)
        elif _is_caption(line):
            sheet.account(line)
    return name


def caption_lines(sheet: Sheet) -> set[int]:
    """Return the places of the lines that are captions, so that no one looks for rows in them."""
    return {line.place for line in sheet.grid.lines[:8] if _name(line) or _is_caption(line)}


def _name(line: Line) -> str:
    """Return the department's name, standing in the same cell as its mark or in the next one filled."""
    filled = line.filled
    if not filled:
        return ""
    mark, _colon, rest = normalise(filled[0][1]).partition(":")
    if mark not in NAME_MARKS:
        return ""
    following = [text for _column, text in filled[1:] if not UNIT.search(text)]
    return rest or "".join(following[:1])


def _is_caption(line: Line) -> bool:
    """Tell whether a line holds nothing but a unit or a year."""
    texts = [normalise(text) for _column, text in line.filled]
    return bool(texts) and all(text.startswith("单位:") or YEAR_MARK.fullmatch(text) for text in texts)
