"""Read the figures that the text states: amounts, shares, changes, each with its sentence and its subject."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from budgets.documents.grids import Line
from budgets.documents.reading import Reading
from budgets.models import StatedFigure
from budgets.money import MalformedAmountError, MoneyUnit, parse_amount
from budgets.vocabulary import NarrativeKind, StatedMeasure

# A threshold (50万元以上) is no figure of the budget.
FIGURE = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*(万元|亿元|元|%|％)(?!以上|以下|\s*/)")
UNITS = {str(unit.label): unit for unit in MoneyUnit}
UP = re.compile(r"(增加|增长|上升|提高)了?\s*$")
DOWN = re.compile(r"(减少|下降|降低)了?\s*$")
SHARE = re.compile(r"占[^，。；]*$")
LEADING = re.compile(r"^[（(][一二三四五六七八九十]+[)）]|^.*(?:19|20)\d{2}\s*年(?:度|期末|底)?|^其中[：:]?")
# “预算” after the name of a fund belongs to the name.
TRAILING = re.compile(r"(?:年初)?(?:(?<!公共)(?<!经营)(?<!基金)预算)?(?:安排)?(?:为|是|共|约|各)?\s*$")


@dataclass(frozen=True)
class Figure:
    """A figure as it stands in a sentence: number and unit, and the words before it."""

    sentence: str
    before: str
    number: str
    unit: str

    @property
    def is_percentage(self) -> bool:
        """Whether it is a percentage rather than an amount."""
        return self.unit in "%％"

    def signed(self, number: Decimal) -> Decimal:
        """Return a number as negative where the words before it say that it is a decrease."""
        return -number if number and DOWN.search(self.before) else number

    @property
    def measure(self) -> StatedMeasure:
        """What it measures, by the words before it."""
        if UP.search(self.before) or DOWN.search(self.before):
            return StatedMeasure.CHANGE_RATE if self.is_percentage else StatedMeasure.CHANGE
        return StatedMeasure.SHARE if self.is_percentage else StatedMeasure.AMOUNT

    @property
    def subject(self) -> str:
        """What it is said of: the nearest clause before it that names something, or an empty text."""
        clauses = re.split(r"[，；：:、。]", self.before)
        return next(filter(None, map(_named, reversed(clauses))), "")


def _named(clause: str) -> str:
    """Return what a clause names, without year, direction and the words around a figure."""
    if SHARE.search(clause):
        return ""
    clause = DOWN.sub("", UP.sub("", clause))
    while LEADING.search(clause):
        clause = LEADING.sub("", clause)
    return TRAILING.sub("", clause).strip()


def read_stated_figures(reading: Reading, section: NarrativeKind, paragraphs: Sequence[Line]) -> None:
    """Keep every figure of a section; one whose clause names nothing is said of what was named before it."""
    for paragraph in paragraphs:
        subject = ""
        for figure in figures(paragraph.text):
            subject = figure.subject or subject
            _read_figure(reading, section, paragraph.location, figure, subject)


def _read_figure(reading: Reading, section: NarrativeKind, place: str, figure: Figure, subject: str) -> None:
    """Keep one figure; one that is no amount refuses the document."""
    reading.amounts_printed += 1
    try:
        stated = _stated(section, figure, subject)
    except MalformedAmountError:
        text = f"{figure.number}{figure.unit}"
        reading.trouble(place, text, _("不是一个金额"), refuses=True, is_amount=True)
        return
    stated.source_place = place
    reading.add(stated)
    reading.amounts_read += 1


def figures(paragraph: str) -> Iterator[Figure]:
    """Yield the figures of a paragraph, sentence by sentence."""
    for sentence in re.split(r"(?<=[。])", paragraph):
        last = 0
        for match in FIGURE.finditer(sentence):
            yield Figure(sentence.strip(), sentence[last : match.start()], match.group(1), match.group(2))
            last = match.end()


def _stated(section: NarrativeKind, figure: Figure, subject: str) -> StatedFigure:
    """Make the fact of a figure: an amount in yuan, or a percentage; a decrease is negative."""
    stated = StatedFigure(section=section, sentence=figure.sentence, subject=subject[-100:], measure=figure.measure)
    if figure.is_percentage:
        stated.percentage = figure.signed(Decimal(figure.number.replace(",", "")))
    else:
        stated.amount = figure.signed(parse_amount(figure.number, UNITS[figure.unit]) or Decimal(0))
    return stated
