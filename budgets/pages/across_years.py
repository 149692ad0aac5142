"""One code over the years, across departments: drawn only where about as many departments stand behind each year."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from budgets.charts import Chart, ChartKind, Point, Series
from budgets.money import MoneyUnit, format_amount, scale
from budgets.pages.across_rows import amounts_by_year
from budgets.pages.scope import Choice
from budgets.vocabulary import Phase

# In a line over years, so large a part of the departments of the fullest year must stand behind every year.
COMPARABLE = Decimal("0.9")
KEY = "years"


@dataclass(frozen=True)
class Year:
    """A year of a code: its amount in yuan, how many amounts that is, the page that shows it."""

    year: int
    amount: Decimal
    count: int
    address: str


@dataclass(frozen=True)
class Years:
    """A code over the years; `chart` is None where too different numbers of departments published."""

    title: str
    rows: tuple[Year, ...]
    chart: Chart | None


def find_years(dimension: str, code: str, name: str, choice: Choice, page: str = "") -> Years | None:
    """Return a code over the years of the phase that was chosen, or None where there are not two of them.

    `page` is the page of the chart alone.
    """
    found = amounts_by_year(dimension, code, choice)
    if choice.scope is None or len(found) < 2:
        return None
    scope = choice.scope
    rows = tuple(
        Year(year, amount, count, f"?{replace(scope, year=year).query}") for year, (amount, count) in found.items()
    )
    title = _("%(name)s历年%(phase)s（万元）") % {"name": name, "phase": Phase(scope.phase).label}
    counts = [row.count for row in rows]
    comparable = min(counts) >= COMPARABLE * max(counts)
    drawn = replace(_chart(title, scope.place, rows), address=page and f"{page}?{scope.query}")
    return Years(title, rows, drawn if comparable else None)


def _chart(title: str, place: str, rows: Sequence[Year]) -> Chart:
    """Return a line over the years."""
    points = tuple(
        Point(str(row.year), scale(row.amount, MoneyUnit.TEN_THOUSAND_YUAN), format_amount(row.amount) or "")
        for row in rows
    )
    return Chart(
        key=KEY,
        title=title,
        sentence=_sentence(rows),
        kind=ChartKind.LINES,
        unit=str(MoneyUnit.TEN_THOUSAND_YUAN.label),
        first=_("年度"),
        series=(Series(place, points),),
    )


def _sentence(rows: Sequence[Year]) -> str:
    """Say from what to what it went, and how many departments stand behind each year where that differs."""
    said = _("%(first)d 年 %(before)s 万元，%(last)d 年 %(after)s 万元。") % {
        "first": rows[0].year,
        "before": format_amount(rows[0].amount),
        "last": rows[-1].year,
        "after": format_amount(rows[-1].amount),
    }
    if len({row.count for row in rows}) > 1:
        counts = "、".join(_("%(year)d 年 %(count)d 个") % {"year": row.year, "count": row.count} for row in rows)
        said += _("各年公开的部门数略有不同（%(counts)s），增减不都是支出的变化。") % {"counts": counts}
    return said
