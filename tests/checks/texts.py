"""Small texts as an edition has them, and what a rule says of them."""

from typing import Any

from budgets.checks.books import Books
from budgets.checks.finding import Evidence
from budgets.checks.run import RULES
from budgets.checks.text.figures import figures
from budgets.models import Budget, Department, Edition, Narrative, Region, StatedFigure
from budgets.tables import Facts
from budgets.vocabulary import EditionOrigin, NarrativeKind, NarrativePart, Phase

PAGE = "page 9"


def edition_of(year: int = 2026, phase: Phase = Phase.BUDGET) -> Edition:
    """Return an edition read from a document, saved nowhere."""
    department = Department(region=Region(code="410796"), code="104", name="测试局")
    budget = Budget(department=department, year=year, phase=phase)
    return Edition(budget=budget, number=1, origin=EditionOrigin.TRANSCRIBED, department_name="测试局")


def section(text: str, kind: NarrativeKind = NarrativeKind.EXPENDITURE, heading: str = "三、说明") -> list[Any]:
    """Return a section of the text with the figures that it states, all of them on page 9."""
    own = Narrative(part=NarrativePart.EXPLANATION, kind=kind, heading=heading, text=text, source_place="page 8")
    stated = [
        StatedFigure(section=kind, sentence=figure.sentence, source_place=PAGE)
        for paragraph in text.split("\n")
        for figure in figures(paragraph)
    ]
    return [own, *stated]


def facts_with(*facts: Any, year: int = 2026, phase: Phase = Phase.BUDGET) -> Facts:
    """Return facts as those of one edition."""
    rows: dict[type, list[Any]] = {}
    for fact in facts:
        rows.setdefault(type(fact), []).append(fact)
    return Facts(edition_of(year, phase), rows)


def evidence(code: str, facts: Facts) -> list[Evidence]:
    """Return what a rule brings forward."""
    rule = next(rule for rule in RULES if rule.code == code)
    return list(rule.examine(Books(facts)))


def faults(code: str, text: str, **options: Any) -> list[str]:
    """Return the messages of what a rule finds wrong with a text."""
    edition = {name: options.pop(name) for name in ("year", "phase") if name in options}
    found = evidence(code, facts_with(*section(text, **options), **edition))
    return [piece.message for piece in found if hasattr(piece, "message")]
