"""The portal's glossary: the field's words in plain ones, and how departments explain them in their own texts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from budgets.models import Edition, GlossaryTerm
from budgets.pages.addresses import BudgetAddress
from budgets.pages.caching import respond
from budgets.pages.frame import Crumb
from budgets.report.glossary import StandardTerm, by_subject, standard_terms
from budgets.report.terms import plain

# Only the latest editions are asked, so that the page costs the same whatever was published before them.
LATEST = 200
EXAMPLES = 3


@dataclass(frozen=True)
class Example:
    """How one department explains a term, and where."""

    name: str
    meaning: str
    address: str
    is_invented: bool


@dataclass(frozen=True)
class Entry:
    """A term with how many of the latest editions explain it, and a few that say it in different words."""

    term: StandardTerm
    count: int
    examples: list[Example]


def show(request: HttpRequest) -> HttpResponse:
    """Show the glossary; its version names the editions whose explanations it shows."""
    latest = list(Edition.objects.published().with_budget().order_by("-pk")[:LATEST])
    version = " ".join(f"{one.pk}{one.label}{one.budget.department.region.is_invented}" for one in latest)
    return respond(request, f"glossary {version}", lambda: render(request, "glossary/show.html", compose(latest)))


def compose(latest: list[Edition]) -> dict[str, Any]:
    """Set the explanations of departments beside the portal's own."""
    found = _explained(latest)
    return {
        "crumbs": [Crumb(_("首页"), "/"), Crumb(_("名词"))],
        "groups": [(subject, [_entry(term, found) for term in terms]) for subject, terms in by_subject().items()],
        "asked": len(latest),
        "total": len(standard_terms()),
    }


Explained = Mapping[str, list[tuple[Edition, GlossaryTerm, int]]]


def _explained(latest: Iterable[Edition]) -> Explained:
    """Return what the latest editions explain, by the plain word, each with its number in the edition's glossary."""
    editions = {one.pk: one for one in latest}
    found: dict[str, list[tuple[Edition, GlossaryTerm, int]]] = defaultdict(list)
    numbers: dict[int, int] = defaultdict(int)
    own = GlossaryTerm.objects.filter(edition__in=list(editions)).order_by("-edition_id", "position", "id")
    for term in own:
        numbers[term.edition_id] += 1
        found[plain(term.term)].append((editions[term.edition_id], term, numbers[term.edition_id]))
    return found


def _entry(term: StandardTerm, found: Explained) -> Entry:
    """Return a term with those who explain it, a meaning that several have word by word once."""
    own = [one for word in term.words for one in found.get(plain(word), ())]
    different = {plain(one.meaning): (edition, one, number) for edition, one, number in reversed(own)}
    examples = [_example(*one) for one in list(reversed(different.values()))[:EXAMPLES]]
    return Entry(term, len({edition.pk for edition, _term, _number in own}), examples)


def _example(edition: Edition, term: GlossaryTerm, number: int) -> Example:
    """Say who explains a term, and where it stands in the edition's text."""
    budget = edition.budget
    values = {"name": edition.label, "year": budget.year, "phase": budget.get_phase_display()}
    name = _("%(name)s %(year)d 年%(phase)s") % values
    address = f"{BudgetAddress.of(edition).report}#term-{number}"
    return Example(name, term.meaning, address, budget.department.region.is_invented)
