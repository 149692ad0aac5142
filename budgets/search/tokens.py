"""What stands in the index for an entry: pairs of neighbouring units, and marks.

A word of two units and more is looked up by its pairs, a single number or Latin word by a mark of its own, and so are
the region, the department, the phase, the year and the size of the amount. All of them begin with the letter of the
entry's kind: each kind has lists of its own in the index, and no filter by kind has to pass over the rest.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from string import ascii_lowercase

from budgets.models import SearchKind
from budgets.search.units import MARK, SHORT, Units, read

LETTERS = {
    SearchKind.DEPARTMENT: "d",
    SearchKind.PROJECT: "p",
    SearchKind.INDICATOR: "i",
    SearchKind.FUNCTION: "f",
    SearchKind.ECONOMIC: "e",
    SearchKind.TABLE: "t",
    SearchKind.TEXT: "n",
    SearchKind.TERM: "g",
}
# Their texts are short names: here single characters are indexed as well.
NAMED = {SearchKind.DEPARTMENT, SearchKind.PROJECT, SearchKind.FUNCTION, SearchKind.ECONOMIC, SearchKind.TABLE}
# Tokens hold no signs that either database reads as anything but letters.
BETWEEN, POINT = "¦", "·"
# In the order of pairs it parts one line from the next.
GAP = BETWEEN
PLAIN_SIGNS = frozenset(ascii_lowercase + "0123456789")
# Amounts are marked by their number of digits in 分, and by up to so many of their first digits.
PRECISION = 3
MOST_DIGITS = 16


def tokens_of(kind: str, text: str) -> tuple[list[str], list[str]]:
    """Return the pairs of an entry's stored text in order, a gap after each line, and its marks."""
    letter, is_named = LETTERS[SearchKind(kind)], kind in NAMED
    pairs: list[str] = []
    marks: dict[str, None] = {}
    for line in text.split("\n"):
        if line.startswith(MARK):
            marks[letter + line] = None
            continue
        read_line = _short_line_tokens if len(line) <= SHORT else _line_tokens
        own_pairs, own_marks = read_line(letter, line, is_named)
        pairs += own_pairs
        marks |= dict.fromkeys(own_marks)
    return pairs, list(marks)


def _line_tokens(letter: str, line: str, is_named: bool) -> tuple[list[str], list[str]]:
    """Return the pairs of one line with the gap after it, and the marks of what can be looked up by itself."""
    units = read(line)
    singles = [single_token(letter, unit) for unit in units if is_named or unit[0] in PLAIN_SIGNS]
    return [*word_tokens(letter, units), GAP], singles


# Names of subjects, tables and sections are the same in many editions.
_short_line_tokens = lru_cache(maxsize=16384)(_line_tokens)


def single_token(letter: str, unit: str) -> str:
    """Return the token of a unit by itself."""
    return letter + unit.replace(".", POINT)


def word_tokens(letter: str, units: Sequence[str]) -> list[str]:
    """Return the tokens of neighbouring units, in their order."""
    plain = [unit.replace(".", POINT) for unit in units]
    return [f"{letter}{first}{BETWEEN}{second}" for first, second in pairwise(plain)]


def is_indexed(kind: SearchKind, units: Units) -> bool:
    """Tell whether a word can be looked up in a kind; a single character only where texts are names."""
    return len(units) > 1 or (bool(units) and (units[0].isascii() or kind in NAMED))


def amount_marks(amount: Decimal) -> list[str]:
    """Return the marks of an amount in yuan, from the coarsest to the finest."""
    fen = int(amount * 100)
    if fen <= 0:
        return [f"{MARK}a0" if fen == 0 else f"{MARK}am"]
    digits = str(fen)
    return [_mark(len(digits), digits[:length]) for length in range(PRECISION + 1)]


def range_marks(low: Decimal | None, high: Decimal | None) -> list[str]:
    """Return marks of which every amount of a range in yuan has one; a few amounts beside the range may have too."""
    least = None if low is None else int(low * 100)
    most = None if high is None else int(high * 100)
    marks = [f"{MARK}am"] if least is None or least < 0 else []
    if (least is None or least <= 0) and (most is None or most >= 0):
        marks.append(f"{MARK}a0")
    for size in range(1, MOST_DIGITS + 1):
        marks += _cover(size, "", least or 0, 10**MOST_DIGITS if most is None else most)
    return marks


def _cover(size: int, digits: str, least: int, most: int) -> Iterator[str]:
    """Yield the coarsest marks that cover the amounts of `size` digits in a range of 分 that begin with `digits`."""
    room = 10 ** (size - len(digits))
    first = int(digits) * room if digits else room // 10
    last = (int(digits) + 1) * room - 1 if digits else room - 1
    if last < least or first > most:
        return
    if (least <= first and last <= most) or len(digits) == min(PRECISION, size):
        yield _mark(size, digits)
        return
    for digit in "0123456789" if digits else "123456789":
        yield from _cover(size, digits + digit, least, most)


def _mark(size: int, digits: str) -> str:
    """Return the mark of amounts with so many digits in 分 that begin with these."""
    return f"{MARK}a{size}{POINT}{digits}"
