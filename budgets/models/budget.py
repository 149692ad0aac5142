"""Budgets, their editions, and the record of what was published."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from budgets.models.region import Department, Region
from budgets.models.source import SourceDocument
from budgets.vocabulary import UNPUBLISHED, EditionOrigin, EditionStatus, Phase

# Public pages show these; drafts do not exist for the public.
READABLE = [EditionStatus.PUBLISHED, EditionStatus.SUPERSEDED]


class BudgetYear(models.Model):
    """A year that a region has opened: the form set of its budgets, and the day they were approved (预算法 art. 52).

    `approved_on` is entered once for all departments; a budget that was approved on another day says so itself.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="budget_years", verbose_name=_("行政区划"))
    year = models.PositiveSmallIntegerField(_("年度"))
    form_set = models.CharField(_("表式"), max_length=30, default="henan-2023")
    approved_on = models.DateField(_("批复日期"), null=True, blank=True)
    opened_at = models.DateTimeField(_("开启时间"), auto_now_add=True)
    opened_by = models.CharField(_("开启人"), max_length=150)

    class Meta:
        verbose_name = verbose_name_plural = _("预算年度")
        ordering = ["region", "-year"]
        constraints = [models.UniqueConstraint(fields=["region", "year"], name="budget_year_unique_in_region")]

    def __str__(self) -> str:
        return f"{self.region} {self.year}"


class Budget(models.Model):
    """One department's money in one year and phase.

    `approved_on` is the day of its approval where that is not the day of the whole year; a budget with an
    `exemption_ground` is not published, being a state secret (预算法 art. 14), and is never late.
    """

    department = models.ForeignKey(Department, models.PROTECT, related_name="budgets", verbose_name=_("部门"))
    year = models.PositiveSmallIntegerField(_("年度"))
    phase = models.CharField(_("阶段"), max_length=10, choices=Phase.choices, default=Phase.BUDGET)
    approved_on = models.DateField(_("批复日期"), null=True, blank=True)
    exemption_ground = models.CharField(_("不予公开的依据"), max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("年度预算")
        ordering = ["department", "-year", "phase"]
        constraints = [
            models.UniqueConstraint(fields=["department", "year", "phase"], name="budget_unique"),
            models.CheckConstraint(condition=Q(year__gte=1990, year__lte=2100), name="budget_year_plausible"),
            models.CheckConstraint(condition=Q(phase__in=Phase.values), name="budget_phase_known"),
        ]

    def __str__(self) -> str:
        return f"{self.department.label} {self.year} 年{self.get_phase_display()}"


class EditionQuerySet(models.QuerySet["Edition"]):
    """Filters of editions."""

    def published(self) -> "EditionQuerySet":
        """Return what the public reads today."""
        return self.filter(status=EditionStatus.PUBLISHED)

    def unpublished(self) -> "EditionQuerySet":
        """Return what is still being written, examined, or waits for its hour."""
        return self.filter(status__in=UNPUBLISHED)

    def readable(self) -> "EditionQuerySet":
        """Return what the public may still read at its number."""
        return self.filter(status__in=READABLE)

    def with_budget(self) -> "EditionQuerySet":
        """Bring along budget, department and region, none of which may be missing, so that rows can be locked."""
        return self.select_related("budget__department__region")

    def with_names(self) -> "EditionQuerySet":
        """Bring along what every page names: budget, department, region, source, publication, goal."""
        return self.with_budget().select_related("source_document", "publication", "performance_goal")


class Edition(models.Model):
    """A budget as drafted, published or corrected; once it is submitted, its facts stay, and once published for ever.

    `revision` grows with every edit, so that whoever looks at it knows whether it is still what was looked at.
    `rows_from` is the edition whose rows are offered to be filled in; nothing of them is part of this one until then.
    """

    budget = models.ForeignKey(Budget, models.PROTECT, related_name="editions", verbose_name=_("年度预算"))
    number = models.PositiveSmallIntegerField(_("版次"))
    status = models.CharField(
        _("状态"), max_length=10, choices=EditionStatus.choices, default=EditionStatus.DRAFT, editable=False
    )
    origin = models.CharField(
        _("形成方式"), max_length=12, choices=EditionOrigin.choices, default=EditionOrigin.PREPARED
    )
    form_set = models.CharField(_("表式"), max_length=30, default="henan-2023")
    department_name = models.CharField(_("部门名称（印在表上）"), max_length=100)
    department_short_name = models.CharField(_("部门简称"), max_length=50, blank=True)
    printed_date = models.CharField(_("文件落款日期"), max_length=30, blank=True)
    approved_on = models.DateField(_("批复日期"), null=True, blank=True)
    reason = models.TextField(_("更正原因"), blank=True)
    source_document = models.ForeignKey(
        SourceDocument, models.PROTECT, null=True, blank=True, related_name="editions", verbose_name=_("来源文件")
    )
    created_at = models.DateTimeField(_("建立时间"), auto_now_add=True)
    revision = models.PositiveIntegerField(_("修改次数"), default=0, editable=False)
    edited_at = models.DateTimeField(_("人工修改时间"), null=True, blank=True, editable=False)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("最近修改人"),
    )
    rows_from = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("带入各行的版本"),
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("预算版本")
        ordering = ["budget", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["budget", "number"], name="edition_number_unique_in_budget"),
            models.UniqueConstraint(
                fields=["budget"], condition=Q(status=EditionStatus.PUBLISHED), name="one_published_edition"
            ),
            models.UniqueConstraint(
                fields=["budget"], condition=Q(status__in=UNPUBLISHED), name="one_unpublished_edition"
            ),
            models.CheckConstraint(condition=Q(status__in=EditionStatus.values), name="edition_status_known"),
            models.CheckConstraint(condition=Q(origin__in=EditionOrigin.values), name="edition_origin_known"),
        ]
        indexes = [models.Index(fields=["status"], name="edition_by_status")]

    def __str__(self) -> str:
        return f"{self.budget}（第 {self.number} 版）"

    @property
    def is_draft(self) -> bool:
        """Whether its facts may still change."""
        return self.status == EditionStatus.DRAFT

    @property
    def is_unpublished(self) -> bool:
        """Whether the public has never seen it."""
        return self.status in UNPUBLISHED

    @property
    def is_transcribed(self) -> bool:
        """Whether it was read from a document published elsewhere, and so prints what that document prints."""
        return self.origin == EditionOrigin.TRANSCRIBED

    @property
    def label(self) -> str:
        """The department's name for lists and breadcrumbs, as it was in this edition."""
        return self.department_short_name or self.department_name


class Publication(models.Model):
    """The record that an edition was published: numbered in its region, hashed, and chained to the one before it."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="publications", verbose_name=_("行政区划"))
    number = models.PositiveIntegerField(_("公开序号"))
    edition = models.OneToOneField(Edition, models.PROTECT, related_name="publication", verbose_name=_("版本"))
    facts_sha256 = models.CharField(_("数据摘要"), max_length=64)
    previous_sha256 = models.CharField(_("上一条公开记录的摘要"), max_length=64, blank=True)
    sha256 = models.CharField(_("本条摘要"), max_length=64)
    published_at = models.DateTimeField(_("公开时间"))
    actor = models.CharField(_("公开人"), max_length=150)

    class Meta:
        verbose_name = verbose_name_plural = _("公开记录")
        ordering = ["region", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["region", "number"], name="publication_number_unique_in_region"),
            models.UniqueConstraint(fields=["region", "previous_sha256"], name="publication_chain_never_forks"),
        ]

    def __str__(self) -> str:
        return f"{self.region} 第 {self.number} 号"
