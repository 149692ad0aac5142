"""Expenditure by subject, by economic class, and “三公”经费."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from budgets.admin.base import FactAdmin, print_yuan
from budgets.admin.filters import EditionFilter
from budgets.admin.forms import CodedFactForm
from budgets.models import EconomicCode, EconomicExpenditure, FunctionCode, FunctionExpenditure, ThreePublicExpense


class FunctionExpenditureForm(CodedFactForm):
    """Money spent on one subject."""

    classification = FunctionCode
    codes = (("code", "name"),)

    class Meta:
        help_texts = {
            "code": _("支出功能分类，填到项，例如 2013201。"),
            "fund": _("部门支出总表（03 表）选“全部资金”；05、09 表选各自的资金。"),
            "nature": _("选到最细的一级，小计和合计由系统相加。"),
        }


@admin.register(FunctionExpenditure)
class FunctionExpenditureAdmin(FactAdmin):
    """Pages of expenditure by subject."""

    form = FunctionExpenditureForm
    related = (*FactAdmin.related, "unit")
    list_display = ("code", "name", "fund", "nature", "origin", "unit", "amount_in_yuan", "edition")
    list_display_links = ("code", "name")
    list_filter = (EditionFilter, "edition__status", "origin", "fund", "nature")
    search_fields = ("^code", "name", "edition__department_name")
    fieldsets = ((None, {"fields": ("edition", "unit", "code", "name", "fund", "nature", "origin", "amount")}),)

    @admin.display(description=_("金额（元）"), ordering="amount")
    def amount_in_yuan(self, line: FunctionExpenditure) -> str:
        """Print the amount."""
        return print_yuan(line.amount)


class EconomicExpenditureForm(CodedFactForm):
    """Money spent on one economic class."""

    classification = EconomicCode
    codes = (("department_code", "department_name"), ("government_code", "government_name"))

    class Meta:
        help_texts = {
            "department_code": _("部门预算支出经济分类，填到款，例如 30101。"),
            "government_code": _("对应的政府预算支出经济分类，例如 50101；不对应时留空。"),
            "nature": _("06 表选“人员经费”或“公用经费”；07 表选“全部支出”。"),
        }


@admin.register(EconomicExpenditure)
class EconomicExpenditureAdmin(FactAdmin):
    """Pages of expenditure by economic class."""

    form = EconomicExpenditureForm
    related = (*FactAdmin.related, "unit")
    list_display = (
        "department_code",
        "department_name",
        "government_code",
        "government_name",
        "fund",
        "nature",
        "amount_in_yuan",
        "edition",
    )
    list_display_links = ("department_code", "department_name")
    list_filter = (EditionFilter, "edition__status", "origin", "fund", "nature")
    search_fields = ("^department_code", "department_name", "^government_code", "edition__department_name")
    fieldsets = (
        (None, {"fields": ("edition", "unit")}),
        (
            _("经济科目"),
            {"fields": (("department_code", "department_name"), ("government_code", "government_name"))},
        ),
        (_("金额"), {"fields": ("fund", "nature", "origin", "amount")}),
    )

    @admin.display(description=_("金额（元）"), ordering="amount")
    def amount_in_yuan(self, line: EconomicExpenditure) -> str:
        """Print the amount."""
        return print_yuan(line.amount)


@admin.register(ThreePublicExpense)
class ThreePublicExpenseAdmin(FactAdmin):
    """Pages of “三公”经费."""

    list_display = ("item", "amount_in_yuan", "last_year_in_yuan", "edition")
    list_filter = (EditionFilter, "edition__status", "item")
    search_fields = ("edition__department_name",)
    fieldsets = ((None, {"fields": ("edition", "item", "amount", "last_year_amount", "reason")}),)

    @admin.display(description=_("金额（元）"), ordering="amount")
    def amount_in_yuan(self, expense: ThreePublicExpense) -> str:
        """Print the amount."""
        return print_yuan(expense.amount)

    @admin.display(description=_("上年预算（元）"), ordering="last_year_amount")
    def last_year_in_yuan(self, expense: ThreePublicExpense) -> str:
        """Print last year's amount."""
        return print_yuan(expense.last_year_amount)
