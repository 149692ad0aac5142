"""What the pages of years and of the house have in common: whose they are, and how they are shown."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from budgets.admin.desk.bureau import regions_of
from budgets.models import Department, Region

BUSY = _("同时有人在修改同一份数据，本次没有保存。请核对后重试。")


def own_regions(request: HttpRequest) -> QuerySet[Region]:
    """Return the regions whose bureau asks; PermissionDenied for who is of none."""
    regions = regions_of(request.user)
    if not regions.exists():
        raise PermissionDenied
    return regions


def own_region(request: HttpRequest) -> Region:
    """Return the region that the address names, or the first; 404 where it is somebody else's."""
    regions = own_regions(request)
    code = request.GET.get("region", "")
    found = regions.filter(code=code).first() if code else regions.first()
    if found is None:
        raise Http404
    return found


def departments_of(region: Region) -> QuerySet[Department]:
    """Return the departments and units of a region that are still there."""
    return Department.objects.filter(region=region, closed_after__isnull=True).order_by("code")


def show(request: HttpRequest, template: str, title: Any, **context: Any) -> HttpResponse:
    """Render a page of the workspace."""
    values = {**admin.site.each_context(request), "title": title, **context}
    return TemplateResponse(request, f"admin/years/{template}.html", values)
