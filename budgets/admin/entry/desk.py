"""The page of an edition for those who work on it: where it stands, what to do next, how far each sheet is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from budgets.admin.addresses import address_of
from budgets.admin.entry.data import is_editable
from budgets.admin.entry.frame import SheetLink, page_context, sheet_groups
from budgets.admin.guard import find_edition, staff_page
from budgets.admin.steps.addresses import next_steps, preview_address
from budgets.entry.findings import counts_by_sheet, sheet_of
from budgets.entry.ledger import Ledger
from budgets.entry.presence import others_at_work
from budgets.models import Edition
from budgets.review import findings_of_edition
from budgets.vocabulary import EditionStatus, Severity

SAID: Mapping[str, Any] = {
    EditionStatus.DRAFT: _("正在填写。各页自动保存；没有错误后提交审核。"),
    EditionStatus.SUBMITTED: _("已提交，等待审核人审核。内容不能再改；要改请审核人退回。"),
    EditionStatus.APPROVED: _("审核通过，等待财政部门公开。"),
    EditionStatus.SCHEDULED: _("已安排公开时间，到时自动公开。"),
    EditionStatus.PUBLISHED: _("已经公开。要改正请建立更正版。"),
    EditionStatus.SUPERSEDED: _("已被更正后的新版代替，仍可按版次查阅。"),
    EditionStatus.WITHDRAWN: _("已经撤回，公众看到撤回公告。"),
}


@dataclass(frozen=True)
class SheetState:
    """A sheet with how far it is."""

    link: SheetLink
    count: int
    errors: int
    warnings: int


@staff_page
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the edition."""
    edition = find_edition(request, pk)
    found = findings_of_edition(edition)
    errors = [one for one in found if one.severity == Severity.ERROR]
    budget = edition.budget
    upload = address_of("admin:import_upload")
    context = {
        **page_context(request, edition, str(budget)),
        "said": SAID[edition.status],
        "editable": is_editable(request.user, edition),
        "offers": next_steps(request.user, edition),
        "preview_address": preview_address(edition),
        "groups": list(_groups(edition, counts_by_sheet(found))),
        "errors": _with_sheets(edition, errors),
        "warnings": _with_sheets(edition, [one for one in found if one not in errors]),
        "others": others_at_work(edition, request.user),
        "import_address": f"{upload}?{urlencode({'budget': budget.pk})}" if upload else "",
        "history_address": address_of("admin:edition_history", edition.pk),
        "particulars_address": reverse("admin:edition_particulars", args=[edition.pk]),
        "change_address": reverse("admin:budgets_edition_change", args=[edition.pk]),
    }
    return TemplateResponse(request, "admin/entry/desk.html", context)


def _groups(edition: Edition, counts: Mapping[str, tuple[int, int]]) -> Iterator[tuple[Any, list[SheetState]]]:
    """Yield the sheets by group, each with its rows and findings."""
    ledger = Ledger(edition)
    for label, links in sheet_groups(edition):
        states = []
        for link in links:
            stored = link.sheet.count(ledger)
            states.append(SheetState(link, stored, *counts.get(link.sheet.key, (0, 0))))
        yield label, states


def _with_sheets(edition: Edition, findings: Sequence[Any]) -> list[tuple[Any, str]]:
    """Return findings, each with the address of the sheet where it is mended."""
    return [(one, reverse("admin:entry_sheet", args=[edition.pk, sheet_of(one)])) for one in findings]
