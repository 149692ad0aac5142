"""Which job a page is about, and whether the user may act on it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest

from budgets.imports.receiving import may_import
from budgets.models import Department, ImportJob
from budgets.rights import appointments_of, within
from budgets.vocabulary import EditionOrigin, Role

# Large, and wanted by few pages.
KEPT = ("reading", "replaced")


def visible_jobs(user: Any) -> QuerySet[ImportJob]:
    """Return the imports that a user may see, without what was read."""
    jobs = within(user, ImportJob.objects.all(), "view").defer(*KEPT, "report")
    return jobs.select_related("department__region", "department__parent", "document", "edition__budget", "by")


def find_job(request: HttpRequest, pk: int) -> ImportJob:
    """Return a job that is the user's to see; 404 where it is not."""
    job = visible_jobs(request.user).filter(pk=pk).first()
    if job is None:
        raise Http404
    return job


def find_own_job(request: HttpRequest, pk: int) -> ImportJob:
    """Return a job that the user may confirm, take back or give up; 404 or 403 where they may not."""
    job = find_job(request, pk)
    if not may_import(request.user, job.department, job.origin):
        raise PermissionDenied
    return job


def importing_departments(user: Any) -> QuerySet[Department]:
    """Return the departments, and units that disclose by themselves, for which a user may import something."""
    disclosing = Department.objects.filter(Q(parent__isnull=True) | Q(discloses_separately=True))
    disclosing = disclosing.select_related("region", "parent").order_by("region__code", "code")
    if user.is_superuser and user.is_active:
        return disclosing
    held = appointments_of(user)
    departments = [one.department_id for one in held if one.role == Role.CLERK]
    regions = [one.region_id for one in held if one.role == Role.PUBLISHER]
    own = Q(pk__in=departments) | Q(parent__in=departments) | Q(region__in=regions)
    return disclosing.filter(own)


def origins_of(user: Any) -> list[EditionOrigin]:
    """Return how a user may import at all: what is prepared here, what was published elsewhere, or both."""
    if user.is_superuser and user.is_active:
        return [EditionOrigin.PREPARED, EditionOrigin.TRANSCRIBED]
    roles = {one.role for one in appointments_of(user)}
    kinds = {EditionOrigin.PREPARED: Role.CLERK, EditionOrigin.TRANSCRIBED: Role.PUBLISHER}
    return [origin for origin, role in kinds.items() if role in roles]
