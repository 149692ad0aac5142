"""From draft to the public and back: the steps of an edition, who may take them, and the chain of publications.

Nothing else writes published editions. Every step is one transaction in the name of whoever takes it, and is kept
as a step of the edition and in the log.
"""

from budgets.publishing.corrections import correct, why_not_correct
from budgets.publishing.errors import PublishingError
from budgets.publishing.index import drop_index, index_publications, keep_index
from budgets.publishing.people import Actor, second_step
from budgets.publishing.publication import publish, publish_invented, withdraw
from budgets.publishing.reasons import Reasons, explain, forget_summary, may_explain, open_warnings, sentence_of
from budgets.publishing.rules import FROM, blocking_reasons, why_not
from budgets.publishing.steps import approve, schedule, send_back, submit, unschedule
from budgets.publishing.timetable import Due, publish_due

__all__ = [
    "FROM",
    "Actor",
    "Due",
    "PublishingError",
    "Reasons",
    "approve",
    "blocking_reasons",
    "correct",
    "drop_index",
    "explain",
    "forget_summary",
    "index_publications",
    "keep_index",
    "may_explain",
    "open_warnings",
    "publish",
    "publish_due",
    "publish_invented",
    "schedule",
    "second_step",
    "send_back",
    "sentence_of",
    "submit",
    "unschedule",
    "why_not",
    "why_not_correct",
    "withdraw",
]
