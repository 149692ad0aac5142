"""Reasons given for findings that do not keep an edition from being published."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import ForeignKey, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from budgets.admin.base import PortalAdmin
from budgets.admin.filters import EditionFilter
from budgets.checks import RULES, check
from budgets.editing import actor_name
from budgets.models import Edition, Waiver
from budgets.publishing import forget_summary, may_explain
from budgets.rights import within
from budgets.tables import Facts
from budgets.vocabulary import EditionStatus, Severity, Step


class WaiverForm(forms.ModelForm):
    """A reason for a finding: the finding must be there, and be one that a reason can settle."""

    rule = forms.ChoiceField(
        label=_("规则"),
        choices=[("", "---------"), *((rule.code, f"{rule.code} {rule.title}") for rule in RULES)],
    )

    class Meta:
        help_texts = {
            "finding": _("照抄核对结果里的那一句；留空则说明这条规则的全部提示。"),
            "reason": _("随这一版一起公开，请写给读者看。"),
        }

    def clean(self) -> dict[str, Any] | None:
        """Refuse a finding that the checks do not make, and say which they do."""
        values = super().clean() or self.cleaned_data
        edition = values.get("edition") or (self.instance.edition if self.instance.edition_id else None)
        if edition is None or "rule" not in values:
            return values
        limit = Waiver._meta.get_field("finding").max_length
        found = next(result.findings for result in check(Facts(edition)) if result.rule.code == values["rule"])
        messages = [str(one.message)[:limit] for one in found if one.severity == Severity.WARNING]
        if not messages:
            self.add_error("rule", _("这条规则没有需要说明的提示；错误须改正，不能只作说明。"))
        elif values.get("finding") and values["finding"] not in messages:
            self.add_error("finding", _("核对结果里没有这一句。现有的提示：%s") % " ".join(messages))
        return values

    def _get_validation_exclusions(self) -> set[str]:
        # The edition is fixed once a reason exists; without it Django would not ask what must be unique in it.
        return super()._get_validation_exclusions() - {"edition"}  # type: ignore[misc]


@admin.register(Waiver)
class WaiverAdmin(PortalAdmin):
    """Pages of reasons: written for a draft or while it is examined, published and frozen with it."""

    form = WaiverForm
    related = ("edition__budget__department",)
    list_display = ("rule", "finding", "reason", "granted_by", "granted_at", "edition")
    list_filter = (EditionFilter, "edition__status", "rule")
    search_fields = ("rule", "finding", "reason", "edition__department_name")
    fields = ("edition", "rule", "finding", "reason", "granted_by", "granted_at")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Keep a reason in its edition, and under the name of whoever gave it."""
        fixed = ("granted_by", "granted_at")
        return fixed if obj is None else (*fixed, "edition")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse what does not wait for reasons of this person."""
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or may_explain(request.user, obj.edition))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse what does not wait for reasons of this person."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or may_explain(request.user, obj.edition))

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer what waits for reasons of this person."""
        if db_field.name == "edition":
            drafts = Edition.objects.filter(status=EditionStatus.DRAFT).with_budget()
            submitted = Edition.objects.filter(status=EditionStatus.SUBMITTED)
            written = within(request.user, drafts, "change") | within(request.user, drafts, Step.APPROVE.value)
            kwargs["queryset"] = written | within(request.user, submitted.with_budget(), Step.APPROVE.value)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Record who gave the reason; the facts stay as they are, and whoever examines them has not edited them."""
        obj.granted_by = actor_name(request.user)
        super().save_model(request, obj, form, change)
        forget_summary(obj.edition)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Let the checks be counted anew."""
        super().delete_model(request, obj)
        forget_summary(obj.edition)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Delete what may be deleted, and let the checks be counted anew."""
        own = [waiver for waiver in queryset.select_related("edition") if self.has_delete_permission(request, waiver)]
        super().delete_queryset(request, queryset.filter(pk__in=[waiver.pk for waiver in own]))
        for edition in {waiver.edition for waiver in own}:
            forget_summary(edition)
