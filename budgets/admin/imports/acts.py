"""What one does with an import: confirm it, take it back, give it up, have it read again."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from budgets.admin.editing import explain_refusal
from budgets.admin.guard import staff_page
from budgets.admin.imports.lookup import find_own_job
from budgets.imports.confirming import confirm
from budgets.imports.jobs import EditedSinceError, ImportRefusedError
from budgets.imports.receiving import give_up, read_again
from budgets.imports.undoing import undo
from budgets.models import ImportJob

Act = Callable[[HttpRequest, ImportJob], None]


def act(do: Act) -> Callable[..., HttpResponse]:
    """Make a view of something that is done with a job: afterwards the job is shown, with what came of it."""

    @wraps(do)
    def _view(request: HttpRequest, pk: int) -> HttpResponse:
        job = find_own_job(request, pk)
        try:
            do(request, job)
        except ImportRefusedError as error:
            messages.error(request, str(error))
        except IntegrityError as error:
            messages.error(request, explain_refusal(error))
        return HttpResponseRedirect(reverse("admin:import_job", args=[job.pk]))

    return staff_page(require_POST(_view))


@act
def confirm_import(request: HttpRequest, job: ImportJob) -> None:
    """Put what was chosen into the draft."""
    shown = request.POST.get("revision", "")
    revision = int(shown[:9]) if shown.isdecimal() else None
    edition = confirm(job, by=request.user, chosen=request.POST.getlist("contents"), revision=revision)
    messages.success(request, _("已导入“%s”。在提交审核以前可以撤销。") % edition)


@act
def undo_import(request: HttpRequest, job: ImportJob) -> None:
    """Let the draft be what it was before."""
    try:
        undo(job, by=request.user, accepts_loss=request.POST.get("accepts_loss") == "on")
    except EditedSinceError as error:
        messages.error(request, _("%s要撤销，请先勾选下面的确认。") % error)
    else:
        messages.success(request, _("已撤销这次导入，草稿恢复为导入以前的内容。"))


@act
def cancel_import(request: HttpRequest, job: ImportJob) -> None:
    """Give up an import that was not confirmed."""
    if give_up(job, by=request.user):
        messages.success(request, _("已放弃这次导入，没有改动任何数据。"))
    else:
        messages.warning(request, _("这次导入现在是“%s”，没有可以放弃的。") % job.get_state_display())


@act
def retry_import(request: HttpRequest, job: ImportJob) -> None:
    """Have a document read once more."""
    if not read_again(job, by=request.user):
        messages.warning(request, _("这次导入现在是“%s”，不用再读。") % job.get_state_display())
