"""The text twin of a published budget, whole or with a change made by hand, and what a reading of it says."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from budgets.canonical import canonical_facts
from budgets.documents.grids import DocumentError
from budgets.documents.load import refuse_troubles
from budgets.documents.read import read_document
from budgets.documents.reading import Reading
from budgets.models import Department, Region, TableNote
from budgets.vocabulary import Phase
from tests.packages import ROOT

TWIN = Path(__file__).parent / "xinxiang-104-2023.txt"
SAMPLE = ROOT / "budgets" / "data" / "sample" / "xinxiang-104-2023.xlsx"

# Lines of the twin: the rows below the heads of tables 03, 05 and 09, and each whole table with its title.
SUBJECT_ROWS = (*range(211, 226), *range(275, 290), 328)
SUBJECT_HEADS = (208, 209, 210, 272, 273, 274, 325, 326, 327)
# Of their heads, the first line, which names the groups.
SUBJECT_GROUPS = (208, 272, 325)
TABLES = {
    1: range(167, 205),
    3: range(206, 226),
    4: range(227, 269),
    6: range(293, 312),
    8: range(313, 321),
    10: range(331, 353),
    11: range(354, 408),
    12: range(409, 475),
}
# The columns of amounts in tables 03, 05 and 09.
CAPITAL, PROJECT_SUBTOTAL = 10, 11

Cells = list[str]


@dataclass(frozen=True)
class Text:
    """A document as lines under their numbers in the twin, which a change elsewhere does not move."""

    lines: dict[int, str]

    def replace(self, number: int, old: str, new: str) -> "Text":
        """Return the document with another text in one line."""
        assert old in self.lines[number], f"line {number}: {self.lines[number]}"
        return Text({**self.lines, number: self.lines[number].replace(old, new)})

    def replace_all(self, old: str, new: str, numbers: Iterable[int] | None = None) -> "Text":
        """Return the document with another text wherever it stands, or wherever it stands in some lines."""
        chosen = set(self.lines if numbers is None else numbers)
        return Text({at: line.replace(old, new) if at in chosen else line for at, line in self.lines.items()})

    def add(self, after: int, *lines: str) -> "Text":
        """Return the document with lines added below one."""
        return Text({**self.lines, after: "\n".join([self.lines[after], *lines])})

    def drop(self, numbers: Iterable[int]) -> "Text":
        """Return the document without some lines."""
        gone = set(numbers)
        return Text({at: line for at, line in self.lines.items() if at not in gone})

    def each(self, numbers: Iterable[int], change: Callable[[Cells], Cells]) -> "Text":
        """Return the document with the cells of some lines changed."""
        changed = {at: "\t".join(change(self.lines[at].split("\t"))) for at in numbers}
        return Text({**self.lines, **changed})

    def encode(self, encoding: str = "utf-8") -> bytes:
        """Return the document as a file holds it."""
        return "\n".join(self.lines[at] for at in sorted(self.lines)).encode(encoding)


def twin() -> Text:
    """Return the twin as it is."""
    return Text(dict(enumerate(TWIN.read_text(encoding="utf-8").split("\n"), start=1)))


def printed_table(name: str) -> list[str]:
    """Return the lines of a table that the twin does not have, below a blank one."""
    return ["", *(TWIN.parent / name).read_text(encoding="utf-8").split("\n")]


def moved(cells: Cells, source: int, target: int) -> Cells:
    """Return cells with one taken out and put in again elsewhere."""
    rest = [*cells[:source], *cells[source + 1 :]]
    return [*rest[:target], cells[source], *rest[target:]]


def with_every_column(text: Text) -> Text:
    """Return the document with the blank cell that its tables of subjects left out in rows and heads."""
    last = 13
    whole = text.each((*SUBJECT_ROWS, *SUBJECT_GROUPS), lambda cells: moved(cells, last, CAPITAL))
    return Text({**whole.lines, 327: whole.lines[274]})


def of_another_department(text: Text) -> Text:
    """Return the document as that of department 105, whose unit is 105001."""
    for line in (212, 276, 339, 415):
        text = text.replace(line, "104", "105")
    return text


def read(content: Text | bytes, department: str = "104", year: int | None = None) -> Reading:
    """Read a document as the budget of a department that the database need not have."""
    owner = Department(region=Region(code="410796"), code=department)
    return read_document("budget.txt", as_bytes(content), owner, year, Phase.BUDGET)


def as_bytes(content: Text | bytes) -> bytes:
    """Return a document as a file holds it."""
    return content.encode() if isinstance(content, Text) else content


def facts_of(reading: Reading) -> dict[str, list[dict[str, Any]]]:
    """Return what a document says, in canonical form, without the remarks on how its defects were read."""
    facts = canonical_facts(reading.facts)
    return {**facts, "TableNote": [note for note in facts["TableNote"] if not note["made_in_reading"]]}


def remarks(reading: Reading, table: int | None = None) -> list[str]:
    """Return the remarks on how defects were read, of one table or of all."""
    notes = [note for note in reading.rows[TableNote] if note.made_in_reading]
    return [note.text for note in notes if table in (None, note.table_number)]


def refusal(content: Text | bytes, **options: Any) -> str:
    """Return why a document is refused."""
    with pytest.raises(DocumentError) as caught:
        refuse_troubles(read(content, **options))
    return str(caught.value)


def write(folder: Path, content: Text | bytes, name: str = "budget.txt") -> Path:
    """Write a document into a folder and return its path."""
    path = folder / name
    path.write_bytes(as_bytes(content))
    return path
