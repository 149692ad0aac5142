"""Read the figures that the text states: amounts, shares, changes, each with its sentence and its subject."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from budgets.checks.text.figures import Figure, figures
from budgets.documents.grids import Line
from budgets.documents.reading import Reading
from budgets.models import StatedFigure
from budgets.money import MalformedAmountError, round_half_up
from budgets.vocabulary import NarrativeKind

# What the field of a percentage holds.
LARGEST_PERCENTAGE, PLACES = Decimal(10) ** 5, 4


def read_stated_figures(
    reading: Reading, section: NarrativeKind, paragraphs: Sequence[Line], heading_subject: str = ""
) -> None:
    """Keep every figure of a section; one whose clause names nothing is said of what was named before it.

    At the beginning of a paragraph that is what the heading names, if it names one thing.
    """
    for paragraph in paragraphs:
        subject = heading_subject
        for figure in figures(paragraph.text):
            subject = figure.subject or subject
            _read_figure(reading, section, paragraph.location, figure, subject)


def _read_figure(reading: Reading, section: NarrativeKind, place: str, figure: Figure, subject: str) -> None:
    """Keep one figure; one that is no amount refuses the document."""
    reading.amounts_printed += 1
    try:
        stated = _stated(section, figure, subject)
    except (MalformedAmountError, InvalidOperation):
        text = f"{figure.number}{figure.unit}"
        reading.trouble(place, text, _("不是一个金额"), refuses=True, is_amount=True)
        return
    stated.source_place = place
    reading.add(stated)
    reading.amounts_read += 1


def _stated(section: NarrativeKind, figure: Figure, subject: str) -> StatedFigure:
    """Make the fact of a figure: an amount in yuan, or a percentage; a decrease is negative."""
    stated = StatedFigure(section=section, sentence=figure.sentence, subject=subject[-100:], measure=figure.measure)
    if not figure.is_percentage:
        stated.amount = figure.value
    elif abs(figure.value) >= LARGEST_PERCENTAGE:
        raise MalformedAmountError(figure.number)
    elif -figure.value.as_tuple().exponent > PLACES:  # type: ignore[operator]
        stated.percentage = round_half_up(figure.value, PLACES)
    else:
        stated.percentage = figure.value
    return stated
