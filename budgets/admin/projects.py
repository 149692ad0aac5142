"""Projects, with their money and their indicators on one page."""

from typing import Any

from django.contrib import admin
from django.db.models import Max, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from budgets.admin.base import AMOUNTS, FactAdmin, following, print_yuan
from budgets.admin.filters import EditionFilter
from budgets.admin.forms import FactForm, LabelledFormSet, MeasuredForm
from budgets.admin.records import Recorder
from budgets.editing import snapshot
from budgets.keys import free_key, project_key
from budgets.models import DeclaredAmount, PerformanceIndicator, Project, ProjectFunding
from budgets.money import add


def key_of(project: Project) -> str:
    """Return the key of a project, with a number after it where another project of the edition has it."""
    key = project_key(project.code, project.name)
    others = Project.objects.filter(edition=project.edition_id, key__startswith=key).exclude(pk=project.pk)
    return free_key(key, set(others.values_list("key", flat=True)))


class ProjectForm(FactForm):
    """A project; its key is made, not typed, and afterwards changes with its code alone."""

    class Meta:
        help_texts = {
            "code": _("21 位数字：区划 6 位、年度 2 位、序号 13 位；没有编码时留空。"),
            "function_code": _("项目所列支出功能科目，填到项；不明确时留空。"),
            "unit_name": _("表上印的单位名称与所选单位不同时填写。"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.former_key = self.instance.key

    def save(self, commit: bool = True) -> Any:
        """Save the project under its key."""
        if not self.former_key or "code" in self.changed_data:
            self.instance.key = key_of(self.instance)
        return super().save(commit)


class ProjectFactInline(admin.TabularInline):
    """Rows that belong to a project, and are frozen with its edition."""

    formset = LabelledFormSet
    formfield_overrides = AMOUNTS
    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse rows of a published project."""
        return super().has_add_permission(request, obj) and (obj is None or obj.edition.is_draft)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse to change rows of a published project."""
        return super().has_change_permission(request, obj) and (obj is None or obj.edition.is_draft)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse to delete rows of a published project."""
        return super().has_delete_permission(request, obj) and (obj is None or obj.edition.is_draft)


class ProjectFundingInline(ProjectFactInline):
    """A project's money."""

    model = ProjectFunding
    fields = ("fund", "origin", "amount")


class PerformanceIndicatorInline(ProjectFactInline):
    """A project's indicators."""

    model = PerformanceIndicator
    form = MeasuredForm
    fields = ("kind", "name", "value")


@admin.register(Project)
class ProjectAdmin(FactAdmin):
    """Pages of projects."""

    form = ProjectForm
    related = (*FactAdmin.related, "unit")
    inlines = (ProjectFundingInline, PerformanceIndicatorInline)
    list_display = ("name", "code", "kind", "unit", "total_in_yuan", "edition")
    list_filter = (EditionFilter, "edition__status", "kind")
    search_fields = ("name", "code", "edition__department_name")
    fieldsets = (
        (None, {"fields": ("edition", "name", "code", "kind", "function_code")}),
        (_("项目单位"), {"fields": ("unit", "unit_name")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Read the money along with the projects."""
        return super().get_queryset(request).prefetch_related("projectfundings")

    def get_order_fieldset(self) -> tuple[Any, dict]:
        """Return the places in both tables of projects, and the key."""
        fields = ("position", "performance_position", "key", "source_place")
        return _("次序和出处"), {"classes": ["collapse"], "fields": fields}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Show the key without letting it be typed."""
        return (*super().get_readonly_fields(request, obj), "key")

    @admin.display(description=_("金额合计（元）"))
    def total_in_yuan(self, project: Project) -> str:
        """Print all money of the project."""
        return print_yuan(add(funding.amount for funding in project.projectfundings.all()))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Put a new project last in both tables; let printed totals follow a key that changed."""
        if not change:
            obj.performance_position = following(obj, "performance_position")
        super().save_model(request, obj, form, change)
        if change and obj.key != form.former_key:
            self._rename_totals(request, obj, form.former_key)

    def _rename_totals(self, request: HttpRequest, project: Project, former_key: str) -> None:
        """Let the printed totals of a project follow its new key."""
        totals = list(DeclaredAmount.objects.filter(edition=project.edition_id, row=former_key))
        recorder = Recorder(request)
        for total in totals:
            before, total.row = snapshot(total), project.key
            recorder.log_of(project).changed(total, before)
        DeclaredAmount.objects.bulk_update(totals, ["row"])
        recorder.write()

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Put new rows last."""
        last = formset.get_queryset().aggregate(last=Max("position"))["last"] or 0
        fresh = [row for row in formset.extra_forms if row.has_changed()]
        for position, row in enumerate(fresh, start=last + 1):
            row.instance.position = position
        super().save_formset(request, form, formset, change)
