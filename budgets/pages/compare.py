"""Budgets of any departments and years, side by side."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.pages.across_files import csv_response
from budgets.pages.caching import respond
from budgets.pages.charts import answer_chart, libraries
from budgets.pages.compare_charts import CHARTS, comparison_chart, comparison_charts
from budgets.pages.compare_choice import offer
from budgets.pages.compare_entries import Comparison, read_comparison
from budgets.pages.compare_notes import notes
from budgets.pages.compare_tables import Figure, pairs, rows_with, sections
from budgets.pages.frame import Crumb
from budgets.pages.latest import latest_version
from budgets.pages.scope import find_coverage

# What the cells show: amounts with their shares, changes against the first, amounts an inhabitant.
AMOUNT, CHANGE, PERSON = "amount", "change", "person"


@dataclass(frozen=True)
class Measure:
    """What the cells of a comparison show: its label, and what of a figure it is."""

    label: object
    read: Callable[[Figure], Decimal | None]


MEASURES = {
    AMOUNT: Measure(gettext_lazy("金额和占比"), lambda figure: figure.amount),
    CHANGE: Measure(gettext_lazy("与第一份相比"), lambda figure: figure.change),
    PERSON: Measure(gettext_lazy("人均"), lambda figure: figure.person),
}
FILE_LIMIT = 60


def show(request: HttpRequest) -> HttpResponse:
    """Show a comparison, and what may be added to it."""
    comparison = read_comparison(request.GET.getlist("budget"))
    return respond(
        request, version_of(comparison), lambda: render(request, "compare/show.html", compose(request, comparison))
    )


def version_of(comparison: Comparison) -> str:
    """Return what changes when a comparison does: publications, names of regions, the people who live there."""
    people = [one.population for one in comparison.entries]
    told = [f"{one.population} {one.source}" if one else "" for one in people]
    return " ".join([latest_version(), *(one.region.name for one in comparison.entries), *told])


def compose(request: HttpRequest, comparison: Comparison) -> dict[str, Any]:
    """Gather the tables, the charts, what must be known before comparing, and what may be added."""
    entries = comparison.entries
    made = sections(entries)
    charts = comparison_charts(comparison)
    offered = {key: one for key, one in MEASURES.items() if is_offered(key, comparison)}
    asked = request.GET.get("show", AMOUNT)
    measure = asked if asked in offered else AMOUNT
    return {
        "comparison": comparison,
        "entries": [(one, comparison.without(one.key)) for one in entries],
        "sections": [rows_with(section, MEASURES[measure].read) for section in made],
        "measure": measure,
        "columns": 1 + len(entries) * (1 if measure == PERSON else 2),
        "measures": [(key, one.label, f"?{comparison.query}&show={key}#sections") for key, one in offered.items()],
        "people": list({(one.region.pk, one.year): one for one in entries if one.population}.values()),
        "strangers": [one for one in entries if one.population is None],
        "notes": notes(entries, made) if len(entries) > 1 else [],
        "pairs": pairs(entries),
        "charts": charts,
        "file": f"/compare.csv?{comparison.query}",
        "crumbs": [Crumb(_("比较"))],
        **libraries(charts),
        **offer(request.GET, comparison, find_coverage()),
    }


def is_offered(measure: str, comparison: Comparison) -> bool:
    """Tell whether a measure says anything of these budgets."""
    if measure == PERSON:
        return any(one.population for one in comparison.entries)
    return measure == AMOUNT or len(comparison.entries) > 1


def show_chart(request: HttpRequest, chart: str) -> HttpResponse:
    """Show one chart of a comparison on a page of its own, from where it can be embedded."""
    if chart not in CHARTS:
        raise Http404
    comparison = read_comparison(request.GET.getlist("budget"))
    crumbs = [Crumb(_("比较"), f"/compare/?{comparison.query}"), Crumb(_("图"))]
    labels = "、".join(one.label for one in comparison.entries)
    title = _("比较：%(labels)s") % {"labels": labels} if labels else _("比较部门预算")
    return answer_chart(request, version_of(comparison), lambda: comparison_chart(comparison, chart), crumbs, title)


def download(request: HttpRequest) -> HttpResponse:
    """Answer a comparison as CSV."""
    comparison = read_comparison(request.GET.getlist("budget"))
    name = "-".join(["compare", *(key.replace("/", "_") for key in comparison.keys)])[:FILE_LIMIT]
    return respond(request, version_of(comparison), lambda: csv_response(name, file_head(), file_lines(comparison)))


def file_head() -> list[str]:
    """Head the columns of the file."""
    return [
        *(
            _("区划代码"),
            _("地区"),
            _("虚构数据"),
            _("部门代码"),
            _("部门"),
            _("年度"),
            _("阶段"),
            _("口径"),
            _("代码"),
            _("名称"),
        ),
        *(_("金额（元）"), _("占比（%）"), _("与第一份相差（元）"), _("相差（%）"), _("人均（元）")),
    ]


def file_lines(comparison: Comparison) -> Iterator[list[Any]]:
    """Yield a line a figure, budget by budget; what a budget does not give has no line."""
    for section in sections(comparison.entries):
        for row in section.rows:
            for entry, figure in zip(comparison.entries, row.figures, strict=True):
                if figure.amount is not None:
                    yield [
                        entry.region.code,
                        entry.region.name,
                        _("是") if entry.region.is_invented else "",
                        entry.edition.budget.department.code,
                        entry.edition.label,
                        entry.year,
                        entry.edition.budget.get_phase_display(),
                        section.title,
                        row.code,
                        row.label,
                        *(figure.amount, figure.share, figure.change, figure.rate, figure.person),
                    ]
