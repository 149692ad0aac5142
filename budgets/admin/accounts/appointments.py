"""Appointments as they are made on a person's page, and what a role asks of whoever holds it."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from budgets.admin.base import PortalAdmin, without_buttons
from budgets.models import Appointment, RoleRule
from budgets.models.staff import OF_DEPARTMENT
from budgets.vocabulary import Role


class AppointmentForm(forms.ModelForm):
    """A role, and the department or the region that it needs."""

    class Meta:
        model = Appointment
        fields = ("role", "department", "region")

    def clean(self) -> dict[str, Any] | None:
        """Say what a role lacks, or has too much of."""
        values = super().clean() or self.cleaned_data
        role, department, region = (values.get(name) for name in ("role", "department", "region"))
        if role in OF_DEPARTMENT and department is None and "department" not in self.errors:
            self.add_error("department", _("经办人和审核人须选部门。"))
        if role == Role.PUBLISHER and region is None and "region" not in self.errors:
            self.add_error("region", _("财政公开人须选行政区划。"))
        if role and role not in OF_DEPARTMENT and department is not None:
            self.add_error("department", _("这个岗位不属于部门，请留空。"))
        if role and role != Role.PUBLISHER and region is not None:
            self.add_error("region", _("这个岗位不属于行政区划，请留空。"))
        return values


class AppointmentFormSet(BaseInlineFormSet):
    """The appointments of one person, none of them twice."""

    def add_fields(self, form: Any, index: int | None) -> None:
        """Name every field of a row for a screen reader."""
        super().add_fields(form, index)
        for field in form.fields.values():
            # A field of references hides its own widget in another one, whose attributes are those of all rows.
            getattr(field.widget, "widget", field.widget).attrs["aria-label"] = field.label

    def clean(self) -> None:
        """Refuse the same appointment twice, in words of our own."""
        seen = set()
        for form in self.forms:
            values = getattr(form, "cleaned_data", {})
            if not values.get("role") or values.get("DELETE"):
                continue
            one = (values["role"], values.get("department"), values.get("region"))
            if one in seen:
                raise ValidationError(_("同一岗位任命只填一次。"))
            seen.add(one)


class AppointmentInline(admin.TabularInline):
    """What a person is appointed to."""

    model = Appointment
    form = AppointmentForm
    formset = AppointmentFormSet
    autocomplete_fields = ("department", "region")
    template = "admin/accounts/appointments.html"
    extra = 0
    verbose_name_plural = _("岗位任命：经办人和审核人选部门，财政公开人选行政区划，管理员都不选")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Leave out the buttons that would change what is only referred to."""
        return without_buttons(super().formfield_for_dbfield(db_field, request, **kwargs), db_field)


@admin.register(RoleRule)
class RoleRuleAdmin(PortalAdmin):
    """Pages of what roles ask of those who hold them, one for each role."""

    list_display = ("role", "requires_second_factor")
    search_fields = ("role",)
    fields = ("role", "requires_second_factor")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Allow as many as there are roles."""
        return super().has_add_permission(request) and RoleRule.objects.count() < len(Role)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Keep a rule with its role."""
        return () if obj is None else ("role",)
