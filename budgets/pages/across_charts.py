"""What a code, or “三公”经费, amounts to over the years across departments, as a chart on a page of its own."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from budgets.charts import Chart, ChartKind
from budgets.money import MoneyUnit
from budgets.pages.across import CLASSIFICATIONS
from budgets.pages.across_rows import level_of
from budgets.pages.across_three_public import TOTAL
from budgets.pages.across_years import KEY, find_years
from budgets.pages.charts import answer_chart
from budgets.pages.frame import Crumb
from budgets.pages.scope import choose, find_coverage
from budgets.vocabulary import Dimension


def show(request: HttpRequest, classification: str, function: str = "", economic: str = "") -> HttpResponse:
    """Show the chart of one code of a classification."""
    kind, code = CLASSIFICATIONS[classification], function or economic
    name = kind.names.get(code, "")
    if level_of(kind.dimension, code) is None or not name:
        raise Http404
    return _answer(request, kind.dimension, code, name, Crumb(f"{code} {name}", kind.page(code)))


def show_three_public(request: HttpRequest) -> HttpResponse:
    """Show the chart of “三公”经费."""
    name = _("“三公”经费")
    return _answer(request, Dimension.THREE_PUBLIC, TOTAL, name, Crumb(name, "/three-public/"))


def _answer(request: HttpRequest, dimension: str, code: str, name: str, above: Crumb) -> HttpResponse:
    """Answer with the chart over the chosen departments."""
    choice = choose(request.GET, find_coverage())

    def draw() -> Chart:
        """Draw the line, or say why there is none."""
        years = find_years(dimension, code, name, choice)
        return years.chart if years and years.chart else _undrawn(name)

    query = f"?{choice.scope.query}" if choice.scope else ""
    crumbs = [Crumb(above.label, f"{above.address}{query}"), Crumb(_("历年"))]
    return answer_chart(request, choice.version, draw, crumbs, choice.scope.place if choice.scope else name)


def _undrawn(name: str) -> Chart:
    """Return a chart without a line, and the reason."""
    return Chart(
        key=KEY,
        title=name,
        sentence=_("不足两年，或各年公开的部门数相差太多，画成一条线会误导，所以没有画。"),
        kind=ChartKind.LINES,
        unit=str(MoneyUnit.TEN_THOUSAND_YUAN.label),
        first=_("年度"),
    )
