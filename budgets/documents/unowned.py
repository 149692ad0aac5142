"""Read a document of which not all is said: whose it is, of which year, budget or final accounts."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import PurePath

from budgets.documents.grids import Document, normalise
from budgets.documents.interpret import interpret
from budgets.documents.interpret.identity import find_phase
from budgets.documents.read import open_document, read_document
from budgets.documents.readers.spans import ZIP
from budgets.documents.reading import Reading
from budgets.documents.validate import validate
from budgets.documents.workbook import Book, is_own_workbook
from budgets.models import Department, Project, Region
from budgets.vocabulary import Phase
from budgets.workbook_form import CoverLine

# Stand in where a document prints no code; nothing that was read under them is ever stored.
NO_REGION, NO_DEPARTMENT = "000000", "000"
PHASES = {"决算": Phase.FINAL, "预算": Phase.BUDGET}
PHASE = re.compile("|".join(PHASES))
WORDS = {"final": Phase.FINAL, "budget": Phase.BUDGET}
WORD = re.compile(rf"(?<![a-z])(?:{'|'.join(WORDS)})(?![a-z])", re.IGNORECASE)


@dataclass(frozen=True)
class Cover:
    """What the cover of the portal's own workbook says of whose it is."""

    department: Department
    phase: Phase | None


def read_any(
    name: str, content: bytes, department: Department | None = None, year: int | None = None, phase: Phase | None = None
) -> Reading:
    """Read a document, learning from it whatever is not said: whose it is, of which year, budget or final accounts.

    Without a department a reading is for looking at and not for storing. Raises DocumentError where a document
    cannot be read.
    """
    if not content.strip():
        # It says why an empty file is none.
        return read_document(name, content, department or _stand_in(NO_DEPARTMENT))
    if content.startswith(ZIP) and is_own_workbook(content):
        cover = _cover(content)
        return read_document(name, content, department or cover.department, year, phase or cover.phase or Phase.BUDGET)
    document = open_document(name, content)
    phase = phase or phase_of_name(name) or find_phase(document)
    owner = department or _owner(document, year, phase)
    reading = interpret(document, owner, year, phase)
    validate(reading)
    return reading


def phase_of_name(name: str) -> Phase | None:
    """Return what a file's name says it is: 决算 or final, 预算 or budget; the first of several counts."""
    text = normalise(PurePath(name).stem)
    if found := PHASE.search(text):
        return PHASES[found.group()]
    word = WORD.search(text)
    return WORDS[word.group().lower()] if word else None


def _stand_in(code: str, region: str = NO_REGION) -> Department:
    """Return a department that nobody has stored."""
    return Department(region=Region(code=region), code=code)


def _owner(document: Document, year: int | None, phase: Phase) -> Department:
    """Return a stand-in of the codes that a document prints.

    The department's is the shortest, since those of units are longer; the region's is what project codes begin with.
    """
    reading = interpret(document, _stand_in(""), year, phase)
    regions = Counter(project.code[:6] for project in reading.rows[Project] if project.code)
    region = regions.most_common(1)[0][0] if regions else NO_REGION
    codes = (unit.code for unit in reading.rows[Department])
    return _stand_in(min(codes, key=len, default=NO_DEPARTMENT), region)


def _cover(content: bytes) -> Cover:
    """Return whose the portal's own workbook is, as its cover says."""
    lines = Book.open(content).cover()
    region = Region(code=lines.get(CoverLine.REGION, NO_REGION))
    phases = {str(phase.label): phase for phase in Phase}
    return Cover(
        Department(region=region, code=lines[CoverLine.DEPARTMENT]), phases.get(lines.get(CoverLine.PHASE, ""))
    )
