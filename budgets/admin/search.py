"""The words that mean the same when somebody searches: staff add those that their citizens use."""

from django.contrib import admin

from budgets.admin.base import PortalAdmin
from budgets.models import Synonym


@admin.register(Synonym)
class SynonymAdmin(PortalAdmin):
    """Pages of synonyms."""

    list_display = ("term", "meaning", "is_mutual", "changed_at")
    list_display_links = ("term", "meaning")
    list_filter = ["is_mutual"]
    search_fields = ("term", "meaning")
    fields = ("term", "meaning", "is_mutual")
