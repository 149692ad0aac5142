"""Part a document into its running text and its tables, and recognise which table is which."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from budgets.documents import titles
from budgets.documents.evidence import has_figures, is_head, opens_head, recognise_kind
from budgets.documents.grids import Grid, Line, normalise
from budgets.documents.leads import HEADING, ROW_NUMBER, Lead, Leads
from budgets.tables import StatutoryTable, tables_of
from budgets.tables.kinds import kinds

FORM_SET = "henan-2023"
TABLE_MARK = re.compile(r"预算\d{1,2}表")
# A heading that could be a table's title: short, and ending as titles do.
TITLE = re.compile(r"[^。，；:\d]{2,40}表")
# How much may stand in the way of a table that goes on over a page: what slipped out of its cells.
MOST_STRAY_LINES, LONGEST_STRAY_LINE = 4, 120
LONGEST_LABEL = 30
SHORTEST_OPEN_NOTE = 25
NUMBERED_NOTE = re.compile(r"\s*[(（]?\d{1,2}\s*[、.．:：)）]")


def recognise(title: str) -> StatutoryTable | None:
    """Return the table that a printed title names, whatever year stands before it."""
    plain = plain_title(title)
    return next((table for table in tables_of(FORM_SET) if normalise(table.title) == plain), None)


def plain_title(title: str) -> str:
    """Return a title without year and white space."""
    return titles.YEAR.sub("", normalise(title))


def is_title(line: Line) -> bool:
    """Tell whether a line of one filled cell is a title beyond doubt: a declared table's, or one with its year."""
    if len(line.filled) != 1:
        return False
    return recognise(line.text) is not None or bool(
        not line.is_row and titles.YEAR.search(normalise(line.text)) and TITLE.fullmatch(plain_title(line.text))
    )


def split_tables(lines: list[Line]) -> tuple[list[Line], list[Grid]]:
    """Part a document into its running text and its tables, both in reading order.

    A table begins at its title, with the captions below it, and ends with the notes below its rows. Rows without a
    title are a table as well. What stands between tables is text.
    """
    splitter = Splitter([line for line in lines if line.text])
    splitter.split()
    for part in splitter.parts:
        part.name()
    return splitter.text, [part.grid for part in splitter.parts]


@dataclass
class Part:
    """A table while its lines are gathered: its grid, what led up to it, and the rows among its lines."""

    grid: Grid
    lead: Lead
    rows: list[Line] = field(default_factory=list)

    def name(self) -> None:
        """Give the grid its kind, its unit, and a title where it has none."""
        lead, grid = self.lead, self.grid
        declared = recognise(lead.title)
        kind = recognise_kind(lead.title or lead.heading, self.rows, lead.number, is_named=bool(lead.title))
        grid.kind = declared.kind if declared else kind
        grid.title = lead.title or lead.heading or (kinds()[grid.kind].label if grid.kind else _("无标题的表"))
        grid.unit = next(filter(None, map(titles.unit_in, self._labels())), "")

    def _labels(self) -> Iterator[str]:
        """Yield what may print the unit: captions, then labels, which are short."""
        for line in self.grid.captions:
            yield line.text
        for line in self.rows:
            yield from (text for _column, text in line.filled if len(text) <= LONGEST_LABEL)

    def add_rows(self, rows: Sequence[Line]) -> None:
        """Take rows in, without a head that repeats the one above."""
        repeated = 0
        for first, other in zip(self.rows, rows, strict=False):
            if first.cells != other.cells:
                break
            repeated += 1
        self.rows.extend(rows[repeated:])
        self.grid.lines.extend(rows[repeated:])


class Splitter:
    """Goes through a document, and gives each line to the running text or to a table."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.leads = Leads(lines)
        self.text: list[Line] = []
        self.parts: list[Part] = []

    def split(self) -> None:
        """Give every line its place."""
        at = 0
        while at < len(self.lines):
            first = at
            while first < len(self.lines) and not self.leads.is_body(first):
                first += 1
            if first == len(self.lines):
                self._keep_text(at, first)
                return
            last = self._end_of(first)
            self._keep_rows(at, first, last)
            at = self._keep_notes(last)

    def _end_of(self, first: int) -> int:
        """Return where the rows end that begin at a line: at text, or where another frame begins."""
        last = first + 1
        while last < len(self.lines) and self.leads.is_body(last) and not self.leads.is_fresh(last):
            last += 1
        return last

    def _keep_rows(self, at: int, first: int, last: int) -> None:
        """Give rows, and what stands above them, to the table that they go on with or to a new one."""
        lead = self.leads.find(first, at)
        rows = self.lines[first:last]
        if self._goes_on(lead, at, rows):
            part = self.parts[-1]
            part.grid.lines.extend(self.lines[at : lead.start])
            part.add_rows(rows)
            return
        self._keep_text(at, lead.start)
        if lead.is_bare and len(rows) == 1 and not self._next_goes_on(last):
            self.text.append(_as_text(rows[0]))
            return
        grid = Grid(lead.title, lead.place or rows[0].location, list(lead.captions), captions=lead.captions)
        self.parts.append(Part(grid, lead))
        self.parts[-1].add_rows(rows)

    def _next_goes_on(self, at: int) -> bool:
        """Tell whether rows follow right below a single row."""
        return at < len(self.lines) and self.leads.is_body(at)

    def _goes_on(self, lead: Lead, at: int, rows: Sequence[Line]) -> bool:
        """Tell whether rows belong to the table above, which goes on over a page or a gap."""
        if not self.parts:
            return False
        above, between = self.parts[-1], self.lines[at : lead.start]
        repeats = is_head(rows[0]) and rows[0].cells == above.rows[0].cells
        if lead.title:
            same = titles.same_title(lead.title, above.lead.title) and not between
            captions = [line.cells for line in lead.captions]
            same = same and captions == [line.cells for line in above.lead.captions]
            return same and (repeats or not opens_head(rows[0])) and not is_copy(above.rows, rows)
        if not all(map(_is_stray, between)) or len(between) > MOST_STRAY_LINES:
            return False
        return repeats or not is_head(rows[0]) or not self._is_other(above, rows)

    def _is_other(self, above: Part, rows: Sequence[Line]) -> bool:
        """Tell whether rows with a head of their own are another table than the one above, of which more than the
        head has been printed.
        """
        if not any(map(has_figures, above.rows)):
            return False
        here = ROW_NUMBER.fullmatch(rows[0].where)
        if here and (not here.group(1).startswith("page ") or len(rows[0].cells) != len(above.rows[0].cells)):
            return True
        kind = recognise_kind("", rows)
        return bool(kind) and kind != recognise_kind("", above.rows)

    def _keep_text(self, first: int, last: int) -> None:
        """Give lines to the running text."""
        self.text.extend(map(_as_text, self.lines[first:last]))

    def _keep_notes(self, at: int) -> int:
        """Give the notes right below rows to their table; return where they end."""
        notes: list[Line] = []
        while at < len(self.lines) and not self.leads.is_body(at) and self._is_note(at, notes):
            notes.append(self.lines[at])
            at += 1
        if self.parts:
            self.parts[-1].grid.lines.extend(notes)
        return at

    def _is_note(self, at: int, notes: Sequence[Line]) -> bool:
        """Tell whether a line is a note, or goes on with the notes above it."""
        text = self.lines[at].text
        if titles.is_note(text):
            return True
        if not notes or at in self.leads.leading or titles.is_title(text) or titles.is_mark(text):
            return False
        if NUMBERED_NOTE.match(text):
            return notes[-1].text.endswith((":", "：")) or any(map(_is_numbered, notes))
        above = notes[-1].text
        is_open = len(above) >= SHORTEST_OPEN_NOTE and not above.endswith(("。", "；", "）", ")", ";"))
        return is_open and not HEADING.match(text) and not titles.is_caption(text)


def is_copy(above: Sequence[Line], rows: Sequence[Line]) -> bool:
    """Tell whether rows begin with the figures that a table above begins with: it was printed twice."""
    first = next(filter(has_figures, above), None)
    second = next(filter(has_figures, rows), None)
    return first is not None and second is not None and first.cells == second.cells


def _is_numbered(line: Line) -> bool:
    """Tell whether a note is one of several with numbers."""
    return bool(re.match(r"\D{0,8}1\s*[、.．:：)）]", line.text) or NUMBERED_NOTE.match(line.text))


def _is_stray(line: Line) -> bool:
    """Tell whether a line is too short for running text, and no heading: such as slips out of a table's cells."""
    return len(line.text) <= LONGEST_STRAY_LINE and not HEADING.match(line.text)


def _as_text(line: Line) -> Line:
    """Return a line as running text, of one cell."""
    if not line.is_row:
        return line
    return Line(line.place, (" ".join(text for _column, text in line.filled),), line.where)
