"""What the page of a sheet carries for its script: columns, rows, addresses."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from budgets.entry.catalogue import BY_KEY
from budgets.entry.columns import header
from budgets.entry.ledger import Ledger
from budgets.entry.presence import PROJECT
from budgets.entry.projects import IndicatorSheet
from budgets.entry.sheet import EntrySheet, GridRow
from budgets.models import Edition, Project
from budgets.rights import may

SHOWN_UNIT = "万元"


class Screen:
    """A sheet of an edition as somebody has it open; of the indicators it may be that of one project alone."""

    def __init__(self, edition: Edition, sheet: EntrySheet, project: Project | None = None) -> None:
        self.edition, self.sheet, self.project = edition, sheet, project
        self.ledger = Ledger(edition)

    @property
    def key(self) -> str:
        """What the screen is called in the browser's memory and among those at work."""
        return self.sheet.key if self.project is None else f"{PROJECT}{self.project.pk}"

    def address(self, page: str = "") -> str:
        """Return the address of the screen, or of one of its services: "save", "rows", "presence", "findings"."""
        name = "entry_sheet" if self.project is None else "entry_project"
        place = [self.edition.pk, self.sheet.key if self.project is None else self.project.pk]
        return reverse(f"admin:{name}_{page}" if page else f"admin:{name}", args=place)


def find_screen(edition: Edition, sheet: str = "", project: int | None = None) -> Screen:
    """Return the screen that an address names; 404 for none."""
    if project is not None:
        found = Project.objects.filter(edition=edition, pk=project).select_related("unit").first()
        if found is None:
            raise Http404
        return Screen(edition, IndicatorSheet(found), found)
    if sheet not in BY_KEY:
        raise Http404
    return Screen(edition, BY_KEY[sheet])


def is_editable(user: Any, edition: Edition) -> bool:
    """Tell whether somebody may type into the sheets of an edition."""
    return edition.is_draft and may(user, "change", edition)


def sheet_data(request: HttpRequest, screen: Screen) -> dict[str, Any]:
    """Return all that the script of a sheet's page starts from."""
    edition, sheet, ledger = screen.edition, screen.sheet, screen.ledger
    columns = sheet.columns(ledger)
    user = request.user
    return {
        "sheet": screen.key,
        "title": str(sheet.title),
        "edition": edition.pk,
        "year": edition.budget.year,
        "user": "" if isinstance(user, AnonymousUser) else str(user.pk),
        "revision": edition.revision,
        "editable": is_editable(user, edition),
        "unit": SHOWN_UNIT,
        "header": header(columns),
        "columns": [column.as_data() for column in columns],
        "fixed_rows": sheet.fixed_rows,
        "rows": row_data(screen, sheet.rows(ledger)),
        "totals": sheet.totals(ledger),
        "controls": sheet.controls(ledger),
        "printed": sheet.printed(ledger),
        "abreast": sheet.abreast(ledger),
        "identity": [column.key for column in columns if column.key in sheet.identity],
        "own": _own(edition, ledger),
        "addresses": _addresses(screen),
    }


def row_data(screen: Screen, rows: Iterable[GridRow]) -> list[dict[str, Any]]:
    """Return rows as the script reads them."""
    return [{"id": row.id, "values": row.values, **link(screen, row.link)} for row in rows]


def link(screen: Screen, project: int | None) -> Mapping[str, str]:
    """Return where a row leads: to the screen of its project."""
    if project is None or screen.project is not None:
        return {}
    return {
        "address": reverse("admin:entry_project", args=[screen.edition.pk, project]),
        "address_label": _("指标"),
    }


def _own(edition: Edition, ledger: Ledger) -> dict[str, list[str]]:
    """Return the codes and names by which a pasted row is known as that of the department or a unit itself."""
    department = ledger.department
    names = (edition.department_name, edition.department_short_name, department.name, department.short_name)
    units = list(ledger.units.values())
    named = [name for unit in units for name in (unit.name, unit.short_name)]
    return {
        "codes": [department.code, *(unit.code for unit in units)],
        "names": list(dict.fromkeys(name for name in (*names, *named) if name)),
    }


def _addresses(screen: Screen) -> dict[str, str]:
    """Return the addresses that the script asks."""
    services = {page: screen.address(page) for page in ("save", "rows", "presence", "findings")}
    return {
        **services,
        "codes": reverse("admin:entry_codes"),
        "login": f"{reverse('admin:login')}?next={screen.address()}",
    }
