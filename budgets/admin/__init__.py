"""The desk of finance staff: every model in Django's admin, in Chinese; what is published can only be read.

Facts are not listed on the admin's first page: a clerk reaches them from the page of an edition, its hub.
"""

from budgets.admin import (
    budget,
    classifications,
    declared,
    editions,
    expenditure,
    inquiries,
    narrative,
    performance,
    projects,
    regions,
    revenue,
    search,
    site_settings,
    sources,
    waivers,
)
from budgets.admin.accounts import log, people

__all__ = [
    "budget",
    "classifications",
    "declared",
    "editions",
    "expenditure",
    "inquiries",
    "log",
    "narrative",
    "people",
    "performance",
    "projects",
    "regions",
    "revenue",
    "search",
    "site_settings",
    "sources",
    "waivers",
]
