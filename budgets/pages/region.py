"""A region: what its departments spend, who has published which year, and the departments themselves."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from budgets.charts import Chart, ChartKind, Point, Series
from budgets.models import Budget, Department, Edition, PublishedAmount, Region, RegionPopulation
from budgets.money import MoneyUnit, format_amount, scale
from budgets.pages.across_rows import CodeRow, code_rows, department_rows, page_of, published_amounts
from budgets.pages.addresses import department_address, region_address
from budgets.pages.caching import respond
from budgets.pages.charts import answer_chart
from budgets.pages.frame import Crumb
from budgets.pages.scope import PHASES, Choice, Scope, choose, find_coverage, has_published, per_head, populations
from budgets.pages.timeliness import is_timed, timeliness
from budgets.pages.withdrawn import has_withdrawn, withdrawn_of
from budgets.summaries import EXPENDITURE
from budgets.vocabulary import Dimension, EditionStatus, Phase

PER_PAGE = 50
BY_AMOUNT = "amount"
LONGEST_QUESTION = 50


@dataclass
class Entry:
    """A department in the list: its name as it published last, what it has published, what the newest spends."""

    department: Department
    address: str
    label: str = ""
    periods: list[str] = field(default_factory=list)
    edition: int = 0
    total: Decimal | None = None

    @property
    def newest(self) -> str:
        """The year and phase published last."""
        return self.periods[0] if self.periods else ""


def show(request: HttpRequest, region: str) -> HttpResponse:
    """Show a region that has published anything."""
    withdrawn = has_withdrawn("budget__department__region", "pk")
    noted = Region.objects.annotate(is_timed=is_timed("pk"), has_withdrawn=withdrawn)
    found = noted.filter(code=region).first()
    timely = timeliness(found, request.GET.dict()) if found is not None and found.is_timed else None
    # Who has published nothing is shown where the law's term for publishing runs.
    if found is None or not (timely or has_published(found)):
        raise Http404
    coverage = find_coverage(found)
    choice = choose({**request.GET.dict(), "region": found.code} if coverage else {}, coverage)
    year = choice.scope.year if choice.scope else 0
    population = populations([(found.pk, year)]).get((found.pk, year))
    told = f"{population.population} {population.source}" if population else ""
    version = f"{found.name} {choice.version} {told} {timely.version if timely else ''}"

    def answer() -> HttpResponse:
        """Render the page."""
        notices = withdrawn_of(found) if found.has_withdrawn else []
        context = {**compose(request, found, choice, population), "timely": timely, "withdrawn": notices}
        return render(request, "region/show.html", context)

    return respond(request, version, answer)


def show_chart(request: HttpRequest, region: str) -> HttpResponse:
    """Show what a region spends by 类 as a chart on a page of its own."""
    found = Region.objects.filter(code=region).first()
    if found is None or not has_published(found):
        raise Http404
    choice = choose({**request.GET.dict(), "region": found.code}, find_coverage(found))
    crumbs = [Crumb(found.name, region_address(found)), Crumb(_("按用途"))]

    def draw() -> Chart | None:
        """Draw the sums of the chosen year."""
        return categories_chart(code_rows(Dimension.FUNCTION, "", choice), choice.scope)

    return answer_chart(request, f"{found.name} {choice.version}", draw, crumbs, found.name)


def compose(
    request: HttpRequest, region: Region, choice: Choice, population: RegionPopulation | None
) -> dict[str, Any]:
    """Gather the region's sums of a year, who has published what, and a page of its departments."""
    amount = choice.covered[0].amount if choice.covered else None
    return {
        "region": region,
        "choice": choice,
        "scope": choice.scope,
        "amount": amount,
        "population": population,
        "person": per_head(amount, population),
        "chart": categories_chart(code_rows(Dimension.FUNCTION, "", choice), choice.scope),
        "published": list(published_periods(choice)),
        "crumbs": [Crumb(region.name)],
        **list_departments(request, region, choice),
    }


def published_periods(choice: Choice) -> Iterator[tuple[str, int, str, bool]]:
    """Yield each year and phase in words, how many departments published it, its address, whether it is shown."""
    for one in sorted(choice.coverage, key=lambda one: (-one.year, PHASES.index(Phase(one.phase)))):
        own = Scope(one.region, one.year, one.phase)
        yield own.period, one.count, f"?year={one.year}&phase={one.phase}", own == choice.scope


def categories_chart(rows: list[CodeRow], scope: Scope | None) -> Chart | None:
    """Return the area that each 类 takes of what all departments of the region spend; None where none is known."""
    drawn = [row for row in rows if row.amount > 0]
    if scope is None or not drawn:
        return None
    points = tuple(
        Point(
            row.name,
            scale(row.amount, MoneyUnit.TEN_THOUSAND_YUAN),
            format_amount(row.amount) or "",
            f"/functions/{row.code}/?{scope.query}",
        )
        for row in drawn
    )
    return Chart(
        key="categories",
        title=_("%(period)s按用途（万元）") % {"period": scope.period},
        sentence=_("最多的是%(name)s，%(amount)s 万元。") % {"name": drawn[0].name, "amount": points[0].text},
        kind=ChartKind.TREEMAP,
        unit=str(MoneyUnit.TEN_THOUSAND_YUAN.label),
        first=_("类"),
        series=(Series(_("支出"), points),),
        address=f"{region_address(scope.region)}charts/categories/?{scope.query}" if scope.region else "",
    )


def list_departments(request: HttpRequest, region: Region, choice: Choice) -> dict[str, Any]:
    """Gather the departments that are asked for: by name, or those of the year by amount, or all by code."""
    question = " ".join(request.GET.get("q", "").split())[:LONGEST_QUESTION]
    if request.GET.get("order") == BY_AMOUNT and choice.covered and not question:
        scope = choice.covered[0]
        page = page_of(request, scope.count, f"{_period_query(choice)}&order={BY_AMOUNT}")
        rows = published_amounts(Dimension.TOTAL, [EXPENDITURE], choice.scope) if choice.scope else None
        holders = list(department_rows(page.of(rows))) if rows is not None else []
        return {"order": BY_AMOUNT, "holders": holders, "page": page, "question": ""}
    found = departments_of(region, question)
    start = _start(request)
    departments = list(found[start : start + PER_PAGE + 1])
    query = urlencode({"q": question}) if question else _period_query(choice)
    return {
        "order": "code",
        "question": question,
        "entries": list(entries_of(departments[:PER_PAGE])),
        "previous": f"?{query}&page={start // PER_PAGE}" if start else "",
        "next": f"?{query}&page={start // PER_PAGE + 2}" if len(departments) > PER_PAGE else "",
        "number": start // PER_PAGE + 1,
    }


def _period_query(choice: Choice) -> str:
    """Return the chosen year and phase as a query."""
    return f"year={choice.scope.year}&phase={choice.scope.phase}" if choice.scope else ""


def _start(request: HttpRequest) -> int:
    """Return where the page that is asked for begins."""
    asked = request.GET.get("page", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 1
    return (max(number, 1) - 1) * PER_PAGE


def departments_of(region: Region, question: str) -> QuerySet[Department]:
    """Return departments of a region that have budgets, by code; those whose name or code is asked for."""
    # A budget may be a draft only; `entries_of` leaves out who has nothing that stands.
    budgets = Budget.objects.filter(department=OuterRef("pk"))
    found = Department.objects.filter(region=region).filter(Exists(budgets))
    for word in question.split():
        found = found.filter(Q(name__icontains=word) | Q(short_name__icontains=word) | Q(code__startswith=word))
    return found.select_related("region").order_by("code")


def entries_of(departments: Iterable[Department]) -> Iterator[Entry]:
    """Yield departments with what they have published, newest first; who has nothing that stands is left out."""
    entries = {one.pk: Entry(one, department_address(one)) for one in departments}
    # Asked for by department alone: the standing is looked at here, so that only their own editions are read.
    fields = ("department_name", "department_short_name", "pk", "status")
    editions = Edition.objects.filter(budget__department__in=list(entries)).order_by()
    rows = editions.values_list("budget__department", "budget__year", "budget__phase", *fields)
    order = {phase.value: number for number, phase in enumerate(PHASES)}
    for department, year, phase, name, short_name, edition, status in sorted(
        rows, key=lambda row: (-row[1], order[row[2]])
    ):
        if status == EditionStatus.PUBLISHED:
            entry = entries[department]
            entry.label = entry.label or short_name or name
            entry.edition = entry.edition or edition
            entry.periods.append(_("%(year)d 年%(phase)s") % {"year": year, "phase": Phase(phase).label})
    totals = _totals(one.edition for one in entries.values() if one.edition)
    for entry in entries.values():
        if entry.edition:
            entry.total = totals.get(entry.edition)
            yield entry


def _totals(editions: Iterable[int]) -> dict[int, Decimal]:
    """Return what editions spend in yuan by their id."""
    rows = PublishedAmount.objects.filter(edition__in=list(editions), dimension=Dimension.TOTAL, code=EXPENDITURE)
    return dict(rows.values_list("edition", "amount"))
