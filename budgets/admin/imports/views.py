"""Pages of imports: the list, the upload, the template, a job in whatever state it is."""

from datetime import timedelta
from typing import Any

from csp.decorators import csp_update
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets.admin.addresses import edition_address
from budgets.admin.guard import staff_page
from budgets.admin.imports.forms import UploadForm
from budgets.admin.imports.lookup import find_job, importing_departments, origins_of, visible_jobs
from budgets.admin.imports.showing import page, show_applied, show_preview
from budgets.documents.grids import DocumentError
from budgets.documents.read import check_size
from budgets.imports.receiving import earlier_imports, may_import, receive
from budgets.imports.template import template_of
from budgets.models import Budget, Department, Edition, ImportJob
from budgets.pages.source import send
from budgets.pages.table import XLSX
from budgets.rights import permission, within
from budgets.vocabulary import EditionOrigin, ImportState, Phase

PER_PAGE = 30
# Reading begins within seconds where the program that reads is running and others do not stand before.
SLOW_AFTER = timedelta(minutes=1)
RUNNING = (ImportState.WAITING, ImportState.READING)


@staff_page
def show_list(request: HttpRequest) -> HttpResponse:
    """List the imports of the user's departments, newest first."""
    if not request.user.has_perm(permission(ImportJob, "view")):
        raise PermissionDenied
    jobs = visible_jobs(request.user)
    chosen = request.GET.get("department", "")
    if chosen.isdecimal():
        jobs = jobs.filter(department=int(chosen[:18]))
    found = Paginator(jobs, PER_PAGE).get_page(request.GET.get("page"))
    context = page(request, _("导入"), jobs=found, chosen=chosen, may_upload=bool(origins_of(request.user)))
    return TemplateResponse(request, "admin/imports/list.html", context)


@staff_page
def upload(request: HttpRequest) -> HttpResponse:
    """Ask for a document, or receive one and lead to its job."""
    if not origins_of(request.user):
        raise PermissionDenied
    form = UploadForm(request.POST or None, request.FILES or None, user=request.user, initial=_initial(request))
    if request.method == "POST" and form.is_valid():
        job = _receive(request, form)
        if job is not None:
            return HttpResponseRedirect(reverse("admin:import_job", args=[job.pk]))
    context = page(request, _("导入文件"), form=form, media=form.media)
    return TemplateResponse(request, "admin/imports/upload.html", context)


def _usual(department: Department) -> dict[str, Any]:
    """Return what one most likely imports for a department: into the draft begun last, else this year's budget."""
    draft = Edition.objects.unpublished().filter(budget__department=department).order_by("-created_at", "-pk").first()
    year, phase = (draft.budget.year, draft.budget.phase) if draft else (timezone.localdate().year, Phase.BUDGET.value)
    return {"department": department.pk, "year": year, "phase": phase}


def _initial(request: HttpRequest) -> dict[str, Any]:
    """Return what the address says of the budget to import for; 404 where that is not the user's to see."""
    chosen = request.GET.get("budget", "")
    if not chosen.isdecimal():
        # Whoever works for one department need not choose it.
        own = list(importing_departments(request.user)[:2])
        return _usual(own[0]) if len(own) == 1 else {"year": timezone.localdate().year, "phase": Phase.BUDGET.value}
    budget = within(request.user, Budget.objects.all(), "view").filter(pk=int(chosen[:18])).first()
    if budget is None:
        raise Http404
    return {"department": budget.department_id, "year": budget.year, "phase": budget.phase}


def _receive(request: HttpRequest, form: UploadForm) -> ImportJob | None:
    """Receive the file of a form, or put what is wrong with it beside its field."""
    values, file = form.cleaned_data, form.cleaned_data["file"]
    try:
        # Asked before the bytes are taken into memory.
        check_size(file.size)
        job = receive(
            name=file.name,
            content=file.read(),
            department=values["department"],
            year=values["year"],
            phase=Phase(values["phase"]),
            origin=EditionOrigin(values["origin"]),
            by=request.user,
        )
    except DocumentError as error:
        form.add_error("file", str(error))
        return None
    for earlier in earlier_imports(job)[:1]:
        at = timezone.localtime(earlier.applied_at).strftime("%Y-%m-%d %H:%M") if earlier.applied_at else ""
        message = _("这份文件已经于 %(at)s 由%(by)s导入过；再导入一次也可以，请看下面的比较。")
        messages.warning(request, message % {"at": at, "by": earlier.by.get_full_name() or earlier.by.get_username()})
    return job


@staff_page
def download_template(request: HttpRequest) -> HttpResponse:
    """Answer the workbook to fill in, with what is known of the budget that the address names."""
    keys = {name: request.GET.get(name, "") for name in ("department", "year", "phase")}
    if not (keys["department"].isdecimal() and keys["year"].isdecimal() and keys["phase"] in Phase.values):
        messages.error(request, _("请先选好部门、年度和阶段，再下载填报工作簿。"))
        return HttpResponseRedirect(reverse("admin:import_upload"))
    departments = importing_departments(request.user).filter(pk=int(keys["department"][:18]))
    department = departments.first()
    year = int(keys["year"][:4])
    if department is None or not 1990 <= year <= 2100:
        raise Http404
    content = template_of(department, year, keys["phase"])
    response = HttpResponse(content, content_type=XLSX)
    name = f"{department.region.code}-{department.code}-{year}-{keys['phase']}-template.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@staff_page
def show_job(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a job: how far its reading is, why it failed, what it would do, or what it did."""
    job = find_job(request, pk)
    context = page(
        request,
        _("导入：%s") % job.document.name,
        job=job,
        may_act=may_import(request.user, job.department, job.origin),
        edition_address=edition_address(job.edition) if job.edition is not None else "",
        is_running=job.state in RUNNING,
        is_delayed=is_delayed(job),
        step=STEPS.get(ImportState(job.state), 0),
    )
    if job.state == ImportState.READY:
        context |= show_preview(job)
    elif job.state == ImportState.APPLIED:
        context |= show_applied(job)
    return TemplateResponse(request, "admin/imports/job.html", context)


# Which of the steps 上传, 读取, 预览和选取, 导入完成 a job stands at.
STEPS = {
    ImportState.WAITING: 2,
    ImportState.READING: 2,
    ImportState.FAILED: 2,
    ImportState.READY: 3,
    ImportState.APPLIED: 4,
}


def is_delayed(job: ImportJob) -> bool:
    """Tell whether a job waits so long that the program that reads may not be running."""
    return job.state == ImportState.WAITING and job.created_at < timezone.now() - SLOW_AFTER


@staff_page
def show_status(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer how far a job is, for the script that waits for it."""
    job = find_job(request, pk)
    return JsonResponse(
        {
            "state": job.state,
            "label": job.get_state_display(),
            "stage": job.stage,
            "progress": job.progress,
            "running": job.state in RUNNING,
            "delayed": is_delayed(job),
        }
    )


@csp_update({"sandbox": True})
@staff_page
def download_original(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer the document as it was received, to be kept and never opened here."""
    response = send(find_job(request, pk).document)
    response["X-Content-Type-Options"] = "nosniff"
    return response  # type: ignore[return-value]
