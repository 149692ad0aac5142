"""The way an edition has gone: every step with who took it, when, and what they remarked; and what may follow."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from budgets.admin.guard import find_edition, staff_page
from budgets.admin.steps.addresses import next_steps, preview_address
from budgets.admin.steps.pages import site_context
from budgets.models import Edition, Publication, ScheduledPublication, Withdrawal
from budgets.vocabulary import EditionStatus


@staff_page
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the steps of an edition, its siblings, and what the user may do next."""
    edition = find_edition(request, pk)
    context = {
        **site_context(request, edition, _("办理记录")),
        "steps": list(edition.steps.all()),
        "planned": ScheduledPublication.objects.filter(edition=edition).first(),
        "publication": Publication.objects.filter(edition=edition).first(),
        "withdrawal": Withdrawal.objects.filter(edition=edition).first(),
        "siblings": list(Edition.objects.filter(budget=edition.budget_id).exclude(pk=edition.pk)),
        "offers": next_steps(request.user, edition),
        "public_address": "" if edition.status == EditionStatus.WITHDRAWN else preview_address(edition),
    }
    return TemplateResponse(request, "admin/steps/history.html", context)
