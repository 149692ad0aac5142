"""Facts as an edition prepared here holds them: each figure once, under the finest fund that is known.

A printed document gives spending over all funds beside spending fund by fund, and speaks of the general public budget
where it means fiscal appropriation. Taken over as they are, both would have to be mended for one figure.
"""

from collections.abc import Iterable, Sequence

from budgets.models import EconomicExpenditure, FunctionExpenditure, RevenueLine
from budgets.money import add
from budgets.vocabulary import Fund


def without_doubles(lines: Sequence[FunctionExpenditure]) -> list[FunctionExpenditure]:
    """Leave out lines over all funds where those fund by fund add up to the same: nothing is typed twice."""
    whole = [line for line in lines if line.fund == Fund.ALL_FUNDS]
    parts = [line for line in lines if line.fund != Fund.ALL_FUNDS]
    same = add(one.amount for one in whole) == add(one.amount for one in parts)
    return parts if same else list(lines)


def is_all_appropriated(revenue: Iterable[RevenueLine]) -> bool:
    """Tell whether fiscal appropriation is the only source, so that all of the general public budget is spent of it."""
    return {line.fund for line in revenue if line.amount} == {Fund.FISCAL_APPROPRIATION}


def name_appropriation(lines: Iterable[FunctionExpenditure | EconomicExpenditure]) -> None:
    """Let spending of the general public budget be spending of fiscal appropriation."""
    for line in lines:
        if line.fund == Fund.GENERAL_PUBLIC_BUDGET:
            line.fund = Fund.FISCAL_APPROPRIATION.value
