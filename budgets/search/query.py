"""What a reader asks for: words of which all must be found, and filters."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from budgets.search.synonyms import Synonyms
from budgets.search.units import SOUND, Units, plain, units_of

# What is longer is cut, and the page says so.
MOST_CHARACTERS, MOST_WORDS = 100, 8
SHORTEST_SOUND = 2
# A comma between three digits separates thousands, and no words.
SEPARATOR = re.compile(r"[\s、;]+|,(?![0-9]{3}(?![0-9]))")
SPACED_AMOUNT = re.compile(r"(?<=[0-9])\s+(?=(?:亿元|万元|元|亿|万))")
HUNDRED_MILLIONS = re.compile(r"([0-9]+(?:\.[0-9]+)?)亿元?")
LETTERS = re.compile(r"[a-z]+")


@dataclass(frozen=True)
class Word:
    """A word as typed, the ways it may be written, and the letters it is as pinyin of a department's name."""

    text: str
    variants: tuple[Units, ...]
    sound: Units = ()

    @property
    def others(self) -> list[str]:
        """What else was searched for in its place."""
        return ["".join(units) for units in self.variants[1:]]


@dataclass(frozen=True)
class Filters:
    """Whose money, of which year and phase, and how much of it in yuan; what is None is not asked."""

    region: int | None = None
    department: Word | None = None
    year: int | None = None
    phase: str = ""
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def has_amount(self) -> bool:
        """Whether it asks for amounts, which only some kinds of entry have."""
        return self.low is not None or self.high is not None


@dataclass(frozen=True)
class Query:
    """All that is asked for; `is_cut` says that not all of what was typed is."""

    words: tuple[Word, ...] = ()
    filters: Filters = field(default_factory=Filters)
    is_cut: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for that could be found."""
        return not self.words and not self.filters.has_amount

    @property
    def spellings(self) -> list[Units]:
        """Everything to mark where results are shown."""
        return [units for word in self.words for units in word.variants]


def parse(text: str, synonyms: Synonyms, filters: Filters | None = None) -> Query:
    """Return the query that a reader types; signs mean nothing but where a word ends."""
    # A sign may become several in its plain form: what is cut off first need not be looked at.
    typed = SPACED_AMOUNT.sub("", plain(text[: 2 * MOST_CHARACTERS].strip()))
    texts = list(dict.fromkeys(part for part in SEPARATOR.split(typed[:MOST_CHARACTERS]) if units_of(part)))
    is_cut = len(text.strip()) > MOST_CHARACTERS or len(texts) > MOST_WORDS
    words = tuple(_word(part, synonyms) for part in texts[:MOST_WORDS])
    return Query(words, filters or Filters(), is_cut)


def parse_name(text: str, synonyms: Synonyms) -> Word | None:
    """Return the name or the code of a department as one word, or None where nothing is typed."""
    name = "".join(plain(text[:MOST_CHARACTERS]).split())
    return _word(name, synonyms) if units_of(name) else None


def _word(text: str, synonyms: Synonyms) -> Word:
    """Return a word with its variants."""
    variants = synonyms.variants(units_of(text))
    large = HUNDRED_MILLIONS.fullmatch(text)
    if large:
        variants.append(units_of(f"{Decimal(large.group(1)) * 10_000:f}万元"))
    sound = tuple(text.translate(SOUND)) if LETTERS.fullmatch(text) and len(text) >= SHORTEST_SOUND else ()
    return Word(text, tuple(variants), sound)
