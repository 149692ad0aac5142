"""The text of a budget."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from budgets.admin.base import FactAdmin
from budgets.admin.filters import EditionFilter
from budgets.admin.forms import FactForm
from budgets.admin.tables import TableNumberField
from budgets.models import GlossaryTerm, Narrative, TableNote


class NarrativeForm(FactForm):
    """A section of the text."""

    class Meta:
        help_texts = {"text": _("每段一行。")}


@admin.register(Narrative)
class NarrativeAdmin(FactAdmin):
    """Pages of sections of the text."""

    form = NarrativeForm
    list_display = ("heading", "part", "kind", "edition")
    list_filter = (EditionFilter, "edition__status", "part", "kind")
    search_fields = ("heading", "text", "edition__department_name")
    fieldsets = ((None, {"fields": ("edition", "part", "kind", "heading", "text")}),)


@admin.register(GlossaryTerm)
class GlossaryTermAdmin(FactAdmin):
    """Pages of the glossary."""

    list_display = ("term", "edition")
    list_filter = (EditionFilter, "edition__status")
    search_fields = ("term", "meaning", "edition__department_name")
    fieldsets = ((None, {"fields": ("edition", "term", "meaning")}),)


class TableNoteForm(FactForm):
    """A note under a table."""

    table_number = TableNumberField()

    class Meta:
        help_texts = {
            "text": _("没有数据的表，请在这里说明没有的原因。"),
            "made_in_reading": _("转录时对原文缺陷的说明，不是原文印出的附注。"),
        }


@admin.register(TableNote)
class TableNoteAdmin(FactAdmin):
    """Pages of notes under tables."""

    form = TableNoteForm
    list_display = ("__str__", "table_number", "made_in_reading", "edition")
    list_filter = (EditionFilter, "edition__status", "table_number", "made_in_reading")
    search_fields = ("text", "edition__department_name")
    fieldsets = ((None, {"fields": ("edition", "table_number", "text", "made_in_reading")}),)
