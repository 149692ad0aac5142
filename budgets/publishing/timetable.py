"""Publishing at the hour that was planned: once, whoever else publishes at the same moment."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets.models import Edition, Publication, ScheduledPublication
from budgets.publishing.errors import PublishingError
from budgets.publishing.publication import lock_region, publish_locked
from budgets.publishing.rules import lock
from budgets.vocabulary import EditionStatus

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Due:
    """What became of a planned publication: its record, or the problem that kept it from being published."""

    edition: Edition
    publication: Publication | None
    problem: str = ""


def publish_due(now: datetime | None = None) -> Iterator[Due]:
    """Publish everything whose hour has come, each in a transaction of its own, in the name of who planned it.

    What cannot be published keeps the reason beside its hour, stops none of the others, and is tried again next time.
    What somebody else has published, sent back or put off meanwhile is passed over.
    """
    now = now or timezone.now()
    planned = ScheduledPublication.objects.filter(publish_at__lte=now, edition__status=EditionStatus.SCHEDULED)
    for one in planned.select_related("edition__budget__department__region"):
        try:
            publication = _publish(one, now)
        except PublishingError as error:
            yield _keep_problem(one, str(error))
        except Exception:
            # Whatever is wrong with one edition, the others are to be published at their hour.
            logger.exception("Edition %d was not published at its hour", one.edition_id)
            yield _keep_problem(one, _("系统出错，没有公开，下一分钟再试；仍不成功请联系管理员。"))
        else:
            if publication is not None:
                yield Due(publication.edition, publication)


@transaction.atomic
def _publish(planned: ScheduledPublication, now: datetime) -> Publication | None:
    """Publish one edition, unless its plan was changed meanwhile."""
    region = lock_region(planned.edition)
    current = lock(planned.edition)
    still = ScheduledPublication.objects.filter(edition=current, publish_at__lte=now).select_related("set_by").first()
    if still is None or current.status != EditionStatus.SCHEDULED:
        return None
    return publish_locked(region, current, still.set_by)


def _keep_problem(planned: ScheduledPublication, problem: str) -> Due:
    """Write beside a planned hour why nothing was published."""
    ScheduledPublication.objects.filter(pk=planned.pk).update(problem=problem)
    return Due(planned.edition, None, problem)
