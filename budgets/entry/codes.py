"""Searching a classification by number or by name, as one types."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from budgets.entry.ledger import codes_of

CLASSIFICATIONS = {
    "function": _("支出功能分类"),
    "department": _("部门预算支出经济分类"),
    "government": _("政府预算支出经济分类"),
}
MOST, LEAST = 20, 2


def find_codes(classification: str, query: str) -> list[tuple[str, str]]:
    """Return at most 20 codes that begin with the number, or whose name has the words; the finest codes first.

    The classifications that the portal ships hold for all years; two characters are asked for at the least.
    """
    words = query.split()
    if not words or len(query.strip()) < LEAST:
        return []
    codes: QuerySet = codes_of(classification)
    for word in words:
        codes = codes.filter(code__startswith=word) if word.isdecimal() else codes.filter(name__contains=word)
    order = ("code",) if words[0].isdecimal() else ("-level", "code")
    return list(codes.order_by(*order).values_list("code", "name")[:MOST])
