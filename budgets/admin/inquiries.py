"""What citizens wrote, for the staff who answer: the sender's words can be read only, the answer is public."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from budgets.admin.base import BLANK, PortalAdmin
from budgets.models import DisclosureRequest, ErrorReport
from budgets.pages.inquiries import receipt_address
from budgets.vocabulary import InquiryState

BEGINNING = 40


class AnswerForm(forms.ModelForm):
    """State and answer of a message."""

    class Meta:
        help_texts = {
            "answer": _("凭回执号可以查到，是公开的：不要写出来信人的姓名和联系方式。"),
            "department": _("事关哪个部门；来自部门页面的纠错已自动填上。"),
        }

    def clean(self) -> dict[str, Any] | None:
        """Refuse the state 已答复 without an answer, and an answer whose state says otherwise."""
        values = super().clean() or self.cleaned_data
        is_answered = values.get("state") == InquiryState.ANSWERED
        has_answer = bool((values.get("answer") or "").strip())
        if is_answered and not has_answer:
            self.add_error("answer", _("状态是“已答复”，请写答复。"))
        if has_answer and values.get("state") == InquiryState.RECEIVED:
            self.add_error("state", _("已写答复，请把状态改为“办理中”或“已答复”。"))
        return values


class InquiryAdmin(PortalAdmin):
    """Pages of one kind of message."""

    form = AnswerForm
    related: tuple[str, ...] = ("department__region",)
    private = frozenset({"applicant", "contact", "text"})
    list_display = ("receipt", "beginning", "department", "state", "received_at", "answered_at")
    list_filter = ("state", "received_at", "department__region")
    search_fields = ("receipt", "text", "department__name")
    autocomplete_fields = ("department",)
    date_hierarchy = "received_at"
    sent: tuple[str, ...] = ()

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Put what was sent above what staff enter."""
        return [
            (_("来信"), {"fields": ("receipt_page", "received_at", *self.sent)}),
            (_("办理"), {"fields": ("department", "state", "answer", "answered_at")}),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Keep what was sent as it was sent."""
        return ("receipt_page", "received_at", "answered_at", "page", *self.sent)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: only citizens write, on the public pages."""
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Note when a message was answered, once."""
        if obj.state != InquiryState.ANSWERED:
            obj.answered_at = None
        elif obj.answered_at is None:
            obj.answered_at = timezone.now()
        super().save_model(request, obj, form, change)

    @admin.display(description=_("内容"))
    def beginning(self, obj: Any) -> str:
        """Return the first words of a message."""
        return f"{obj.text[:BEGINNING]}…" if len(obj.text) > BEGINNING else obj.text

    @admin.display(description=_("回执"))
    def receipt_page(self, obj: Any) -> str:
        """Return a link to what the sender sees."""
        return format_html('<a href="{}">{}</a>', receipt_address(obj.receipt), obj.receipt)

    @admin.display(description=_("有关页面"))
    def page(self, obj: Any) -> str:
        """Return a link to the page that a report is about."""
        return format_html('<a href="{0}">{0}</a>', obj.address) if obj.address else BLANK


@admin.register(ErrorReport)
class ErrorReportAdmin(InquiryAdmin):
    """Pages of reports of errors."""

    sent = ("page", "figure", "text", "contact")


@admin.register(DisclosureRequest)
class DisclosureRequestAdmin(InquiryAdmin):
    """Pages of requests for information."""

    sent = ("applicant", "contact", "text", "reply_form")
