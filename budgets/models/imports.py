"""Imports: a document on its way into a draft."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from budgets.models.budget import Edition
from budgets.models.region import Department
from budgets.models.source import SourceDocument
from budgets.vocabulary import EditionOrigin, ImportState, Phase


class ImportJob(models.Model):
    """One document read for a department's budget, to be looked at and then confirmed or given up.

    `reading` holds what was read and `replaced` what the draft held before, both as `budgets.imports` writes them,
    compressed; `report` is what the preview shows. `beat_at` is when the process that reads last gave a sign of life.
    """

    department = models.ForeignKey(Department, models.PROTECT, related_name="imports", verbose_name=_("部门"))
    year = models.PositiveSmallIntegerField(_("年度"))
    phase = models.CharField(_("阶段"), max_length=10, choices=Phase.choices, default=Phase.BUDGET)
    origin = models.CharField(
        _("形成方式"), max_length=12, choices=EditionOrigin.choices, default=EditionOrigin.PREPARED
    )
    document = models.ForeignKey(SourceDocument, models.PROTECT, related_name="imports", verbose_name=_("文件"))
    state = models.CharField(_("状态"), max_length=10, choices=ImportState.choices, default=ImportState.WAITING)
    stage = models.CharField(_("进行到"), max_length=100, blank=True)
    progress = models.PositiveSmallIntegerField(_("进度（%）"), default=0)
    attempts = models.PositiveSmallIntegerField(_("读取次数"), default=0)
    message = models.TextField(_("没有读成的原因"), blank=True)
    report = models.JSONField(_("读取报告"), null=True, blank=True)
    reading = models.BinaryField(_("读取结果"), null=True)
    edition = models.ForeignKey(
        Edition, models.SET_NULL, null=True, blank=True, related_name="imports", verbose_name=_("导入的版本")
    )
    chosen = models.JSONField(_("选取的内容"), default=list, blank=True)
    replaced = models.BinaryField(_("被替换的内容"), null=True)
    written_sha256 = models.CharField(_("导入内容的摘要"), max_length=64, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("上传人"))
    created_at = models.DateTimeField(_("上传时间"), auto_now_add=True)
    beat_at = models.DateTimeField(_("最近进展"), null=True, blank=True)
    applied_at = models.DateTimeField(_("导入时间"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("导入")
        ordering = ["-id"]
        indexes = [models.Index(fields=["state"], name="import_by_state")]

    def __str__(self) -> str:
        return f"{self.department} {self.year} {self.document}"
