"""Revenue, and money left at the end of the year."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from budgets.admin.base import FactAdmin, print_yuan
from budgets.admin.filters import EditionFilter
from budgets.admin.forms import CodedFactForm
from budgets.models import CarryForward, FunctionCode, RevenueLine


class RevenueLineForm(CodedFactForm):
    """Money from one source."""

    classification = FunctionCode
    codes = (("function_code", "function_name"),)

    class Meta:
        help_texts = {
            "fund": _("选到最细的一级：一般公共预算分为财政拨款和财政拨款以外，合计由系统相加。"),
            "function_code": _("收入按功能科目列示时填写，否则留空。"),
        }


@admin.register(RevenueLine)
class RevenueLineAdmin(FactAdmin):
    """Pages of revenue."""

    form = RevenueLineForm
    related = (*FactAdmin.related, "unit")
    list_display = ("fund", "origin", "unit", "function_code", "amount_in_yuan", "edition")
    list_filter = (EditionFilter, "edition__status", "origin", "fund")
    search_fields = ("edition__department_name", "function_code", "function_name")
    fieldsets = (
        (None, {"fields": ("edition", "unit", "fund", "origin", "amount")}),
        (_("功能科目"), {"fields": ("function_code", "function_name")}),
    )

    @admin.display(description=_("金额（元）"), ordering="amount")
    def amount_in_yuan(self, line: RevenueLine) -> str:
        """Print the amount."""
        return print_yuan(line.amount)


@admin.register(CarryForward)
class CarryForwardAdmin(FactAdmin):
    """Pages of money left at the end of the year."""

    list_display = ("fund", "amount_in_yuan", "edition")
    list_filter = (EditionFilter, "edition__status", "fund")
    search_fields = ("edition__department_name",)
    fieldsets = ((None, {"fields": ("edition", "fund", "amount")}),)

    @admin.display(description=_("金额（元）"), ordering="amount")
    def amount_in_yuan(self, money: CarryForward) -> str:
        """Print the amount."""
        return print_yuan(money.amount)
