"""What a department as a whole is to achieve."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from budgets.admin.base import FactAdmin
from budgets.admin.filters import EditionFilter
from budgets.admin.forms import FactForm, MeasuredForm
from budgets.models import DepartmentIndicator, PerformanceGoal, PerformanceTask


@admin.register(PerformanceGoal)
class PerformanceGoalAdmin(FactAdmin):
    """Pages of goals of the year."""

    list_display = ("__str__", "edition")
    list_filter = (EditionFilter, "edition__status")
    search_fields = ("text", "edition__department_name")
    fieldsets = ((None, {"fields": ("edition", "text")}),)


@admin.register(PerformanceTask)
class PerformanceTaskAdmin(FactAdmin):
    """Pages of main tasks of the year."""

    list_display = ("name", "edition")
    list_filter = (EditionFilter, "edition__status")
    search_fields = ("name", "content", "edition__department_name")
    fieldsets = ((None, {"fields": ("edition", "name", "content")}),)


class DepartmentIndicatorForm(MeasuredForm, FactForm):
    """An indicator of a department."""

    class Meta:
        help_texts = {
            "level_one": _("例如：投入管理指标、产出指标、效益指标。"),
            "value": _("照表填写，例如 ≥95%、20000人次；比较、数值和单位由系统识别。"),
        }


@admin.register(DepartmentIndicator)
class DepartmentIndicatorAdmin(FactAdmin):
    """Pages of a department's indicators."""

    form = DepartmentIndicatorForm
    list_display = ("name", "value", "level_one", "level_two", "edition")
    list_filter = (EditionFilter, "edition__status")
    search_fields = ("name", "level_one", "level_two", "edition__department_name")
    fieldsets = ((None, {"fields": ("edition", "level_one", "level_two", "name", "value", "explanation")}),)
