"""Publishing and withdrawing: the edition's standing, and the chain of its region's publications."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets.canonical import facts_sha256
from budgets.chain import publication_sha256
from budgets.models import Edition, Publication, Region, ScheduledPublication, Withdrawal
from budgets.publishing.errors import PublishingError
from budgets.publishing.index import drop_index, keep_index
from budgets.publishing.people import Actor, name_of
from budgets.publishing.rules import lock, move, record_step, refuse_errors, refuse_unexplained_correction, take
from budgets.tables import Facts
from budgets.vocabulary import EditionStatus, Step

BATCH = 500


@transaction.atomic
def publish(*, edition: Edition, by: Actor, reason: str = "", revision: int | None = None) -> Publication:
    """Publish an edition in place of the one published before it, if there is one.

    A prepared edition must have been approved, be free of errors, and is published by somebody who had no other part
    in it. A transcribed draft is published as it is, by the bureau or by a command (`by` is then a name). A correction
    needs a reason, which is public; `reason` gives it to a transcribed draft that has none. Two publishers at once
    have one effect: the second finds the edition published. Raises PublishingError.
    """
    region = lock_region(edition)
    return publish_locked(region, lock(edition), by, reason, revision)


def lock_region(edition: Edition) -> Region:
    """Lock the region first, so that numbers and hashes of its chain are given one at a time."""
    return Region.objects.select_for_update().get(pk=edition.budget.department.region_id)


def publish_locked(
    region: Region, current: Edition, by: Actor, reason: str = "", revision: int | None = None
) -> Publication:
    """Publish an edition that is locked, along with its region, by the transaction."""
    take(Step.PUBLISH, current, by, revision)
    refuse_errors(current)
    _supersede(current, reason.strip())
    ScheduledPublication.objects.filter(edition=current).delete()
    publication = _record(current, region, name_of(by), timezone.now())
    record_step(current, Step.PUBLISH, by)
    return publication


@transaction.atomic
def withdraw(*, edition: Edition, by: Actor, reason: str, revision: int | None = None) -> Withdrawal:
    """Take an edition off the public site, and put a notice with the reason in its place.

    Its record stays in the chain. Raises PublishingError for what is not public, and without a reason.
    """
    lock_region(edition)
    current = lock(edition)
    take(Step.WITHDRAW, current, by, revision)
    if not reason.strip():
        raise PublishingError(_("请写明撤回原因；原因会写在撤回公告里。"))
    move(current, EditionStatus.WITHDRAWN)
    drop_index(current)
    record_step(current, Step.WITHDRAW, by, reason.strip())
    return Withdrawal.objects.create(edition=current, reason=reason.strip(), by=name_of(by))


def _supersede(successor: Edition, reason: str) -> None:
    """Retire the edition published so far; why is said by its successor, or by `reason` where that is a draft."""
    current = Edition.objects.select_for_update().filter(budget=successor.budget_id).published().first()
    if current is None:
        return
    if successor.is_draft and reason:
        successor.reason = reason
        successor.save(update_fields=["reason"])
    refuse_unexplained_correction(successor)
    move(current, EditionStatus.SUPERSEDED)
    drop_index(current)


def _record(edition: Edition, region: Region, actor: str, at: datetime) -> Publication:
    """Write the publication, chained to the one before it in the region, then turn the edition public."""
    facts = Facts(edition)
    publication = _chain(facts, _last_publication(region), region, actor, at)
    publication.save()
    move(edition, EditionStatus.PUBLISHED)
    keep_index([facts])
    return publication


def _last_publication(region: Region) -> Publication | None:
    """Return the end of a region's chain."""
    return Publication.objects.filter(region=region).order_by("-number").first()


def _chain(facts: Facts, last: Publication | None, region: Region, actor: str, at: datetime) -> Publication:
    """Return the unsaved record that an edition was published after the last one."""
    publication = Publication(
        region=region,
        number=last.number + 1 if last else 1,
        edition=facts.edition,
        facts_sha256=facts_sha256(facts),
        previous_sha256=last.sha256 if last else "",
        published_at=at.replace(microsecond=0),
        actor=actor,
    )
    publication.sha256 = publication_sha256(publication)
    return publication


@transaction.atomic
def publish_invented(*, region: Region, drafts: Sequence[Facts], by: str) -> None:
    """Publish the first editions of many budgets of an invented region at once; raise PublishingError for a real one.

    Their makers answer for their sums, which are not checked again, and they go through no steps.
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
