"""What was received and what was published: to be read, never to be edited."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from budgets.admin.base import ReadOnlyAdmin
from budgets.admin.filters import EditionFilter
from budgets.models import Publication, SourceDocument, SourceTable


@admin.register(SourceDocument)
class SourceDocumentAdmin(ReadOnlyAdmin):
    """Pages of documents as they were received."""

    list_display = ("name", "size", "received_at", "sha256")
    search_fields = ("name", "sha256")
    date_hierarchy = "received_at"
    fields = ("name", "size", "received_at", "sha256")


@admin.register(SourceTable)
class SourceTableAdmin(ReadOnlyAdmin):
    """Pages of tables as the document prints them."""

    related = ("edition__budget__department",)
    list_display = ("title", "number", "place", "edition")
    list_filter = (EditionFilter, "edition__status", "number")
    search_fields = ("title", "edition__department_name")
    fields = ("edition", "number", "title", "place", "printed_rows")

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Leave these off the first page, as all that is reached from an edition."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Leave the cells, which are large, to the page that shows them."""
        return super().get_queryset(request).defer("rows")

    @admin.display(description=_("原文各行"))
    def printed_rows(self, table: SourceTable) -> SafeString:
        """Show the cells, each row after its place in the document."""
        rows = format_html_join("", "<tr><th scope='row'>{}</th>{}</tr>", map(_row, table.rows))
        return format_html("<table>{}</table>", rows)


def _row(row: dict[str, Any]) -> tuple[Any, SafeString]:
    """Return the place of a row and its cells as HTML."""
    return row["place"], format_html_join("", "<td>{}</td>", ((cell,) for cell in row["cells"]))


@admin.register(Publication)
class PublicationAdmin(ReadOnlyAdmin):
    """Pages of the record of publications."""

    related = ("region", "edition__budget__department")
    list_display = ("number", "region", "edition", "published_at", "actor")
    list_filter = ("region",)
    search_fields = ("edition__department_name", "actor", "sha256")
    date_hierarchy = "published_at"
    fields = (
        "region",
        "number",
        "edition",
        "published_at",
        "actor",
        "facts_sha256",
        "previous_sha256",
        "sha256",
    )
