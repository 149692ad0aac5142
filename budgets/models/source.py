"""Where facts were read: the document as a file, and its tables as printed."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SourceDocument(models.Model):
    """A document published elsewhere, kept as it was received under its sha256."""

    sha256 = models.CharField(_("SHA-256"), max_length=64, unique=True)
    name = models.CharField(_("文件名"), max_length=255)
    size = models.PositiveBigIntegerField(_("字节数"))
    file = models.FileField(_("文件"), upload_to="originals", max_length=255)
    received_at = models.DateTimeField(_("收到时间"), auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = _("来源文件")
        ordering = ["-received_at"]

    def __str__(self) -> str:
        return self.name


class SourceTable(models.Model):
    """A table as the document prints it: rows of cells, each row with its place in the document.

    `rows` is a list of {"place": line or row number, "cells": [text, …]}; a fact names the row and column it
    came from, counted from zero. `kind` is which kind of table it was recognised as, blank where no kind fits;
    `form` is its head and rows as they were understood, for tables that no form set declares, and `is_understood`
    whether all of them were.
    """

    edition = models.ForeignKey("budgets.Edition", models.CASCADE, related_name="source_tables", verbose_name=_("版本"))
    number = models.PositiveSmallIntegerField(_("表号"), null=True, blank=True)
    kind = models.CharField(_("表的种类"), max_length=60, blank=True)
    title = models.CharField(_("表名"), max_length=200)
    place = models.CharField(_("位置"), max_length=100)
    rows = models.JSONField(_("原文各行"), default=list)
    form = models.JSONField(_("读出的表式"), null=True, blank=True)
    is_understood = models.BooleanField(_("完全读懂"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("原文表格")
        ordering = ["edition", "id"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="source_table_number_unique_in_edition")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def has_own_form(self) -> bool:
        """Whether it is shown in the form that its document prints rather than in a declared one."""
        return self.is_understood is not None
