"""The whole text of an edition: what was printed or entered, and what is written from the data in its place."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.checks.books import Books
from budgets.checks.text.passages import passages
from budgets.models import GlossaryTerm, Narrative
from budgets.report.cells import Register
from budgets.report.matter_sections import performance, running_costs, three_public
from budgets.report.money_sections import (
    appropriation,
    balance,
    basic_expenditure,
    expenditure,
    general_budget,
    managed_funds,
    revenue,
)
from budgets.report.pieces import Explanation, Paragraph, Part, Piece, Section
from budgets.report.sources import Sources
from budgets.report.stated import Stated
from budgets.report.terms import Terms
from budgets.tables import Facts
from budgets.vocabulary import NarrativeKind, NarrativePart

# What is written from the data, in the order of the official text.
WRITERS: Mapping[NarrativeKind, Callable[[Sources], list[Paragraph]]] = {
    NarrativeKind.REVENUE_AND_EXPENDITURE: balance,
    NarrativeKind.REVENUE: revenue,
    NarrativeKind.EXPENDITURE: expenditure,
    NarrativeKind.FISCAL_APPROPRIATION: appropriation,
    NarrativeKind.GENERAL_PUBLIC_BUDGET: general_budget,
    NarrativeKind.BASIC_EXPENDITURE: basic_expenditure,
    NarrativeKind.THREE_PUBLIC: three_public,
    NarrativeKind.GOVERNMENT_MANAGED_FUNDS: managed_funds,
    NarrativeKind.AGENCY_RUNNING_COSTS: running_costs,
    NarrativeKind.PERFORMANCE: performance,
}
# What no table gives, and every text must say (财预〔2016〕143号).
REQUIRED = (NarrativeKind.PROCUREMENT, NarrativeKind.STATE_ASSETS)
ORDER = [kind.value for kind in (*WRITERS, *REQUIRED)]
LEVELS = (
    (re.compile(r"^[一二三四五六七八九十]+、|^第[一二三四五六七八九十]+"), 1),
    (re.compile(r"^[（(][一二三四五六七八九十]+[）)]"), 2),
    (re.compile(r"^[（(]?\d+"), 3),
)
NO_PART = {
    NarrativePart.OVERVIEW: gettext_lazy("没有部门概况。"),
    NarrativePart.EXPLANATION: gettext_lazy("没有情况说明。"),
    NarrativePart.GLOSSARY: gettext_lazy("没有名词解释，以下文字中的名词由本站解释。"),
}


@dataclass(frozen=True)
class Report:
    """The parts of the text, the department's own terms, and the meanings that any piece refers to."""

    parts: tuple[Part, ...]
    terms: tuple[Explanation, ...]
    explanations: tuple[Explanation, ...]

    @property
    def doubts(self) -> int:
        """How many figures contradict their tables."""
        return sum(piece.doubt is not None for part in self.parts for piece in part.pieces)

    @property
    def linked(self) -> int:
        """How many figures lead to their cells."""
        return sum(piece.reference is not None for part in self.parts for piece in part.pieces)


def write_report(facts: Facts, earlier: Facts | None = None) -> Report:
    """Return the text of an edition; `earlier` are the facts of last year's published edition, where there is one."""
    books = Books(facts)
    terms = Terms(facts.of(GlossaryTerm))
    register = Register(books)
    stored = _stored(facts, Stated(books, register))
    last = Register(Books(earlier), is_earlier=True) if earlier is not None else None
    generated = _generated(Sources(facts, register, last), stored)
    parts = [_part(facts, part, stored, generated) for part in (NarrativePart.OVERVIEW, NarrativePart.EXPLANATION)]
    marked = [_marked(part, terms) for part in parts]
    glossary = _glossary(facts, stored, terms)
    used = {one.explanation.key: one.explanation for part in marked for one in part.pieces if one.explanation}
    return Report((*marked, glossary), tuple(terms.own), tuple(used.values()))


def _stored(facts: Facts, stated: Stated) -> dict[int, list[Section]]:
    """Return the sections that were printed or entered, by part, their figures tied to cells."""
    paragraphs: dict[int, list[Paragraph]] = defaultdict(list)
    for passage in passages(facts):
        if passage.sentences:
            paragraphs[id(passage.section)].append(stated.pieces(passage))
    found: dict[int, list[Section]] = defaultdict(list)
    anchors: Counter[int] = Counter()
    for narrative in facts.of(Narrative):
        anchors[narrative.position] += 1
        again = f"-{anchors[narrative.position]}" if anchors[narrative.position] > 1 else ""
        own = tuple(paragraphs[id(narrative)]) or _plain(narrative)
        anchor = f"section-{narrative.position}{again}"
        found[narrative.part].append(Section(anchor, narrative.heading, narrative.kind, 1, own))
    return {part: _levelled(sections) for part, sections in found.items()}


def _plain(narrative: Narrative) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a section that is not read for figures."""
    return tuple((Piece(text.strip()),) for text in narrative.text.split("\n") if text.strip())


def _levelled(sections: Sequence[Section]) -> list[Section]:
    """Give each section the level of its heading; a level is never skipped."""
    found: list[Section] = []
    for section in sections:
        wanted = next((level for pattern, level in LEVELS if pattern.search(section.heading)), 1)
        found.append(replace(section, level=min(wanted, found[-1].level + 1 if found else 1)))
    return found


def _generated(sources: Sources, stored: Mapping[int, Sequence[Section]]) -> dict[str, Section]:
    """Return the sections written from the data, by kind; of a transcribed text only those that it lacks."""
    told = {one.kind for one in stored.get(NarrativePart.EXPLANATION, ()) if one.paragraphs}
    is_transcribed = sources.facts.edition.is_transcribed
    found = {}
    for kind, write in WRITERS.items():
        paragraphs = [] if is_transcribed and kind in told else write(sources)
        if paragraphs:
            name = kind.value.replace("_", "-")
            found[kind.value] = Section(
                f"generated-{name}", str(kind.label), kind, 1, tuple(paragraphs), is_generated=True
            )
    return found


def _part(
    facts: Facts, part: NarrativePart, stored: Mapping[int, Sequence[Section]], generated: Mapping[str, Section]
) -> Part:
    """Put a part together: a prepared text section by section, a transcribed one with what it lacks below it."""
    own = list(stored.get(part, ()))
    missing = [] if own else [str(NO_PART[part])]
    if part != NarrativePart.EXPLANATION:
        return Part(part, str(part.label), tuple(own), missing=tuple(missing))
    label = str(part.label).replace("预算", str(facts.edition.budget.get_phase_display()))
    if facts.edition.is_transcribed:
        return Part(part, label, tuple(own), tuple(generated.values()), (*missing, *_left_out(own, generated)))
    merged = _merged(own, generated)
    missing = [] if merged else missing
    return Part(part, label, merged, missing=(*missing, *_left_out(merged, generated)))


def _left_out(sections: Sequence[Section], generated: Mapping[str, Section]) -> list[str]:
    """Say which explanations that the law asks for are not there."""
    if not sections:
        return []
    told = {one.kind for one in sections} | set(generated)
    lacking = [str(kind.label) for kind in REQUIRED if kind not in told]
    return [_("没有说明：%s。") % "、".join(lacking)] if lacking else []


def _merged(own: Sequence[Section], generated: Mapping[str, Section]) -> tuple[Section, ...]:
    """Set what staff entered below the generated words of the same kind, all in the order of the official text."""
    rest = dict(generated)
    found: list[Section] = []
    for section in own:
        words = rest.pop(section.kind, None)
        found.append(replace(section, paragraphs=(*words.paragraphs, *section.paragraphs)) if words else section)
    for kind, section in rest.items():
        place = ORDER.index(kind)
        later = (number for number, one in enumerate(found) if one.kind in ORDER and ORDER.index(one.kind) > place)
        found.insert(next(later, len(found)), section)
    return tuple(found)


def _marked(part: Part, terms: Terms) -> Part:
    """Explain the terms of every section of a part."""
    return replace(
        part,
        sections=tuple(replace(one, paragraphs=terms.mark(one.paragraphs)) for one in part.sections),
        supplements=tuple(replace(one, paragraphs=terms.mark(one.paragraphs)) for one in part.supplements),
    )


def _glossary(facts: Facts, stored: Mapping[int, Sequence[Section]], terms: Terms) -> Part:
    """Return the third part: the sections that it has besides its terms, or a sentence where it has none."""
    part = NarrativePart.GLOSSARY
    own = tuple(one for one in stored.get(part, ()) if one.paragraphs)
    missing = () if own or terms.own else (str(NO_PART[part]),)
    return Part(part, str(part.label), own, missing=missing)
