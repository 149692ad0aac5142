"""Classifications of revenue and expenditure: codes, names, and which economic codes go together."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from budgets.vocabulary import CodeLevel, EconomicScheme


class ClassificationCode(models.Model):
    """A code of a classification with its official name; lines keep code and name as printed, not a key to here."""

    code = models.CharField(_("代码"), max_length=7)
    name = models.CharField(_("名称"), max_length=100)
    level = models.PositiveSmallIntegerField(_("级次"), choices=CodeLevel.choices)
    parent_code = models.CharField(_("上级代码"), max_length=7, blank=True)

    class Meta:
        abstract = True
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class FunctionCode(ClassificationCode):
    """支出功能分类: 类 of 3 digits, 款 of 5, 项 of 7."""

    class Meta(ClassificationCode.Meta):
        verbose_name = verbose_name_plural = _("支出功能分类")
        constraints = [models.UniqueConstraint(fields=["code"], name="function_code_unique")]


class EconomicCode(ClassificationCode):
    """支出经济分类 of departments (301-399) or of government (501-599)."""

    scheme = models.CharField(_("体系"), max_length=10, choices=EconomicScheme.choices)

    class Meta(ClassificationCode.Meta):
        verbose_name = verbose_name_plural = _("支出经济分类")
        constraints = [models.UniqueConstraint(fields=["scheme", "code"], name="economic_code_unique_in_scheme")]


class RevenueCode(ClassificationCode):
    """收入分类: the headings of revenue."""

    class Meta(ClassificationCode.Meta):
        verbose_name = verbose_name_plural = _("收入分类")
        constraints = [models.UniqueConstraint(fields=["code"], name="revenue_code_unique")]


class EconomicPair(models.Model):
    """A department's economic code met in print with a government one, and in how many documents."""

    department_code = models.CharField(_("部门经济分类"), max_length=5)
    government_code = models.CharField(_("政府经济分类"), max_length=5)
    documents = models.PositiveIntegerField(_("文件数"))

    class Meta:
        verbose_name = verbose_name_plural = _("经济分类对应关系")
        ordering = ["department_code", "government_code"]
        constraints = [
            models.UniqueConstraint(fields=["department_code", "government_code"], name="economic_pair_unique")
        ]

    def __str__(self) -> str:
        return f"{self.department_code} — {self.government_code}"
