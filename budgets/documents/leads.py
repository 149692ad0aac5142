"""What leads up to a table's rows: marks, titles and captions, in lines of text or in the first rows of its frame."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from budgets.documents import titles
from budgets.documents.evidence import is_head, opens_head
from budgets.documents.grids import Line

HEADING = re.compile(
    r"\s*(?:第[一二三四五六七八九十]{1,3}部分|[一二三四五六七八九十]{1,3}\s*[、.．]|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[、.．]\s*\D)"
)
SENTENCE_END = ("。", "；", "：", "，", ";", ":", ",")
ROW_NUMBER = re.compile(r"(.*), row (\d+)$")
MOST_LEADING_LINES, MOST_TITLE_LINES = 10, 3
LONGEST_HEADING, NEAR = 40, 4


@dataclass
class Lead:
    """What stands above a table's rows and belongs to it, and a heading near it where it has no title."""

    start: int
    title: str = ""
    place: str = ""
    number: int = 0
    heading: str = ""
    captions: list[Line] = field(default_factory=list)

    @property
    def is_bare(self) -> bool:
        """Whether nothing leads up to the rows."""
        return not (self.title or self.captions or self.number)


class Leads:
    """The lines of a document, told apart into rows of tables, what leads up to them, and the rest."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.leading: set[int] = set()
        for at in range(len(lines)):
            if lines[at].is_row and self._leads(at):
                self.leading.add(at)

    def is_body(self, at: int) -> bool:
        """Tell whether a line is a row of a table, and neither its title nor a caption."""
        return self.lines[at].is_row and at not in self.leading

    def is_fresh(self, at: int) -> bool:
        """Tell whether a row begins a frame: on a new page or sheet, in another table, or after a blank line."""
        if at == 0 or not self.lines[at - 1].is_row:
            return True
        here, before = (ROW_NUMBER.fullmatch(line.where) for line in (self.lines[at], self.lines[at - 1]))
        if here is None or before is None:
            return self.lines[at].place > self.lines[at - 1].place + 1
        return here.group(1) != before.group(1) or int(here.group(2)) <= int(before.group(2))

    def _leads(self, at: int) -> bool:
        """Tell whether a row of the frame is a mark, a title or a caption over the head."""
        line = self.lines[at]
        if is_caption_row(line):
            return at - 1 in self.leading or self.is_fresh(at)
        if not _is_alone(line):
            return False
        text = line.filled[0][1]
        if titles.is_mark(text):
            return True
        is_title = titles.is_title(text) or self._is_cut_title(at, line)
        return is_title and self._opens_below(at)

    def _is_cut_title(self, at: int, line: Line) -> bool:
        """Tell whether a frame begins with what was left of a title; one that stands above the frame is better."""
        column, text = line.filled[0]
        if column or HEADING.match(text) or not self.is_fresh(at) or not titles.is_cut_title(text):
            return False
        return at == 0 or self.lines[at - 1].is_row or not _belongs_above(self.lines[at - 1].text)

    def _opens_below(self, at: int) -> bool:
        """Tell whether a head comes below a row, after captions or further titles."""
        for line in self.lines[at + 1 : at + MOST_LEADING_LINES]:
            if not (is_caption_row(line) or (len(line.filled) == 1 and _belongs_above(line.text))):
                return line.is_row and opens_head(line)
        return False

    def find(self, body: int, floor: int) -> Lead:
        """Return what leads up to a table whose first row is at `body`, down to the line at `floor`."""
        lead = Lead(body)
        at = body - 1
        while at >= max(floor, body - MOST_LEADING_LINES):
            taken = self._take(lead, at, floor)
            if not taken:
                break
            lead.start = at = at - taken
            at = lead.start
            lead.start += 1
        if not lead.title:
            lead.heading = self._find_heading(lead.start - 1, floor)
        return lead

    def _take(self, lead: Lead, at: int, floor: int) -> int:
        """Take a line into a lead, or the lines of a title that ends there; return how many were taken."""
        line = self.lines[at]
        if titles.is_mark(line.text):
            lead.number = lead.number or titles.number_of(line.text)
            return 1
        if is_caption_row(line) or titles.is_caption(line.text):
            lead.captions.insert(0, line)
            return 1
        if lead.title:
            return int(titles.same_title(line.text, lead.title))
        title, count = self._title_at(at, floor)
        if count:
            lead.title, lead.place = titles.clean_title(title), self.lines[at - count + 1].location
            lead.number = lead.number or titles.number_of(title)
            if titles.unit_in(title):
                lead.captions.insert(0, Line(line.place, (title[len(lead.title) :].strip(),), line.where))
        return count

    def _title_at(self, at: int, floor: int) -> tuple[str, int]:
        """Return the title that ends on a line, and how many lines it has; none where it is no title."""
        text = self.lines[at].text
        if titles.is_note(text):
            return "", 0
        is_whole = at in self.leading or (titles.is_title(text) and not self._is_listed(at))
        if is_whole and (titles.kinds_named(text) or titles.number_of(text)):
            return text, 1
        for count in range(2, MOST_TITLE_LINES + 1):
            above = self.lines[max(floor, at - count + 1) : at]
            if len(above) < count - 1 or not _goes_on(above[0]):
                break
            joined = "".join(line.text for line in above) + text
            if titles.is_title(joined) and titles.kinds_named(joined):
                return joined, count
        return (text, 1) if is_whole else ("", 0)

    def _is_listed(self, at: int) -> bool:
        """Tell whether a title is one of a list of contents: others above it, and none of them seen before."""
        listed = [line for line in self.lines[max(0, at - 2) : at] if _names_table(line)]
        text = self.lines[at].text
        return len(listed) > 1 and not any(
            titles.same_title(line.text, text) for line in self.lines[: at - 1] if _names_table(line)
        )

    def _find_heading(self, at: int, floor: int) -> str:
        """Return the nearest short line above that could be a heading, or an empty text."""
        for line in reversed(self.lines[max(floor, at - NEAR + 1) : at + 1]):
            text = line.text
            is_short = len(text) <= LONGEST_HEADING and not text.endswith(SENTENCE_END)
            if not line.is_row and is_short and (HEADING.match(text) or titles.kinds_named(text)):
                return text
        return ""


def is_caption_row(line: Line) -> bool:
    """Tell whether a row of a frame holds nothing but captions, such as 预算单位：… and 单位：万元 at either end."""
    texts = [text for _column, text in line.filled]
    if not line.is_row or not texts:
        return False
    if all(titles.is_caption(text) for text in texts):
        return True
    return len(texts) < 4 and texts[0].endswith((":", "：")) and titles.is_caption(texts[0]) and not is_head(line)


def _is_alone(line: Line) -> bool:
    """Tell whether a row has one filled cell, but for a unit or a mark beside it."""
    texts = [text for _column, text in line.filled]
    return bool(texts) and all(titles.is_caption(text) or titles.is_mark(text) for text in texts[1:])


def _belongs_above(text: str) -> bool:
    """Tell whether a line of text may stand between a title and the head."""
    return titles.is_mark(text) or titles.is_caption(text) or titles.is_title(text)


def _names_table(line: Line) -> bool:
    """Tell whether a line of text is a title of some kind of table."""
    return not line.is_row and titles.is_title(line.text) and bool(titles.kinds_named(line.text))


def _goes_on(line: Line) -> bool:
    """Tell whether a line of text may be the beginning of a title that goes on below it."""
    text = line.text
    is_whole = titles.is_title(text) and text.count("（") + text.count("(") == text.count("）") + text.count(")")
    is_other = titles.is_mark(text) or titles.is_caption(text) or titles.is_note(text) or is_whole
    return not (line.is_row or is_other or text.endswith(SENTENCE_END) or HEADING.match(text))
