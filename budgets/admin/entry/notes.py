"""Empty tables, and the ordinary sentence that says why they are empty."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from budgets.admin.editing import explain_refusal
from budgets.admin.entry.data import Screen
from budgets.admin.guard import find_edition, staff_page
from budgets.editing import FrozenEditionError, editing
from budgets.entry.catalogue import BY_KEY, ENTERED_IN
from budgets.entry.ledger import Ledger
from budgets.entry.pivot import PivotSheet
from budgets.entry.sheet import Work
from budgets.entry.texts import NoteSheet, adopt_note
from budgets.models import Edition, ProjectFunding
from budgets.tables import Facts, StatutoryTable, edition_tables, fill
from budgets.vocabulary import TableState

PROJECT_TABLES = (10, 12)
OWN_LINES = (2, 3, 5, 6, 7, 9)


def empty_tables(screen: Screen) -> list[StatutoryTable]:
    """Return the tables of an edition that have neither figures nor a note."""
    return tables_without_note(screen.edition)


def tables_without_note(edition: Edition) -> list[StatutoryTable]:
    """Return the tables that show nothing, and do not say why."""
    facts = Facts(edition)
    ledger = Ledger(edition)
    silent = [table for table in edition_tables(facts) if not facts.notes(table.number)]
    silent = [table for table in silent if not _is_surely_filled(ledger, table.number)]
    return [table for table in silent if fill(table, facts).state == TableState.EMPTY]


def _is_surely_filled(ledger: Ledger, number: int) -> bool:
    """Tell, without filling it, whether a table has money: lines that it alone shows, or projects."""
    if number in PROJECT_TABLES:
        return ProjectFunding.objects.filter(project__edition=ledger.edition).exclude(amount=0).exists()
    sheet = BY_KEY.get(ENTERED_IN.get(number, "")) if number in OWN_LINES else None
    return isinstance(sheet, PivotSheet) and sheet.has_money(ledger)


@staff_page
@require_POST
def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the ordinary sentence under an empty table; a table that has a note meanwhile is left alone."""
    edition = find_edition(request, pk, "change")
    sheet = BY_KEY["notes"]
    assert isinstance(sheet, NoteSheet)
    try:
        with editing(edition, by=request.user) as log:
            found = {str(table.number): table for table in tables_without_note(edition)}
            table = found.get(request.POST.get("table", ""))
            if table is not None:
                work = Work()
                adopt_note(Ledger(edition), work, sheet, table)
                work.write(log)
                messages.success(request, _("已在%(table)s下写明原因，可以在下面修改。") % {"table": table.label})
    except FrozenEditionError as error:
        messages.error(request, explain_refusal(error))
    return HttpResponseRedirect(reverse("admin:entry_sheet", args=[edition.pk, "notes"]))
