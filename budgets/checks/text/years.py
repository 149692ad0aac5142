"""Years that the text names: a budget is compared with last year's, and speaks of its own year."""

import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from budgets.checks.books import Books
from budgets.checks.finding import Evidence, Fault, Passed
from budgets.checks.text.figures import FALL, RISE
from budgets.checks.text.passages import Paragraph, Sentence
from budgets.models import Narrative
from budgets.vocabulary import NarrativeKind, NarrativePart, Phase

# 比2025年预算增加, 与2025年预算持平, 和2025年相比
BASIS = re.compile(
    r"(?<![年月])[比与较和同]\s*(?P<year>20\d{2})\s*年(?:度)?(?P<what>[^，。；：年]{0,24}?)"
    rf"(?:{RISE}|{FALL}|持平|相比|相同|一致|没有变化|无变化)"
)
HEADING = re.compile(r"(?P<year>20\d{2})\s*年(?:度)?[^，。；]{0,40}(?:预算|决算|经费)[^，。；]{0,30}(?:说明|情况)")
STATED = re.compile(
    r"^(?:（[一二三四五六七八九十]+）、?)?(?P<year>20\d{2})\s*年(?:度)?[，,]?[^，。；：年]{0,40}?"
    r"(?:收入预算|支出预算|收支预算|政府采购预算|政府采购支出|机关运行经费|[“\"]三公[”\"]经费)[^，。；：年]{0,24}?\d"
)
PERIOD = re.compile("实施周期|项目周期|实施期限|起止时间")
YEAR = re.compile(r"(20\d{2})\s*年")
OTHER_PHASE = re.compile(r"(?:部门|单位|本级|预算)[^。，；]{0,6}决算(?:单位构成|包括)|本级决算|预算包括[^。]*决算")
DECLARED = {NarrativeKind.OFFICES, NarrativeKind.UNITS}


def years_fit(books: Books, paragraphs: Sequence[Paragraph]) -> Iterator[Evidence]:
    """Report comparisons with, and statements of, a year that cannot be meant."""
    budget = books.facts.edition.budget
    for paragraph in paragraphs:
        for sentence in paragraph.sentences:
            yield from _basis(sentence, budget.year, budget.phase)
            yield from _own_year(sentence, budget.year)
    for section in books.facts.of(Narrative):
        if section.part != NarrativePart.GLOSSARY:
            yield from _section(section, budget.year, budget.phase)


def _basis(sentence: Sentence, year: int, phase: str) -> Iterator[Evidence]:
    """Report a comparison with the year itself, or with one before the last; a final account is held to its budget."""
    for match in BASIS.finditer(sentence.text):
        named = int(match.group("year"))
        held_to_budget = phase != Phase.BUDGET and named == year and "决算" not in match.group("what")
        if named == year - 1 or held_to_budget:
            yield Passed()
            continue
        text = _("“%(quote)s”与 %(named)d 年相比，而本文件是 %(year)d 年的，上年应为 %(last)d 年。")
        quote = sentence.around(match.start(), match.end())
        values = {"quote": quote, "named": named, "year": year, "last": year - 1}
        yield Fault(text % values, place=sentence.place)


def _own_year(sentence: Sentence, year: int) -> Iterator[Evidence]:
    """Report a sentence that states the budget of a year neither this one nor the last."""
    match = STATED.match(sentence.text)
    if match is None or int(match.group("year")) in (year, year - 1):
        return
    text = _("“%(quote)s”说的是 %(named)s 年，而本文件是 %(year)d 年的。")
    quote = sentence.around(match.start(), match.end())
    values = {"quote": quote, "named": match.group("year"), "year": year}
    yield Fault(text % values, place=sentence.place)


def _section(section: Narrative, year: int, phase: str) -> Iterator[Evidence]:
    """Report a heading of another year, a project whose time is over, and words of the final accounts in a budget."""
    heading = HEADING.search(section.heading)
    if heading and int(heading.group("year")) != year:
        text = _("标题“%(heading)s”写的不是本文件的 %(year)d 年。")
        yield Fault(text % {"heading": section.heading, "year": year}, place=section.source_place)
    years = [int(found) for found in YEAR.findall(section.text)]
    if PERIOD.search(section.heading) and years and max(years) < year:
        text = _("“%(heading)s”下的期间“%(text)s”在 %(year)d 年之前已经结束。")
        values = {"heading": section.heading, "text": section.text[:60], "year": year}
        yield Fault(text % values, place=section.source_place)
    wrong = OTHER_PHASE.search(f"{section.heading}。{section.text}") if section.kind in DECLARED else None
    if wrong and phase == Phase.BUDGET:
        text = _("预算文件中出现“%s”，应为预算。")
        yield Fault(text % wrong.group(), place=section.source_place)
