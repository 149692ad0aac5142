"""The pages of the steps: each shows what is about to happen and asks; confirmed, it happens, once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets import publishing
from budgets.admin.entry.data import is_editable
from budgets.admin.guard import find_edition, staff_page
from budgets.admin.steps.addresses import desk_address, step_address
from budgets.admin.steps.forms import (
    PublishForm,
    ReasonsForm,
    RemarkForm,
    ScheduleForm,
    SendBackForm,
    StepForm,
    WithdrawForm,
)
from budgets.admin.steps.review import Review
from budgets.checks import Finding
from budgets.entry.findings import sheet_of
from budgets.models import Edition, ScheduledPublication
from budgets.publishing import FROM, PublishingError, may_explain, why_not
from budgets.rights import may
from budgets.vocabulary import EditionStatus, Step

Act = Callable[[Edition, Any, StepForm], object]
BUSY = gettext_lazy("同时有人在办理或修改，本次没有办理。请核对后重试。")


@dataclass(frozen=True)
class StepPage:
    """One step's page: its words, what it asks, and the act."""

    step: Step
    title: Any
    button: Any
    consequence: Any
    done: Any
    act: Act
    form: type[StepForm] = RemarkForm
    is_grave: bool = False
    needs_sound_facts: bool = True


def _submit(edition: Edition, by: Any, form: StepForm) -> object:
    """Hand over to the approver."""
    values = form.cleaned_data
    return publishing.submit(edition=edition, by=by, remark=values["remark"], revision=values["revision"])


def _approve(edition: Edition, by: Any, form: StepForm) -> object:
    """Approve, with the reasons that were just written."""
    values = form.cleaned_data
    return publishing.approve(edition=edition, by=by, remark=values["remark"], revision=values["revision"])


def _send_back(edition: Edition, by: Any, form: StepForm) -> object:
    """Return to the clerk."""
    return publishing.send_back(edition=edition, by=by, remark=form.cleaned_data["remark"])


def _publish(edition: Edition, by: Any, form: StepForm) -> object:
    """Publish now."""
    reason, revision = form.cleaned_data.get("reason", ""), form.cleaned_data["revision"]
    return publishing.publish(edition=edition, by=by, reason=reason, revision=revision)


def _schedule(edition: Edition, by: Any, form: StepForm) -> object:
    """Plan the hour."""
    values = form.cleaned_data
    return publishing.schedule(edition=edition, by=by, at=values["at"], revision=values["revision"])


def _unschedule(edition: Edition, by: Any, form: StepForm) -> object:
    """Give up the hour."""
    return publishing.unschedule(edition=edition, by=by, remark=form.cleaned_data["remark"])


def _withdraw(edition: Edition, by: Any, form: StepForm) -> object:
    """Put a notice in its place."""
    return publishing.withdraw(edition=edition, by=by, reason=form.cleaned_data["reason"])


PAGES = (
    StepPage(
        Step.SUBMIT,
        gettext_lazy("提交审核"),
        gettext_lazy("确认提交"),
        gettext_lazy("提交以后不能再改数据，由审核人审核；要改，请审核人退回。"),
        gettext_lazy("已提交，等待审核：%(edition)s。"),
        _submit,
        ReasonsForm,
    ),
    StepPage(
        Step.APPROVE,
        gettext_lazy("审核"),
        gettext_lazy("审核通过"),
        gettext_lazy("通过以后由财政部门公开；上面的说明理由以您的名义随预算一起公开。"),
        gettext_lazy("已审核通过：%(edition)s。"),
        _approve,
        ReasonsForm,
    ),
    StepPage(
        Step.SEND_BACK,
        gettext_lazy("退回修改"),
        gettext_lazy("确认退回"),
        gettext_lazy("退回以后回到草稿，由经办人修改后重新提交；已定的公开时间作废。"),
        gettext_lazy("已退回经办人修改：%(edition)s。"),
        _send_back,
        SendBackForm,
        needs_sound_facts=False,
    ),
    StepPage(
        Step.PUBLISH,
        gettext_lazy("公开"),
        gettext_lazy("确认公开"),
        gettext_lazy("公开以后不能撤销，数据不能再修改；如需更正，只能另建新版并写明原因。"),
        gettext_lazy("已公开：%(edition)s，公开记录第 %(number)d 号。"),
        _publish,
        PublishForm,
        is_grave=True,
    ),
    StepPage(
        Step.SCHEDULE,
        gettext_lazy("定时公开"),
        gettext_lazy("确认定时"),
        gettext_lazy("到时以您的名义自动公开；在那以前可以改时间、取消或退回。"),
        gettext_lazy("已定时公开：%(edition)s。"),
        _schedule,
        ScheduleForm,
    ),
    StepPage(
        Step.UNSCHEDULE,
        gettext_lazy("取消定时"),
        gettext_lazy("确认取消定时"),
        gettext_lazy("取消以后仍是“已审核”，可以立即公开或另定时间。"),
        gettext_lazy("已取消定时：%(edition)s。"),
        _unschedule,
        needs_sound_facts=False,
    ),
    StepPage(
        Step.WITHDRAW,
        gettext_lazy("撤回"),
        gettext_lazy("确认撤回"),
        gettext_lazy(
            "撤回以后公众看不到内容，原址显示撤回公告和原因；公开记录仍保留。不能恢复，只能另建新版重新公开。"
        ),
        gettext_lazy("已撤回：%(edition)s。"),
        _withdraw,
        WithdrawForm,
        is_grave=True,
        needs_sound_facts=False,
    ),
)


def step_view(page: StepPage) -> Callable[..., HttpResponse]:
    """Return the view of a step's page."""

    @staff_page
    def _view(request: HttpRequest, pk: int) -> HttpResponse:
        edition = find_edition(request, pk, page.step.value)
        is_late = edition.status not in FROM[page.step] and why_not(page.step, edition, request.user)
        if is_late:
            messages.warning(request, is_late)
            return HttpResponseRedirect(desk_address(edition))
        review = Review(edition)
        form = page.form(request.POST if request.method == "POST" else None, review=review)
        if request.method == "POST" and form.is_valid():
            answer = _carry_out(request, page, review, form)
            if answer is not None:
                return answer
            # Reasons may have been saved although the step was not taken.
            form.review = review = Review(edition)
        return _ask(request, page, review, form)

    return _view


def _carry_out(request: HttpRequest, page: StepPage, review: Review, form: StepForm) -> HttpResponse | None:
    """Save reasons, or take the step; None where the form is to be shown again, with what is wrong."""
    edition = review.edition
    try:
        if isinstance(form, ReasonsForm) and may_explain(request.user, edition):
            publishing.explain(edition=edition, by=request.user, reasons=form.reasons)
            if "save" in request.POST:
                messages.success(request, _("说明理由已保存，还没有办理“%s”。") % page.title)
                return HttpResponseRedirect(step_address(edition, page.step.value))
        made = page.act(edition, request.user, form)
    except PublishingError as error:
        return _explain(request, edition, form, str(error))
    except IntegrityError:
        return _explain(request, edition, form, str(BUSY))
    messages.success(request, page.done % {"edition": edition, "number": getattr(made, "number", 0)})
    return HttpResponseRedirect(desk_address(edition))


def _explain(request: HttpRequest, edition: Edition, form: StepForm, message: str) -> HttpResponse | None:
    """Say why nothing was done: on the form, or where somebody was quicker, on the edition's page."""
    before = edition.status
    edition.refresh_from_db(fields=["status", "revision"])
    if edition.status == before:
        form.add_error(None, message)
        return None
    messages.warning(request, message)
    return HttpResponseRedirect(desk_address(edition))


def _ask(request: HttpRequest, page: StepPage, review: Review, form: StepForm) -> HttpResponse:
    """Answer with the page that shows and asks."""
    edition = review.edition
    refusal = why_not(page.step, edition, request.user)
    blocked = page.needs_sound_facts and review.is_blocked
    reasons = form.rules if isinstance(form, ReasonsForm) else []
    writes = bool(reasons) and may_explain(request.user, edition)
    context = {
        **site_context(request, edition, page.title),
        "page": page,
        "form": form,
        "review": review,
        "errors": with_sheets(review.errors),
        "warnings": with_sheets(review.warnings),
        "editable": is_editable(request.user, edition),
        "refusal": refusal,
        "is_blocked": blocked,
        "can_confirm": not refusal and not blocked,
        "reasons": reasons,
        "writes_reasons": writes and not refusal,
        "last_steps": list(edition.steps.order_by("-id")[:3]),
        "planned": ScheduledPublication.objects.filter(edition=edition).first(),
        "withdrawing": page.step == Step.WITHDRAW,
        "may_schedule": page.step == Step.PUBLISH
        and edition.status == EditionStatus.APPROVED
        and may(request.user, Step.SCHEDULE.value, edition),
        "send_back_address": _send_back_address(request.user, page, edition),
        "changes": review.changes(request.GET.get("page", "1")) if edition.is_unpublished else {},
    }
    return TemplateResponse(request, "admin/steps/step.html", context)


def with_sheets(findings: Sequence[Finding]) -> list[tuple[Finding, str]]:
    """Return findings, each with the sheet where it is mended."""
    return [(one, sheet_of(one)) for one in findings]


def site_context(request: HttpRequest, edition: Edition, title: Any) -> dict[str, Any]:
    """Return what every page of an edition's steps needs around its content."""
    return {
        **admin.site.each_context(request),
        "title": title,
        "edition": edition,
        "desk_address": desk_address(edition),
        "history_address": step_address(edition, "history"),
    }


def _send_back_address(user: Any, page: StepPage, edition: Edition) -> str:
    """Return where whoever examines an edition sends it back; a blank where that is not theirs to do."""
    examines = page.step in (Step.APPROVE, Step.PUBLISH)
    return (
        step_address(edition, Step.SEND_BACK.value) if examines and not why_not(Step.SEND_BACK, edition, user) else ""
    )
