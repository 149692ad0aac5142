"""The workspace's first page, and the list of whom to remind."""

import csv
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from budgets.admin.desk.administration import administration
from budgets.admin.desk.bureau import BureauDesk, bureau_desk
from budgets.admin.desk.own import own_desk
from budgets.admin.guard import staff_page
from budgets.exporters.neutral import neutralise
from budgets.exporters.table_csv import BYTE_ORDER_MARK


@staff_page
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show what whoever is logged in must do, and at the end the plain lists of rows."""
    bureau = bureau_desk(request)
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": admin.site.index_title,
        "own": own_desk(request),
        "bureau": bureau,
        "administration": administration(request.user),
        "app_list": admin.site.get_app_list(request),
    }
    return TemplateResponse(request, "admin/index.html", context)


@staff_page
@require_safe
def show_reminders(request: HttpRequest) -> HttpResponse:
    """Show the list of whom to remind as text to be copied."""
    desk = _desk(request)
    reminders = desk.reminders()
    context = {
        **admin.site.each_context(request),
        "title": _("催办清单"),
        "bureau": desk,
        "count": len(reminders),
        "text": "\n".join(one.line for one in reminders),
    }
    return TemplateResponse(request, "admin/desk/reminders.html", context)


@staff_page
@require_safe
def download_reminders(request: HttpRequest) -> HttpResponse:
    """Answer with the same list as CSV."""
    desk = _desk(request)
    name = f"reminders-{desk.region.code}-{desk.year}-{desk.phase}.csv"
    response = HttpResponse(BYTE_ORDER_MARK, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    writer = csv.writer(response)
    writer.writerow([_("代码"), _("部门"), _("状态"), _("缺少的内容"), _("期限")])
    for one in desk.reminders():
        writer.writerow([neutralise(text) for text in (one.code, one.name, one.state, one.missing, one.days)])
    return response


def _desk(request: HttpRequest) -> BureauDesk:
    """Return the bureau's desk; PermissionDenied for who is no publisher."""
    desk = bureau_desk(request)
    if desk is None:
        raise PermissionDenied
    return desk
