"""The day of approval of a region's year, and which budgets are exempt from being published."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from budgets.admin.guard import staff_page
from budgets.admin.years.forms import ApprovalForm, ExemptionForm
from budgets.admin.years.pages import BUSY, own_region, own_regions, show
from budgets.compliance import deadline_after, exempt, set_approval
from budgets.compliance.approval import ComplianceError
from budgets.editing import FrozenEditionError
from budgets.models import Budget, BudgetYear, Region
from budgets.vocabulary import Phase


class Period:
    """The region, year and phase that an address names; without a year the region's newest."""

    def __init__(self, request: HttpRequest) -> None:
        self.regions = own_regions(request)
        self.region: Region = own_region(request)
        budgets = Budget.objects.filter(department__region=self.region)
        self.years = list(budgets.order_by("-year").values_list("year", flat=True).distinct())
        newest = self.years[0] if self.years else timezone.localdate().year
        self.year = next((year for year in self.years if str(year) == request.GET.get("year")), newest)
        phase = request.GET.get("phase", "")
        self.phase = phase if phase in Phase.values else Phase.BUDGET.value

    @property
    def budgets(self) -> QuerySet[Budget]:
        """The budgets of that period, by code."""
        found = Budget.objects.filter(department__region=self.region, year=self.year, phase=self.phase)
        return found.select_related("department").order_by("department__code")

    @property
    def phases(self) -> Any:
        """The phases to choose from."""
        return Phase.choices

    @property
    def label(self) -> str:
        """Year and phase in words."""
        return _("%(year)d 年%(phase)s") % {"year": self.year, "phase": Phase(self.phase).label}

    def address(self, name: str) -> str:
        """Return the address of a page about this period."""
        return f"{reverse(name)}?{urlencode({'region': self.region.code, 'year': self.year, 'phase': self.phase})}"


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_approval(request: HttpRequest) -> HttpResponse:
    """Show the day of approval and the exceptions, or keep them."""
    period = Period(request)
    opened = BudgetYear.objects.filter(region=period.region, year=period.year).first()
    day = opened.approved_on if opened is not None and period.phase == Phase.BUDGET else None
    asked = request.POST if request.method == "POST" else None
    form = ApprovalForm(asked, budgets=period.budgets, initial={"approved_on": day})
    if form.is_bound and form.is_valid() and _keep(request, period, form):
        return HttpResponseRedirect(period.address("admin:year_approval"))
    exceptions = list(period.budgets.filter(approved_on__isnull=False))
    return show(
        request,
        "approval",
        _("批复与期限"),
        form=form,
        period=period,
        exceptions=[(one, deadline_after(one.approved_on)) for one in exceptions if one.approved_on],
        deadline=deadline_after(day) if day is not None else None,
    )


def _keep(request: HttpRequest, period: Period, form: ApprovalForm) -> bool:
    """Keep the day and an exception; False where the form says what is wrong."""
    values = form.cleaned_data
    exceptions = {values["budget"].pk: values["own_day"]} if values["budget"] else {}
    return _set(request, period, values["approved_on"], exceptions, form)


def _set(
    request: HttpRequest, period: Period, day: Any, exceptions: dict[int, Any], form: ApprovalForm | None = None
) -> bool:
    """Keep days; where that fails, say so on the form, or as a message."""
    try:
        told = set_approval(
            region=period.region,
            year=period.year,
            phase=period.phase,
            approved_on=day,
            exceptions=exceptions,
            by=request.user,
        )
    except (ComplianceError, FrozenEditionError) as error:
        text = str(error) or str(BUSY)
        if form is None:
            messages.error(request, text)
        else:
            form.add_error(None, text)
        return False
    messages.success(request, _("已保存；%(count)d 份草稿的批复日期随之更新。") % {"count": told})
    return True


@staff_page
@require_POST
def drop_exception(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a budget be approved on the day of the year again."""
    period = Period(request)
    get_object_or_404(period.budgets, pk=pk)
    opened = BudgetYear.objects.filter(region=period.region, year=period.year).first()
    day = opened.approved_on if opened is not None and period.phase == Phase.BUDGET else None
    _set(request, period, day, {pk: None})
    return HttpResponseRedirect(period.address("admin:year_approval"))


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def show_exemptions(request: HttpRequest) -> HttpResponse:
    """Show which budgets are exempt, or mark one."""
    period = Period(request)
    free = period.budgets.filter(exemption_ground="")
    form = ExemptionForm(request.POST if request.method == "POST" else None, budgets=free)
    if form.is_bound and form.is_valid():
        try:
            exempt(budget=form.cleaned_data["budget"], ground=form.cleaned_data["ground"], by=request.user)
        except ComplianceError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("已标为不予公开：%s") % form.cleaned_data["budget"])
            return HttpResponseRedirect(period.address("admin:year_exemption"))
    marked = list(period.budgets.exclude(exemption_ground=""))
    return show(request, "exemptions", _("依法不予公开的预算"), form=form, period=period, marked=marked)


@staff_page
@require_POST
def drop_exemption(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a budget be published like any other again."""
    period = Period(request)
    budget = get_object_or_404(period.budgets, pk=pk)
    exempt(budget=budget, ground="", by=request.user)
    messages.success(request, _("%s 不再标为不予公开，公开期限照常计算。") % budget)
    return HttpResponseRedirect(period.address("admin:year_exemption"))
