"""What pages over many departments read of published editions: written and dropped along with publishing."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Exists, OuterRef

from budgets.models import Edition, PublishedAmount, Region, SearchEntry
from budgets.search import drop_entries, entries_of, write_entries
from budgets.summaries import drop_summary, keep_summaries
from budgets.tables import Facts


def keep_index(published: Sequence[Facts]) -> None:
    """Write what pages over many departments read of published editions; it can be made anew at any time."""
    keep_summaries((facts.edition, facts) for facts in published)
    write_entries([entry for facts in published for entry in entries_of(facts)])


def drop_index(edition: Edition) -> None:
    """Remove that again of an edition that no longer stands."""
    drop_summary(edition)
    drop_entries(edition)


@transaction.atomic
def index_publications(region: Region, *, anew: bool = False) -> int:
    """Index a region's published editions that are not indexed, or all of them `anew`; return how many that was."""
    Region.objects.select_for_update().get(pk=region.pk)
    editions = Edition.objects.published().with_names().filter(budget__department__region=region)
    if not anew:
        parts = (PublishedAmount, SearchEntry)
        complete = [Exists(part._default_manager.filter(edition=OuterRef("pk"))) for part in parts]
        editions = editions.exclude(*complete)
    found = list(editions)
    for edition in found:
        drop_index(edition)
        keep_index([Facts(edition)])
    return len(found)
