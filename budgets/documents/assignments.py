"""Whose the files of a folder are: as a list beside them says, else as their names do."""

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from django.utils.translation import gettext as _

from budgets.documents.corpus import LIST_NAME
from budgets.documents.grids import DocumentError
from budgets.documents.interpret.codes import UNIT
from budgets.documents.interpret.identity import YEARS
from budgets.documents.read import load_file
from budgets.documents.readers.text import LINE_END, decode
from budgets.vocabulary import Phase

# 104-2023.pdf, 104001-2022-final.xlsx
NAME = re.compile(r"(\d{3,12})-(\d{4})(-final)?", re.IGNORECASE)
PHASES = {"预算": Phase.BUDGET, "budget": Phase.BUDGET, "决算": Phase.FINAL, "final": Phase.FINAL, "": None}


@dataclass(frozen=True)
class Assignment:
    """Whose a file is: the department's code and, where that is said, its name, the year and the phase."""

    code: str
    name: str = ""
    year: int | None = None
    phase: Phase | None = None


def read_assignments(folder: Path) -> dict[str, Assignment]:
    """Return what a folder's list says of its files, by file; raise DocumentError naming a line that says nothing."""
    path = folder / LIST_NAME
    if not path.is_file():
        return {}
    found = {}
    for number, line in enumerate(LINE_END.split(decode(load_file(path))), start=1):
        cells = [cell.strip() for cell in line.split("\t")] + [""] * 5
        is_head = number == 1 and not any(character.isdigit() for character in cells[1])
        if any(cells) and not is_head:
            found[cells[0]] = _assignment(number, *cells[1:5])
    return found


def _assignment(number: int, code: str, name: str, year: str, phase: str) -> Assignment:
    """Read one line of the list."""
    is_year = not year or (year.isdecimal() and int(year) in YEARS)
    if not UNIT.fullmatch(code) or not is_year or phase.lower() not in PHASES:
        raise DocumentError(
            _(
                "%(list)s 第 %(line)d 行有误：应为文件、部门代码（3 至 12 位数字）、部门名称、年度、预算或决算，"
                "以制表符分隔。"
            )
            % {"list": LIST_NAME, "line": number}
        )
    return Assignment(code, name, int(year) if year else None, PHASES[phase.lower()])


def assign(name: str, listed: dict[str, Assignment]) -> Assignment | None:
    """Return whose a file is, or None where neither the list nor its name tells; a list may leave out folders."""
    path = PurePosixPath(name)
    found = listed.get(name) or listed.get(path.name)
    match = NAME.fullmatch(path.stem)
    if found is None and match is not None and int(match.group(2)) in YEARS:
        found = Assignment(match.group(1), year=int(match.group(2)), phase=Phase.FINAL if match.group(3) else None)
    return found
