"""Read the three parts of the text: sections, the units they name, reasons of “三公”经费, terms and figures."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from budgets.documents.grids import Line, normalise
from budgets.documents.interpret.stated import read_stated_figures
from budgets.documents.reading import Reading
from budgets.models import Department, GlossaryTerm, Narrative, ThreePublicExpense
from budgets.vocabulary import NarrativeKind, NarrativePart, ThreePublicItem

PART_MARKS = {
    "第一部分": NarrativePart.OVERVIEW,
    "第二部分": NarrativePart.EXPLANATION,
    "第三部分": NarrativePart.GLOSSARY,
}
APPENDIX = ("附件", "附件:", "附表", "附表:")
NUMBER = "[一二三四五六七八九十]{1,3}"
HEADING = re.compile(rf"(?:{NUMBER}、|[（(]{NUMBER}[)）])[^。；]{{2,60}}")
TERM = re.compile(rf"{NUMBER}、\s*([^：:]{{2,60}})[：:]\s*(.+)")
SENTENCE_END = ("。", "；", "：", "！", "？", ":", ";")
# Words of a heading, and what its section speaks of; the first that fits counts.
KINDS = (
    ("主要职责", NarrativeKind.DUTIES),
    ("机构设置", NarrativeKind.OFFICES),
    ("预算单位构成", NarrativeKind.UNITS),
    ("收入支出预算总体", NarrativeKind.REVENUE_AND_EXPENDITURE),
    ("财政拨款收支", NarrativeKind.FISCAL_APPROPRIATION),
    ("收入预算总体", NarrativeKind.REVENUE),
    ("支出预算总体", NarrativeKind.EXPENDITURE),
    ("“三公”", NarrativeKind.THREE_PUBLIC),
    ("政府性基金", NarrativeKind.GOVERNMENT_MANAGED_FUNDS),
    ("基本支出", NarrativeKind.BASIC_EXPENDITURE),
    ("一般公共预算支出", NarrativeKind.GENERAL_PUBLIC_BUDGET),
    ("其他重要事项", NarrativeKind.OTHER_MATTERS),
    ("运转经费", NarrativeKind.AGENCY_RUNNING_COSTS),
    ("运行经费", NarrativeKind.AGENCY_RUNNING_COSTS),
    ("政府采购", NarrativeKind.PROCUREMENT),
    ("绩效", NarrativeKind.PERFORMANCE),
    ("国有资产", NarrativeKind.STATE_ASSETS),
    ("转移支付", NarrativeKind.TRANSFER_PAYMENTS),
)
THREE_PUBLIC = (
    ("因公出国", ThreePublicItem.OVERSEAS_VISITS),
    ("公务用车购置费", ThreePublicItem.VEHICLE_PURCHASE),
    ("公务用车运行", ThreePublicItem.VEHICLE_OPERATION),
    ("公务接待", ThreePublicItem.HOSPITALITY),
)
REASON = re.compile(r"主要原因(?:是)?[：:]?(.+)")
UNIT_NAME = re.compile(r"[：:]([^，。；：:]{4,60}本级)")


@dataclass
class SectionText:
    """A section of the text: its heading and its paragraphs, each a line of one cell at the place it begins."""

    part: NarrativePart
    heading: Line
    paragraphs: list[Line] = field(default_factory=list)

    @property
    def kind(self) -> NarrativeKind:
        """What the section speaks of."""
        return next((kind for words, kind in KINDS if words in self.heading.text), NarrativeKind.OTHER)

    @property
    def text(self) -> str:
        """The paragraphs, separated by a line break."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    @property
    def place(self) -> str:
        """Where the section begins."""
        return self.heading.location


def read_narrative(reading: Reading) -> None:
    """Read all three parts."""
    for section in split_sections(reading.document.text):
        if section.part == NarrativePart.GLOSSARY:
            _keep_term(reading, section)
            continue
        reading.add(
            Narrative(
                part=section.part,
                kind=section.kind,
                heading=section.heading.text,
                text=section.text,
                source_place=section.place,
            )
        )
        if section.part == NarrativePart.EXPLANATION:
            read_stated_figures(reading, section.kind, section.paragraphs)
        if section.kind == NarrativeKind.THREE_PUBLIC:
            _keep_reasons(reading, section.text)
    _name_units(reading)


def split_sections(lines: Sequence[Line]) -> list[SectionText]:
    """Part the running text into sections; the list of contents, which names the parts before, is left out."""
    sections: list[SectionText] = []
    for part, own in _parts(lines):
        opened = False
        for paragraph in _paragraphs(own):
            if _is_heading(paragraph, part):
                sections.append(SectionText(part, paragraph))
                opened = True
            elif opened:
                sections[-1].paragraphs.append(paragraph)
    return sections


def _parts(lines: Sequence[Line]) -> Iterator[tuple[NarrativePart, Sequence[Line]]]:
    """Yield the lines of each part; its mark counts where it stands last."""
    starts = {}
    for number, line in enumerate(lines):
        part = PART_MARKS.get(normalise(line.text)[:4])
        if part is not None:
            starts[part] = number
    ordered = sorted(starts.items(), key=lambda item: item[1])
    bounds = [start for _part, start in ordered] + [len(lines)]
    for (part, start), end in zip(ordered, bounds[1:], strict=True):
        own = lines[start + 1 : end]
        yield part, own[: _appendix(own)]


def _appendix(lines: Sequence[Line]) -> int:
    """Return where the appendix with the tables begins, below the last part."""
    marks = [number for number, line in enumerate(lines) if normalise(line.text) in map(normalise, APPENDIX)]
    return marks[-1] if marks else len(lines)


def _paragraphs(lines: Sequence[Line]) -> list[Line]:
    """Join lines that a page end has torn: one that ends no sentence goes on in the next."""
    paragraphs: list[Line] = []
    for line in lines:
        before = paragraphs[-1].text if paragraphs else ""
        is_torn = bool(before) and not before.endswith(SENTENCE_END) and "。" not in line.text[:1]
        if is_torn and not HEADING.match(before) and not HEADING.match(line.text):
            paragraphs[-1] = Line(paragraphs[-1].place, (before + line.text,))
        else:
            paragraphs.append(Line(line.place, (line.text,)))
    return paragraphs


def _is_heading(paragraph: Line, part: NarrativePart) -> bool:
    """Tell a heading from a paragraph that begins with a number; every term of the glossary heads itself."""
    if part == NarrativePart.GLOSSARY:
        return TERM.match(paragraph.text) is not None
    return HEADING.fullmatch(paragraph.text) is not None


def _keep_term(reading: Reading, section: SectionText) -> None:
    """Keep a term with its meaning, further paragraphs included; one explained twice keeps its first meaning."""
    match = TERM.match(section.heading.text)
    if match is None or any(term.term == match.group(1) for term in reading.rows[GlossaryTerm]):
        return
    meaning = f"{match.group(2)}\n{section.text}".strip()
    reading.add(GlossaryTerm(term=match.group(1).strip(), meaning=meaning, source_place=section.place))


def _keep_reasons(reading: Reading, text: str) -> None:
    """Keep with each item of “三公”经费 the reason given for its change: the item last named before it."""
    expenses = {expense.item: expense for expense in reading.rows[ThreePublicExpense]}
    item = None
    for sentence in re.split("[。\n]", text):
        before, _mark, _rest = sentence.partition("主要原因")
        named = [(before.rfind(words), found) for words, found in THREE_PUBLIC if words in before]
        item = max(named)[1] if named else item
        match = REASON.search(sentence)
        if match and item in expenses:
            expenses[item].reason = match.group(1).strip()


def _name_units(reading: Reading) -> None:
    """Give a single unit the name that the text has for it; tables print no more than its code."""
    nameless = [unit for unit in reading.rows[Department] if not unit.name]
    text = "".join(one.text for one in reading.rows[Narrative] if one.kind == NarrativeKind.UNITS)
    match = UNIT_NAME.search(text)
    for unit in nameless:
        found = match.group(1) if match and len(nameless) == 1 else f"{reading.edition.department_name}本级"
        unit.name = found.strip()
