"""Revenue, and money carried to the next year."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from budgets.models.fact import AmountField, EditionFact, UnitFact
from budgets.vocabulary import Fund, MoneyOrigin


class RevenueLine(UnitFact):
    """Money from one source, of this year or brought forward."""

    fund = models.CharField(_("来源"), max_length=30, choices=Fund.choices)
    origin = models.CharField(_("本年或结转"), max_length=20, choices=MoneyOrigin.choices, default=MoneyOrigin.CURRENT)
    function_code = models.CharField(_("功能科目编码"), max_length=7, blank=True)
    function_name = models.CharField(_("功能科目名称"), max_length=100, blank=True)
    amount = AmountField(_("金额（元）"))

    class Meta(UnitFact.Meta):
        verbose_name = verbose_name_plural = _("收入")

    def __str__(self) -> str:
        return f"{self.get_origin_display()} {self.get_fund_display()}"


class CarryForward(EditionFact):
    """Money left at the end of the year (年终结转结余)."""

    fund = models.CharField(_("资金"), max_length=30, choices=Fund.choices, default=Fund.ALL_FUNDS)
    amount = AmountField(_("金额（元）"))

    class Meta(EditionFact.Meta):
        verbose_name = verbose_name_plural = _("年终结转结余")

    def __str__(self) -> str:
        return self.get_fund_display()
