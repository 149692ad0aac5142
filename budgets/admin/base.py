"""What all pages of the admin have in common, and what those of facts do."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import ForeignKey, Max, Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from budgets.admin.editing import FrozenEditionError, explain_refusal, record_edit
from budgets.admin.filters import EditionFilter
from budgets.admin.forms import AmountFormField, FactForm
from budgets.admin.records import Recorder, delete_recorded, save_recorded, save_rows_recorded
from budgets.models import Edition
from budgets.models.fact import AmountField
from budgets.money import MoneyUnit, format_amount
from budgets.rights import may, permission, within
from budgets.vocabulary import EditionStatus

AMOUNT_HELP = _("以元为单位，可带千分位，例如 6,273,000.00。")
AMOUNTS: dict[type[Any], dict[str, Any]] = {AmountField: {"form_class": AmountFormField, "help_text": AMOUNT_HELP}}
BLANK = "—"
LONG_NAME = 100


def print_yuan(amount: Any) -> str:
    """Print an amount in yuan for a list: "6,273,000.00"; a dash where there is none."""
    return format_amount(amount, MoneyUnit.YUAN) or BLANK


def without_buttons(field: Any, db_field: Any) -> Any:
    """Return the form field of a reference without the buttons that would change what it refers to."""
    if field is not None and db_field.is_relation:
        widget = field.widget
        widget.can_add_related = widget.can_change_related = False
        widget.can_delete_related = widget.can_view_related = False
    return field


class PortalAdmin(admin.ModelAdmin):
    """A model's pages; what the database refuses is explained instead of failing.

    `related` names the foreign keys that the pages print, to be read together with the rows; `private` the fields whose
    values the log leaves out.
    """

    related: tuple[str, ...] = ()
    private: frozenset[str] = frozenset()
    list_per_page = 50
    empty_value_display = BLANK
    formfield_overrides = AMOUNTS

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Read the rows that the user may see, and along with them what the pages print."""
        rows = within(request.user, super().get_queryset(request))
        return rows.select_related(*self.related) if self.related else rows

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Tell whether the user may look at rows of this kind, or at this one."""
        return request.user.has_perm(permission(self.model, "view"), obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Tell whether the user may change rows of this kind, or this one."""
        return request.user.has_perm(permission(self.model, "change"), obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Tell whether the user may delete rows of this kind, or this one."""
        model, deletable = getattr(request, "portal_deletable", (None, ()))
        if obj is not None and model is self.model:
            return obj.pk in deletable
        return request.user.has_perm(permission(self.model, "delete"), obj)

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> HttpResponse:
        # What is another department's does not exist for the user, nor does what never was.
        raise Http404

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Make room for long names, and leave out the buttons that would change what is only referred to."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field, forms.CharField) and db_field.max_length and db_field.max_length >= LONG_NAME:
            field.widget.attrs["class"] = "vLargeTextField"
        return without_buttons(field, db_field)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save a row, and write to the log what it was and is; refuse one that is then not the user's."""
        with save_recorded(Recorder(request, self.private), obj):
            super().save_model(request, obj, form, change)
            # A form may name rows of others, which only the row as it was saved shows.
            if not may(request.user, "change" if change else "add", obj):
                raise PermissionDenied

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Save the rows below a row, and write to the log what they were and are."""
        with save_rows_recorded(Recorder(request, self.private), form.instance, formset):
            super().save_formset(request, form, formset, change)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Delete a row with those below it, and write to the log what they were."""
        with delete_recorded(Recorder(request, self.private), [obj], self.inlines):
            super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Delete rows with those below them, and write to the log what they were."""
        with delete_recorded(Recorder(request, self.private), list(queryset), self.inlines):
            super().delete_queryset(request, queryset)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Tell what goes with rows, having asked once which of all of them the user may delete."""
        rows = self.model._default_manager.filter(pk__in=[one.pk for one in objs])
        deletable = within(request.user, rows, "delete").order_by().values_list("pk", flat=True)
        request.portal_deletable = (self.model, set(deletable))  # type: ignore[attr-defined]
        return super().get_deleted_objects(objs, request)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the list, or carry out an action."""
        return self._explained(super().changelist_view, request, *args, **kwargs)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show or save the form."""
        return self._explained(super().changeform_view, request, *args, **kwargs)

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask before deleting, or delete."""
        return self._explained(super().delete_view, request, *args, **kwargs)

    def _explained(
        self, view: Callable[..., HttpResponse], request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Answer as `view` does; where the database refuses to save, say so on the list."""
        try:
            return view(request, *args, **kwargs)
        except (FrozenEditionError, IntegrityError) as error:
            if request.method != "POST":
                raise
            self.message_user(request, explain_refusal(error), messages.ERROR)
            return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"))


class ReadOnlyAdmin(PortalAdmin):
    """Pages of what nobody edits."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: only the portal itself writes these."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: only the portal itself writes these."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: only the portal itself writes these."""
        return False


class FactAdmin(PortalAdmin):
    """Pages of a kind of fact: editable in a draft, readable afterwards, each edit recorded on the edition."""

    form = FactForm
    related: tuple[str, ...] = ("edition__budget__department",)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Leave facts off the first page: they are reached from their edition."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse what is published."""
        return super().has_change_permission(request, obj) and (obj is None or obj.edition.is_draft)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse what is published."""
        return super().has_delete_permission(request, obj) and (obj is None or obj.edition.is_draft)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Put order and origin below what exists already; a new fact comes last by itself."""
        fieldsets = super().get_fieldsets(request, obj)
        return fieldsets if obj is None else [*fieldsets, self.get_order_fieldset()]

    def get_order_fieldset(self) -> tuple[Any, dict]:
        """Return the fields that say where a fact stands."""
        return _("次序和出处"), {"classes": ["collapse"], "fields": ("position", "source_place")}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Keep a fact in the edition it was entered in."""
        fixed = ("source_place",) if obj is None else ("source_place", "edition")
        return (*super().get_readonly_fields(request, obj), *fixed)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Prefill the edition from the address, or from the list one comes from."""
        initial = super().get_changeform_initial_data(request)
        came_from = parse_qs(request.GET.get("_changelist_filters", ""))
        if "edition" not in initial and "edition" in came_from:
            initial["edition"] = came_from["edition"][-1]
        return initial

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer drafts only."""
        if db_field.name == "edition":
            drafts = Edition.objects.filter(status=EditionStatus.DRAFT).with_budget()
            kwargs["queryset"] = within(request.user, drafts, "change")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_list_display(self, request: HttpRequest) -> Any:
        """Leave out the edition where the list is that of one edition."""
        one = EditionFilter.parameter_name in request.GET
        return [column for column in super().get_list_display(request) if not (one and column == "edition")]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Record the edit, and put a new fact last."""
        record_edit([obj.edition_id], by=request.user)
        if not change:
            obj.position = following(obj, "position")
        super().save_model(request, obj, form, change)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Record the edit."""
        record_edit([obj.edition_id], by=request.user)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Record the edit on each edition concerned."""
        with transaction.atomic():
            record_edit(queryset.order_by().values_list("edition_id", flat=True), by=request.user)
            super().delete_queryset(request, queryset)


def following(fact: Any, field: str) -> int:
    """Return the place after the last fact of the same kind in the same edition."""
    kind: type[Model] = type(fact)
    last = kind._default_manager.filter(edition=fact.edition_id).aggregate(last=Max(field))["last"]
    return (last or 0) + 1
