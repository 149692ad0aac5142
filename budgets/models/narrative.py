"""The text of a budget: its sections, its glossary, the notes to its tables."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from budgets.models.fact import EditionFact
from budgets.vocabulary import NarrativeKind, NarrativePart


class Narrative(EditionFact):
    """A section of the text under its heading, paragraphs separated by a line break."""

    part = models.PositiveSmallIntegerField(_("部分"), choices=NarrativePart.choices)
    kind = models.CharField(_("内容"), max_length=30, choices=NarrativeKind.choices)
    heading = models.CharField(_("标题"), max_length=200)
    text = models.TextField(_("正文"), blank=True)

    class Meta(EditionFact.Meta):
        verbose_name = verbose_name_plural = _("文字说明")

    def __str__(self) -> str:
        return self.heading


class GlossaryTerm(EditionFact):
    """A term of 名词解释 and its meaning."""

    term = models.CharField(_("名词"), max_length=100)
    meaning = models.TextField(_("解释"))

    class Meta(EditionFact.Meta):
        verbose_name = verbose_name_plural = _("名词解释")
        constraints = [models.UniqueConstraint(fields=["edition", "term"], name="glossary_term_unique_in_edition")]

    def __str__(self) -> str:
        return self.term


class TableNote(EditionFact):
    """A note under a table: printed there, or made in reading to say how a defect of the document was read."""

    table_number = models.PositiveSmallIntegerField(_("表号"))
    text = models.TextField(_("附注"))
    made_in_reading = models.BooleanField(_("转录说明"), default=False)

    class Meta(EditionFact.Meta):
        verbose_name = verbose_name_plural = _("表格附注")

    def __str__(self) -> str:
        return self.text[:40]
