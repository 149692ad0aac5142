"""Expenditure by function and by economic class: two marginals of the same money, kept apart."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from budgets.models.fact import AmountField, EditionFact, UnitFact
from budgets.vocabulary import Fund, MoneyOrigin, Nature, ThreePublicItem

models.CharField.register_lookup(Length)

FUNCTION_CODE = RegexValidator(r"^(\d{3}|\d{5}|\d{7})$", _("功能科目编码应为 3、5 或 7 位数字。"))
ECONOMIC_CODE = RegexValidator(r"^(\d{3}|\d{5})$", _("经济科目编码应为 3 或 5 位数字。"))


class FunctionExpenditure(UnitFact):
    """Money spent on one subject (项, or a coarser level where the document stops there), of one fund and nature."""

    code = models.CharField(_("科目编码"), max_length=7, validators=[FUNCTION_CODE])
    name = models.CharField(_("科目名称"), max_length=100)
    fund = models.CharField(_("资金"), max_length=30, choices=Fund.choices)
    origin = models.CharField(_("本年或结转"), max_length=20, choices=MoneyOrigin.choices, default=MoneyOrigin.CURRENT)
    nature = models.CharField(_("支出性质"), max_length=30, choices=Nature.choices)
    amount = AmountField(_("金额（元）"))

    class Meta(UnitFact.Meta):
        verbose_name = verbose_name_plural = _("支出（按功能科目）")
        constraints = [
            models.CheckConstraint(condition=Q(code__length__in=[3, 5, 7]), name="function_code_of_3_5_7_digits"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class EconomicExpenditure(UnitFact):
    """Money spent on one economic class of the department's scheme and, where known, of the government's."""

    department_code = models.CharField(_("部门经济科目编码"), max_length=5, validators=[ECONOMIC_CODE])
    department_name = models.CharField(_("部门经济科目名称"), max_length=100)
    government_code = models.CharField(_("政府经济科目编码"), max_length=5, blank=True, validators=[ECONOMIC_CODE])
    government_name = models.CharField(_("政府经济科目名称"), max_length=100, blank=True)
    fund = models.CharField(_("资金"), max_length=30, choices=Fund.choices, default=Fund.GENERAL_PUBLIC_BUDGET)
    origin = models.CharField(_("本年或结转"), max_length=20, choices=MoneyOrigin.choices, default=MoneyOrigin.CURRENT)
    nature = models.CharField(_("支出性质"), max_length=30, choices=Nature.choices)
    amount = AmountField(_("金额（元）"))

    class Meta(UnitFact.Meta):
        verbose_name = verbose_name_plural = _("支出（按经济科目）")
        constraints = [
            models.CheckConstraint(condition=Q(department_code__length__in=[3, 5]), name="economic_code_of_3_5_digits"),
        ]

    def __str__(self) -> str:
        return f"{self.department_code} {self.department_name}"


class ThreePublicExpense(EditionFact):
    """One part of “三公”经费, with last year's amount and the reason for the change where they are given."""

    item = models.CharField(_("项目"), max_length=30, choices=ThreePublicItem.choices)
    amount = AmountField(_("金额（元）"))
    last_year_amount = AmountField(_("上年预算（元）"), null=True, blank=True)
    reason = models.TextField(_("增减变化原因"), blank=True)

    class Meta(EditionFact.Meta):
        verbose_name = verbose_name_plural = _("“三公”经费")
        constraints = [models.UniqueConstraint(fields=["edition", "item"], name="three_public_item_unique_in_edition")]

    def __str__(self) -> str:
        return self.get_item_display()
