"""Budgets that were public and are withdrawn, with the reason: the notice stays where they are missed."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from budgets.models import Department, Edition, Region, Withdrawal
from budgets.pages.editions import history_address
from budgets.vocabulary import EditionStatus

# So many a region shows; a department has few.
SHOWN = 50


@dataclass(frozen=True)
class Notice:
    """A withdrawal, and where the record of all that was published of its budget stands."""

    withdrawal: Withdrawal
    history: str


def has_withdrawn(path: str, owner: str) -> Exists:
    """Tell, for a query, whether anything of a region or department was withdrawn.

    `path` leads from an edition to it, `owner` from the rows of the query. Where nothing was, pages ask no more.
    """
    return Exists(Edition.objects.filter(status=EditionStatus.WITHDRAWN, **{path: OuterRef(owner)}))


def withdrawn_of(owner: Region | Department) -> list[Notice]:
    """Return the notices of a region or a department, the latest first, of budgets of which nothing stands today."""
    standing = Edition.objects.filter(budget=OuterRef("edition__budget"), status=EditionStatus.PUBLISHED)
    path = "edition__budget__department"
    where = {path: owner} if isinstance(owner, Department) else {f"{path}__region": owner}
    found = Withdrawal.objects.filter(edition__status=EditionStatus.WITHDRAWN, **where).exclude(Exists(standing))
    named = found.select_related("edition__budget__department__region").order_by("-at")
    return [Notice(one, history_address(one.edition)) for one in named[:SHOWN]]
