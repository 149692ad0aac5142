"""Beginning an edition: empty, from the edition before it, or from last year's."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.db.models import F, Max, Model
from django.utils.translation import gettext_lazy as _

from budgets.compliance.approval import approval_date
from budgets.copying import copy_facts
from budgets.editing import User, logging
from budgets.entry.offers import Prepared
from budgets.models import (
    Budget,
    BudgetYear,
    DeclaredAmount,
    Edition,
    GlossaryTerm,
    Narrative,
    PerformanceIndicator,
    PerformanceTask,
    Project,
    Region,
    StatedFigure,
)
from budgets.naming import former_in, former_names
from budgets.tables.facts import FACT_MODELS
from budgets.vocabulary import EditionOrigin, EditionStatus


class Taken(StrEnum):
    """What a new edition takes over from another one."""

    EVERYTHING = "everything"
    ROWS = "rows"
    TEXTS = "texts"


TAKEN_LABELS = {
    Taken.EVERYTHING: _("全部内容：文字、科目、项目、指标和金额"),
    Taken.ROWS: _("文字、科目、项目和指标，不带金额"),
    Taken.TEXTS: _("只带文字说明和名词解释"),
}
TEXTS: tuple[type[Model], ...] = (Narrative, GlossaryTerm)
# What is taken over without amounts; rows of money are offered on their sheets instead.
ROWS: tuple[type[Model], ...] = (*TEXTS, Project, PerformanceIndicator, PerformanceTask)
# What holds for the year alone that it was written for: totals as approved, figures of the printed text.
OF_THE_YEAR: tuple[type[Model], ...] = (DeclaredAmount, StatedFigure)


class UnfinishedEditionError(Exception):
    """The budget has an edition already that is not public yet: `edition`."""

    def __init__(self, edition: Edition) -> None:
        super().__init__(str(edition))
        self.edition = edition


def begin(budget: Budget, *, by: User, from_edition: Edition | None = None, taken: Taken = Taken.EVERYTHING) -> Edition:
    """Make the draft of a budget, with what it takes over from another edition, and return it.

    Raises UnfinishedEditionError where the budget has an edition that is not public yet; two who begin at once have
    one effect, since the budget is locked.
    """
    with transaction.atomic():
        # The region first, as everybody who makes editions does: a year may be opened at this moment.
        Region.objects.select_for_update().get(pk=budget.department.region_id)
        budget = Budget.objects.select_for_update(of=("self",)).select_related("department__region").get(pk=budget.pk)
        unfinished = budget.editions.unpublished().first()  # type: ignore[attr-defined]
        if unfinished is not None:
            raise UnfinishedEditionError(unfinished)
        edition = _new_edition(budget, by, rows_from=from_edition if taken == Taken.ROWS else None)
        with logging(by=by, edition=edition) as log:
            log.created([edition])
            if from_edition is not None:
                for facts in _take_over(from_edition, edition, taken).values():
                    log.created(facts)
    return edition


def possible_sources(budget: Budget) -> Sequence[Edition]:
    """Return the editions that a new one may begin from: those of the budget itself, and last year's; newest first."""
    same = Edition.objects.filter(budget=budget)
    last_year = Edition.objects.filter(
        budget__department=budget.department_id, budget__year=budget.year - 1, status=EditionStatus.PUBLISHED
    )
    return list((same | last_year).with_budget().order_by("-budget__year", F("budget__phase").desc(), "-number"))


def _new_edition(budget: Budget, by: User, *, rows_from: Edition | None) -> Edition:
    """Make an edition under the names that the department has in the budget's year."""
    department = budget.department
    names = former_in(former_names([department]).get(department.pk, []), budget.year) or department
    year = BudgetYear.objects.filter(region=department.region, year=budget.year).first()
    last = budget.editions.aggregate(last=Max("number"))["last"] or 0
    form: dict[str, Any] = {"form_set": year.form_set} if year is not None else {}
    return Edition.objects.create(
        budget=budget,
        number=last + 1,
        origin=EditionOrigin.PREPARED,
        department_name=names.name,
        department_short_name=names.short_name,
        approved_on=approval_date(budget, year),
        edited_by_id=by.pk,
        rows_from=rows_from,
        **form,
    )


def _take_over(source: Edition, target: Edition, taken: Taken) -> dict[type[Model], list[Any]]:
    """Copy facts, changed as a new year and a prepared edition need them."""
    models = {Taken.EVERYTHING: FACT_MODELS, Taken.ROWS: ROWS, Taken.TEXTS: TEXTS}[taken]
    is_same_budget = source.budget_id == target.budget_id
    if not is_same_budget:
        models = tuple(model for model in models if model not in OF_THE_YEAR)
    return copy_facts(Prepared(source, is_same_budget=is_same_budget), target, models)
