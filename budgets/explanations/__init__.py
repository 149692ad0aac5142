"""Where a figure comes from: which money it is, what it adds up, and where else the same money stands."""

from budgets.explanations.counterparts import Counterpart, Verdict, find_counterparts
from budgets.explanations.explanation import Explanation, Share, explain
from budgets.explanations.same_money import Relation
from budgets.explanations.scope import Scope
from budgets.explanations.sums import Addition, Way, additions

__all__ = [
    "Addition",
    "Counterpart",
    "Explanation",
    "Relation",
    "Scope",
    "Share",
    "Verdict",
    "Way",
    "additions",
    "explain",
    "find_counterparts",
]
