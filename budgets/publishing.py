"""The only writer of published editions: publish a draft, and keep the chain of publications."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets.canonical import facts_sha256
from budgets.chain import publication_sha256
from budgets.checks import blocking_findings
from budgets.models import Edition, Publication, PublishedAmount, Region, SearchEntry
from budgets.search import drop_entries, entries_of, write_entries
from budgets.summaries import drop_summary, keep_summaries
from budgets.tables import Facts
from budgets.vocabulary import EditionStatus

BATCH = 500


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


@transaction.atomic
def withdraw(*, edition: Edition) -> None:
    """Take a published edition off the public site; its record stays in the chain. PublishingError for any other."""
    Region.objects.select_for_update().get(pk=edition.budget.department.region_id)
    current = Edition.objects.select_for_update(of=("self",)).with_budget().get(pk=edition.pk)
    if current.status != EditionStatus.PUBLISHED:
        raise PublishingError(_("这一版没有公开，不能撤回。"))
    current.status = EditionStatus.WITHDRAWN
    current.save(update_fields=["status"])
    drop_index(current)


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
    facts = Facts(draft)
    publication = _chain(facts, _last_publication(region), region, by, at)
    publication.save()
    draft.status = EditionStatus.PUBLISHED
    draft.save(update_fields=["status", "reason"])
    keep_index([facts])
    return publication


def _last_publication(region: Region) -> Publication | None:
    """Return the end of a region's chain."""
    return Publication.objects.filter(region=region).order_by("-number").first()


def _chain(facts: Facts, last: Publication | None, region: Region, by: str, at: datetime) -> Publication:
    """Return the unsaved record that an edition was published after the last one."""
    publication = Publication(
        region=region,
        number=last.number + 1 if last else 1,
        edition=facts.edition,
        facts_sha256=facts_sha256(facts),
        previous_sha256=last.sha256 if last else "",
        published_at=at.replace(microsecond=0),
        actor=by,
    )
    publication.sha256 = publication_sha256(publication)
    return publication


@transaction.atomic
def publish_invented(*, region: Region, drafts: Sequence[Facts], by: str) -> None:
    """Publish the first editions of many budgets of an invented region at once; raise PublishingError for a real one.

    Their makers answer for their sums, which are not checked again.
    """
    region = Region.objects.select_for_update().get(pk=region.pk)
    if not region.is_invented:
        raise PublishingError(_("“%s”不是演示地区，其预算须逐份核对后公开。") % region)
    last, chain, now = _last_publication(region), [], timezone.now()
    for facts in drafts:
        last = _chain(facts, last, region, by, now)
        chain.append(last)
    Publication.objects.bulk_create(chain, batch_size=BATCH)
    for start in range(0, len(drafts), BATCH):
        keys = [facts.edition.pk for facts in drafts[start : start + BATCH]]
        Edition.objects.filter(pk__in=keys).update(status=EditionStatus.PUBLISHED)
    keep_index(drafts)


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
