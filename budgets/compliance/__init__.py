"""The deadline: when a budget was approved, until when it is to be published, and how a department stands."""

from budgets.compliance.approval import approval_date, deadline_after, exempt, set_approval
from budgets.compliance.standing import Standing, State, standing_of, standings_of

__all__ = [
    "Standing",
    "State",
    "approval_date",
    "deadline_after",
    "exempt",
    "set_approval",
    "standing_of",
    "standings_of",
]
