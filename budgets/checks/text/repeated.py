"""One thing is not given two figures: an item in its own paragraph, and the total of “三公”经费 in its section."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from budgets.checks.books import Books
from budgets.checks.finding import Evidence, Fault, Passed
from budgets.checks.text.figures import Figure
from budgets.checks.text.naming import code_in, named
from budgets.checks.text.passages import Paragraph, Sentence
from budgets.checks.text.paths import find_path
from budgets.vocabulary import NarrativeKind, Phase

# “2026年预算安排201.50万元” says again what the paragraph began with.
AGAIN = re.compile(r"[，,。；]?\s*(?:19|20)\d{2}\s*年(?:度)?(?:年初)?预算(?:安排|数)?(?:为)?\s*")

# Four digits and two places are no coincidence.
EXACT = re.compile(r"\d[\d,]{3,}\.\d\d")

Said = tuple[Sentence, Figure]


def one_figure_each(books: Books, paragraphs: Sequence[Paragraph]) -> Iterator[Evidence]:
    """Report what is given two different figures for the same year."""
    edition = books.facts.edition
    yield from _one_unit_each(paragraphs)
    if edition.budget.phase != Phase.BUDGET:
        return
    for paragraph in paragraphs:
        yield from _of_item(paragraph, edition.budget.year)
    yield from _of_three_public(paragraphs, edition.budget.year, edition.department_name)


def _one_unit_each(paragraphs: Sequence[Paragraph]) -> Iterator[Evidence]:
    """Report a number that is printed in 元 in one place and in 万元 in another: one of the units is wrong."""
    said = [
        (sentence, figure)
        for paragraph in paragraphs
        for sentence in paragraph.sentences
        for figure in sentence.figures
        if figure.is_amount and EXACT.search(figure.number)
    ]
    larger = {figure.number: (sentence, figure) for sentence, figure in said if figure.unit == "万元"}
    for sentence, figure in said:
        if figure.unit == "元" and figure.number in larger:
            yield from _same(larger[figure.number], (sentence, figure), _("同样的数字以不同单位"))


def _of_item(paragraph: Paragraph, year: int) -> Iterator[Evidence]:
    """Hold the amount that heads a paragraph on one item against its repetition below."""
    first: Said | None = None
    for sentence in paragraph.sentences:
        for figure in sentence.figures:
            if not figure.is_amount:
                continue
            if first is None:
                if not _names_item(figure.before):
                    return
                first = (sentence, figure)
            elif figure.year == year and AGAIN.fullmatch(figure.before):
                yield from _same(first, (sentence, figure), _("同一科目"))


def _names_item(words: str) -> bool:
    """Tell whether words name one item (项) of the classification."""
    plain = "".join(words.split())
    code = code_in(plain)
    return find_path(plain) is not None or (code is not None and len(code.code) == 7)


def _of_three_public(paragraphs: Sequence[Paragraph], year: int, department: str) -> Iterator[Evidence]:
    """Hold the figures of “三公”经费 and its items against each other."""
    said: dict[tuple[str, ...], list[Said]] = defaultdict(list)
    for paragraph in paragraphs:
        if paragraph.kind != NarrativeKind.THREE_PUBLIC:
            continue
        for sentence in paragraph.sentences:
            for figure in sentence.figures:
                name = named(figure.subject, department) if figure.is_amount and figure.year in (None, year) else None
                if name is not None and name.items:
                    said[name.items].append((sentence, figure))
    for first, *others in said.values():
        for other in others:
            yield from _same(first, other, _("同一项“三公”经费"))


def _same(first: Said, other: Said, what: str) -> Iterator[Evidence]:
    """Hold two figures of one thing against each other."""
    if abs(first[1].value - other[1].value) < max(first[1].step, other[1].step):
        yield Passed()
        return
    text = _("%(what)s前后写成两个数：“%(first)s”为 %(one)s，“%(second)s”又为 %(other)s。")
    values = {
        "what": what,
        "first": first[0].around(first[1].start, first[1].end),
        "one": first[1].printed,
        "second": other[0].around(other[1].start, other[1].end),
        "other": other[1].printed,
    }
    yield Fault(text % values, place=other[0].place)
