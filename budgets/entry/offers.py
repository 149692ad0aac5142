"""What a new edition is given of another one: its facts as they are taken over, and rows offered to be filled in."""

from functools import cached_property
from typing import Any

from django.db.models import Model

from budgets.models import (
    EconomicExpenditure,
    Edition,
    FunctionExpenditure,
    Project,
    RevenueLine,
    TableNote,
    ThreePublicExpense,
)
from budgets.prepared import is_all_appropriated, name_appropriation, without_doubles
from budgets.tables import Facts

# Whose rows are offered where an edition began without amounts: a blank is stored nowhere, least of all as nothing.
OFFERED: tuple[type[Model], ...] = (FunctionExpenditure, EconomicExpenditure, ThreePublicExpense)
# Between rows that are offered there is room for others, so that all stay in their order while they are filled in.
STEP = 1000


class Prepared(Facts):
    """The facts of an edition as a prepared one takes them over; in memory, never saved back."""

    def __init__(self, source: Edition, *, is_same_budget: bool) -> None:
        super().__init__(source)
        self.is_same_budget = is_same_budget

    @cached_property
    def is_all_appropriated(self) -> bool:
        """Whether fiscal appropriation is the only source."""
        return is_all_appropriated(self.of(RevenueLine))

    def _ask(self, model: type[Model]) -> list[Any]:
        """Read one kind of fact, as it is taken over."""
        facts = super()._ask(model)
        if model is FunctionExpenditure:
            facts = without_doubles(facts)
        if model is TableNote:
            facts = [note for note in facts if not note.made_in_reading]
        if model is ThreePublicExpense and not self.is_same_budget:
            for expense in facts:
                expense.last_year_amount, expense.reason = expense.amount, ""
        if model is Project:
            # The table of indicators follows that of the projects where no document prints its own order.
            for project in facts:
                project.performance_position = project.position
        if model in (FunctionExpenditure, EconomicExpenditure) and self.is_all_appropriated:
            name_appropriation(facts)
        return facts


def find_offers(edition: Edition) -> Prepared | None:
    """Return the facts whose rows a draft offers, or None where it offers none."""
    if edition.rows_from_id is None or not edition.is_draft:
        return None
    source = Edition.objects.with_budget().get(pk=edition.rows_from_id)
    return Prepared(source, is_same_budget=source.budget_id == edition.budget_id)
