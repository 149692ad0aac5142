"""Filters of lists."""

import re
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from budgets.models import Edition
from budgets.rights import within
from budgets.vocabulary import EditionStatus

# More would make the page long; any edition can be reached from its own page.
OFFERED = 30


class NumberFilter(admin.SimpleListFilter):
    """Keep the rows that belong to one row of another kind, asked for by its id."""

    @property
    def chosen(self) -> int | None:
        """The id asked for; what is none, or longer than a database counts, asks for nothing."""
        value = self.value() or ""
        return int(value) if re.fullmatch(r"[0-9]{1,18}", value) else None


class EditionFilter(NumberFilter):
    """Keep the facts of one edition; offers the latest drafts that are the user's, and the one chosen."""

    title = _("版本")
    parameter_name = "edition"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return drafts, and the edition one came from."""
        own = within(request.user, Edition.objects.with_budget())
        drafts = own.filter(status=EditionStatus.DRAFT).order_by("-created_at")[:OFFERED]
        offered = own.filter(Q(pk__in=[edition.pk for edition in drafts]) | Q(pk=self.chosen))
        return [(str(edition.pk), str(edition)) for edition in offered]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Filter by the edition chosen."""
        return queryset if self.chosen is None else queryset.filter(edition=self.chosen)
