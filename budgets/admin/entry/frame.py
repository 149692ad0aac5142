"""What every page of entry shows around its content: the edition, the way to the other sheets."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from budgets.entry.catalogue import BY_KEY
from budgets.entry.sheet import EntrySheet
from budgets.models import Edition

# The sheets as people look for them.
GROUPS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (_("批复"), ("approved",)),
    (_("收入"), ("revenue", "carry_forward")),
    (
        _("支出"),
        (
            "function_expenditure",
            "general_public_budget",
            "government_managed_funds",
            "basic_economic",
            "project_economic",
            "three_public",
        ),
    ),
    (_("项目和绩效"), ("projects", "indicators", "performance_goal", "performance_tasks", "performance_indicators")),
    (_("文字"), ("text", "glossary", "notes")),
)


@dataclass(frozen=True)
class SheetLink:
    """A sheet as a list names it."""

    sheet: EntrySheet
    address: str
    is_current: bool = False

    @property
    def numbers(self) -> str:
        """The numbers of the tables that show it: the first is its own."""
        return f"{self.sheet.tables[0]:02}" if self.sheet.tables else ""


def sheet_groups(edition: Edition, current: str = "") -> list[tuple[Any, list[SheetLink]]]:
    """Return the sheets by group."""
    return [(label, [_link(edition, key, key == current) for key in keys]) for label, keys in GROUPS]


def _link(edition: Edition, key: str, is_current: bool) -> SheetLink:
    """Return one link."""
    return SheetLink(BY_KEY[key], reverse("admin:entry_sheet", args=[edition.pk, key]), is_current)


def page_context(request: HttpRequest, edition: Edition, title: Any) -> dict[str, Any]:
    """Return what the frame of a page needs."""
    return {
        **admin.site.each_context(request),
        "title": title,
        "edition": edition,
        "desk_address": reverse("admin:edition_desk", args=[edition.pk]),
    }
