"""Short forms beside the sheets: what an edition is called and dated, what a project is."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from budgets.admin.editing import explain_refusal
from budgets.admin.entry.data import Screen, find_screen, is_editable
from budgets.admin.entry.frame import page_context
from budgets.admin.forms import SeenForm
from budgets.admin.guard import find_edition, staff_page
from budgets.editing import FrozenEditionError, editing, snapshot
from budgets.entry.catalogue import BY_KEY
from budgets.entry.changes import EntryError, RowChange
from budgets.entry.columns import CellKind, EntryColumn
from budgets.entry.ledger import Ledger
from budgets.entry.saving import save_rows
from budgets.models import Edition

MALFORMED = gettext_lazy("请求的内容不完整，没有保存。请刷新页面后重试。")


class ParticularsForm(SeenForm):
    """What an edition prints of itself; the day of its approval is the bureau's to enter."""

    class Meta:
        model = Edition
        fields = ("department_name", "department_short_name", "printed_date", "reason")
        help_texts = {
            "department_name": gettext_lazy("印在各表左上角的全称。"),
            "department_short_name": gettext_lazy("列表和 03 表的部门行用的简称。"),
            "printed_date": gettext_lazy("照文件填写，例如 2026年2月。"),
            "reason": gettext_lazy("更正已公开的预算时填写，随新版一起公开；首次公开留空。"),
        }


@staff_page
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the form, or save it."""
    edition = find_edition(request, pk, "change" if request.method == "POST" else "view")
    editable = is_editable(request.user, edition)
    form = ParticularsForm(request.POST or None, instance=edition)
    if not editable:
        for field in form.fields.values():
            field.disabled = True
    if request.method == "POST" and form.is_valid() and _save(request, edition, form):
        return HttpResponseRedirect(page_context(request, edition, "")["desk_address"])
    title = _("本版信息")
    context = {**page_context(request, edition, title), "form": form, "editable": editable}
    return TemplateResponse(request, "admin/entry/particulars.html", context)


def _save(request: HttpRequest, edition: Edition, form: ParticularsForm) -> bool:
    """Save what changed; where the edition is no draft any more, say so on the form."""
    try:
        with editing(edition, by=request.user) as log:
            # What was compared is compared again now that nobody else can write.
            form.full_clean()
            if not form.is_valid():
                return False
            before = snapshot(Edition.objects.get(pk=edition.pk))
            changed = form.save(commit=False)
            changed.save(update_fields=form.changed_data)
            log.changed(Edition.objects.get(pk=edition.pk), before)
    except FrozenEditionError as error:
        form.add_error(None, explain_refusal(error))
        return False
    messages.success(request, _("已保存。"))
    return True


@dataclass(frozen=True)
class ProjectField:
    """A field of a project's form: a column of the sheet of projects with its value."""

    column: EntryColumn
    value: str

    @property
    def name(self) -> str:
        """Its name in the form."""
        return f"now-{self.column.key}"

    @property
    def label(self) -> str:
        """What it is called: an amount after the heads above it."""
        return " ".join(str(label) for label in (*self.column.path, self.column.label))

    @property
    def is_choice(self) -> bool:
        """Whether one of a list is chosen."""
        return self.column.kind == CellKind.CHOICE

    @property
    def is_fixed(self) -> bool:
        """Whether nobody types it."""
        return not self.column.is_typed


def project_fields(screen: Screen) -> list[ProjectField]:
    """Return the fields of a project's form, its money in yuan."""
    assert screen.project is not None
    sheet, ledger = BY_KEY["projects"], Ledger(screen.edition)
    row = next(one for one in sheet.rows(ledger, [f"r{screen.project.pk}"]) if one.link == screen.project.pk)
    return [ProjectField(column, row.values.get(column.key, "")) for column in sheet.columns(ledger)]


@staff_page
@require_POST
def save_project(request: HttpRequest, pk: int, project: int) -> HttpResponse:
    """Save what a project is; what somebody else changed meanwhile is not overwritten."""
    edition = find_edition(request, pk, "change")
    screen = find_screen(edition, project=project)
    sheet = BY_KEY["projects"]
    typed = [column.key for column in sheet.columns(Ledger(edition)) if column.is_typed]
    now = {key: request.POST.get(f"now-{key}", "").replace("\x00", "") for key in typed}
    was = {key: request.POST.get(f"was-{key}", "").replace("\x00", "") for key in typed}
    change = RowChange(f"r{project}", was, now)
    try:
        token = UUID(request.POST.get("token", "")) if request.POST.get("token") else uuid4()
        answer = save_rows(edition, sheet, token=token, changes=[change], by=request.user)
        _tell(request, answer)
    except (EntryError, ValueError):
        messages.error(request, str(MALFORMED))
    except FrozenEditionError as error:
        messages.error(request, explain_refusal(error))
    return HttpResponseRedirect(screen.address())


def _tell(request: HttpRequest, answer: dict[str, Any]) -> None:
    """Say what became of it."""
    for refused in answer["refused"]:
        for message in refused["errors"].values():
            messages.error(request, _("没有保存：%s") % message)
    for conflict in answer["conflicts"]:
        text = _("没有保存：%(by)s 在 %(at)s 改过这个项目。下面是现在的内容，请核对后再改。")
        messages.error(request, text % {"by": conflict["by"], "at": conflict["at"]})
    if answer["saved"]:
        messages.success(request, _("已保存。"))
