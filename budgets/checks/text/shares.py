"""Shares that the text states: each that of an amount in a whole, and all of one whole together 100 %."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from budgets.checks.finding import Evidence, Fault, Passed
from budgets.checks.text.figures import Figure
from budgets.checks.text.passages import Paragraph, Sentence
from budgets.checks.text.rates import HUNDRED, part_fits, shown
from budgets.models import Narrative

# The share stands right behind its amount: “基本支出722.64万元，占25.34%”.
BESIDE = re.compile(r"[\s，,（(]*(?:约)?占(?P<whole>[^，。；：]*?)(?:的|比|的?比例为|的?比重为)?\s*(?:为|约)?\s*")
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class Share:
    """An amount with the percentage that stands behind it, and what that is said to be a part of."""

    sentence: Sentence
    amount: Figure
    percentage: Figure
    whole: str


def shares_agree(paragraphs: Sequence[Paragraph]) -> Iterator[Evidence]:
    """Hold every share against the amounts of the text, and those of one whole against 100 %."""
    amounts = [one for paragraph in paragraphs for one in _amounts(paragraph)]
    for section in _sections(paragraphs):
        yield from _each_follows(section, amounts)
        yield from _together_a_whole(section)


def _sections(paragraphs: Sequence[Paragraph]) -> Iterator[list[Paragraph]]:
    """Yield the paragraphs section by section."""
    own: list[Paragraph] = []
    section: Narrative | None = None
    for paragraph in paragraphs:
        if paragraph.section is not section and own:
            yield own
            own = []
        section = paragraph.section
        own.append(paragraph)
    if own:
        yield own


def _amounts(paragraph: Paragraph) -> list[Figure]:
    """Return all amounts of a paragraph."""
    return [figure for sentence in paragraph.sentences for figure in sentence.figures if figure.is_amount]


def shares_of(sentence: Sentence) -> list[Share]:
    """Return the amounts of a sentence that a share stands behind."""
    found = []
    for amount, percentage in zip(sentence.figures, sentence.figures[1:], strict=False):
        match = BESIDE.fullmatch(percentage.before)
        if amount.is_amount and percentage.is_share and match:
            found.append(Share(sentence, amount, percentage, match.group("whole")))
    return found


def _each_follows(section: list[Paragraph], everywhere: Sequence[Figure]) -> Iterator[Evidence]:
    """Report a share that none of the amounts of the text explains; the whole may stand in another section."""
    before: list[Figure] = []
    for paragraph in section:
        for sentence in paragraph.sentences:
            for share in shares_of(sentence):
                own = [one for one in sentence.figures if one.is_amount and one.end <= share.amount.start]
                if any(_is_part(share, whole) for whole in (*before, *own, *everywhere)):
                    yield Passed()
                    continue
                yield from _unexplained(share, _whole_of(share, [*before, *own], everywhere))
            before += [figure for figure in sentence.figures if figure.is_amount]


def _is_part(share: Share, whole: Figure) -> bool:
    """Tell whether an amount is the whole that a share is of."""
    if whole.value < share.amount.value:
        return False
    inexact = (share.amount.step + whole.step) / 2
    return part_fits(share.amount.value, whole.value, share.percentage.value, share.percentage.step, inexact)


def _whole_of(share: Share, before: Sequence[Figure], everywhere: Sequence[Figure]) -> Figure | None:
    """Return the amount that a share is said to be of: by its name, else the one before “其中”."""
    if share.whole:
        name = share.whole.removesuffix("总额").removesuffix("总量").removesuffix("总")
        return next((one for one in (*reversed(before), *everywhere) if len(name) > 1 and name in one.subject), None)
    larger = [one for one in before if one.value >= share.amount.value]
    return max(larger, key=lambda one: one.value) if larger else None


def _unexplained(share: Share, whole: Figure | None) -> Iterator[Fault]:
    """Say what a share should be, where its whole is known."""
    if whole is None or not whole.value:
        return
    text = _("“%(quote)s”中%(amount)s占%(whole)s应为 %(expected)s，文字写作 %(printed)s。")
    values = {
        "quote": share.sentence.around(share.amount.start, share.percentage.end),
        "amount": share.amount.printed,
        "whole": whole.printed,
        "expected": shown(share.amount.value * HUNDRED / whole.value, share.percentage),
        "printed": share.percentage.printed,
    }
    yield Fault(text % values, place=share.sentence.place)


def _together_a_whole(section: list[Paragraph]) -> Iterator[Evidence]:
    """Report shares that do not add up to 100 % though their amounts add up to the whole before them."""
    for parts, whole in _groups(section):
        if not whole.value or abs(sum(part.amount.value for part in parts) - whole.value) > whole.step * len(parts):
            continue
        added = sum((part.percentage.value for part in parts), Decimal(0))
        allowed = sum((part.percentage.step for part in parts), Decimal(0))
        if abs(added - HUNDRED) <= max(allowed / 2, HUNDREDTH):
            yield Passed()
            continue
        text = _("“%(quote)s”所列各部分占比之和为 %(added)s%%，应为 100%%。")
        quote = parts[0].sentence.around(parts[0].amount.start, parts[0].percentage.end)
        yield Fault(text % {"quote": quote, "added": added}, place=parts[0].sentence.place)


def _groups(section: list[Paragraph]) -> Iterator[tuple[list[Share], Figure]]:
    """Yield the shares that follow one amount without a share, in one paragraph or in the list below it."""
    whole: Figure | None = None
    parts: list[Share] = []
    for sentence in (sentence for paragraph in section for sentence in paragraph.sentences):
        shares = {id(share.amount): share for share in shares_of(sentence)}
        for figure in sentence.figures:
            if not figure.is_amount:
                continue
            if id(figure) in shares:
                parts.append(shares[id(figure)])
                continue
            if whole is not None and len(parts) > 1:
                yield parts, whole
            whole, parts = figure, []
    if whole is not None and len(parts) > 1:
        yield parts, whole
