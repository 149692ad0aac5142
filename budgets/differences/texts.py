"""What changed in running text: sentence by sentence, and within a changed sentence word by word."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from django.utils.translation import gettext as _

from budgets.differences.pairs import pair
from budgets.models import GlossaryTerm, Narrative, PerformanceGoal, PerformanceTask, TableNote
from budgets.tables import Facts, edition_table

SENTENCE = re.compile(r"[^。；！？\n]*[。；！？\n]+|[^。；！？\n]+")
# A number with its unit sign, a word in Latin letters, or one character of Chinese.
WORD = re.compile(r"\d[\d,.]*%?|[A-Za-z]+|\s+|.", re.DOTALL)
# Two passages of more words than these are shown one after the other: comparing takes the square of it.
LONGEST = 1500
# Passages that share less than this are shown one after the other: a few common characters explain nothing.
LIKENESS = 0.5


class Fate(StrEnum):
    """What became of a piece of text."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Piece:
    """A piece of text and what became of it."""

    fate: Fate
    text: str


Refine = Callable[[str, str], Iterator[Piece]]


@dataclass(frozen=True)
class Passage:
    """A text of an edition under what it is called: the part it belongs to, and its own heading."""

    part: str
    heading: str
    text: str
    kind: str = ""

    @property
    def name(self) -> tuple[str, str]:
        """What tells it from others."""
        return self.part, self.heading

    @property
    def subject(self) -> tuple[str, str]:
        """What it speaks of, whatever its heading."""
        return self.part, self.kind or self.heading


@dataclass(frozen=True)
class TextChange:
    """A text that is new, gone or changed, in pieces; `old_heading` is the heading before where it is another."""

    part: str
    heading: str
    fate: Fate
    pieces: tuple[Piece, ...]
    old_heading: str = ""


def compare_texts(before: str, after: str) -> tuple[Piece, ...]:
    """Return a text in pieces: without what was added it is the one before, without what was removed the one after."""
    return tuple(_joined(_compare(SENTENCE.findall(before), SENTENCE.findall(after), _within)))


def _compare(before: Sequence[str], after: Sequence[str], refine: Refine | None = None) -> Iterator[Piece]:
    """Yield the pieces of two sequences of tokens; `refine` looks closer at what was replaced."""
    for action, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        old, new = "".join(before[first:last]), "".join(after[start:end])
        if action == "equal":
            yield Piece(Fate.KEPT, old)
        elif action == "replace" and refine is not None:
            yield from refine(old, new)
        else:
            yield from (Piece(fate, text) for fate, text in ((Fate.REMOVED, old), (Fate.ADDED, new)) if text)


def _within(old: str, new: str) -> Iterator[Piece]:
    """Yield the pieces of two passages word by word, or one after the other where they are too long or too unlike."""
    before, after = WORD.findall(old), WORD.findall(new)
    if _are_like(before, after):
        yield from _compare(before, after)
    else:
        yield from (Piece(Fate.REMOVED, old), Piece(Fate.ADDED, new))


def _are_like(before: Sequence[str], after: Sequence[str]) -> bool:
    """Tell whether two passages are short enough, and share enough, to be shown in one another."""
    if max(len(before), len(after)) > LONGEST:
        return False
    return SequenceMatcher(None, before, after, autojunk=False).ratio() >= LIKENESS


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Yield pieces, neighbours of one fate as one."""
    last: Piece | None = None
    for piece in pieces:
        if last is not None and last.fate == piece.fate:
            last = Piece(last.fate, last.text + piece.text)
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last


def compare_passages(before: Facts, after: Facts) -> Iterator[TextChange]:
    """Yield every text of two editions that is not the same in both."""
    earlier, later = list(passages(before)), list(passages(after))
    for old, new in pair(earlier, later, lambda one: (one.name, one.text), lambda one: one.name, _subject):
        if old is None and new is not None:
            yield TextChange(new.part, new.heading, Fate.ADDED, (Piece(Fate.ADDED, new.text),))
        elif new is None and old is not None:
            yield TextChange(old.part, old.heading, Fate.REMOVED, (Piece(Fate.REMOVED, old.text),))
        elif old is not None and new is not None and (old.heading, old.text) != (new.heading, new.text):
            renamed = old.heading if old.heading != new.heading else ""
            yield TextChange(new.part, new.heading, Fate.KEPT, compare_texts(old.text, new.text), renamed)


def _subject(passage: Passage) -> tuple[str, str]:
    """Return what a text speaks of."""
    return passage.subject


def passages(facts: Facts) -> Iterator[Passage]:
    """Yield every text of an edition: its sections, its goal and tasks, notes to tables, its glossary."""
    for section in facts.of(Narrative):
        yield Passage(section.get_part_display(), section.heading, section.text, section.kind)
    for goal in facts.of(PerformanceGoal):
        yield Passage(_("整体绩效"), _("年度履职目标"), goal.text)
    for task in facts.of(PerformanceTask):
        yield Passage(_("整体绩效"), _("年度主要任务：%s") % task.name, task.content)
    for note in facts.of(TableNote):
        table = edition_table(facts, note.table_number)
        label = table.label if table else _("表%d") % note.table_number
        yield Passage(_("表格附注"), label, note.text)
    for term in facts.of(GlossaryTerm):
        yield Passage(_("名词解释"), term.term, term.meaning)
