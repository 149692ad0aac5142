"""Beginning a correction: a new edition with the facts of the one that stands, and the public reason."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.admin.guard import find_edition, staff_page
from budgets.admin.steps.addresses import desk_address
from budgets.admin.steps.pages import BUSY, site_context
from budgets.models import Edition
from budgets.publishing import PublishingError, correct, why_not_correct
from budgets.rights import may


class CorrectForm(forms.Form):
    """The public reason of a correction."""

    reason = forms.CharField(
        label=gettext_lazy("更正原因"),
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
        help_text=gettext_lazy("随新版一起公开，请写给读者看：哪里有误，改成什么。公开以前还可以修改。"),
    )


@staff_page
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the reason, or begin the correction and lead to it."""
    edition = find_edition(request, pk)
    if not may(request.user, "change", edition):
        raise PermissionDenied
    form = CorrectForm(request.POST if request.method == "POST" else None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        begun = _begin(request, edition, form)
        if begun is not None:
            messages.success(request, _("已新建：%s，数据与原来相同，请修改有误之处后提交。") % begun)
            return HttpResponseRedirect(desk_address(begun))
    context = {
        **site_context(request, edition, _("更正")),
        "form": form,
        "refusal": why_not_correct(edition, request.user),
    }
    return TemplateResponse(request, "admin/steps/correct.html", context)


def _begin(request: HttpRequest, edition: Edition, form: Any) -> Edition | None:
    """Begin the correction; None where the form says why not."""
    try:
        return correct(edition=edition, by=request.user, reason=form.cleaned_data["reason"])
    except PublishingError as error:
        form.add_error(None, str(error))
    except IntegrityError:
        form.add_error(None, str(BUSY))
    return None
