"""Regions, their departments, and how many people live there."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from budgets.vocabulary import SuccessionKind


class Region(models.Model):
    """An administrative division (行政区划), known by its code of six digits."""

    code = models.CharField(_("区划代码"), max_length=6, unique=True, validators=[RegexValidator(r"^\d{6}$")])
    name = models.CharField(_("名称"), max_length=100)
    is_invented = models.BooleanField(
        _("虚构数据"), default=False, help_text=_("演示用的虚构地区；每一页都会注明。"), editable=False
    )

    class Meta:
        verbose_name = verbose_name_plural = _("行政区划")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """A department that draws up a budget (部门), or a unit of one (预算单位), which has a parent."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="departments", verbose_name=_("行政区划"))
    code = models.CharField(_("部门代码"), max_length=12, validators=[RegexValidator(r"^\d{3,12}$")])
    name = models.CharField(_("名称"), max_length=100)
    short_name = models.CharField(_("简称"), max_length=50, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="units", verbose_name=_("主管部门")
    )

    discloses_separately = models.BooleanField(
        _("单独公开"), default=False, help_text=_("预算单位自己公开预算时选它（《预算法实施条例》第六条）。")
    )
    closed_after = models.PositiveSmallIntegerField(
        _("最后一个预算年度"), null=True, blank=True, help_text=_("撤销或并入其他部门的，填它最后编制预算的年度。")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("部门和预算单位")
        ordering = ["region", "code"]
        constraints = [
            models.UniqueConstraint(fields=["region", "code"], name="department_code_unique_in_region"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=models.F("id")), name="department_not_its_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.label}"

    @property
    def label(self) -> str:
        """The name used in lists: the short one where there is one."""
        return self.short_name or self.name


class FormerName(models.Model):
    """What a department was called, and whose unit it was, up to the end of a year; pages of those years keep it."""

    department = models.ForeignKey(Department, models.PROTECT, related_name="former_names", verbose_name=_("部门"))
    until_year = models.PositiveSmallIntegerField(_("用到哪一年"))
    name = models.CharField(_("当时的名称"), max_length=100)
    short_name = models.CharField(_("当时的简称"), max_length=50, blank=True)
    parent = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("当时的主管部门")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("曾用名")
        ordering = ["department", "until_year"]
        constraints = [
            models.UniqueConstraint(fields=["department", "until_year"], name="former_name_unique_in_year"),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name


class Succession(models.Model):
    """That a department's work went to another one from a year on."""

    predecessor = models.ForeignKey(Department, models.PROTECT, related_name="successions", verbose_name=_("原部门"))
    successor = models.ForeignKey(Department, models.PROTECT, related_name="inheritances", verbose_name=_("承接部门"))
    from_year = models.PositiveSmallIntegerField(_("从哪一年起"))
    kind = models.CharField(_("方式"), max_length=10, choices=SuccessionKind.choices)

    class Meta:
        verbose_name = verbose_name_plural = _("部门沿革")
        ordering = ["from_year", "predecessor", "successor"]
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_unique"),
            models.CheckConstraint(
                condition=~Q(predecessor=models.F("successor")), name="succession_of_another_department"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


class RegionPopulation(models.Model):
    """How many people lived in a region at the end of a year, and who says so; amounts per head rest on it."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="populations", verbose_name=_("行政区划"))
    year = models.PositiveSmallIntegerField(_("年度"))
    population = models.PositiveIntegerField(_("常住人口（人）"))
    source = models.CharField(_("数据来源"), max_length=200, help_text=_("如：2023 年国民经济和社会发展统计公报。"))

    class Meta:
        verbose_name = verbose_name_plural = _("常住人口")
        ordering = ["region", "-year"]
        constraints = [
            models.UniqueConstraint(fields=["region", "year"], name="population_unique_in_region_and_year"),
            models.CheckConstraint(condition=Q(population__gt=0), name="population_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.year}"
