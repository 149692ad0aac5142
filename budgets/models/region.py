"""Regions, their departments, and how many people live there."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


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
