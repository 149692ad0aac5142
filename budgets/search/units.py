"""Texts as search compares them: units in lines.

A unit is a number, a run of Latin letters, or any other single letter, such as a Chinese character. Width, case and
punctuation make no difference (“三公”经费 is 三公经费), nor do thousands separators and zeros after the point. A word
is found where its units follow each other in a line; so 55.19 is not found in 1,255.19, and nothing across lines.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

Units = tuple[str, ...]

# Numbers and words are cut where they grow longer than any code, so that no text makes a token without end.
NUMBER = r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]{1,20})?|[0-9]{1,40}(?:\.[0-9]{1,20})?"
UNIT = re.compile(rf"(?P<number>{NUMBER})|[a-z]{{1,40}}|[^\W_]")
# The same, with single letters taken together as they follow each other.
RUN = re.compile(rf"(?P<number>{NUMBER})|[a-z]{{1,40}}|[^\W_0-9a-z]+")
# A unit of a stored line: what is written in ASCII stands between blanks, which keep 55 from being found in 2055.
STORED = re.compile(r" ([a-z0-9.]+) |(\S)")
# A line as short as a name.
SHORT = 60
# A line that begins with this sign says to whom an entry belongs, and is no text.
MARK = "§"
# Letters of pinyin are kept apart from all other text, in a form that plain text loses.
SOUND = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ")


class _Plain(dict[int, str]):
    """Characters in their plain form, each worked out once: full width becomes half width, capitals become small."""

    def __missing__(self, code: int) -> str:
        self[code] = unicodedata.normalize("NFKC", chr(code)).lower()
        return self[code]


PLAIN = _Plain()


@dataclass(frozen=True)
class Piece:
    """A part of a text that is shown; `found` says that it is what was searched for."""

    text: str
    found: bool = False


def plain(text: str) -> str:
    """Return a text in half width and small letters."""
    return text.translate(PLAIN)


def units_of(text: str) -> Units:
    """Return the units of a text."""
    return tuple(_unit(match) for match in UNIT.finditer(plain(text)))


def _unit(match: re.Match[str]) -> str:
    """Return a unit; of equal numbers the shortest spelling."""
    text = match.group()
    if match.lastgroup != "number":
        return text
    text = text.replace(",", "")
    return text.rstrip("0").rstrip(".") if "." in text else text


def store(units: Iterable[str]) -> str:
    """Return units as a stored line."""
    return "".join(f" {unit} " if unit.isascii() else unit for unit in units)


def read(line: str) -> list[str]:
    """Return the units of a stored line."""
    return [written or single for written, single in STORED.findall(line)]


def lines_of(*texts: str) -> list[str]:
    """Return the stored lines of texts, without those that have no units."""
    found = (_line(line) if len(line) <= SHORT else _stored(line) for text in texts for line in text.splitlines())
    return [line for line in found if line]


def _stored(text: str) -> str:
    """Return a line as `store` writes its units."""
    runs = (_unit(match) for match in RUN.finditer(plain(text)))
    return "".join(f" {run} " if run.isascii() else run for run in runs)


# Names of subjects, tables and sections are the same in many editions.
_line = lru_cache(maxsize=8192)(_stored)


def mark_words(text: str, words: Iterable[Units]) -> list[Piece]:
    """Return a text in pieces, those that are one of the words marked as found."""
    pieces, last = [], 0
    for start, end in find_words(text, words):
        pieces += [Piece(text[last:start])] if start > last else []
        pieces.append(Piece(text[start:end], found=True))
        last = end
    return [*pieces, Piece(text[last:])] if last < len(text) else pieces


def find_words(text: str, words: Iterable[Units]) -> list[tuple[int, int]]:
    """Return where words stand in a text, as ranges of its characters in order; overlapping ones are joined."""
    plain_text = plain(text)
    # What is written with digits or Latin letters may be spelled in several ways.
    wanted = [word for word in words if word and (word[0].isascii() or word[0] in plain_text)]
    found: list[tuple[int, int]] = []
    for start, end in _matches(_places(text), wanted) if wanted else ():
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def _matches(places: Sequence[tuple[str, int, int]], words: Iterable[Units]) -> Iterator[tuple[int, int]]:
    """Yield the range of the longest word that begins at each unit."""
    by_first: dict[str, list[Units]] = defaultdict(list)
    for word in sorted(set(words), key=len, reverse=True):
        by_first[word[0]].append(word)
    values = tuple(value for value, _start, _end in places)
    for at, value in enumerate(values):
        for word in by_first.get(value, ()):
            if values[at : at + len(word)] == word:
                yield places[at][1], places[at + len(word) - 1][2]
                break


def _places(text: str) -> list[tuple[str, int, int]]:
    """Return the units of a text with the characters that they stand for."""
    forms = [PLAIN[ord(character)] for character in text]
    origins = [at for at, form in enumerate(forms) for _letter in form]
    matches = UNIT.finditer("".join(forms))
    return [(_unit(match), origins[match.start()], origins[match.end() - 1] + 1) for match in matches]


def excerpt(text: str, words: Iterable[Units], before: int = 24, length: int = 110) -> list[Piece]:
    """Return the part of a text around the first of the words, as pieces; its beginning where there is none of them."""
    flat = " ".join(text.split())
    wanted = list(words)
    first = next((start for start, _end in find_words(flat, wanted)), 0)
    start = max(0, first - before)
    end = min(len(flat), start + length)
    shown = mark_words(flat[start:end], wanted)
    return [*([Piece("…")] if start else []), *shown, *([Piece("…")] if end < len(flat) else [])]
