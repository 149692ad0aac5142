"""Amounts of published editions by what they are compared by: made of the facts when an edition is published.

They say nothing that the facts do not: `manage.py index_publications` makes them anew at any time. Pages that look
over many departments read these few rows instead of all lines.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from budgets.models.budget import Edition
from budgets.models.fact import AmountField
from budgets.models.region import Department, Region
from budgets.vocabulary import Dimension, Phase


class SummaryAmount(models.Model):
    """An amount in yuan of one year and phase, under a code of one dimension; `name` is what is printed beside it."""

    year = models.PositiveSmallIntegerField(_("年度"))
    phase = models.CharField(_("阶段"), max_length=10, choices=Phase.choices)
    dimension = models.CharField(_("口径"), max_length=20, choices=Dimension.choices)
    code = models.CharField(_("代码"), max_length=40)
    name = models.CharField(_("名称"), max_length=200)
    amount = AmountField(_("金额（元）"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.year} {self.code} {self.name}"


class PublishedAmount(SummaryAmount):
    """What one published edition gives under one code; of projects also their key, the code being their kind."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="published_amounts", verbose_name=_("版本"))
    region = models.ForeignKey(Region, models.CASCADE, related_name="+", verbose_name=_("行政区划"))
    department = models.ForeignKey(Department, models.CASCADE, related_name="+", verbose_name=_("部门"))
    key = models.CharField(_("项目标识"), max_length=40, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("已公开金额")
        constraints = [
            models.UniqueConstraint(fields=["edition", "dimension", "code", "key"], name="published_amount_unique"),
        ]
        indexes = [
            models.Index(
                fields=["dimension", "code", "year", "phase", "region", "-amount"], name="published_amount_in_region"
            ),
            models.Index(fields=["dimension", "code", "year", "phase", "-amount"], name="published_amount_anywhere"),
            models.Index(fields=["department", "dimension", "code", "year"], name="published_amount_by_years"),
        ]


class RegionAmount(SummaryAmount):
    """What all published editions of a region give under one code, and how many amounts that is."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="+", verbose_name=_("行政区划"))
    count = models.PositiveIntegerField(_("笔数"))

    class Meta:
        verbose_name = verbose_name_plural = _("地区合计")
        constraints = [
            models.UniqueConstraint(
                fields=["region", "year", "phase", "dimension", "code"], name="region_amount_unique"
            ),
        ]
        indexes = [models.Index(fields=["dimension", "code", "year", "phase"], name="region_amount_by_code")]
