"""What citizens write: reports of errors, requests for information; and the receipt that tells what became of each."""

from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from budgets.models import Department, DisclosureRequest, ErrorReport
from budgets.models.inquiry import Inquiry
from budgets.pages.frame import HOME, Crumb
from budgets.pages.inquiry_forms import (
    INQUIRIES,
    DisclosureRequestForm,
    ErrorReportForm,
    InquiryForm,
    ReceiptForm,
    new_receipt,
)
from budgets.pages.local_addresses import find_page, local_address
from budgets.pages.mentioned_figure import mentioned_figure
from budgets.pages.reading_mode import HttpResponseSeeOther
from budgets.pages.senders import may_write

UNDERSTOOD_BUT_REFUSED, TOO_MANY = 422, 429


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_error(request: HttpRequest) -> HttpResponse:
    """Take a report of an error; the form names the page one comes from and, of a figure's page, the figure."""
    page = local_address(request.GET.get("page", ""))
    initial = {} if request.method == "POST" else {"address": page, "figure": mentioned_figure(page)}
    form = ErrorReportForm(_sent(request), initial=initial, host=request.get_host())
    return _take(request, form, "inquiry/error_report.html", _("纠错"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def request_disclosure(request: HttpRequest) -> HttpResponse:
    """Take a request for information."""
    form = DisclosureRequestForm(_sent(request))
    return _take(request, form, "inquiry/disclosure_request.html", _("依申请公开"))


@never_cache
@require_safe
def find_receipt(request: HttpRequest) -> HttpResponse:
    """Ask for a receipt number, and lead to its page."""
    asked = "receipt" in request.GET
    form = ReceiptForm(request.GET if asked else None, label_suffix="")
    if asked and form.is_valid():
        if _find(form.cleaned_data["receipt"]) is not None:
            return HttpResponseRedirect(receipt_address(form.cleaned_data["receipt"]))
        form.add_error("receipt", _("没有这个回执号。请对照提交时给出的号码再试。"))
    context = {"form": form, "crumbs": [HOME, Crumb(_("查询办理结果"))]}
    return render(request, "inquiry/find_receipt.html", context, status=UNDERSTOOD_BUT_REFUSED if form.errors else 200)


@never_cache
@require_safe
def show_receipt(request: HttpRequest, receipt: str) -> HttpResponse:
    """Show what became of a message: never who sent it, nor how to reach them."""
    found = _find(receipt)
    if found is None:
        raise Http404
    crumbs = [HOME, Crumb(_("查询办理结果"), "/receipts/"), Crumb(receipt)]
    return render(
        request, "inquiry/receipt.html", {"inquiry": found, "kind": found._meta.verbose_name, "crumbs": crumbs}
    )


def receipt_address(receipt: str) -> str:
    """Return the address of a receipt."""
    return f"/receipts/{receipt}/"


def _find(receipt: str) -> Inquiry | None:
    """Return the message of a receipt number."""
    found = (model._default_manager.filter(receipt=receipt).first() for model in INQUIRIES)
    return next((one for one in found if one is not None), None)


def _sent(request: HttpRequest) -> Any:
    """Return what a form sent, or None where it is only shown."""
    return request.POST if request.method == "POST" else None


def _take(request: HttpRequest, form: InquiryForm, template: str, title: str) -> HttpResponse:
    """Save what is in order and lead to its receipt; else show the form with all that was written."""
    status = 200
    if form.is_bound:
        status = UNDERSTOOD_BUT_REFUSED
        if form.is_valid():
            if may_write(request):
                return HttpResponseSeeOther(receipt_address(_save(form).receipt))
            status = TOO_MANY
            form.add_error(None, _("短时间内收到的内容太多，这一次没有保存。请过十分钟再提交，已填写的内容还在下面。"))
    return render(request, template, {"form": form, "crumbs": [HOME, Crumb(title)]}, status=status)


@transaction.atomic
def _save(form: InquiryForm) -> ErrorReport | DisclosureRequest:
    """Save a message under a new receipt, with the department whose page it is about."""
    inquiry: ErrorReport | DisclosureRequest = form.save(commit=False)
    inquiry.receipt = new_receipt()
    if isinstance(inquiry, ErrorReport):
        inquiry.department = department_of(inquiry.address)
    inquiry.save()
    return inquiry


def department_of(address: str) -> Department | None:
    """Return the department that a page is about, or None."""
    match = find_page(address)
    keys = match.kwargs if match else {}
    if "department" not in keys:
        return None
    return Department.objects.filter(region__code=keys["region"], code=keys["department"]).first()
