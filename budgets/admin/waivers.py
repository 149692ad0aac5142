"""Reasons given for findings that do not keep an edition from being published."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import ForeignKey
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from budgets.admin.base import PortalAdmin
from budgets.admin.editing import record_edit
from budgets.admin.filters import EditionFilter
from budgets.admin.publication import publisher_name
from budgets.checks import RULES, check
from budgets.models import Edition, Waiver
from budgets.tables import Facts
from budgets.vocabulary import EditionStatus, Severity


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
    """Pages of reasons: written for a draft, published and frozen with it."""

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
        """Refuse what is published."""
        return super().has_change_permission(request, obj) and (obj is None or obj.edition.is_draft)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse what is published."""
        return super().has_delete_permission(request, obj) and (obj is None or obj.edition.is_draft)

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer drafts only."""
        if db_field.name == "edition":
            kwargs["queryset"] = Edition.objects.filter(status=EditionStatus.DRAFT).with_budget()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Record the edit, and who gave the reason."""
        record_edit([obj.edition_id], by=request.user)
        obj.granted_by = publisher_name(request.user)  # type: ignore[arg-type]
        super().save_model(request, obj, form, change)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Record the edit."""
        record_edit([obj.edition_id], by=request.user)
        super().delete_model(request, obj)
