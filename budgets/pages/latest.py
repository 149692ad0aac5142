"""What pages that look over many departments are a version of."""

from django.db.models import Count, Subquery

from budgets.models import Edition, Publication
from budgets.vocabulary import EditionStatus


def latest_version() -> str:
    """Return what changes whenever anything is published, corrected or withdrawn, in one question to two indexes.

    Whoever corrects publishes; names that may change otherwise are added by the page that shows them.
    """
    withdrawn = Edition.objects.filter(status=EditionStatus.WITHDRAWN).order_by().values("status")
    counted = withdrawn.annotate(count=Count("pk")).values("count")
    newest = Publication.objects.order_by("-pk").values_list("pk", Subquery(counted)).first()
    return " ".join(map(str, newest or ()))
