"""A department: its money year by year and phase by phase, its duties, its units."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from budgets.charts import Chart, YearFigures, trend_chart
from budgets.models import Department, Edition, Narrative
from budgets.money import share
from budgets.pages.addresses import BudgetAddress, region_address
from budgets.pages.caching import respond
from budgets.pages.charts import libraries
from budgets.pages.frame import Crumb
from budgets.pages.house import changes_of, has_changed
from budgets.pages.timeliness import department_lines, is_timed
from budgets.pages.timeliness import version_of as lines_version
from budgets.pages.withdrawn import has_withdrawn, withdrawn_of
from budgets.pages.years import published_figures, standing_address
from budgets.vocabulary import EditionStatus, NarrativeKind, Phase

# So many years does the link to the comparison take along.
COMPARED = 4


@dataclass(frozen=True)
class YearPhase:
    """One year in one phase: its page, its figures, and their change on the year before, in yuan and in percent."""

    address: str
    figures: YearFigures
    change: Decimal | None
    rate: Decimal | None


def show(request: HttpRequest, region: str, department: str) -> HttpResponse:
    """Show a department that has published anything."""
    editions = list(
        Edition.objects.published()
        .with_names()
        .filter(budget__department__region__code=region, budget__department__code=department)
        .annotate(
            has_changed=has_changed("budget__department"),
            is_timed=is_timed("budget__department__region", "budget__department"),
            has_withdrawn=has_withdrawn("budget__department", "budget__department"),
        )
        .order_by("-budget__year", "budget__phase")
    )
    if not editions:
        raise Http404
    owner = editions[0].budget.department
    units = publishing_units(owner)
    beside = beside_years(editions[0])
    return respond(
        request,
        f"{version_of(editions, units)} {lines_version(map(repr, beside.values()))}",
        lambda: render(request, "department/show.html", {**compose(editions, units), **beside}),
    )


def beside_years(edition: Any) -> dict[str, list[Any]]:
    """Return what else is told of a department, given an edition that says which of it there is."""
    owner = edition.budget.department
    return {
        "changes": changes_of(owner) if edition.has_changed else [],
        "timely": department_lines(owner) if edition.is_timed else [],
        "withdrawn": withdrawn_of(owner) if edition.has_withdrawn else [],
    }


def publishing_units(department: Department) -> list[Any]:
    """Return the units of a department that published budgets of their own, with their latest year."""
    return list(
        Department.objects.filter(parent=department, budgets__editions__status=EditionStatus.PUBLISHED)
        .annotate(latest_year=Max("budgets__year"), newest=Max("budgets__editions__publication"))
        .order_by("code")
    )


def version_of(editions: Sequence[Edition], units: Sequence[Any]) -> str:
    """Return what changes when the page does."""
    department = editions[0].budget.department
    parts = [department.region.name, department.label, *(str(edition.pk) for edition in editions)]
    return " ".join([*parts, *(f"{unit.code} {unit.label} {unit.latest_year} {unit.newest}" for unit in units)])


def compose(editions: Sequence[Edition], units: Sequence[Any]) -> dict[str, Any]:
    """Gather the years side by side, their trend, the duties as the latest budget tells them, and the units."""
    latest = editions[0]
    department = latest.budget.department
    figures = published_figures(department)
    phases = [phase for phase in Phase if any(edition.budget.phase == phase for edition in editions)]
    trend = _trend(department, figures, phases)
    duties = told_duties(editions)
    return {
        "edition": latest,
        "department": department,
        "phases": phases,
        "years": years_by_phase(editions, figures, phases),
        "chart": trend,
        **libraries([trend]),
        "duties": duties,
        "duties_budget": duties[0].edition.budget if duties else None,
        "units": [(unit, f"{region_address(department.region)}{unit.code}/") for unit in units],
        "compare_address": _compare_address(editions),
        "crumbs": [
            Crumb(department.region.name, region_address(department.region)),
            Crumb(latest.label),
        ],
    }


def years_by_phase(
    editions: Sequence[Edition], figures: Sequence[YearFigures], phases: Sequence[Phase]
) -> list[tuple[int, list[YearPhase | None]]]:
    """Return, for each year, what was published in each phase; None where nothing was."""
    known = {(one.year, one.phase): one for one in figures}
    published = {(edition.budget.year, edition.budget.phase): edition for edition in editions}
    years = sorted({year for year, _phase in published}, reverse=True)
    return [(year, [_year_phase(published, known, year, phase) for phase in phases]) for year in years]


def _year_phase(
    published: dict[tuple[int, str], Edition], known: dict[tuple[int, str], YearFigures], year: int, phase: str
) -> YearPhase | None:
    """Return one year in one phase, compared with the same phase of the year before."""
    edition = published.get((year, phase))
    if edition is None:
        return None
    own = known.get((year, phase), YearFigures(year, phase))
    before = known.get((year - 1, phase))
    change = None
    if before is not None and before.total is not None and own.total is not None:
        change = own.total - before.total
    rate = None if change is None or before is None else share(change, before.total)
    return YearPhase(BudgetAddress.of(edition).base, own, change, rate)


def _trend(department: Department, figures: Sequence[YearFigures], phases: Sequence[Phase]) -> Chart:
    """Return the trend of the phase that most years were published in."""
    phase = max(phases, key=lambda one: sum(1 for own in figures if own.phase == one))
    chart = trend_chart(figures, phase)
    last = next((own.year for own in figures if own.phase == phase), None)
    return chart if last is None else replace(chart, address=standing_address(department, last, phase).charts("years"))


def told_duties(editions: Sequence[Edition]) -> list[Narrative]:
    """Return duties and offices as the latest edition tells them that tells anything."""
    told = list(
        Narrative.objects.filter(edition__in=editions, kind__in=(NarrativeKind.DUTIES, NarrativeKind.OFFICES)).exclude(
            text=""
        )
    )
    by_edition = {edition.pk: edition for edition in editions}
    newest = next((edition for edition in editions if any(one.edition_id == edition.pk for one in told)), None)
    own = [one for one in told if newest is not None and one.edition_id == newest.pk]
    for one in own:
        one.edition = by_edition[one.edition_id]
    return own


def _compare_address(editions: Sequence[Edition]) -> str:
    """Return the comparison of the latest years, or "" where there is one alone."""
    keys = [BudgetAddress.of(edition).base.strip("/") for edition in editions[:COMPARED]]
    return "/compare/?" + "&".join(f"budget={key}" for key in keys) if len(keys) > 1 else ""
