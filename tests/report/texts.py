"""Texts of the twin, as they are and as tests change them, and what a report says of them."""

from typing import Any

from budgets.models import GlossaryTerm, Narrative, StatedFigure
from budgets.report import Piece, Report, Section, write_report
from budgets.tables import Facts
from budgets.vocabulary import EditionOrigin, NarrativeKind, NarrativePart
from tests.published import twin_facts

TEXT = (Narrative, GlossaryTerm, StatedFigure)


def twin_without_text(origin: EditionOrigin = EditionOrigin.TRANSCRIBED) -> Facts:
    """Return the twin's facts without a word of text; a prepared edition has no printed tables either."""
    facts = twin_facts()
    for model in TEXT:
        facts.of(model).clear()
    facts.edition.origin = origin
    return facts


def twin_saying(text: str, kind: NarrativeKind) -> Facts:
    """Return the twin's facts with a text of one section."""
    facts = twin_without_text()
    section = Narrative(part=NarrativePart.EXPLANATION, kind=kind, heading="一、说明", text=text, position=7)
    facts.of(Narrative).append(section)
    return facts


def pieces_of(report: Report) -> list[Piece]:
    """Return all pieces of a report."""
    return [piece for part in report.parts for piece in part.pieces]


def linked(facts: Facts) -> list[tuple[str, int, str, str]]:
    """Return the figures of the printed text that lead to a cell: words, table, row, column."""
    found = []
    for part in write_report(facts).parts:
        for section in part.sections:
            for piece in (piece for paragraph in section.paragraphs for piece in paragraph):
                if piece.reference is not None:
                    one = piece.reference
                    found.append((piece.text, one.table, one.row, one.column))
    return found


def words(section: Section) -> str:
    """Return a section's words, a line a paragraph."""
    return "\n".join("".join(piece.text for piece in paragraph) for paragraph in section.paragraphs)


def written(report: Report, **which: Any) -> dict[str, str]:
    """Return the words of the generated sections by kind."""
    sections = [one for part in report.parts for one in (*part.sections, *part.supplements)]
    return {one.kind: words(one) for one in sections if one.is_generated}
