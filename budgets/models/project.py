"""Projects, their money and the indicators their success is measured by."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from budgets.models.expenditure import FUNCTION_CODE
from budgets.models.fact import AmountField, Fact, UnitFact
from budgets.vocabulary import Comparison, Fund, IndicatorKind, MoneyOrigin, ProjectKind

PROJECT_CODE = RegexValidator(r"^\d{21}$", _("项目编码应为 21 位数字（区划 6 位、年度 2 位、序号 13 位）。"))


class Project(UnitFact):
    """A project (项目); `key` is its code, or a key made of its name that stays the same when it is read again.

    `position` is its order among projects by money (table 10), `performance_position` its order among projects
    by indicators (table 12).
    """

    key = models.SlugField(_("标识"), max_length=40, allow_unicode=False)
    code = models.CharField(_("项目编码"), max_length=21, blank=True, validators=[PROJECT_CODE])
    name = models.CharField(_("项目名称"), max_length=200)
    kind = models.CharField(_("类型"), max_length=30, choices=ProjectKind.choices, blank=True)
    unit_name = models.CharField(_("项目单位（印在表上）"), max_length=100, blank=True)
    function_code = models.CharField(_("功能科目编码"), max_length=7, blank=True, validators=[FUNCTION_CODE])
    performance_position = models.PositiveIntegerField(_("绩效表次序"), default=0)

    class Meta(UnitFact.Meta):
        verbose_name = verbose_name_plural = _("项目")
        constraints = [
            models.UniqueConstraint(fields=["edition", "key"], name="project_key_unique_in_edition"),
            models.UniqueConstraint(
                fields=["edition", "code"], condition=~Q(code=""), name="project_code_unique_in_edition"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ProjectFact(Fact):
    """A fact that belongs to a project, and through it to an edition."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="%(class)ss", verbose_name=_("项目"))

    class Meta(Fact.Meta):
        abstract = True


class ProjectFunding(ProjectFact):
    """A project's money of one fund, of this year or brought forward."""

    fund = models.CharField(_("资金"), max_length=30, choices=Fund.choices, default=Fund.GENERAL_PUBLIC_BUDGET)
    origin = models.CharField(_("本年或结转"), max_length=20, choices=MoneyOrigin.choices, default=MoneyOrigin.CURRENT)
    amount = AmountField(_("金额（元）"))

    class Meta(ProjectFact.Meta):
        verbose_name = verbose_name_plural = _("项目资金")
        constraints = [models.UniqueConstraint(fields=["project", "fund", "origin"], name="project_funding_unique")]

    def __str__(self) -> str:
        return f"{self.get_origin_display()} {self.get_fund_display()}"


class MeasuredFact(models.Model):
    """An indicator's value: as printed, and in its parts where it is a number."""

    name = models.CharField(_("三级指标"), max_length=200)
    value = models.CharField(_("指标值"), max_length=200, blank=True)
    comparison = models.CharField(_("比较"), max_length=10, choices=Comparison.choices, blank=True)
    number = models.DecimalField(_("数值"), max_digits=19, decimal_places=4, null=True, blank=True)
    measure_unit = models.CharField(_("计量单位"), max_length=20, blank=True)

    class Meta:
        abstract = True


class PerformanceIndicator(ProjectFact, MeasuredFact):
    """What a project is to cost or achieve."""

    kind = models.CharField(_("指标类别"), max_length=15, choices=IndicatorKind.choices)

    class Meta(ProjectFact.Meta):
        verbose_name = verbose_name_plural = _("项目绩效指标")

    def __str__(self) -> str:
        return f"{self.name} {self.value}"
