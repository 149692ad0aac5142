"""Regions and departments; their codes are part of what was published, and stay once anything was."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from budgets.admin.base import PortalAdmin
from budgets.admin.forms import LabelledFormSet
from budgets.models import Department, Edition, Publication, Region, RegionPopulation
from budgets.vocabulary import EditionStatus


class PopulationInline(admin.TabularInline):
    """How many people live in a region, year by year, and who says so."""

    model = RegionPopulation
    formset = LabelledFormSet
    extra = 1
    ordering = ("-year",)


@admin.register(Region)
class RegionAdmin(PortalAdmin):
    """Pages of regions, with their populations."""

    list_display = ("code", "name")
    search_fields = ("code", "name")
    fields = ("code", "name")
    inlines = (PopulationInline,)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Keep the code once something was published under it: addresses and hashes name it."""
        published = obj is not None and Publication.objects.filter(region=obj).exists()
        return ("code",) if published else ()


class DepartmentForm(forms.ModelForm):
    """A department or a unit of one, in the same region."""

    class Meta:
        help_texts = {
            "code": _("部门 3 位，预算单位在部门代码后再加 3 位，例如 104、104001。"),
            "short_name": _("用于列表和表格，例如“经开区组织人社局”。"),
            "parent": _("预算单位选它的主管部门；部门本身不选。"),
        }

    def clean(self) -> dict[str, Any] | None:
        """Refuse a parent that is the department itself, a unit, or of another region."""
        values = super().clean() or self.cleaned_data
        parent = values.get("parent")
        region = values.get("region") or getattr(self.instance, "region", None)
        if parent is None:
            return values
        if parent == self.instance:
            self.add_error("parent", _("主管部门不能是它自己。"))
        elif parent.parent_id is not None:
            self.add_error("parent", _("“%(name)s”是预算单位，不能作主管部门。") % {"name": parent.label})
        elif region is not None and parent.region_id != region.pk:
            self.add_error("parent", _("主管部门须在同一行政区划。"))
        return values


@admin.register(Department)
class DepartmentAdmin(PortalAdmin):
    """Pages of departments and units."""

    form = DepartmentForm
    related = ("region", "parent")
    list_display = ("code", "name", "short_name", "parent", "region")
    list_display_links = ("code", "name")
    list_filter = ("region", ("parent", admin.EmptyFieldListFilter))
    search_fields = ("code", "name", "short_name")
    autocomplete_fields = ("region", "parent")
    fields = ("region", "code", "name", "short_name", "parent", "discloses_separately")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Keep what pages print once a budget was published; another name begins with a year (部门变更)."""
        return ("region", "code", "name", "short_name", "parent") if obj is not None and was_published(obj) else ()


def was_published(department: Department) -> bool:
    """Tell whether a budget of the department, or of the department it is a unit of, was ever published."""
    owners = Q(budget__department=department) | Q(budget__department=department.parent_id)
    return Edition.objects.filter(owners).exclude(status=EditionStatus.DRAFT).exists()
