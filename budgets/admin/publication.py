"""Publishing an edition from the admin: what is about to happen, the question, and the act."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budgets.canonical import facts_sha256
from budgets.checks import Finding, Result, check, findings_of
from budgets.models import Edition
from budgets.publishing import PublishingError, blocking_reasons, publish
from budgets.tables import Facts, edition_table, fill, printed
from budgets.vocabulary import Outcome, Severity

# The totals by which a publisher recognises a budget: label, table, row, column.
KEY_TOTALS = (
    (_("收入总计"), 1, "grand_total", "revenue_amount"),
    (_("支出总计"), 1, "grand_total", "expenditure_amount"),
    (_("财政拨款支出合计"), 4, "grand_total", "total"),
    (_("“三公”经费合计"), 8, "total", "total"),
    (_("项目支出合计"), 10, "total", "total"),
)


def may_publish(user: Any, edition: Edition) -> bool:
    """Tell whether a person may publish an edition: the one place that decides."""
    return user.has_perm("budgets.change_edition")


def publisher_name(user: AbstractUser) -> str:
    """Return the name under which a publication is recorded."""
    return user.get_full_name() or user.get_username()


@dataclass(frozen=True)
class Review:
    """What a publisher looks at before publishing."""

    edition: Edition

    @cached_property
    def facts(self) -> Facts:
        """The facts of the edition."""
        return Facts(self.edition)

    @cached_property
    def facts_sha256(self) -> str:
        """The hash of what is shown, by which a later change is noticed."""
        return facts_sha256(self.facts)

    @cached_property
    def superseded(self) -> Edition | None:
        """The edition that the public reads now, and that this one will replace."""
        return Edition.objects.published().filter(budget=self.edition.budget_id).select_related("publication").first()

    @cached_property
    def results(self) -> list[Result]:
        """What became of the rules."""
        return check(self.facts)

    @property
    def errors(self) -> list[Finding]:
        """Findings that are errors."""
        return [finding for finding in findings_of(self.results) if finding.severity == Severity.ERROR]

    @property
    def warnings(self) -> list[Finding]:
        """Findings that are none."""
        return [finding for finding in findings_of(self.results) if finding.severity != Severity.ERROR]

    @property
    def holding(self) -> int:
        """How many rules hold."""
        return sum(result.holds for result in self.results)

    @property
    def unchecked(self) -> int:
        """How many rules could not be checked."""
        return sum(result.outcome == Outcome.UNKNOWN for result in self.results)

    @cached_property
    def is_blocked(self) -> bool:
        """Whether errors keep the edition from being published."""
        return bool(blocking_reasons(self.edition))

    @property
    def totals(self) -> Iterator[tuple[Any, str]]:
        """The key totals as the tables will print them, with their unit."""
        for label, number, row, column in KEY_TOTALS:
            table = edition_table(self.facts, number)
            cell = fill(table, self.facts).by_address.get((row, column)) if table else None
            text = printed(cell, table) if cell and table else None
            yield label, f"{text} {table.unit_label}" if text and table else gettext("（空）")


class PublishForm(forms.Form):
    """The reason of a correction, and what the publisher has seen."""

    reason = forms.CharField(
        label=_("更正原因"),
        help_text=_("随新版一起公开，请写给读者看。"),
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
    )
    seen = forms.CharField(required=False)

    def __init__(self, data: Any = None, *, review: Review) -> None:
        super().__init__(data, initial={"reason": review.edition.reason})
        self.review = review
        if review.superseded is None:
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        """Refuse where the facts are no longer those that were shown."""
        if self.cleaned_data["seen"] != self.review.facts_sha256:
            raise forms.ValidationError(_("打开本页以后，数据又有修改。下面已是最新的数据，请重新核对后再公开。"))
        return self.cleaned_data


def publish_view(pages: Any, request: HttpRequest, object_id: str) -> HttpResponse:
    """Show what will be published and ask; a confirmed request publishes, once."""
    edition = pages.get_object(request, unquote(object_id))
    if edition is None:
        raise Http404
    if not may_publish(request.user, edition):
        raise PermissionDenied
    if not edition.is_draft:
        return _already_public(request, edition)
    form = PublishForm(request.POST if request.method == "POST" else None, review=Review(edition))
    if request.method == "POST" and form.is_valid() and _publish(request, edition, form):
        return HttpResponseRedirect(change_address(edition))
    return _ask(pages, request, edition, form)


def _publish(request: HttpRequest, edition: Edition, form: PublishForm) -> bool:
    """Publish, and tell whether the answer is the edition's page; else the form says what is wrong."""
    try:
        publication = publish(
            edition=edition,
            by=publisher_name(request.user),  # type: ignore[arg-type]
            reason=form.cleaned_data.get("reason", ""),
        )
    except PublishingError as error:
        return _explain(request, edition, form, str(error))
    except IntegrityError:
        return _explain(request, edition, form, gettext("同时有人在公开或修改，本次没有公开。请核对后重试。"))
    text = gettext("已公开：%(edition)s，公开记录第 %(number)d 号。")
    messages.success(request, text % {"edition": edition, "number": publication.number})
    return True


def _explain(request: HttpRequest, edition: Edition, form: PublishForm, message: str) -> bool:
    """Say why nothing was published: on the form, or where somebody was quicker, on the edition's page."""
    edition.refresh_from_db(fields=["status"])
    if edition.is_draft:
        form.add_error(None, message)
        return False
    messages.warning(request, message)
    return True


def _already_public(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Lead back to the edition, which is no draft any more."""
    text = gettext("第 %(number)d 版是“%(status)s”，不能再次公开；没有产生新的公开记录。")
    messages.warning(request, text % {"number": edition.number, "status": edition.get_status_display()})
    return HttpResponseRedirect(change_address(edition))


def _ask(pages: Any, request: HttpRequest, edition: Edition, form: PublishForm) -> HttpResponse:
    """Render the confirmation page."""
    context = {
        **pages.admin_site.each_context(request),
        "title": gettext("公开预算"),
        "subtitle": str(edition),
        "opts": pages.opts,
        "edition": edition,
        "review": form.review,
        "form": form,
        "media": pages.media,
        "change_address": change_address(edition),
    }
    return TemplateResponse(request, "admin/budgets/edition/publish.html", context)


def change_address(edition: Edition) -> str:
    """Return the address of an edition's page."""
    return reverse("admin:budgets_edition_change", args=[edition.pk])


def publish_address(edition: Edition) -> str:
    """Return the address of an edition's confirmation page."""
    return reverse("admin:budgets_edition_publish", args=[edition.pk])
