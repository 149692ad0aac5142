"""The page of an edition as a clerk's hub: what it holds, where to go on, and what the checks say."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.admin import AdminSite
from django.db.models import Count, Model, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from budgets.checks import Result, check
from budgets.models import (
    CarryForward,
    DeclaredAmount,
    DepartmentIndicator,
    EconomicExpenditure,
    Edition,
    FunctionExpenditure,
    GlossaryTerm,
    Narrative,
    PerformanceGoal,
    PerformanceTask,
    Project,
    RevenueLine,
    SourceTable,
    StatedFigure,
    TableNote,
    ThreePublicExpense,
)
from budgets.tables import Facts
from budgets.vocabulary import OUTCOME_LABELS

# What an edition consists of, in the order of entry, and the tables or parts of the text that show it.
KINDS: Mapping[type[Model], Any] = {
    RevenueLine: _("01、02、04、11 表"),
    CarryForward: _("01、04 表"),
    FunctionExpenditure: _("01、03、04、05、09 表"),
    EconomicExpenditure: _("06、07 表"),
    ThreePublicExpense: _("08 表"),
    Project: _("10、12 表"),
    PerformanceGoal: _("11 表"),
    PerformanceTask: _("11 表"),
    DepartmentIndicator: _("11 表"),
    DeclaredAmount: _("各表合计，用于核对"),
    Narrative: _("第一、第二部分"),
    StatedFigure: _("第二部分，用于核对"),
    GlossaryTerm: _("第三部分"),
    TableNote: _("各表附注"),
    SourceTable: _("转录时读到的原文"),
}


@dataclass(frozen=True)
class KindRow:
    """One kind of facts: how many there are, its list, and where to add one (blank where one may not)."""

    name: str
    shown_in: Any
    count: int
    list_address: str
    add_address: str


@dataclass(frozen=True)
class CheckRow:
    """One rule and what became of it."""

    code: str
    title: Any
    outcome: Any
    remarks: tuple[str, ...]


def kind_rows(site: AdminSite, request: HttpRequest, edition: Edition) -> list[KindRow]:
    """Return a row for each kind of facts that the user may see."""
    return list(_kind_rows(site, request, edition, count_facts(edition)))


def _kind_rows(
    site: AdminSite, request: HttpRequest, edition: Edition, counts: Mapping[type[Model], int]
) -> Iterator[KindRow]:
    """Yield the rows; only a draft may be added to."""
    chosen = urlencode({"edition": edition.pk})
    came_from = urlencode({"edition": edition.pk, "_changelist_filters": chosen})
    for model, shown_in in KINDS.items():
        pages = site.get_model_admin(model)
        if not pages.has_view_permission(request):
            continue
        address = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        may_add = edition.is_draft and pages.has_add_permission(request)
        yield KindRow(
            name=str(model._meta.verbose_name),
            shown_in=shown_in,
            count=counts[model],
            list_address=f"{reverse(f'{address}_changelist')}?{chosen}",
            add_address=f"{reverse(f'{address}_add')}?{came_from}" if may_add else "",
        )


def count_facts(edition: Edition) -> dict[type[Model], int]:
    """Count the facts of every kind, in one query."""
    counts = [Coalesce(Subquery(_count(model)), 0) for model in KINDS]
    return dict(zip(KINDS, Edition.objects.filter(pk=edition.pk).values_list(*counts).get(), strict=True))


def _count(model: type[Model]) -> Any:
    """Return the query that counts the facts of one kind in the edition of the outer query."""
    facts = model._default_manager.filter(edition=OuterRef("pk")).order_by()
    return facts.values("edition").annotate(number=Count("pk")).values("number")


def check_rows(edition: Edition) -> list[CheckRow]:
    """Run the checks on an edition and return a row for each rule."""
    return [_check_row(result) for result in check(Facts(edition))]


def _check_row(result: Result) -> CheckRow:
    """Put a result into words: its findings, else why it cannot be checked."""
    remarks = tuple(str(finding.message) for finding in result.findings) or tuple(result.reasons)
    return CheckRow(result.rule.code, result.rule.title, OUTCOME_LABELS[result.outcome], remarks)
