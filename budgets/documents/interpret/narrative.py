"""Read the parts of the text: sections, the units they name, reasons of “三公”经费, terms and figures."""

import re
from collections.abc import Sequence

from budgets.documents.grids import Line
from budgets.documents.interpret.outline import ITEM, Section, outline
from budgets.documents.interpret.stated import read_stated_figures
from budgets.documents.reading import Reading
from budgets.models import Department, GlossaryTerm, Narrative, ThreePublicExpense
from budgets.vocabulary import NarrativeKind, NarrativePart, ThreePublicItem

NUMBERED_TERM = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]、?|\d{1,2}(?:[.．](?!\d)|、))"
    r"\s*([^：:。]{2,60})[：:]\s*(.*)",
    re.DOTALL,
)
# A term without number is told by the words that begin its meaning.
TERM = re.compile(r"([^：:，。；]{2,60})[：:]\s*((?:主要)?(?:是|指|反映|为|包括|用于).+)", re.DOTALL)
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
    ("国有资本", NarrativeKind.OTHER),
    ("职能", NarrativeKind.DUTIES),
    ("职责", NarrativeKind.DUTIES),
    ("单位构成", NarrativeKind.UNITS),
    ("预算构成", NarrativeKind.UNITS),
    ("机构", NarrativeKind.OFFICES),
    ("三公", NarrativeKind.THREE_PUBLIC),
    ("行政经费", NarrativeKind.AGENCY_RUNNING_COSTS),
    ("财政拨款收入支出", NarrativeKind.FISCAL_APPROPRIATION),
    ("财政拨款支出", NarrativeKind.FISCAL_APPROPRIATION),
    ("一般公共预算", NarrativeKind.GENERAL_PUBLIC_BUDGET),
    ("收支", NarrativeKind.REVENUE_AND_EXPENDITURE),
    ("收入支出", NarrativeKind.REVENUE_AND_EXPENDITURE),
    ("编制说明", NarrativeKind.REVENUE_AND_EXPENDITURE),
    ("收入 算", NarrativeKind.REVENUE),
    ("收入总表", NarrativeKind.REVENUE),
    ("支出 算", NarrativeKind.EXPENDITURE),
    ("支出总表", NarrativeKind.EXPENDITURE),
    ("其他 说明", NarrativeKind.OTHER_MATTERS),
)
LONGEST_HEADING = 200
THREE_PUBLIC = (
    ("因公出国", ThreePublicItem.OVERSEAS_VISITS),
    ("公务用车购置费", ThreePublicItem.VEHICLE_PURCHASE),
    ("公务用车运行", ThreePublicItem.VEHICLE_OPERATION),
    ("公务接待", ThreePublicItem.HOSPITALITY),
)
REASON = re.compile(r"主要原因(?:是)?[：:]?(.+)")
UNIT_NAME = re.compile(r"[：:]([^，。；：:]{4,60}本级)")


def read_narrative(reading: Reading) -> None:
    """Read all parts of the text: its sections with their figures, its terms, the reasons and the units it names."""
    above: list[tuple[int, NarrativeKind]] = []
    for section in outline(reading.document.text):
        kind = _kind(section, above)
        if section.part == NarrativePart.GLOSSARY:
            rest = _keep_terms(reading, section)
            if rest:
                _keep_section(reading, section, NarrativeKind.OTHER, rest)
            continue
        if section.level == 0 and not section.paragraphs:
            continue
        _keep_section(reading, section, kind, section.paragraphs)
        read_stated_figures(reading, kind, section.paragraphs, _heading_subject(section))
        if kind == NarrativeKind.THREE_PUBLIC:
            _keep_reasons(reading, section.text)
    _name_units(reading)


def _kind(section: Section, above: list[tuple[int, NarrativeKind]]) -> NarrativeKind:
    """Return what a section speaks of: by its heading, else what the section above it does."""
    heading = section.heading.text
    while above and above[-1][0] >= section.level:
        above.pop()
    inherited = above[-1][1] if above else NarrativeKind.OTHER
    kind = next((kind for words, kind in KINDS if all(word in heading for word in words.split())), inherited)
    above.append((section.level, kind))
    return kind


def _keep_section(reading: Reading, section: Section, kind: NarrativeKind, paragraphs: Sequence[Line]) -> None:
    """Keep a section of the text."""
    reading.add(
        Narrative(
            part=section.part,
            kind=kind,
            heading=section.heading.text[:LONGEST_HEADING],
            text="\n".join(paragraph.text for paragraph in paragraphs),
            source_place=section.heading.location,
        )
    )


def _heading_subject(section: Section) -> str:
    """Return what a heading names, where it heads a single thing: “（二）公务接待费”."""
    name = ITEM.sub("", section.heading.text).rstrip("。：:")
    return name if section.level > 2 and name.endswith(("费", "费用", "经费", "支出")) else ""


def _keep_terms(reading: Reading, section: Section) -> list[Line]:
    """Keep the terms of a glossary with their meanings, further paragraphs included; return what explains none."""
    rest: list[Line] = []
    term: GlossaryTerm | None = None
    known = {one.term for one in reading.rows[GlossaryTerm]}
    for paragraph in section.paragraphs:
        match = NUMBERED_TERM.fullmatch(paragraph.text) or TERM.fullmatch(paragraph.text)
        if match is not None:
            term = GlossaryTerm(term=match.group(1).strip(), meaning=match.group(2), source_place=paragraph.location)
            # One explained twice keeps its first meaning.
            if term.term not in known:
                known.add(reading.add(term).term)
        elif term is not None:
            term.meaning = f"{term.meaning}\n{paragraph.text}".strip()
        else:
            rest.append(paragraph)
    return rest


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
