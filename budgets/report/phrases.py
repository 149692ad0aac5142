"""Sentences of the official style, made of words and of the amounts of cells."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from budgets.money import MoneyUnit, format_amount, round_half_up, scale, share
from budgets.report.pieces import Paragraph, Piece, Reference

SLOT = re.compile(r"%\((\w+)\)s")
SEPARATOR, STOP = "；", "。"
HUNDRED = Decimal(100)

Words = str | Reference | Sequence[Piece]


def say(template: str, **values: Words) -> Paragraph:
    """Fill the slots of a sentence; an amount keeps the address of its cell, a list its pieces."""
    pieces: list[Piece] = []
    for number, text in enumerate(SLOT.split(template)):
        if number % 2 == 0:
            pieces.append(Piece(text))
        else:
            pieces += _pieces(values[text])
    return joined(pieces)


def _pieces(value: Words) -> Sequence[Piece]:
    """Return what stands in a slot."""
    if isinstance(value, Reference):
        return (Piece(amount_text(value.amount), value),)
    return (Piece(value),) if isinstance(value, str) else value


def joined(pieces: Iterable[Piece]) -> Paragraph:
    """Join neighbouring words to one piece."""
    found: list[Piece] = []
    for piece in pieces:
        if found and piece.is_plain and found[-1].is_plain:
            found[-1] = Piece(found[-1].text + piece.text)
        elif piece.text:
            found.append(piece)
    return tuple(found)


def listed(phrases: Iterable[Paragraph], separator: str = SEPARATOR) -> Paragraph:
    """Set phrases one after another."""
    pieces: list[Piece] = []
    for number, phrase in enumerate(phrases):
        if number:
            pieces.append(Piece(separator))
        pieces += phrase
    return joined(pieces)


def sentences(*paragraphs: Paragraph) -> Paragraph:
    """Join sentences to a paragraph, leaving out those of which nothing is known."""
    return listed((one for one in paragraphs if one), "")


def amount_text(amount: Decimal) -> str:
    """Print an amount in 万元; one that two places would hide is printed in 元."""
    unit = MoneyUnit.TEN_THOUSAND_YUAN
    if amount and not scale(amount, unit):
        unit = MoneyUnit.YUAN
    return f"{format_amount(amount, unit)} {unit.label}"


def with_share(template: str, part: Reference, whole: Reference | None) -> Paragraph:
    """Say an amount with its share of a whole: “…，占 25.34%”; without the whole, the amount alone."""
    percentage = share(part.amount, whole.amount) if whole is not None else None
    said = say(template, amount=part)
    return said if percentage is None else (*said, Piece(_("，占 %s%%") % percentage))


def change(subject: str, now: Reference, before: Reference, year: int) -> Paragraph:
    """Say how an amount compares with that of the year before, whose cell is named."""
    difference = now.amount - before.amount
    values: dict[str, Words] = {"subject": subject, "year": str(year), "before": before}
    if not difference:
        return say(_("%(subject)s与 %(year)s 年的 %(before)s持平"), **values)
    values["difference"] = amount_text(abs(difference))
    if not before.amount:
        return say(_("%(subject)s比 %(year)s 年（%(before)s）增加 %(difference)s"), **values)
    values["rate"] = f"{round_half_up(abs(difference) * HUNDRED / before.amount)}%"
    if difference > 0:
        return say(_("%(subject)s比 %(year)s 年的 %(before)s增加 %(difference)s，增长 %(rate)s"), **values)
    return say(_("%(subject)s比 %(year)s 年的 %(before)s减少 %(difference)s，下降 %(rate)s"), **values)
