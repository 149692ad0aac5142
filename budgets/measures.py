"""The values of performance indicators: printed text, and what it says as a bound, a number and a unit."""

import re
from dataclasses import dataclass
from decimal import Decimal

from budgets.vocabulary import Comparison

_SIGNS = {
    "≥": Comparison.AT_LEAST,
    ">=": Comparison.AT_LEAST,
    "＞=": Comparison.AT_LEAST,
    "＞＝": Comparison.AT_LEAST,
    "≧": Comparison.AT_LEAST,
    "≤": Comparison.AT_MOST,
    "<=": Comparison.AT_MOST,
    "＜=": Comparison.AT_MOST,
    "＜＝": Comparison.AT_MOST,
    "≦": Comparison.AT_MOST,
    ">": Comparison.MORE_THAN,
    "＞": Comparison.MORE_THAN,
    "<": Comparison.LESS_THAN,
    "＜": Comparison.LESS_THAN,
    "=": Comparison.EQUAL,
    "＝": Comparison.EQUAL,
}
# Words that stand for a sign; a longer one before one that it begins with.
_WORDS = {
    "大于等于": Comparison.AT_LEAST,
    "大于或等于": Comparison.AT_LEAST,
    "不低于": Comparison.AT_LEAST,
    "不少于": Comparison.AT_LEAST,
    "不小于": Comparison.AT_LEAST,
    "至少": Comparison.AT_LEAST,
    "小于等于": Comparison.AT_MOST,
    "小于或等于": Comparison.AT_MOST,
    "不超过": Comparison.AT_MOST,
    "不高于": Comparison.AT_MOST,
    "不大于": Comparison.AT_MOST,
    "不多于": Comparison.AT_MOST,
    "控制在": Comparison.AT_MOST,
    "大于": Comparison.MORE_THAN,
    "高于": Comparison.MORE_THAN,
    "超过": Comparison.MORE_THAN,
    "小于": Comparison.LESS_THAN,
    "低于": Comparison.LESS_THAN,
    "少于": Comparison.LESS_THAN,
    "等于": Comparison.EQUAL,
}
# Words behind the unit: 95%以上 includes the 95.
_ENDINGS = {
    "及以上": Comparison.AT_LEAST,
    "以上": Comparison.AT_LEAST,
    "及以下": Comparison.AT_MOST,
    "以下": Comparison.AT_MOST,
    "以内": Comparison.AT_MOST,
    "之内": Comparison.AT_MOST,
}
_BOUNDS = _SIGNS | _WORDS
_UNITS = {"百分比": "%"}
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,4})?"
_MEASURE = re.compile(
    rf"({'|'.join(map(re.escape, _BOUNDS))})?\s*({_NUMBER})\s*([^\d\s]{{0,20}}?)({'|'.join(_ENDINGS)})?"
)
# Two numbers of one unit; a span of time is a date rather than a measure.
_RANGE = re.compile(
    rf"({_NUMBER})\s*([^\d\s]{{0,20}}?)\s*[-－—–~～至]\s*({_NUMBER})\s*((?![年月日号时])[^\d\s]{{0,20}})"
)


@dataclass(frozen=True)
class Measure:
    """An indicator's value in its parts: "≥20000人次" bounds a number from below in 人次; "规范" has none.

    "90%-95%" bounds it on both sides: from below by `number`, from above by `upper`.
    """

    comparison: Comparison | None = None
    number: Decimal | None = None
    unit: str = ""
    upper: Decimal | None = None

    @property
    def highest(self) -> Decimal | None:
        """The largest number that the value names."""
        return self.number if self.upper is None else self.upper


def parse_measure(text: str) -> Measure:
    """Split a printed value; a number without a sign is a value to reach exactly; a word has no parts."""
    plain = text.strip()
    match = _MEASURE.fullmatch(plain)
    if match is None:
        return _parse_range(plain)
    sign, number, unit, ending = match.groups()
    comparison = _ENDINGS[ending] if ending and sign in (None, "控制在") else _BOUNDS.get(sign or "=")
    return Measure(comparison, _decimal(number), _UNITS.get(unit, unit))


def _parse_range(text: str) -> Measure:
    """Split a range, whose two numbers have one unit and stand in their order."""
    match = _RANGE.fullmatch(text)
    if match is None:
        return Measure()
    lower, first, upper, second = match.groups()
    if first not in ("", second) or _decimal(lower) >= _decimal(upper):
        return Measure()
    return Measure(Comparison.AT_LEAST, _decimal(lower), _UNITS.get(second, second), _decimal(upper))


def _decimal(number: str) -> Decimal:
    """Return a printed number; its separators are dropped."""
    return Decimal(number.replace(",", ""))
