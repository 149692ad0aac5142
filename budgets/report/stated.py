"""Figures of a printed text: which cell each is, and which contradicts its table.

A figure is tied to a cell where its subject names that cell and its amount is the one that the cell shows, rounded
as coarsely as either prints. Whether a figure is wrong is for the rules to say (R13, R20), never for this module.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import ROUND_DOWN, Decimal

from budgets.checks.books import Books
from budgets.checks.finding import Comparison, Evidence
from budgets.checks.text.agreement import against_tables, compare, rounded
from budgets.checks.text.figures import UNITS, Figure
from budgets.checks.text.known import known_amounts
from budgets.checks.text.naming import Name, named
from budgets.checks.text.passages import Paragraph as Passage
from budgets.checks.text.passages import Sentence
from budgets.checks.text.paths import names_item, subject_code
from budgets.checks.text.running_costs import NAMED as RUNNING_COSTS
from budgets.checks.text.running_costs import running_costs_agree
from budgets.money import format_amount
from budgets.report.cells import Place, Register
from budgets.report.pieces import Doubt, Paragraph, Piece, Reference
from budgets.report.places import PREFERRED, places_of_name, places_of_words
from budgets.vocabulary import NarrativeKind, Outcome, Phase

# The amount is one of another time, or what is left of it.
OTHER_TIME = re.compile("上年|去年|上一年|年末|结转|结余|以前年度")
PLANNED = re.compile(r"(?<!公共)(?<!经营)(?<!基金)预算|年初")
CARRIED_OUT = re.compile("执行|决算|完成")
WITHIN_BRACKETS = re.compile(r"[（(][^）)]*$")


class Stated:
    """The printed text of an edition held against its cells."""

    def __init__(self, books: Books, register: Register) -> None:
        self.books = books
        self.register = register
        self.budget = books.facts.edition.budget
        self.rounds = books.facts.edition.is_transcribed
        self.running_costs = self._failed(running_costs_agree(books))

    def pieces(self, passage: Passage) -> Paragraph:
        """Return a paragraph in pieces, each figure that is certain with its cell or its doubt."""
        failed = self._failed(against_tables(self.books, [passage]))
        return tuple(piece for sentence in passage.sentences for piece in self._of_sentence(passage, sentence, failed))

    def _failed(self, evidence: Iterable[Evidence]) -> list[Comparison]:
        """Return the comparisons by which a rule says that a figure is not the one of its table."""
        compared = (one for one in evidence if isinstance(one, Comparison))
        return [one for one in compared if one.outcome(rounds=self.rounds) == Outcome.FAILS]

    def _of_sentence(self, passage: Passage, sentence: Sentence, failed: list[Comparison]) -> Iterator[Piece]:
        """Yield a sentence piece by piece."""
        last, earlier = 0, None
        for figure in sentence.figures:
            earlier = figure.year or earlier
            if not figure.is_amount or earlier not in (None, self.budget.year):
                continue
            piece = self._of_figure(passage, sentence, figure, failed)
            if piece.is_plain:
                continue
            if figure.start > last:
                yield Piece(sentence.text[last : figure.start])
            yield piece
            last = figure.end
        if sentence.text[last:]:
            yield Piece(sentence.text[last:])

    def _of_figure(self, passage: Passage, sentence: Sentence, figure: Figure, failed: list[Comparison]) -> Piece:
        """Return a figure with its doubt, else with its cell, else as plain text."""
        text = sentence.text[figure.start : figure.end]
        name = self._name(passage, figure)
        places = self._places(passage, figure, name)
        doubt = self._doubt(passage, sentence, figure, name, places, failed)
        if doubt is not None:
            return Piece(text, doubt=doubt)
        if OTHER_TIME.search(figure.before) or not self._is_of_phase(figure):
            return Piece(text)
        return Piece(text, self._cell(places, figure))

    def _name(self, passage: Passage, figure: Figure) -> Name | None:
        """Return what a figure is said of, as the grammar of the rules names it."""
        code = subject_code(self.books, passage, figure)
        if code:
            return Name(code=code, scheme="function")
        return named(figure.subject, self.books.facts.edition.department_name) if figure.subject else None

    def _places(self, passage: Passage, figure: Figure, name: Name | None) -> list[Place]:
        """Return where a figure may stand, the tables first that its section speaks of."""
        if WITHIN_BRACKETS.search(figure.before) and figure.subject not in figure.clause:
            return []
        if name is None:
            places = places_of_words(figure.subject, passage.kind)
        else:
            # Words that elsewhere name a total are said of one item in its own paragraph.
            places = [] if not name.scheme and names_item(passage) else places_of_name(name)
        preferred = PREFERRED.get(passage.kind, ())
        return sorted(places, key=lambda place: preferred.index(place.kind) if place.kind in preferred else 9)

    def _is_of_phase(self, figure: Figure) -> bool:
        """Tell whether the words before a figure speak of the edition's own phase."""
        other = PLANNED if self.budget.phase == Phase.FINAL else CARRIED_OUT
        return other.search(figure.clause) is None

    def _cell(self, places: list[Place], figure: Figure) -> Reference | None:
        """Return the first cell whose amount is the figure's."""
        cells = (cell for place in places for cell in self.register.find(place))
        return next((cell for cell in cells if _agrees(cell, figure)), None)

    def _doubt(
        self,
        passage: Passage,
        sentence: Sentence,
        figure: Figure,
        name: Name | None,
        places: list[Place],
        failed: list[Comparison],
    ) -> Doubt | None:
        """Return what the rules have against a figure, if anything."""
        known = known_amounts(self.books, name) if failed and name is not None else []
        held = compare(self.books, sentence, figure, known) if known else None
        rule = "R13" if held in failed else ""
        if not rule and passage.kind == NarrativeKind.AGENCY_RUNNING_COSTS and RUNNING_COSTS.search(figure.before):
            held = next((one for one in self.running_costs if one.found == figure.value), None)
            rule = "R20" if held else ""
        if not rule or held is None:
            return None
        unit = UNITS[figure.unit]
        cells = [cell for place in places for cell in self.register.find(place)]
        meant = next((cell for cell in cells if rounded(cell.amount, figure.step) == held.expected), None)
        return Doubt(rule, f"{format_amount(held.expected, unit)} {unit.label}", meant)


def _agrees(cell: Reference, figure: Figure) -> bool:
    """Tell whether a cell shows a figure's amount, by the coarser of the two prints: rounded, or cut off as some do."""
    step = max(cell.step, figure.step)
    cut = (cell.amount / step).quantize(Decimal(1), rounding=ROUND_DOWN) * step
    return rounded(figure.value, step) in (rounded(cell.amount, step), cut)
