"""What a text is made of: parts, sections, paragraphs, and pieces of which each may lead somewhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Reference:
    """A cell of a filled table and the amount that it shows, in yuan.

    `step` is the last place that the table prints, in yuan; `is_earlier` says that it is a cell of last year's edition.
    """

    table: int
    label: str
    row: str
    column: str
    amount: Decimal
    step: Decimal
    is_earlier: bool = False


@dataclass(frozen=True)
class Doubt:
    """That a figure of the text is not the one of its table: the rule that says so, and what the table has."""

    rule: str
    expected: str
    reference: Reference | None = None


@dataclass(frozen=True)
class Explanation:
    """The meaning of a term: as the department gives it, or in the portal's own words.

    `key` names it on the page, `anchor` where it stands: in the department's own glossary or in the portal's.
    """

    key: str
    term: str
    meaning: str
    anchor: str
    is_own: bool


@dataclass(frozen=True)
class Piece:
    """A stretch of text: plain, a figure with its cell or its doubt, or a term with its meaning."""

    text: str
    reference: Reference | None = None
    doubt: Doubt | None = None
    explanation: Explanation | None = None

    @property
    def is_plain(self) -> bool:
        """Whether it leads nowhere yet."""
        return self.reference is None and self.doubt is None and self.explanation is None


Paragraph = tuple[Piece, ...]


@dataclass(frozen=True)
class Section:
    """A section under its heading; `level` counts from 1, and `kind` is what it speaks of.

    `is_generated` says that its words were written from the data rather than printed or entered.
    """

    anchor: str
    heading: str
    kind: str
    level: int
    paragraphs: tuple[Paragraph, ...]
    is_generated: bool = False


@dataclass(frozen=True)
class Part:
    """One of the parts of the text; `missing` says in sentences what is not there."""

    number: int
    label: str
    sections: tuple[Section, ...]
    supplements: tuple[Section, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        """What the part is called in addresses."""
        return f"part-{self.number}"

    @property
    def pieces(self) -> Iterator[Piece]:
        """All pieces of all sections."""
        for section in (*self.sections, *self.supplements):
            for paragraph in section.paragraphs:
                yield from paragraph
