"""The three parts of the text."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from budgets.models import GlossaryTerm, Narrative
from budgets.pages.frame import frame, show_edition
from budgets.pages.lookup import BudgetKey
from budgets.tables import Facts
from budgets.vocabulary import NarrativePart


def show(request: HttpRequest, **key: Any) -> HttpResponse:
    """Show the text of an edition."""
    return show_edition(request, BudgetKey(**key), "report/show.html", compose)


def compose(facts: Facts) -> dict[str, Any]:
    """Gather the sections of both parts, and the glossary."""
    sections = facts.of(Narrative)
    parts = [(part, [one for one in sections if one.part == part]) for part in NarrativePart]
    return {
        "frame": frame(facts.edition, _("文字说明")),
        "parts": [(part.label, own) for part, own in parts if own],
        "terms": facts.of(GlossaryTerm),
        "glossary": NarrativePart.GLOSSARY.label,
    }
