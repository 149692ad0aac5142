"""The three parts of the text: what was published or written from the data, each figure leading to its cell."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from budgets.models import Edition
from budgets.pages.addresses import BudgetAddress
from budgets.pages.caching import respond
from budgets.pages.frame import frame, version_of
from budgets.pages.lookup import BudgetKey, refuse
from budgets.report import Explanation, Part, Piece, Reference, Report, Section, write_report
from budgets.tables import Facts

# Deeper headings are left to the text itself.
DEEPEST_IN_CONTENTS = 2


@dataclass(frozen=True)
class ShownPiece:
    """A piece ready for the page: with the address of its cell, and of the check that contradicts it."""

    text: str
    title: str = ""
    address: str = ""
    explanation: Explanation | None = None
    expected: str = ""
    check: str = ""


@dataclass(frozen=True)
class ShownSection:
    """A section ready for the page, with the tag of its heading."""

    section: Section
    tag: str
    paragraphs: list[list[ShownPiece]]


@dataclass(frozen=True)
class ShownPart:
    """A part ready for the page, with what of it the table of contents lists."""

    part: Part
    sections: list[ShownSection]
    supplements: list[ShownSection]

    @property
    def contents(self) -> list[Section]:
        """The sections that the table of contents lists."""
        shown = [*self.sections, *self.supplements]
        return [one.section for one in shown if one.section.level <= DEEPEST_IN_CONTENTS]


def show(request: HttpRequest, **key: Any) -> HttpResponse:
    """Show the text of an edition; its version names last year's edition too, which changes are told against."""
    edition = _find(BudgetKey(**key))
    version = f"{version_of(edition)} {edition.earlier}"  # type: ignore[attr-defined]
    return respond(request, version, lambda: render(request, "report/show.html", compose(edition)))


def _find(key: BudgetKey) -> Edition:
    """Return the edition of an address with the key of last year's; where the public has none, `refuse` says so."""
    last = Edition.objects.published().filter(
        budget__department=OuterRef("budget__department"),
        budget__phase=OuterRef("budget__phase"),
        budget__year=OuterRef("earlier_year"),
    )
    editions = key.editions().with_names().annotate(earlier_year=F("budget__year") - 1)
    edition = editions.annotate(earlier=Subquery(last.values("pk")[:1])).first()
    return edition or refuse(key)


def compose(edition: Edition) -> dict[str, Any]:
    """Write the text and give every figure the address of its cell."""
    number = getattr(edition, "earlier", None)
    earlier = Edition.objects.with_names().get(pk=number) if number else None
    report = write_report(Facts(edition), Facts(earlier) if earlier else None)
    page = frame(edition, _("文字说明"))
    bases = {False: page.address, True: BudgetAddress.of(earlier) if earlier else page.address}
    return {
        "frame": page,
        "report": report,
        "parts": [_shown_part(part, bases) for part in report.parts],
        "is_written": not edition.is_transcribed,
        "has_supplements": any(part.supplements for part in report.parts),
        "explanations": report.explanations,
        "is_bare": _is_bare(report),
    }


def _is_bare(report: Report) -> bool:
    """Tell whether nothing at all of a text was published, so that all of it is the portal's."""
    return not any(part.sections for part in report.parts) and not report.terms


def _shown_part(part: Part, bases: dict[bool, BudgetAddress]) -> ShownPart:
    """Make a part ready for the page."""
    below = 2 if part.supplements else 1
    supplements = [_shown_section(one, bases, below) for one in part.supplements]
    return ShownPart(part, [_shown_section(one, bases, 1) for one in part.sections], supplements)


def _shown_section(section: Section, bases: dict[bool, BudgetAddress], first: int) -> ShownSection:
    """Make a section ready for the page; its heading stands below that of its part."""
    paragraphs = [list(_shown(paragraph, bases)) for paragraph in section.paragraphs]
    return ShownSection(section, f"h{section.level + first + 1}", paragraphs)


def _shown(paragraph: tuple[Piece, ...], bases: dict[bool, BudgetAddress]) -> Iterator[ShownPiece]:
    """Yield the pieces of a paragraph with their addresses."""
    for piece in paragraph:
        if piece.doubt is not None:
            doubt = piece.doubt
            cell = _address(doubt.reference, bases) if doubt.reference else ""
            check = f"{bases[False].checks}#{doubt.rule}"
            yield ShownPiece(piece.text, address=cell, expected=doubt.expected, check=check)
        elif piece.reference is not None:
            yield ShownPiece(piece.text, piece.reference.label, _address(piece.reference, bases))
        else:
            yield ShownPiece(piece.text, explanation=piece.explanation)


def _address(reference: Reference, bases: dict[bool, BudgetAddress]) -> str:
    """Return the address of a cell's page."""
    table = bases[reference.is_earlier].table(reference.table)
    return f"{table}cells/{reference.row}/{reference.column}/"
