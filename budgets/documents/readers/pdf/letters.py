"""Letters of a page, and the lines of print that they make."""

import re
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple

# Letters further apart than this share of their height are printed with a space between them.
SPACE = 0.3
WHOLE_AMOUNT = re.compile(r"[\d,，]*[\d０-９][.．][\d０-９]{2,}\s*$")


class Letter(NamedTuple):
    """A printed letter: its text and place, its turn in the order of drawing, and whether a space precedes it."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    turn: int
    is_spaced: bool = False

    @property
    def centre(self) -> tuple[float, float]:
        """The middle of the letter."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        """The height of the letter."""
        return self.bottom - self.top


def bounds(letters: Sequence[Letter]) -> tuple[float, float, float, float]:
    """Return the smallest rectangle around letters: left, top, right, bottom."""
    return (
        min(letter.x0 for letter in letters),
        min(letter.top for letter in letters),
        max(letter.x1 for letter in letters),
        max(letter.bottom for letter in letters),
    )


def split_lines(letters: Iterable[Letter]) -> list[list[Letter]]:
    """Part letters into lines of print from top to bottom, each from left to right."""
    lines: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda letter: letter.centre[1]):
        if lines and letter.centre[1] - lines[-1][0].centre[1] < 0.5 * max(letter.size, lines[-1][0].size):
            lines[-1].append(letter)
        else:
            lines.append([letter])
    return [sorted(line, key=attrgetter("x0")) for line in lines]


def split_segments(line: Sequence[Letter], gap: float) -> list[list[Letter]]:
    """Part a line of print where the white between two letters is wider than `gap` times their height."""
    segments = [[line[0]]]
    for before, letter in zip(line, line[1:], strict=False):
        if letter.x0 - before.x1 > gap * min(before.size, letter.size):
            segments.append([])
        segments[-1].append(letter)
    return segments


def line_text(line: Sequence[Letter]) -> str:
    """Return a line of print as text, with one space wherever one was printed or white was left."""
    text = line[0].text
    for before, letter in zip(line, line[1:], strict=False):
        is_apart = letter.is_spaced or letter.x0 - before.x1 > SPACE * min(before.size, letter.size)
        text += f" {letter.text}" if is_apart else letter.text
    return text


def join_texts(texts: Iterable[str]) -> str:
    """Join the lines of one cell or paragraph: Chinese and numbers without a space, Latin words with one.

    An amount that is whole does not run on into the digits of the next line.
    """
    joined = ""
    for text in texts:
        between = " " if joined and stay_apart(joined, text) else ""
        joined += between + text
    return joined


def stay_apart(before: str, after: str) -> bool:
    """Tell whether two lines of a cell are words or amounts of their own."""
    if before[-1:].isascii() and before[-1:].isalpha():
        return after[:1].isascii() and after[:1].isalpha()
    return bool(WHOLE_AMOUNT.search(before)) and after[:1].isdigit()
