"""What an edition's charts and overview are made of: its standard tables, its own figures, and its other years."""

from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property

from budgets.charts import YearFigures
from budgets.pages.addresses import BudgetAddress
from budgets.pages.years import beside, own_figures, published_figures
from budgets.tables import Facts, FilledTable
from budgets.tables.editions import STANDARD, fill_standard

BALANCE, SPENDING, THREE_PUBLIC = "revenue_and_expenditure", "function_expenditure", "three_public"


class Material:
    """What pages of an edition are made of; each part is made when it is first asked for.

    `filled` are tables of the edition that were filled already.
    """

    def __init__(self, facts: Facts, filled: Sequence[FilledTable] = ()) -> None:
        self.facts = facts
        self.address = BudgetAddress.of(facts.edition)
        self._filled = filled

    def standard(self, kind: str) -> FilledTable:
        """Return the standard table of a kind: the edition's own where its form set has it."""
        own = next((one for one in self._filled if one.table.kind == kind and one.table.form_set == STANDARD), None)
        return own or fill_standard(self.facts, kind)

    @cached_property
    def balance(self) -> FilledTable:
        """Revenue and expenditure, the standard table 01."""
        return self.standard(BALANCE)

    @cached_property
    def spending(self) -> FilledTable:
        """Expenditure by function and nature, the standard table 03."""
        return self.standard(SPENDING)

    @cached_property
    def three_public(self) -> FilledTable:
        """“三公”, the standard table 08."""
        return self.standard(THREE_PUBLIC)

    @cached_property
    def figures(self) -> YearFigures:
        """The edition's own figures."""
        return own_figures(self.balance, self.spending, self.three_public)

    @property
    def left_over(self) -> Decimal | None:
        """What is left for the next year, in yuan."""
        return self.balance.by_address["carried_forward", "expenditure_amount"].amount

    @cached_property
    def years(self) -> list[YearFigures]:
        """The figures of all years and phases that the department published, the latest first; one query."""
        return beside(self.figures, published_figures(self.facts.department))

    @property
    def year(self) -> int:
        """The year of the edition."""
        return self.facts.edition.budget.year

    @property
    def phase(self) -> str:
        """The phase of the edition: trends compare nothing else."""
        return self.facts.edition.budget.phase

    def of_year(self, year: int, phase: str) -> YearFigures | None:
        """Return the figures of a year and phase, or None where nothing of it is published."""
        return next((one for one in self.years if (one.year, one.phase) == (year, phase)), None)
