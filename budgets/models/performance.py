"""What a department as a whole is to achieve in the year."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from budgets.models.budget import Edition
from budgets.models.fact import EditionFact, Fact
from budgets.models.project import MeasuredFact


class PerformanceGoal(Fact):
    """The department's goal for the year (年度履职目标)."""

    edition = models.OneToOneField(Edition, models.CASCADE, related_name="performance_goal", verbose_name=_("版本"))
    text = models.TextField(_("年度履职目标"))

    class Meta(Fact.Meta):
        verbose_name = verbose_name_plural = _("整体绩效目标")

    def __str__(self) -> str:
        return self.text[:40]


class PerformanceTask(EditionFact):
    """A main task of the year, and what it consists of."""

    name = models.CharField(_("任务名称"), max_length=200)
    content = models.TextField(_("主要内容"), blank=True)

    class Meta(EditionFact.Meta):
        verbose_name = verbose_name_plural = _("年度主要任务")

    def __str__(self) -> str:
        return self.name


class DepartmentIndicator(EditionFact, MeasuredFact):
    """An indicator of the department, under two free levels, with what its value means."""

    level_one = models.CharField(_("一级指标"), max_length=100)
    level_two = models.CharField(_("二级指标"), max_length=100, blank=True)
    explanation = models.TextField(_("指标值说明"), blank=True)

    class Meta(EditionFact.Meta):
        verbose_name = verbose_name_plural = _("整体绩效指标")

    def __str__(self) -> str:
        return f"{self.name} {self.value}"
