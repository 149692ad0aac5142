"""Search over everything published: what can be found, the index it is found by, and what fits a query."""

from budgets.search.entries import entries_of
from budgets.search.index import drop_entries, write_entries
from budgets.search.query import Filters, Query, Word, parse, parse_name
from budgets.search.results import COUNTED, Hits, Results, search
from budgets.search.synonyms import Synonyms

__all__ = [
    "COUNTED",
    "Filters",
    "Hits",
    "Query",
    "Results",
    "Synonyms",
    "Word",
    "drop_entries",
    "entries_of",
    "parse",
    "parse_name",
    "search",
    "write_entries",
]
