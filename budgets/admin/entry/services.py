"""What the script of an entry page asks for: saving, rows, who else is there, findings, codes."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from budgets.admin.editing import explain_refusal
from budgets.admin.entry.data import Screen, find_screen, is_editable, link, row_data
from budgets.admin.guard import find_edition, staff_page
from budgets.checks import Finding
from budgets.editing import FrozenEditionError
from budgets.entry.changes import EntryError, read_changes
from budgets.entry.codes import CLASSIFICATIONS, find_codes
from budgets.entry.findings import PlacedFinding, place_findings
from budgets.entry.ledger import codes_of
from budgets.entry.presence import note_presence, others_at_work
from budgets.entry.saving import save_rows
from budgets.models import Edition
from budgets.review import findings_of_edition
from budgets.vocabulary import Severity

View = Callable[..., HttpResponse]


def _service(view: View) -> View:
    """Guard a service, and say in words what a script cannot guess from a number."""

    @wraps(view)
    def _answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except PermissionDenied:
            return _refuse(_("您没有修改这一版的权限，没有保存。"), 403)
        except RequestDataTooBig:
            return _refuse(_("一次保存的内容太多，请分几次粘贴。"), 413)
        except (EntryError, ValueError, OverflowError, RecursionError) as error:
            text = str(error) if isinstance(error, EntryError) else _("请求的内容不完整，没有保存。请刷新页面后重试。")
            return _refuse(text, 400)
        except FrozenEditionError as error:
            return _refuse(explain_refusal(error), 403)
        except IntegrityError as error:
            return _refuse(explain_refusal(error), 400)

    return staff_page(_answer)


def _refuse(message: str, status: int) -> JsonResponse:
    """Answer with a sentence."""
    return JsonResponse({"message": message}, status=status)


@_service
@require_POST
def save(request: HttpRequest, pk: int, sheet: str = "", project: int | None = None) -> HttpResponse:
    """Save the rows that were typed."""
    edition = find_edition(request, pk, "change")
    screen = find_screen(edition, sheet, project)
    data = json.loads(request.body)
    if not isinstance(data, dict) or not isinstance(data.get("token"), str):
        raise EntryError(_("请求的内容不完整，没有保存。请刷新页面后重试。"))
    answer = save_rows(
        edition, screen.sheet, token=UUID(data["token"]), changes=read_changes(data.get("changes")), by=request.user
    )
    for row in answer["saved"]:
        row.update(link(screen, row.pop("project", None)))
    return JsonResponse({**answer, "others": others_at_work(edition, request.user)})


@_service
@require_GET
def rows(request: HttpRequest, pk: int, sheet: str = "", project: int | None = None) -> HttpResponse:
    """Return the rows as they are stored now."""
    screen = find_screen(find_edition(request, pk), sheet, project)
    found = screen.sheet.rows(screen.ledger)
    totals = screen.sheet.totals(screen.ledger)
    data = {"revision": screen.edition.revision, "rows": row_data(screen, found), "totals": totals}
    return JsonResponse(data)


@_service
@require_POST
def presence(request: HttpRequest, pk: int, sheet: str = "", project: int | None = None) -> HttpResponse:
    """Note that the page is open, and return who else has one open; readers leave no trace."""
    edition = find_edition(request, pk)
    screen = find_screen(edition, sheet, project)
    editable = is_editable(request.user, edition)
    if editable:
        note_presence(edition, request.user, screen.key)
    others = others_at_work(edition, request.user)
    return JsonResponse({"others": others, "revision": edition.revision, "editable": editable})


@_service
@require_GET
def findings(request: HttpRequest, pk: int, sheet: str = "", project: int | None = None) -> HttpResponse:
    """Check the edition, and lead each finding to where it is mended."""
    edition = find_edition(request, pk)
    screen = find_screen(edition, sheet, project)
    found = findings_of_edition(edition)
    placed = place_findings(screen.ledger, screen.sheet, screen.sheet.rows(screen.ledger), found)
    return JsonResponse(
        {
            "revision": edition.revision,
            "findings": [_finding(edition, screen, one) for one in placed],
            "errors": sum(_is_error(one) for one in found),
            "warnings": sum(not _is_error(one) for one in found),
        }
    )


def _is_error(finding: Finding) -> bool:
    """Tell whether a finding keeps the edition from being submitted."""
    return finding.severity == Severity.ERROR


def _finding(edition: Edition, screen: Screen, placed: PlacedFinding) -> dict[str, Any]:
    """Return a finding as the script reads it."""
    finding = placed.finding
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": str(finding.message),
        "table": finding.table,
        "row": placed.row,
        "column": placed.column,
        "address": address_of(edition, placed),
    }


def address_of(edition: Edition, placed: PlacedFinding) -> str:
    """Return where a finding is mended: the screen of its project, else its sheet."""
    if placed.project is not None:
        return reverse("admin:entry_project", args=[edition.pk, placed.project])
    return reverse("admin:entry_sheet", args=[edition.pk, placed.sheet])


@_service
@require_GET
def codes(request: HttpRequest) -> HttpResponse:
    """Search a classification; the same for every year that the portal knows."""
    classification = request.GET.get("classification", "")
    if classification not in CLASSIFICATIONS:
        raise EntryError(_("没有这个分类。"))
    model = codes_of(classification).model
    if not request.user.has_perm(f"budgets.view_{model._meta.model_name}"):
        raise PermissionDenied
    return JsonResponse({"codes": find_codes(classification, request.GET.get("q", "")[:50])})
