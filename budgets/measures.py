"""The values of performance indicators: printed text, and what it says as a bound, a number and a unit."""

import re
from dataclasses import dataclass
from decimal import Decimal

from budgets.vocabulary import Comparison

_SIGNS = {
    "≥": Comparison.AT_LEAST,
    ">=": Comparison.AT_LEAST,
    "≤": Comparison.AT_MOST,
    "<=": Comparison.AT_MOST,
    ">": Comparison.MORE_THAN,
    "＞": Comparison.MORE_THAN,
    "<": Comparison.LESS_THAN,
    "＜": Comparison.LESS_THAN,
    "=": Comparison.EQUAL,
    "＝": Comparison.EQUAL,
}
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,4})?"
_MEASURE = re.compile(rf"(≥|>=|≤|<=|>|＞|<|＜|=|＝)?\s*({_NUMBER})\s*([^\d\s]{{0,20}})")


@dataclass(frozen=True)
class Measure:
    """An indicator's value in its parts: "≥20000人次" bounds a number from below in 人次; "规范" has none."""

    comparison: Comparison | None = None
    number: Decimal | None = None
    unit: str = ""


def parse_measure(text: str) -> Measure:
    """Split a printed value; a number without a sign is a value to reach exactly; a word has no parts."""
    match = _MEASURE.fullmatch(text.strip())
    if match is None:
        return Measure()
    sign, number, unit = match.groups()
    return Measure(_SIGNS.get(sign or "=", Comparison.EQUAL), Decimal(number.replace(",", "")), unit)
