"""One act of the bureau over many departments, of which each finds its own part in the log."""

from budgets.editing import Log
from budgets.models import Department


def within_act(log: Log, department: Department) -> Log:
    """Return a log of one department that writes along with that of the whole act, as part of it.

    It names no edition, also where a draft is concerned: whoever edited an edition may not publish it, and what the
    bureau enters for all departments is no edit of one.
    """
    own = Log(by=log.by, department=department)
    own.batch, own.records = log.batch, log.records
    return own
