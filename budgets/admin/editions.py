"""Editions: begun here, filled from their page, published from it, and afterwards only read."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Max, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from budgets.admin.base import PortalAdmin
from budgets.admin.editing import record_edit
from budgets.admin.hub import check_rows, kind_rows
from budgets.admin.steps.addresses import change_address, desk_address, next_steps, preview_address, step_address
from budgets.compliance import approval_date
from budgets.imports.receiving import may_import
from budgets.models import Budget, Edition, SourceTable, StepRecord
from budgets.rights import permission
from budgets.tables.catalogue import FORM_SET_TITLES, form_set_title
from budgets.vocabulary import EditionStatus, Step

FIXED = ("number", "status", "form_title", "source_document", "created_at", "edited_at", "edited_by")
KEPT = _("这一版提交过，办理记录要留存，不能删除；可以继续修改，改好后再提交。")


def next_number(budget: Budget) -> int:
    """Return the number of a budget's next edition."""
    return (budget.editions.aggregate(last=Max("number"))["last"] or 0) + 1


def is_kept(request: HttpRequest, edition: Edition) -> bool:
    """Tell whether a draft was handed in once and sent back, and stays for its history; superusers may delete it."""
    if request.user.is_superuser:
        return False
    known: set[int] | None = getattr(request, "portal_handed_in", None)
    if known is None:
        # Many may be deleted at once: it is asked once a request.
        drafts = StepRecord.objects.filter(edition__status=EditionStatus.DRAFT)
        known = set(drafts.order_by().values_list("edition", flat=True))
        request.portal_handed_in = known  # type: ignore[attr-defined]
    return edition.pk in known


class EditionForm(forms.ModelForm):
    """An edition; a new one takes its names from the department, and is the only draft of its budget."""

    form_set = forms.ChoiceField(label=_("表式"), choices=list(FORM_SET_TITLES.items()))

    class Meta:
        help_texts = {
            "origin": _("编制：数据在这里填写，有错误不能公开。转录：照已公布的文件录入，错误随同公开。"),
            "department_name": _("留空则用部门现在的名称。"),
            "printed_date": _("照文件填写，例如 2023年2月。"),
            "approved_on": _("财政部门批复预算的日期，二十日内应当公开。"),
            "reason": _("更正已公开的预算时填写，随新版一起公开。"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "department_name" in self.fields:
            self.fields["department_name"].required = False
        if "form_set" in self.fields and self.instance.form_set not in FORM_SET_TITLES:
            own = (self.instance.form_set, form_set_title(self.instance.form_set))
            self.fields["form_set"].choices = [*FORM_SET_TITLES.items(), own]  # type: ignore[attr-defined]

    def clean_budget(self) -> Budget:
        """Refuse a second unpublished edition of one budget."""
        budget = self.cleaned_data["budget"]
        begun = budget.editions.unpublished().exclude(pk=self.instance.pk).first()
        if begun is not None:
            values = {"number": begun.number, "status": begun.get_status_display()}
            raise forms.ValidationError(
                _("这个预算已有第 %(number)d 版（%(status)s），请先改完并公开它，或删除那份草稿。") % values
            )
        return budget

    def clean(self) -> dict[str, Any] | None:
        """Take names left blank from the department."""
        values = super().clean() or self.cleaned_data
        budget = values.get("budget") or (self.instance.budget if self.instance.pk else None)
        if budget is not None and not values.get("department_name"):
            values["department_name"] = budget.department.name
            values["department_short_name"] = values.get("department_short_name") or budget.department.short_name
        return values


@admin.register(Edition)
class EditionAdmin(PortalAdmin):
    """Pages of editions."""

    form = EditionForm
    related = ("budget__department__region", "source_document", "edited_by")
    list_display = ("department", "year", "phase", "number", "status", "origin", "edited_at", "edited_by")
    list_filter = ("status", "origin", "budget__phase", "budget__year", "budget__department__region")
    search_fields = ("department_name", "department_short_name", "=budget__department__code", "=budget__year")
    autocomplete_fields = ("budget",)
    actions = ("publish_chosen",)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Ask for little at first; show how an edition came about once it exists."""
        form = "form_set" if obj is None or self.has_change_permission(request, obj) else "form_title"
        numbered = () if obj is None else (("number", "status"),)
        fieldsets = [
            (None, {"fields": ("budget", *numbered, "origin", form)}),
            (_("印在表上"), {"fields": ("department_name", "department_short_name", "printed_date")}),
            (_("批复和更正"), {"fields": ("approved_on", "reason")}),
        ]
        if obj is not None:
            fields = ("source_document", "created_at", ("edited_at", "edited_by"))
            fieldsets.append((_("由来"), {"fields": fields, "classes": ("collapse",)}))
        return fieldsets

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Keep an edition in the budget, and of the origin, it was begun with."""
        if obj is None:
            return FIXED
        # The day of a prepared budget's approval is entered once, for the whole region, by the bureau.
        return (*FIXED, "budget", "origin", *(() if obj.is_transcribed else ("approved_on",)))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse what is published."""
        return super().has_change_permission(request, obj) and (obj is None or obj.is_draft)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse what is published, and what was handed in once: only superusers may take its history away."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or (obj.is_draft and not is_kept(request, obj)))

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Say why what was handed in once stays; else ask before deleting, or delete."""
        edition = self.get_object(request, unquote(args[0] if args else kwargs["object_id"]))
        if edition is not None and is_kept(request, edition):
            self.message_user(request, KEPT, messages.WARNING)
            return HttpResponseRedirect(desk_address(edition))
        return super().delete_view(request, *args, **kwargs)

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        """Lead to the desk, with the message: the list of all editions is not where one came from."""
        super().response_delete(request, obj_display, obj_id)
        return HttpResponseRedirect(reverse("admin:index"))

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Let the tables that were read go with the draft they were read into."""
        to_delete, counts, lacking, protected = super().get_deleted_objects(objs, request)
        lacking.discard(SourceTable._meta.verbose_name)
        return to_delete, counts, lacking, protected

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Number a new edition after the last one, and record who edited it."""
        if change:
            record_edit([obj.pk], by=request.user)
            # What was edited elsewhere while the form was open is not written back.
            obj.refresh_from_db(fields=["revision", "source_document"])
        else:
            if not may_import(request.user, obj.budget.department, obj.origin):
                raise PermissionDenied
            obj.number = next_number(obj.budget)
            if not obj.is_transcribed:
                obj.approved_on = approval_date(obj.budget)
        obj.edited_at, obj.edited_by = timezone.now(), request.user
        super().save_model(request, obj, form, change)

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        """Lead from a new edition to its page, where its facts are entered."""
        return HttpResponseRedirect(change_address(obj))

    def get_urls(self) -> list:
        """Keep the address that the confirmation page once had."""
        confirmation = self.admin_site.admin_view(self.publish_view)
        return [path("<path:object_id>/publish/", confirmation, name="budgets_edition_publish"), *super().get_urls()]

    def publish_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Lead to the page on which an edition is published."""
        edition = self.get_object(request, unquote(object_id))
        if edition is None:
            raise Http404
        return HttpResponseRedirect(step_address(edition, Step.PUBLISH))

    def render_change_form(self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show on an edition's page what it holds and what the checks say."""
        edition = context.get("original")
        if edition is not None:
            context["kept"] = KEPT if is_kept(request, edition) else ""
            context["kinds"] = kind_rows(self.admin_site, request, edition)
            context["checks"] = check_rows(edition)
            context["offers"] = next_steps(request.user, edition)
            context["history_address"] = step_address(edition, "history")
            withdrawn = edition.status == EditionStatus.WITHDRAWN
            context["preview_address"] = "" if withdrawn else preview_address(edition)
        return super().render_change_form(request, context, *args, **kwargs)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """Tell whether the user publishes anywhere."""
        return request.user.has_perm(permission(Edition, Step.PUBLISH.value))

    @admin.action(description=_("公开所选版本"), permissions=["publish"])
    def publish_chosen(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        """Lead to the confirmation page of the one edition chosen."""
        editions = list(queryset[:2])
        if len(editions) != 1 or not editions[0].is_unpublished:
            self.message_user(request, _("请只选一个还没有公开的版本。"), messages.WARNING)
            return None
        return HttpResponseRedirect(step_address(editions[0], Step.PUBLISH))

    @admin.display(description=_("部门"), ordering="budget__department__code")
    def department(self, edition: Edition) -> str:
        """Name the department as it was in this edition."""
        return edition.label

    @admin.display(description=_("表式"))
    def form_title(self, edition: Edition) -> str:
        """Name the form set."""
        return form_set_title(edition.form_set)

    @admin.display(description=_("年度"), ordering="budget__year")
    def year(self, edition: Edition) -> int:
        """Print the year."""
        return edition.budget.year

    @admin.display(description=_("阶段"), ordering="budget__phase")
    def phase(self, edition: Edition) -> str:
        """Print the phase."""
        return edition.budget.get_phase_display()
