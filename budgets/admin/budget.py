"""Budgets of a year: who, when, which phase, and their editions."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from budgets.admin.base import BLANK, PortalAdmin
from budgets.models import Budget, Edition
from budgets.vocabulary import EditionStatus


@admin.register(Budget)
class BudgetAdmin(PortalAdmin):
    """Pages of budgets."""

    related = ("department__region",)
    list_display = ("department", "region", "year", "phase", "edition_links")
    list_filter = ("year", "phase", "department__region")
    search_fields = ("department__code", "department__name", "department__short_name", "year")
    autocomplete_fields = ("department",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Read the editions along with the budgets."""
        return super().get_queryset(request).prefetch_related("editions")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Show the editions of a budget that exists."""
        fields = ("department", "year", "phase")
        return fields if obj is None else (*fields, "edition_links")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Keep department, year and phase once an edition was published: addresses and hashes name them."""
        if obj is not None and obj.editions.exclude(status=EditionStatus.DRAFT).exists():
            return ("department", "year", "phase", "edition_links")
        return ("edition_links",)

    @admin.display(description=_("行政区划"), ordering="department__region")
    def region(self, budget: Budget) -> str:
        """Name the region."""
        return budget.department.region.name

    @admin.display(description=_("版本"))
    def edition_links(self, budget: Budget) -> str:
        """Link every edition, the newest first."""
        return format_html_join("、", '<a href="{}">{}</a>', map(_link, budget.editions.all())) or BLANK


def _link(edition: Edition) -> tuple[str, str]:
    """Return address and text of a link to an edition's page."""
    text = _("第 %(number)d 版（%(status)s）") % {"number": edition.number, "status": edition.get_status_display()}
    return reverse("admin:budgets_edition_change", args=[edition.pk]), text
