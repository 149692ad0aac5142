"""What a search can find of published editions, and the words that mean the same."""

from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from budgets.models.budget import Edition
from budgets.models.fact import AmountField


class SearchKind(models.TextChoices):
    """What a search finds."""

    DEPARTMENT = "department", _("部门")
    PROJECT = "project", _("项目")
    INDICATOR = "indicator", _("绩效指标")
    FUNCTION = "function", _("功能科目")
    ECONOMIC = "economic", _("经济科目")
    TABLE = "table", _("表格")
    TEXT = "text", _("文字说明")
    TERM = "term", _("名词解释")


class SearchEntry(models.Model):
    """One thing that can be found: what is shown of it, and its text as search compares it.

    The id gives the order of results (`budgets.search.entries`); `key` names the thing on its page; `text` holds the
    lines that `budgets.search.units` makes, of which `manage.py index_publications --all` makes the index anew. A
    department has one entry, which belongs to the newest of its editions.
    """

    id = models.BigIntegerField(primary_key=True, editable=False)
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="search_entries", verbose_name=_("版本"))
    kind = models.CharField(_("种类"), max_length=12, choices=SearchKind.choices)
    title = models.CharField(_("标题"), max_length=200)
    body = models.TextField(_("内容"), blank=True)
    key = models.CharField(_("标识"), max_length=60, blank=True)
    amount = AmountField(_("金额（元）"), null=True, blank=True)
    text = models.TextField(_("检索文本"))

    class Meta:
        verbose_name = verbose_name_plural = _("检索条目")

    def __str__(self) -> str:
        return self.title


class Synonym(models.Model):
    """A short form and what it stands for: whoever searches for one finds the other as well."""

    term = models.CharField(_("简称"), max_length=30, validators=[MinLengthValidator(2)])
    meaning = models.CharField(_("所指"), max_length=60, validators=[MinLengthValidator(2)])
    is_mutual = models.BooleanField(
        _("互查"), default=True, help_text=_("两者是同一事物的名称，互相代替；不选时，只在查“简称”时一并查“所指”。")
    )
    changed_at = models.DateTimeField(_("修改时间"), auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = _("检索同义词")
        ordering = ["term", "meaning"]
        constraints = [
            models.UniqueConstraint(fields=["term", "meaning"], name="synonym_unique"),
            models.CheckConstraint(condition=~Q(term=models.F("meaning")), name="synonym_of_another_word"),
        ]

    def __str__(self) -> str:
        return f"{self.term} = {self.meaning}"
