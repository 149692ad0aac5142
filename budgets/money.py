"""Amounts of money: the one place that parses, scales, rounds and divides them.

An amount is a Decimal in yuan with two places (元, 分). A blank is None and never zero. Sums come
first; rounding happens once, where an amount is shown.
"""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import IntegerChoices
from django.utils.translation import gettext_lazy as _

FEN = Decimal("0.01")
# Fifteen digits with the fen: what SQLite keeps exactly, and far above any department's budget.
LARGEST = Decimal(10) ** 13

# Last places of what documents print in 万元, counted from the yuan: with two decimals, and with none.
USUAL_PLACE, COARSEST_PLACE = -2, -4
# Decimals that a fen takes in the largest unit, 亿元.
FINEST_PLACES = 10
# So many different amounts that all end in zeros do so because nothing finer is printed.
TELLING = 20

_AMOUNT = re.compile(r"[-−－]?(\d{1,3}([,，]\d{3})+|\d+)([.．]\d{1,12})?")
_WIDE = str.maketrans("０１２３４５６７８９，．－−", "0123456789,.--")


class MoneyUnit(IntegerChoices):
    """Units in which documents print amounts; the value is the number of yuan in one."""

    YUAN = 1, _("元")
    TEN_THOUSAND_YUAN = 10_000, _("万元")
    HUNDRED_MILLION_YUAN = 100_000_000, _("亿元")


class MalformedAmountError(ValueError):
    """A text stands where an amount should, and is none."""


def parse_amount(text: str | None, unit: MoneyUnit = MoneyUnit.YUAN) -> Decimal | None:
    """Return the amount in yuan that `text` prints in `unit`; None for a blank or a dash.

    Thousands separators must stand at thousands: "1,2x" and "1,23" raise MalformedAmountError, and so does
    an amount finer than a fen or larger than any budget.
    """
    plain = (text or "").strip().replace("\u3000", "")
    if plain in ("", "-", "—", "－", "--", "——", "/"):
        return None
    if not _AMOUNT.fullmatch(plain):
        raise MalformedAmountError(plain)
    amount = Decimal(plain.translate(_WIDE).replace(",", "")) * unit.value
    if abs(amount) >= LARGEST or amount != amount.quantize(FEN):
        raise MalformedAmountError(plain)
    return amount.quantize(FEN) if amount else Decimal("0.00")


def format_amount(amount: Decimal | None, unit: MoneyUnit = MoneyUnit.TEN_THOUSAND_YUAN, places: int = 2) -> str | None:
    """Print an amount in yuan in `unit`, with thousands separators: "2,852.11"; None stays None."""
    return None if amount is None else f"{scale(amount, unit, places):,.{places}f}"


def scale(amount: Decimal, unit: MoneyUnit, places: int = 2) -> Decimal:
    """Return an amount in yuan as a number of `unit`, rounded half up to `places`."""
    return round_half_up(amount / unit.value, places)


def exact_places(amounts: Iterable[Decimal | None], unit: MoneyUnit, least: int = 2) -> int:
    """Return with how many decimals amounts in yuan show in `unit` without being rounded, `least` at the least.

    A difference of one yuan between 8.86 and 8.86 万元 must show; a fen takes six decimals of 万元.
    """
    known = [amount for amount in amounts if amount is not None]
    wanted = (number for number in range(least, FINEST_PLACES) if all(_is_exact(one, unit, number) for one in known))
    return next(wanted, max(least, FINEST_PLACES))


def _is_exact(amount: Decimal, unit: MoneyUnit, places: int) -> bool:
    """Tell whether an amount is printed whole with so many decimals."""
    return scale(amount, unit, places) * unit.value == amount


def round_half_up(number: Decimal, places: int = 2) -> Decimal:
    """Round as printed budgets do: a half goes away from zero."""
    rounded = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return rounded if rounded else abs(rounded)


def add(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """Add amounts, leaving out blanks; nothing but blanks adds up to a blank."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


def share(part: Decimal | None, whole: Decimal | None, places: int = 2) -> Decimal | None:
    """Return `part` as a percentage of `whole`: Decimal("25.34"); None where there is no such share."""
    if part is None or not whole:
        return None
    return round_half_up(part * 100 / whole, places)


def rounding_allowance(addends: int, places: int = 2, unit: MoneyUnit = MoneyUnit.TEN_THOUSAND_YUAN) -> Decimal:
    """Return by how many yuan a sum of rounded addends may differ from its rounded total.

    Half of the last printed place for each addend and for the total: 0.005 万元 each where two places are printed.
    """
    return (Decimal("0.5").scaleb(-places) * unit.value) * (addends + 1)


def printed_places(amounts: Iterable[Decimal | None]) -> int:
    """Return the last place that a document's amounts show, counted from the yuan: 2 is a fen, -2 is 0.01 万元.

    Amounts come in yuan, whatever unit was printed. Few of them say nothing of what is coarser than 0.01 万元:
    12.00 and 30.00 万元 end in zeros by chance.
    """
    different = {abs(amount) for amount in amounts if amount}
    finest = max((-int(amount.normalize().as_tuple().exponent) for amount in different), default=USUAL_PLACE)
    return max(finest, COARSEST_PLACE if len(different) >= TELLING else USUAL_PLACE)
