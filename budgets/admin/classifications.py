"""The classifications: looked up here, and amended when the ministry amends them."""

from django.contrib import admin

from budgets.admin.base import PortalAdmin
from budgets.models import EconomicCode, EconomicPair, FunctionCode, RevenueCode


class ClassificationAdmin(PortalAdmin):
    """Pages of codes of a classification."""

    list_display = ("code", "name", "level", "parent_code")
    list_display_links = ("code", "name")
    list_filter = ["level"]
    search_fields = ("^code", "name")
    fields = ["code", "name", "level", "parent_code"]


@admin.register(FunctionCode, RevenueCode)
class HeadingAdmin(ClassificationAdmin):
    """Pages of functions and of headings of revenue."""


@admin.register(EconomicCode)
class EconomicCodeAdmin(ClassificationAdmin):
    """Pages of economic classes, of departments and of government."""

    list_filter = ["scheme", "level"]
    fields = ["scheme", "code", "name", "level", "parent_code"]


@admin.register(EconomicPair)
class EconomicPairAdmin(PortalAdmin):
    """Pages of the pairs of economic codes met in print."""

    list_display = ("department_code", "government_code", "documents")
    search_fields = ("^department_code", "^government_code")
    fields = ("department_code", "government_code", "documents")
