"""Pages of the log: who did what, before and after, to be filtered and taken away as a file; nobody writes here."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from budgets.admin.accounts.wording import differences, kind_label, kinds, summary
from budgets.admin.base import ReadOnlyAdmin
from budgets.admin.filters import OFFERED, EditionFilter, NumberFilter
from budgets.exporters.neutral import neutralise
from budgets.models import ChangeRecord, Department
from budgets.rights import has_role, within
from budgets.vocabulary import Role

# A spreadsheet takes a CSV file for Chinese text only where it begins with this mark.
BYTE_ORDER_MARK = "\ufeff"
ROWS_AT_ONCE = 2000
HEADS = (_("时间"), _("操作人"), _("部门"), _("版本"), _("种类"), _("对象"), _("动作"), _("内容"), _("批次"))


def readable_records(user: Any, records: QuerySet[ChangeRecord]) -> QuerySet[ChangeRecord]:
    """Return the records that a person may read: administrators all, others those of their departments.

    A record outlives the edition it speaks of, but it keeps its department.
    """
    if has_role(user, Role.ADMINISTRATOR):
        return records
    return records.filter(department__in=within(user, Department.objects.all()))


class DepartmentFilter(NumberFilter):
    """Keep the records of one department with its units."""

    title = _("部门")
    parameter_name = "department"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the departments of the user, the first of many, and the one chosen."""
        own = within(request.user, Department.objects.filter(parent=None)).order_by("region", "code")
        first = list(own.values_list("pk", flat=True)[:OFFERED])
        offered = within(request.user, Department.objects.filter(Q(pk__in=first) | Q(pk=self.chosen)))
        return [(str(one.pk), str(one)) for one in offered]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Filter by the department chosen."""
        if self.chosen is None:
            return queryset
        return queryset.filter(Q(department=self.chosen) | Q(department__parent=self.chosen))


class PersonFilter(NumberFilter):
    """Keep what one person did."""

    title = _("操作人")
    parameter_name = "by"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the people of the user's departments, for administrators all, the first of many."""
        people = User.objects.filter(is_staff=True)
        if not has_role(request.user, Role.ADMINISTRATOR):
            departments = within(request.user, Department.objects.all())
            regions = departments.order_by().values("region")
            of_region = Q(appointments__region__in=regions)
            people = people.filter(Q(appointments__department__in=departments) | of_region).distinct()
        first = [one.pk for one in people.order_by("username")[:OFFERED]]
        offered = people.filter(Q(pk__in=first) | Q(pk=self.chosen)).order_by("username")
        return [(str(one.pk), one.get_full_name() or one.username) for one in offered]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Filter by the person chosen."""
        return queryset if self.chosen is None else queryset.filter(by=self.chosen)


class KindFilter(admin.SimpleListFilter):
    """Keep what was done with one kind of rows."""

    title = _("种类")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the kinds of rows whose pages the user may open, by their names."""
        may_view = {
            name for name, model in kinds().items() if name != "ChangeRecord" and request.user.has_perm(_view(model))
        }
        named = [(name, str(kinds()[name]._meta.verbose_name)) for name in may_view]
        return sorted(named, key=lambda one: one[1])

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Filter by the kind chosen."""
        return queryset.filter(kind=self.value()) if self.value() else queryset


def _view(model: Any) -> str:
    """Return the name of the permission to look at a kind of rows."""
    return f"{model._meta.app_label}.view_{model._meta.model_name}"


@admin.register(ChangeRecord)
class ChangeRecordAdmin(ReadOnlyAdmin):
    """Pages of the log."""

    change_list_template = "admin/accounts/log.html"
    change_form_template = "admin/accounts/record.html"
    related = ("edition__budget__department", "department")
    list_display = ("at", "actor", "department", "kind_name", "subject", "action", "content")
    list_display_links = ("at", "subject")
    list_filter = (EditionFilter, DepartmentFilter, PersonFilter, KindFilter, "action", "at")
    search_fields = ("actor", "subject", "detail", "=department__code", "department__name")
    date_hierarchy = "at"
    show_full_result_count = False
    fields = ("at", "actor", "department", "edition", "kind_name", "subject", "action", "detail", "changes", "batch")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ChangeRecord]:
        """Read what the user may read."""
        # The rows come from all, since `within` would lose those whose edition was deleted.
        return readable_records(request.user, ChangeRecord.objects.select_related(*self.related))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Tell whether the user may read the log, or this record, which was found among those that are readable."""
        return super().has_view_permission(request)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the list under a title that says what it is."""
        return super().changelist_view(request, {"title": _("操作记录")})

    def get_urls(self) -> list:
        """Add the file."""
        export = self.admin_site.admin_view(require_GET(self.export_view))
        return [path("export.csv", export, name="budgets_changerecord_export"), *super().get_urls()]

    def export_view(self, request: HttpRequest) -> StreamingHttpResponse | HttpResponseRedirect:
        """Give the records that the list shows, all pages of it, as CSV."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            records = self.get_changelist_instance(request).get_queryset(request).order_by("-pk")
        except IncorrectLookupParameters:
            return HttpResponseRedirect(reverse("admin:budgets_changerecord_changelist"))
        response = StreamingHttpResponse(csv_lines(records), content_type="text/csv; charset=utf-8")
        day = timezone.localdate().isoformat()
        response["Content-Disposition"] = f'attachment; filename="change-log-{day}.csv"'
        return response

    @admin.display(description=_("种类"), ordering="kind")
    def kind_name(self, record: ChangeRecord) -> str:
        """Name the kind of row."""
        return kind_label(record)

    @admin.display(description=_("内容"))
    def content(self, record: ChangeRecord) -> str:
        """Say in one line what changed."""
        return summary(record)

    @admin.display(description=_("修改前后"))
    def changes(self, record: ChangeRecord) -> SafeString | str:
        """Set every field before beside after."""
        rows = format_html_join(
            "",
            '<tr><th scope="row">{}</th><td>{}</td><td>{}</td></tr>',
            ((one.label, one.before, one.after) for one in differences(record)),
        )
        if not rows:
            return self.get_empty_value_display()
        head = '<thead><tr><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th></tr></thead>'
        return format_html(
            '<table class="changes">' + head + "<tbody>{}</tbody></table>",
            gettext("项目内容"),
            gettext("修改前"),
            gettext("修改后"),
            rows,
        )


class _Line:
    """What a CSV writer writes to: it hands each line back."""

    def write(self, text: str) -> str:
        """Return what would be written."""
        return text


def csv_lines(records: QuerySet[ChangeRecord]) -> Iterator[str]:
    """Yield the log as lines of CSV with CRLF, heads first, no cell of which a spreadsheet takes for a formula."""
    writer = csv.writer(_Line())
    yield BYTE_ORDER_MARK + writer.writerow([str(head) for head in HEADS])
    for record in records.iterator(chunk_size=ROWS_AT_ONCE):
        yield writer.writerow([neutralise(cell) for cell in _cells(record)])


def _cells(record: ChangeRecord) -> Iterable[str]:
    """Return the cells of a record."""
    yield timezone.localtime(record.at).strftime("%Y-%m-%d %H:%M:%S")
    yield record.actor
    yield str(record.department or "")
    yield str(record.edition or "")
    yield kind_label(record)
    yield record.subject
    yield record.get_action_display()
    yield summary(record, shown=None)
    yield str(record.batch)
