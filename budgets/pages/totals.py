"""What editions spend, many at once, for lists that fill no tables."""

from collections.abc import Iterable
from decimal import Decimal

from django.db.models import Q, Sum

from budgets.models import Edition, FunctionExpenditure
from budgets.vocabulary import Fund


def expenditure_totals(editions: Iterable[Edition]) -> dict[int, Decimal]:
    """Return the spending of each edition in yuan by its id: as given over all funds, else the sum of the funds."""
    lines = FunctionExpenditure.objects.filter(edition__in=[edition.pk for edition in editions])
    sums = lines.values("edition_id").annotate(
        over_all=Sum("amount", filter=Q(fund=Fund.ALL_FUNDS)),
        by_fund=Sum("amount", filter=~Q(fund=Fund.ALL_FUNDS)),
    )
    totals = {}
    for row in sums:
        total = row["by_fund"] if row["over_all"] is None else row["over_all"]
        totals[row["edition_id"]] = Decimal(total).quantize(Decimal("0.01"))
    return totals
