"""The grammar of figures in running text: number, unit, what is measured, what of, of which year."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from budgets.money import MoneyUnit, parse_amount
from budgets.vocabulary import StatedMeasure

# A threshold (50万元以上, 100万元（含）以上) is no figure of the budget, and neither is a rate by the month (90元/月).
FIGURE = re.compile(
    r"(?<![\d.])(\d[\d,，]*(?:\.\d+)?)\s*(万元|亿元|元|%|％)(?!\s*(?:[（(]含[)）])?(?:以上|以下|以内)|\s*/)"
)
UNITS = {str(unit.label): unit for unit in MoneyUnit}
RISE = "增加|增长|上升|提高|增幅|上涨"
FALL = "减少|下降|降低|减幅|降幅|减低|压减"
UP = re.compile(rf"(?:{RISE})(?:了|为|约)?\s*$")
DOWN = re.compile(rf"(?:{FALL})(?:了|为|约)?\s*$")
SHARE = re.compile(r"占[^，。；]*$")
COMPLETION = re.compile(r"完成[^，。；]*$|执行率[^，。；]*$")
LEADING = re.compile(r"^[（(][一二三四五六七八九十]+[)）]|^.*(?:19|20)\d{2}\s*年(?:度|期末|底)?|^其中[：:]?")
# “预算” after the name of a fund belongs to the name.
TRAILING = re.compile(r"(?:年初)?(?:(?<!公共)(?<!经营)(?<!基金)预算)?(?:安排)?(?:为|是|共|约|各)?\s*$")
YEAR = re.compile(r"((?:19|20)\d{2})\s*年")
CLAUSES = re.compile(r"[，；：:、。]")
OPENING, CLOSING = "（(", "）)"
# Documents leave out the zeros at the end of an amount: 57.8 万元 is as exact as 57.80.
PLACES = {MoneyUnit.YUAN: 2, MoneyUnit.TEN_THOUSAND_YUAN: 2, MoneyUnit.HUNDRED_MILLION_YUAN: 2}


@dataclass(frozen=True)
class Figure:
    """A figure as it stands in a sentence: number and unit, the words between it and the figure before, its place."""

    sentence: str
    before: str
    number: str
    unit: str
    start: int = 0
    end: int = 0

    @property
    def is_percentage(self) -> bool:
        """Whether it is a percentage rather than an amount."""
        return self.unit in "%％"

    @property
    def falls(self) -> bool:
        """Whether the words before it say that it is a decrease."""
        return DOWN.search(self.before) is not None

    @property
    def is_change(self) -> bool:
        """Whether the words before it say by how much something changed."""
        return self.falls or UP.search(self.before) is not None

    def signed(self, number: Decimal) -> Decimal:
        """Return a number as negative where the words before it say that it is a decrease."""
        return -number if number and self.falls else number

    @property
    def measure(self) -> StatedMeasure:
        """What it measures, by the words before it."""
        if self.is_change:
            return StatedMeasure.CHANGE_RATE if self.is_percentage else StatedMeasure.CHANGE
        return StatedMeasure.SHARE if self.is_percentage else StatedMeasure.AMOUNT

    @property
    def is_amount(self) -> bool:
        """Whether it is what something amounts to, in money."""
        return self.measure == StatedMeasure.AMOUNT

    @property
    def is_completion(self) -> bool:
        """Whether it says how much of a budget was carried out."""
        return self.is_percentage and COMPLETION.search(self.before) is not None

    @property
    def is_share(self) -> bool:
        """Whether it says what part of a whole something is."""
        return self.is_percentage and SHARE.search(self.before) is not None

    @cached_property
    def value(self) -> Decimal:
        """The amount in yuan, or the percentage; a decrease is negative. Raise MalformedAmountError for no amount."""
        if self.is_percentage:
            return self.signed(Decimal(self.number.replace(",", "").replace("，", "")))
        return self.signed(parse_amount(self.number, UNITS[self.unit]) or Decimal(0))

    @property
    def step(self) -> Decimal:
        """The last printed place: 0.01 万元 is 100 yuan, and 28 % is exact to one."""
        places = len(self.number.partition(".")[2])
        if self.is_percentage:
            return Decimal(1).scaleb(-places)
        unit = UNITS[self.unit]
        return unit.value * Decimal(1).scaleb(-max(places, PLACES[unit]))

    @property
    def printed(self) -> str:
        """The figure as the text prints it."""
        return f"{self.number}{'%' if self.is_percentage else ' ' + self.unit}"

    @property
    def clause(self) -> str:
        """The clause before it, back to the last mark."""
        return CLAUSES.split(self.before)[-1]

    @property
    def year(self) -> int | None:
        """The year that its own words name last, if any."""
        years = YEAR.findall(self.before)
        return int(years[-1]) if years else None

    @property
    def subject(self) -> str:
        """What it is said of: the nearest clause before it that names something, or an empty text."""
        clauses = CLAUSES.split(self.before)
        return next(filter(None, map(name_of, reversed(clauses))), "")


def name_of(clause: str) -> str:
    """Return what a clause names, without year, direction and the words around a figure."""
    if SHARE.search(clause):
        return ""
    clause = DOWN.sub("", UP.sub("", clause))
    while LEADING.search(clause):
        clause = LEADING.sub("", clause)
    return TRAILING.sub("", clause).strip()


def split_sentences(paragraph: str) -> list[str]:
    """Split a paragraph at its full stops; one within brackets ends no sentence, unless they are never closed."""
    sentences, depth, begun = [], 0, 0
    for place, sign in enumerate(paragraph):
        depth += (sign in OPENING) - (sign in CLOSING)
        if sign == "。" and depth <= 0 and paragraph[place + 1 : place + 2] != "。":
            sentences.append(paragraph[begun : place + 1])
            begun, depth = place + 1, 0
    rest = paragraph[begun:]
    if depth > 0 and "。" in rest:
        return [*sentences, *re.split(r"(?<=。)", rest)]
    return [*sentences, rest]


def figures_of(sentence: str) -> list[Figure]:
    """Return the figures of one sentence in order."""
    found, last = [], 0
    for match in FIGURE.finditer(sentence):
        before = sentence[last : match.start()]
        found.append(Figure(sentence.strip(), before, match.group(1), match.group(2), match.start(), match.end()))
        last = match.end()
    return found


def figures(paragraph: str) -> Iterator[Figure]:
    """Yield the figures of a paragraph, sentence by sentence."""
    for sentence in split_sentences(paragraph):
        yield from figures_of(sentence)
