"""Totals that one sentence parts completely: procurement into goods, works and services."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from budgets.checks.finding import Evidence, Fault, Passed
from budgets.checks.text.figures import Figure
from budgets.checks.text.passages import Paragraph, Sentence

# The three kinds of procurement that the law knows (政府采购法 art. 2) leave nothing out.
KINDS = ("货物", "工程", "服务")
OF_THEM = re.compile(r"其中|包括")


def parts_add_up(paragraphs: Sequence[Paragraph]) -> Iterator[Evidence]:
    """Report procurement whose goods, works and services do not add up to its total."""
    for paragraph in paragraphs:
        for sentence in paragraph.sentences:
            if "采购" in sentence.text and all(kind in sentence.text for kind in KINDS):
                yield from _adds_up(sentence)


def _adds_up(sentence: Sentence) -> Iterator[Evidence]:
    """Hold the amount before “其中” against the three kinds behind it."""
    amounts = [figure for figure in sentence.figures if figure.is_amount]
    parts = [_only(amounts, kind) for kind in KINDS]
    if None in parts or len(amounts) < len(KINDS) + 1:
        return
    known = [part for part in parts if part is not None]
    first = min(part.start for part in known)
    whole = [figure for figure in amounts if figure.end <= first][-1:]
    if not whole or not OF_THEM.search(sentence.text[whole[0].end : first]):
        return
    added = sum((part.value for part in known), Decimal(0))
    if abs(added - whole[0].value) <= whole[0].step * 2:
        yield Passed()
        return
    text = _("“%(quote)s”中货物、工程、服务之和与总额 %(whole)s 不符。")
    quote = sentence.around(whole[0].start, max(part.end for part in known))
    yield Fault(text % {"quote": quote, "whole": whole[0].printed}, place=sentence.place)


def _only(amounts: Sequence[Figure], kind: str) -> Figure | None:
    """Return the one amount whose own words name a kind of procurement, or None where there is not just one."""
    found = [figure for figure in amounts if kind in figure.clause]
    return found[0] if len(found) == 1 else None
