"""Find what an address names; drafts do not exist for the public."""

from dataclasses import dataclass

from django.http import Http404

from budgets.models import Edition, EditionQuerySet
from budgets.vocabulary import EditionStatus, Phase


@dataclass(frozen=True)
class BudgetKey:
    """What an address says of a budget; without an edition's number the one that stands is meant."""

    region: str
    department: str
    year: int
    phase: str = Phase.BUDGET.value
    edition: int | None = None

    def editions(self) -> EditionQuerySet:
        """Return the editions the public may read under this address."""
        found = Edition.objects.filter(
            budget__department__region__code=self.region,
            budget__department__code=self.department,
            budget__year=self.year,
            budget__phase=self.phase,
        )
        if self.edition is None:
            return found.filter(status=EditionStatus.PUBLISHED)
        return found.readable().filter(number=self.edition)


def find_edition(key: BudgetKey) -> Edition:
    """Return the edition of an address, with all that pages name; raise Http404 where the public has none."""
    edition = key.editions().with_names().first()
    if edition is None:
        raise Http404
    return edition
