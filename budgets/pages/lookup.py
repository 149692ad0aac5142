"""Find what an address names; what is not public exists only for those whose right was asked for before."""

from dataclasses import dataclass
from typing import NoReturn

from django.db.models import Q
from django.http import Http404

from budgets.models import Edition, EditionQuerySet
from budgets.models.budget import READABLE
from budgets.vocabulary import EditionStatus, Phase

EVER_PUBLIC = (*READABLE, EditionStatus.WITHDRAWN)


class WithdrawnError(Exception):
    """What an address names was withdrawn from the public: a notice stands in its place."""

    def __init__(self, edition: Edition) -> None:
        super().__init__(edition)
        self.edition = edition


@dataclass(frozen=True)
class BudgetKey:
    """What an address says of a budget; without an edition's number the one that stands is meant.

    `preview` is the id of the one unpublished edition that whoever asks may see before it is public; the address of
    a preview gives it only after the right was asked for.
    """

    region: str
    department: str
    year: int
    phase: str = Phase.BUDGET.value
    edition: int | None = None
    preview: int | None = None

    def of_budget(self) -> EditionQuerySet:
        """Return all editions of the budget, whatever their state."""
        return Edition.objects.filter(
            budget__department__region__code=self.region,
            budget__department__code=self.department,
            budget__year=self.year,
            budget__phase=self.phase,
        )

    def editions(self) -> EditionQuerySet:
        """Return the editions that may be read under this address."""
        found = self.of_budget()
        if self.preview is not None:
            return found.unpublished().filter(pk=self.preview, number=self.edition or 0)
        if self.edition is None:
            return found.filter(status=EditionStatus.PUBLISHED)
        return found.readable().filter(number=self.edition)

    def history(self) -> EditionQuerySet:
        """Return every edition that was ever published, and the one that is previewed, newest first."""
        shown = Q(status__in=EVER_PUBLIC) | Q(pk=self.preview)
        return self.of_budget().filter(shown).with_names().order_by("-number")


def find_edition(key: BudgetKey) -> Edition:
    """Return the edition of an address, with all that pages name.

    Raises Http404 where the public has none, WithdrawnError where it was withdrawn.
    """
    edition = key.editions().with_names().first()
    return edition or refuse(key)


def refuse(key: BudgetKey) -> NoReturn:
    """Raise WithdrawnError where an edition was withdrawn from an address, and Http404 for any other."""
    gone = key.of_budget().filter(status=EditionStatus.WITHDRAWN)
    if key.edition is not None:
        gone = gone.filter(number=key.edition)
    found = gone.with_names().select_related("withdrawal").order_by("-number").first()
    if found is None or key.preview is not None:
        raise Http404
    raise WithdrawnError(found)
