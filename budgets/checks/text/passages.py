"""The text of an edition as rules read it: its paragraphs and sentences, each with its place and its figures."""

from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from budgets.checks.text.figures import Figure, figures_of, split_sentences
from budgets.models import Narrative, StatedFigure
from budgets.money import MalformedAmountError
from budgets.tables import Facts
from budgets.vocabulary import NarrativeKind, NarrativePart

LONGEST_QUOTE = 80


@dataclass(frozen=True)
class Sentence:
    """A sentence of the text with its place in the document."""

    text: str
    place: str

    @cached_property
    def figures(self) -> list[Figure]:
        """Its figures in order, leaving out what is no amount: the reader has already refused that."""
        return [figure for figure in figures_of(self.text) if _is_sound(figure)]

    @property
    def quote(self) -> str:
        """The sentence for a message, cut where it is long."""
        plain = "".join(self.text.split())
        return plain if len(plain) <= LONGEST_QUOTE else f"{plain[:LONGEST_QUOTE]}……"

    def around(self, start: int, end: int) -> str:
        """Return the part of the sentence around a stretch of it, for a message."""
        if len(self.text) <= LONGEST_QUOTE:
            return self.quote
        margin = max(0, (LONGEST_QUOTE - (end - start)) // 2)
        first, last = max(0, start - margin), min(len(self.text), end + margin)
        cut = "".join(self.text[first:last].split())
        return f"{'……' if first else ''}{cut}{'……' if last < len(self.text) else ''}"


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a section, and the sentences it is made of."""

    section: Narrative
    sentences: tuple[Sentence, ...]

    @property
    def kind(self) -> str:
        """What its section speaks of."""
        return self.section.kind

    @cached_property
    def text(self) -> str:
        """The paragraph as a whole."""
        return "".join(sentence.text for sentence in self.sentences)


def passages(facts: Facts) -> list[Paragraph]:
    """Return the paragraphs of an edition's text in order, without the glossary.

    A section remembers the place of its heading, a stated figure that of its paragraph: a sentence stands where its
    figures do, one without figures where the sentence before it does.
    """
    places: dict[str, deque[str]] = defaultdict(deque)
    for stated in facts.of(StatedFigure):
        places[stated.sentence].append(stated.source_place)
    return list(_paragraphs(facts, places))


def _paragraphs(facts: Facts, places: dict[str, deque[str]]) -> Iterator[Paragraph]:
    """Yield the paragraphs of all sections but those of the glossary."""
    for section in facts.of(Narrative):
        if section.part == NarrativePart.GLOSSARY:
            continue
        place = section.source_place
        for text in filter(None, section.text.split("\n")):
            sentences = []
            for sentence in split_sentences(text):
                place = _place_of(sentence, places) or place
                if sentence.strip():
                    sentences.append(Sentence(sentence.strip(), place))
            yield Paragraph(section, _spread(tuple(sentences)))


def _spread(sentences: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """Give every sentence of a paragraph the place of the last: they begin where the paragraph does."""
    return tuple(Sentence(one.text, sentences[-1].place) for one in sentences)


def _place_of(sentence: str, places: dict[str, deque[str]]) -> str:
    """Return where a sentence's figures were read, taking as many as it has."""
    kept = places.get(sentence.strip())
    count = len(figures_of(sentence))
    if not kept or not count:
        return ""
    place = kept[0]
    for _figure in range(min(count, len(kept))):
        kept.popleft()
    return place


def _is_sound(figure: Figure) -> bool:
    """Tell whether a figure is an amount or a percentage at all."""
    try:
        return figure.value is not None
    except (MalformedAmountError, ArithmeticError):
        return False


def sections_of(facts: Facts, *kinds: NarrativeKind) -> list[Narrative]:
    """Return the sections that speak of certain things."""
    return [section for section in facts.of(Narrative) if section.kind in kinds]
