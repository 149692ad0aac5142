"""Terms of the field where they stand in a text: the first of each in a section carries its meaning."""

import re
from collections.abc import Iterator, Sequence

from budgets.models import GlossaryTerm
from budgets.report.glossary import StandardTerm, standard_terms
from budgets.report.pieces import Explanation, Paragraph, Piece

QUOTES = "“”\"'"
PATH_START = re.compile(r"^.*?[（(]类[）)]")
# A term of one sign says too little where it stands.
SHORTEST = 2


class Terms:
    """What the terms of one edition mean: the department's own words first, the portal's where it has none."""

    def __init__(self, own: Sequence[GlossaryTerm]) -> None:
        self.own = [
            Explanation(f"meaning-{number}", one.term, one.meaning, f"term-{number}", is_own=True)
            for number, one in enumerate(own, start=1)
        ]
        self._words: dict[str, Explanation] = {}
        for explanation in self.own:
            for word in _spellings(explanation.term):
                self._words.setdefault(plain(word), explanation)
        for term in standard_terms():
            self._add_standard(term)
        # The longest first, so that 财政拨款收入 is not taken for 财政拨款.
        longest = sorted(self._words, key=lambda word: (-len(word), word))
        self._pattern = re.compile("|".join(map(_loosely, longest)))

    def _add_standard(self, term: StandardTerm) -> None:
        """Add a term of the portal's, unless the department explains it itself."""
        words = [plain(word) for word in term.words]
        if not term.in_text or any(word in self._words for word in words):
            return
        explanation = Explanation(f"meaning-{term.slug}", term.term, term.meaning, term.slug, is_own=False)
        self._words |= {word: explanation for word in words if len(word) >= SHORTEST}

    def mark(self, paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
        """Give the first of each term in a section its meaning; figures that lead somewhere stay as they are."""
        seen: set[str] = set()
        return tuple(
            tuple(piece for whole in paragraph for piece in self._parts(whole, seen)) for paragraph in paragraphs
        )

    def _parts(self, whole: Piece, seen: set[str]) -> Iterator[Piece]:
        """Yield a piece, parted where a term stands that was not yet explained."""
        if not whole.is_plain:
            yield whole
            return
        last = 0
        for match in self._pattern.finditer(whole.text):
            explanation = self._words[plain(match.group())]
            if explanation.key in seen:
                continue
            seen.add(explanation.key)
            if match.start() > last:
                yield Piece(whole.text[last : match.start()])
            yield Piece(match.group(), explanation=explanation)
            last = match.end()
        if whole.text[last:]:
            yield Piece(whole.text[last:])


def plain(word: str) -> str:
    """Return a word without white space and quotes, its brackets of one kind."""
    bare = "".join(word.split()).replace("(", "（").replace(")", "）")
    return bare.translate({ord(sign): None for sign in QUOTES})


def _spellings(term: str) -> Iterator[str]:
    """Yield a term as texts write it; a path of 类、款 and 项 also without its 类, which the heading names."""
    yield term
    below = PATH_START.sub("", term)
    if below != term and "款" in below and "项" in below:
        yield below


def _loosely(word: str) -> str:
    """Return a pattern of a plain word that lets white space and quotes stand between its signs."""
    signs = {"（": "[（(]", "）": "[）)]"}
    return rf"[\s{QUOTES}]*".join(signs.get(sign, re.escape(sign)) for sign in word)
