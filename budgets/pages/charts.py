"""Charts of a budget, each on a page of its own, from where it can be embedded on any other site."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.clickjacking import xframe_options_exempt

from budgets.charts import (
    Chart,
    ChartKind,
    functions_chart,
    income_slices,
    money_flow,
    natures_chart,
    revenue_and_expenditure,
    slices,
    three_public_chart,
    trend_chart,
)
from budgets.pages.caching import respond
from budgets.pages.frame import Crumb, Frame, answer_edition, frame
from budgets.pages.lookup import BudgetKey
from budgets.pages.material import Material
from budgets.pages.years import answer_beside_years
from budgets.tables import Facts

EMBED = "embed"
# What stands above and beneath the picture of an embedded chart, in CSS pixels; a long table scrolls.
BESIDE_PICTURE = 360
Compose = Callable[[], Chart | None]


@dataclass(frozen=True)
class BudgetChart:
    """A chart that every budget has, and how it is made."""

    title: object
    make: Callable[[Material], Chart]


def _balance(material: Material) -> Chart:
    """Return the two bars of revenue and expenditure."""
    balance = material.balance
    return revenue_and_expenditure(income_slices(balance), slices(balance, "expenditure_amount"))


BUDGET_CHARTS: Mapping[str, BudgetChart] = {
    "flow": BudgetChart(
        gettext_lazy("钱从哪里来，到哪里去"), lambda one: money_flow(one.balance, one.address.function)
    ),
    "balance": BudgetChart(gettext_lazy("收入与支出"), _balance),
    "functions": BudgetChart(
        gettext_lazy("花在哪些事上"), lambda one: functions_chart(one.facts, one.address.function)
    ),
    "natures": BudgetChart(gettext_lazy("基本支出和项目支出"), lambda one: natures_chart(one.spending)),
    "three-public": BudgetChart(gettext_lazy("“三公”经费"), lambda one: three_public_chart(one.years, one.phase)),
    "years": BudgetChart(gettext_lazy("历年支出"), lambda one: trend_chart(one.years, one.phase)),
}


def budget_chart(material: Material, key: str) -> Chart:
    """Return a chart of an edition with the address of its page."""
    return replace(BUDGET_CHARTS[key].make(material), address=material.address.charts(key))


def show(request: HttpRequest, chart_key: str, **key: Any) -> HttpResponse:
    """Show one chart of an edition, or nothing but it where another site frames it."""
    if chart_key not in BUDGET_CHARTS:
        raise Http404

    def draw(facts: Facts) -> tuple[Chart, Frame]:
        """Draw the chart."""
        page = frame(facts.edition, str(BUDGET_CHARTS[chart_key].title))
        return budget_chart(Material(facts), chart_key), page

    return answer_edition_chart(request, BudgetKey(**key), draw, answer_beside_years)


def answer_edition_chart(
    request: HttpRequest,
    key: BudgetKey,
    draw: Callable[[Facts], tuple[Chart, Frame]],
    answer: Callable[..., HttpResponse] = answer_edition,
) -> HttpResponse:
    """Answer with a chart of an edition on a page of its own, or with the chart alone, which any site may frame."""

    def render_chart(facts: Facts) -> HttpResponse:
        """Draw the chart and render its page."""
        drawn, page = draw(facts)
        return _render(request, drawn, page.crumbs, page.budget_title, {"frame": page})

    whole = _frameable(answer) if _is_embedded(request) else answer
    return whole(request, key, render_chart)


def answer_chart(
    request: HttpRequest, version: str, chart: Chart | Compose, crumbs: list[Crumb], title: str
) -> HttpResponse:
    """Answer with the page of a chart, or with the chart alone (`?embed=1`), which any site may frame.

    `chart` is a chart, or what makes it, which is not called where the reader holds this version; 404 where it
    makes none.
    """

    def answer() -> HttpResponse:
        """Make the chart and render its page."""
        made = chart if isinstance(chart, Chart) else chart()
        if made is None:
            raise Http404
        return _render(request, made, crumbs, title)

    whole = _frameable(respond) if _is_embedded(request) else respond
    return whole(request, version, answer)


def _is_embedded(request: HttpRequest) -> bool:
    """Tell whether the chart alone is asked for, to be shown on another site."""
    return request.GET.get(EMBED) == "1"


def _frameable(answer: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let any site show an answer in a frame, also where it only says that nothing has changed."""
    framed: Callable[..., Any] = xframe_options_exempt(csp_replace({"frame-ancestors": ["*"]})(answer))
    return framed


def _render(
    request: HttpRequest, chart: Chart, crumbs: list[Crumb], title: str, context: dict[str, Any] | None = None
) -> HttpResponse:
    """Render the page of a chart, or the chart alone."""
    template = "chart/embedded.html" if _is_embedded(request) else "chart/show.html"
    values = {
        "chart": chart,
        "crumbs": crumbs,
        "title": title,
        "frame_height": chart.height + BESIDE_PICTURE,
        "embed_address": _embed_address(request),
        "page_address": request.build_absolute_uri(_without_embed(request)),
        **libraries([chart]),
        **(context or {}),
    }
    return render(request, template, values)


def _without_embed(request: HttpRequest) -> str:
    """Return the address of the page itself."""
    query = request.GET.copy()
    query.pop(EMBED, None)
    return f"{request.path}?{query.urlencode()}" if query else request.path


def _embed_address(request: HttpRequest) -> str:
    """Return the whole address of the chart alone."""
    query = request.GET.copy()
    query[EMBED] = "1"
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


def libraries(charts: list[Chart]) -> dict[str, bool]:
    """Say which of the larger libraries the charts of a page need, for `_parts/chart_scripts.html`."""
    kinds = {chart.kind for chart in charts if not chart.is_empty}
    return {"draws": bool(kinds), "treemap": ChartKind.TREEMAP in kinds, "sankey": ChartKind.SANKEY in kinds}
