"""The outline of the running text: its parts, its headings, and the paragraphs under them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from budgets.checks.text.figures import FIGURE
from budgets.documents.grids import Line, normalise
from budgets.vocabulary import NarrativePart

COUNT = "[一二三四五六七八九十]{1,3}"
PART = re.compile(rf"第({COUNT})部分")
# How deep a heading stands, by its number; a part stands at 0, a heading without number at 1.
NUMBERS = (
    (2, re.compile(rf"{COUNT}、")),
    (3, re.compile(rf"[（(]{COUNT}[)）]、?")),
    (4, re.compile(r"\d{1,2}(?:[.．](?!\d)|、)")),
    (5, re.compile(r"[（(]\d{1,2}[)）]")),
)
ITEM = re.compile(rf"\s*(?:{COUNT}、|[（(](?:{COUNT}|\d{{1,2}})[)）]|\d{{1,2}}(?:[.．](?!\d)|、)|[①-⑳])")
HEADING = re.compile(rf"(?:{COUNT}、|[（(]{COUNT}[)）])[^。；]{{2,60}}")
# A heading may end in a full stop where it says that it is one; smaller numbers head a list as often as a section.
CLOSED_HEADING = re.compile(r"[^。；，：:]{4,40}(?:情况|说明|职能|职责|构成|设置|概况|经费)。?")
TITLE = re.compile(
    r"[^，。；：:、]{0,40}(?:主要职能|主要职责|机构设置|名词解释|编制说明|情况的?说明|部门概况|单位概况|概况|部门职责)"
)
SENTENCE_END = ("。", "；", "：", "！", "？", ":", ";")
CLAUSE = re.compile("[，。；：:]")
CONTENTS = "目录"
LEADERS = re.compile(r"[.．…·]{3,}\s*\d*|[.．…·\s]+\d{1,3}$")
PAGE_NUMBER = re.compile(r"[-—–－\s]*\d{1,3}[-—–－\s]*|第\s*\d+\s*页(?:\s*[，,/]?\s*共\s*\d+\s*页)?")
APPENDIX = ("附件", "附件:", "附表", "附表:")
LONGEST_HEADING = 60
# Words of a part's title or of a leading heading, and which of the three parts of the text it is.
PART_WORDS = (
    (NarrativePart.GLOSSARY, ("名词解释",)),
    (NarrativePart.OVERVIEW, ("概况", "职能", "职责", "机构设置", "单位构成", "基本情况")),
    (NarrativePart.EXPLANATION, ("说明", "预算表", "决算表", "报表", "收支", "情况", "附件")),
)


@dataclass
class Section:
    """A heading with the paragraphs under it; `level` says how deep the heading stands, 0 for a part."""

    part: NarrativePart
    heading: Line
    level: int
    paragraphs: list[Line] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The paragraphs, separated by a line break."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


def outline(lines: Sequence[Line]) -> list[Section]:
    """Part the running text into sections, parts without text of their own included.

    Cover, list of contents, page numbers and the heading of the appendix with the tables are left out.
    """
    body = _body([line for line in lines if line.text and not PAGE_NUMBER.fullmatch(line.text)])
    sections: list[Section] = []
    for line in join_torn(body):
        heading = _open_section(line, sections)
        if heading is not None:
            sections.append(heading)
        elif sections and not _continues_title(line, sections[-1]):
            sections[-1].paragraphs.append(line)
        elif not sections and "。" in line.text:
            # Text that stands before every heading belongs to the document as a whole.
            sections.append(Section(NarrativePart.OVERVIEW, _first_words(line), 1, [line]))
    return sections


def _first_words(line: Line) -> Line:
    """Return a heading for text that has none: its first clause."""
    clause = next((clause for clause in CLAUSE.split(line.text) if clause.strip()), line.text)
    return Line(line.place, (clause[:LONGEST_HEADING],), line.where)


def _body(lines: list[Line]) -> list[Line]:
    """Return the lines below the list of contents, down to the appendix of tables."""
    start = _contents_end(lines)
    kept = lines[start:]
    marks = [number for number, line in enumerate(kept) if normalise(line.text) in map(normalise, APPENDIX)]
    # Only at the end of the text does the word head the tables; text below it is none of theirs.
    if marks and not any("。" in line.text for line in kept[marks[-1] :]):
        return kept[: marks[-1]]
    return kept


def _contents_end(lines: list[Line]) -> int:
    """Return where the list of contents ends: where an entry of it comes again, or where sentences begin."""
    start = next((number for number, line in enumerate(lines) if normalise(line.text) == CONTENTS), None)
    if start is None:
        return _first_heading(lines, 0)
    seen: set[str] = set()
    for number in range(start + 1, len(lines)):
        entry, mark = _entry(lines[number].text)
        if entry in seen or mark in seen:
            return number
        seen |= {entry, mark} - {""}
        if _is_sentence(lines[number].text):
            return _first_heading(lines, _above(lines, number, start))
        if not _is_entry(lines, number):
            return number
    return len(lines)


def _entry(text: str) -> tuple[str, str]:
    """Return an entry of a list of contents as it reads in the text, and the mark of the part it names."""
    mark = PART.match(normalise(text))
    return normalise(LEADERS.sub("", text)), mark.group() if mark else ""


def _is_sentence(text: str) -> bool:
    """Tell running text from an entry of a list of contents."""
    return not LEADERS.search(text) and ("。" in text and len(text) > LONGEST_HEADING)


def _is_entry(lines: list[Line], number: int) -> bool:
    """Tell whether a line may stand in a list of contents: one without number stands on the page of the one before."""
    line = lines[number]
    if LEADERS.search(line.text) or ITEM.match(line.text) or PART.match(normalise(line.text)):
        return True
    return _page(line) == _page(lines[number - 1])


def _page(line: Line) -> str:
    """Return the page that a line stands on; other formats have none."""
    return line.where.partition(",")[0] if line.where.startswith("page") else ""


def _above(lines: list[Line], number: int, start: int) -> int:
    """Return where the lines begin that head the first sentences: those without number just above them."""
    while number > start + 1 and not ITEM.match(lines[number - 1].text) and not LEADERS.search(lines[number - 1].text):
        number -= 1
    return number


def _first_heading(lines: list[Line], start: int) -> int:
    """Return where the cover ends: at the first part, heading or sentence."""
    for number in range(start, len(lines)):
        text = lines[number].text
        if PART.match(normalise(text)) or _level(text) is not None or "。" in text:
            return number
    return len(lines)


def join_torn(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield paragraphs: a line that ends no sentence goes on in the next, as at the end of a page."""
    open_line: Line | None = None
    for line in lines:
        if open_line is None:
            open_line = line
        elif _is_torn(open_line.text, line.text):
            open_line = Line(open_line.place, (open_line.text + line.text,), open_line.where)
        else:
            yield open_line
            open_line = line
    if open_line is not None:
        yield open_line


def _is_torn(before: str, after: str) -> bool:
    """Tell whether the second of two lines continues the first."""
    if before.endswith(SENTENCE_END) or after.startswith("。") or ITEM.match(after):
        return False
    return _level(before) is None and _level(after) is None and not PART.match(normalise(after))


def _level(text: str) -> int | None:
    """Return how deep a heading stands, or None for what is no heading."""
    if PART.match(normalise(text)):
        return 0
    plain = text.strip()
    if len(plain) > LONGEST_HEADING + 4 or FIGURE.search(plain) or plain.endswith(("，", "、", ",")):
        return None
    level = next((level for level, number in NUMBERS if number.match(plain)), None)
    if level is None:
        return 1 if TITLE.fullmatch(normalise(plain)) else None
    named = plain.split("（详见")[0]
    if CLOSED_HEADING.fullmatch(named) or (level < 4 and HEADING.fullmatch(plain)):
        return level
    return None


def _open_section(line: Line, sections: list[Section]) -> Section | None:
    """Return the section that a line opens; in a glossary only what stands above its terms opens one."""
    level = _level(line.text)
    if level is None:
        return None
    current = sections[-1] if sections else None
    if current is None:
        return Section(_named_part(line.text, level, NarrativePart.OVERVIEW), line, level)
    if current.part == NarrativePart.GLOSSARY and level > current.level:
        return None
    if current.level == 0 and level == 1 and not current.paragraphs:
        # Words without number right below the mark of a part are its title.
        return None
    in_parts = level > 0 and any(one.level == 0 for one in sections)
    part = _named_part(line.text, level, current.part, in_parts=in_parts)
    return Section(part, line, level)


def _named_part(text: str, level: int, above: NarrativePart, *, in_parts: bool = False) -> NarrativePart:
    """Return the part that a heading opens: by its words where it leads, else the part it stands in."""
    found = next((part for part, words in PART_WORDS if any(word in text for word in words)), None)
    rest = NarrativePart.EXPLANATION if above == NarrativePart.GLOSSARY or level == 0 else above
    # Below the explanation, “概况” is that of a project.
    reopens = found == NarrativePart.OVERVIEW and level > 1 and rest == NarrativePart.EXPLANATION
    if level > 2 or reopens or (in_parts and found != NarrativePart.GLOSSARY):
        return rest
    return found or rest


def _continues_title(line: Line, section: Section) -> bool:
    """Take a line into the title of a part whose mark stands above it, and tell whether it was one."""
    if section.level != 0 or section.paragraphs or CLAUSE.search(line.text) or len(line.text) > LONGEST_HEADING:
        return False
    section.heading = Line(section.heading.place, (section.heading.text + line.text,), section.heading.where)
    section.part = _named_part(section.heading.text, 0, section.part)
    return True
