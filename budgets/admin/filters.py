"""Filters of lists."""

import re
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from budgets.models import Edition
from budgets.vocabulary import EditionStatus

# More would make the page long; any edition can be reached from its own page.
OFFERED = 30


class EditionFilter(admin.SimpleListFilter):
    """Keep the facts of one edition; offers the latest drafts and the one chosen."""

    title = _("版本")
    parameter_name = "edition"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return drafts, and the edition one came from."""
        drafts = Edition.objects.filter(status=EditionStatus.DRAFT).order_by("-created_at")[:OFFERED]
        offered = Edition.objects.filter(Q(pk__in=list(drafts.values_list("pk", flat=True))) | Q(pk=self.chosen))
        return [(str(edition.pk), str(edition)) for edition in offered.with_budget()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Filter by the edition chosen."""
        return queryset if self.chosen is None else queryset.filter(edition=self.chosen)

    @property
    def chosen(self) -> int | None:
        """The id of the edition asked for; what is none, or longer than a database counts, asks for nothing."""
        value = self.value() or ""
        return int(value) if re.fullmatch(r"[0-9]{1,18}", value) else None
