"""The page of a sheet: an empty shell that carries the rows, and what else stands on it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from budgets.admin.entry.data import Screen, find_screen, sheet_data
from budgets.admin.entry.frame import page_context, sheet_groups
from budgets.admin.entry.notes import empty_tables
from budgets.admin.entry.particulars import project_fields
from budgets.admin.guard import find_edition, staff_page
from budgets.entry.sheet import Unshown
from budgets.models import EconomicExpenditure, Edition, FunctionExpenditure, Project
from budgets.report import write_report
from budgets.tables import Facts
from budgets.vocabulary import NarrativePart

TEXT, NOTES = "text", "notes"
# What makes an edition large, and from how many rows on.
LARGE: tuple[type[Any], ...] = (FunctionExpenditure, EconomicExpenditure, Project)
MOST_WRITTEN = 500


@staff_page
def show(request: HttpRequest, pk: int, sheet: str = "", project: int | None = None) -> HttpResponse:
    """Show a sheet, or the indicators of one project beside what the project is."""
    edition = find_edition(request, pk)
    screen = find_screen(edition, sheet, project)
    data = sheet_data(request, screen)
    title = screen.sheet.title if screen.project is None else screen.project.name
    context = {
        **page_context(request, edition, title),
        "sheet": screen.sheet,
        "data": data,
        "numbers": "、".join(f"{number:02}" for number in sorted(screen.sheet.tables)),
        "groups": sheet_groups(edition, screen.sheet.key),
        "unshown": [_unshown(edition, one) for one in screen.sheet.unshown(screen.ledger)],
        "rows_from": _rows_from(screen),
        "project": screen.project,
        "fields": project_fields(screen) if screen.project is not None else (),
        **(_written(request, edition) if screen.sheet.key == TEXT else {}),
        "empty_tables": empty_tables(screen) if screen.sheet.key == NOTES else (),
    }
    return TemplateResponse(request, "admin/entry/sheet.html", context)


def _rows_from(screen: Screen) -> Edition | None:
    """Return the edition whose rows a sheet offers, where it offers any."""
    is_offering = any(screen.ledger.offers(model) for model in screen.sheet.models)
    return screen.edition.rows_from if is_offering else None


def _unshown(edition: Edition, unshown: Unshown) -> dict[str, Any]:
    """Return what a sheet does not show, and where it is."""
    listed = reverse(f"admin:budgets_{unshown.model._meta.model_name}_changelist")
    return {"sentence": unshown.sentence, "address": f"{listed}?edition={edition.pk}"}


def _written(request: HttpRequest, edition: Edition) -> dict[str, Any]:
    """Return the sections of the text as readers will see them: what is written from the tables, and what staff add.

    Of a large edition they are written when they are asked for, since that takes a while.
    """
    size = sum(model._default_manager.filter(edition=edition).count() for model in LARGE)
    if size > MOST_WRITTEN and "written" not in request.GET:
        return {"sections_address": "?written=1"}
    parts = write_report(Facts(edition)).parts
    return {"sections": [one for part in parts if part.number == NarrativePart.EXPLANATION for one in part.sections]}
