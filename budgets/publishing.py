"""The only writer of published editions: publish a draft, and keep the chain of publications."""

from datetime import UTC, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets.canonical import facts_sha256, sha256_of
from budgets.checks import blocking_findings
from budgets.models import Edition, Publication, Region
from budgets.summaries import drop_summary, keep_summary
from budgets.tables import Facts
from budgets.vocabulary import EditionStatus


class PublishingError(Exception):
    """An edition that may not be published; the message says why and what to do."""


@transaction.atomic
def publish(*, edition: Edition, by: str, reason: str = "") -> Publication:
    """Publish a draft in the name of `by`, in place of the edition published before it, if there is one.

    A prepared edition with errors is refused; a transcribed one shows them. A correction
    needs a reason, which is public. Two publishers at once have one effect: the second finds no draft.
    """
    # The region is locked first, so that numbers and hashes of its chain are given one at a time.
    region = Region.objects.select_for_update().get(pk=edition.budget.department.region_id)
    draft = Edition.objects.select_for_update(of=("self",)).with_budget().get(pk=edition.pk)
    if not draft.is_draft:
        raise PublishingError(_("这一版不是草稿，不能再次公开。"))
    _refuse_errors(draft)
    _supersede(draft, reason.strip() or draft.reason.strip())
    return _record(draft, region, by, timezone.now())


def blocking_reasons(edition: Edition) -> list[str]:
    """Return, in sentences, what keeps an edition from being published."""
    return [] if edition.is_transcribed else [str(finding.message) for finding in blocking_findings(Facts(edition))]


def _refuse_errors(draft: Edition) -> None:
    """Refuse a prepared edition whose sums do not hold."""
    reasons = blocking_reasons(draft)
    if reasons:
        raise PublishingError(
            _("有 %(count)d 处错误须先改正：%(first)s") % {"count": len(reasons), "first": reasons[0]}
        )


def _supersede(draft: Edition, reason: str) -> None:
    """Retire the edition published so far."""
    current = Edition.objects.select_for_update().filter(budget=draft.budget).published().first()
    if current is None:
        return
    if not reason:
        raise PublishingError(_("更正已公开的预算，请写明更正原因；原因会随新版一起公开。"))
    draft.reason = reason
    current.status = EditionStatus.SUPERSEDED
    current.save(update_fields=["status"])
    drop_index(current)


def _record(draft: Edition, region: Region, by: str, at: datetime) -> Publication:
    """Write the publication, chained to the one before it in the region, then turn the draft public."""
    last = Publication.objects.filter(region=region).order_by("-number").first()
    facts = Facts(draft)
    publication = Publication(
        region=region,
        number=last.number + 1 if last else 1,
        edition=draft,
        facts_sha256=facts_sha256(facts),
        previous_sha256=last.sha256 if last else "",
        published_at=at.replace(microsecond=0),
        actor=by,
    )
    publication.sha256 = publication_sha256(publication)
    publication.save()
    draft.status = EditionStatus.PUBLISHED
    draft.save(update_fields=["status", "reason"])
    keep_index(draft, facts)
    return publication


def keep_index(edition: Edition, facts: Facts) -> None:
    """Write what pages over many departments read of a published edition; it can be made anew at any time."""
    keep_summary(edition, facts)


def drop_index(edition: Edition) -> None:
    """Remove that again of an edition that no longer stands."""
    drop_summary(edition)


@transaction.atomic
def index_publications(region: Region, *, anew: bool = False) -> int:
    """Index a region's published editions that are not indexed, or all of them `anew`; return how many that was."""
    Region.objects.select_for_update().get(pk=region.pk)
    editions = Edition.objects.published().with_names().filter(budget__department__region=region)
    if not anew:
        editions = editions.filter(published_amounts__isnull=True)
    found = list(editions)
    for edition in found:
        drop_index(edition)
        keep_index(edition, Facts(edition))
    return len(found)


def publication_sha256(publication: Publication) -> str:
    """Return the hash of a publication: of its facts, the publication before it, number, time and actor."""
    return sha256_of(
        {
            "region": publication.region.code,
            "number": publication.number,
            "facts_sha256": publication.facts_sha256,
            "previous_sha256": publication.previous_sha256,
            "published_at": publication.published_at.astimezone(UTC).isoformat(),
            "actor": publication.actor,
        }
    )


def find_broken_publication(region: Region) -> Publication | None:
    """Recompute a region's chain from its beginning, and return the first publication that does not fit."""
    previous = ""
    chain = Publication.objects.filter(region=region).select_related("region", "edition__budget__department__region")
    for publication in chain.order_by("number").iterator():
        fits = (
            publication.previous_sha256 == previous
            and publication.facts_sha256 == facts_sha256(Facts(publication.edition))
            and publication.sha256 == publication_sha256(publication)
        )
        if not fits:
            return publication
        previous = publication.sha256
    return None
