"""The page on which an edition is begun: empty, from the one before it, or from last year's."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.admin.guard import staff_page
from budgets.entry.beginnings import TAKEN_LABELS, Taken, UnfinishedEditionError, begin, possible_sources
from budgets.models import Budget, Edition
from budgets.rights import appointments_of, may
from budgets.vocabulary import Role


class BeginForm(forms.Form):
    """What to begin from, and what to take over."""

    source = forms.ChoiceField(label=gettext_lazy("从哪里开始"), required=False, widget=forms.RadioSelect)
    taken = forms.ChoiceField(
        label=gettext_lazy("带入什么"),
        choices=[(taken.value, label) for taken, label in TAKEN_LABELS.items()],
        initial=Taken.EVERYTHING.value,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("带入的内容都可以修改。从上年开始时，上年的“三公”经费记作上年数，批复数不带入。"),
    )

    def __init__(self, data: Any = None, *, sources: list[Edition]) -> None:
        super().__init__(data)
        self.sources = {str(edition.pk): edition for edition in sources}
        named = [(key, _source_label(edition)) for key, edition in self.sources.items()]
        self.fields["source"].choices = [*named, ("", _("空白，全部自己填"))]  # type: ignore[attr-defined]
        self.fields["source"].initial = named[0][0] if named else ""
        if not named:
            del self.fields["taken"]


def _source_label(edition: Edition) -> str:
    """Return what an edition is called as a source."""
    return _("%(edition)s，%(status)s") % {"edition": edition, "status": edition.get_status_display()}


@staff_page
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask what to begin from, or begin; where an edition is at work already, lead to it."""
    budget = _find_budget(request, pk)
    unfinished = budget.editions.unpublished().first()  # type: ignore[attr-defined]
    if unfinished is not None:
        return _lead_to(request, unfinished)
    sources = [edition for edition in possible_sources(budget) if may(request.user, "view", edition)]
    form = BeginForm(request.POST or None, sources=sources)
    if request.method == "POST" and form.is_valid():
        return _begin(request, budget, form)
    context = {"title": _("开始编制"), "budget": budget, "form": form}
    return TemplateResponse(request, "admin/entry/begin.html", {**admin.site.each_context(request), **context})


def _find_budget(request: HttpRequest, pk: int) -> Budget:
    """Return a budget that is the user's to begin an edition of; 404 where it is not theirs, 403 where they may not."""
    budget = Budget.objects.select_related("department__region").filter(pk=pk).first()
    if budget is None or not may(request.user, "view", budget):
        raise Http404
    if not may_begin(request.user, budget):
        raise PermissionDenied
    return budget


def may_begin(user: Any, budget: Budget) -> bool:
    """Tell whether somebody may begin an edition of a budget: clerks of the department, or of the one above it."""
    if user.is_superuser:
        return True
    department = budget.department
    own = {department.pk, department.parent_id}
    return any(one.role == Role.CLERK and one.department_id in own for one in appointments_of(user))


def _begin(request: HttpRequest, budget: Budget, form: BeginForm) -> HttpResponse:
    """Make the draft and lead to it; two who begin at once are led to the same."""
    source = form.sources.get(form.cleaned_data["source"])
    taken = Taken(form.cleaned_data.get("taken") or Taken.EVERYTHING)
    try:
        edition = begin(budget, by=request.user, from_edition=source, taken=taken)
    except UnfinishedEditionError as error:
        return _lead_to(request, error.edition)
    except IntegrityError:
        messages.error(request, _("同时有人在建立这一版，请稍候重试。"))
        return HttpResponseRedirect(request.path)
    messages.success(request, _("已建立第 %(number)d 版草稿。") % {"number": edition.number})
    return HttpResponseRedirect(reverse("admin:edition_desk", args=[edition.pk]))


def _lead_to(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Lead to the edition that is at work already."""
    text = _("这个预算已有一版还没有公开（第 %(number)d 版，%(status)s），请在这一版上继续。")
    messages.warning(request, text % {"number": edition.number, "status": edition.get_status_display()})
    return HttpResponseRedirect(reverse("admin:edition_desk", args=[edition.pk]))
