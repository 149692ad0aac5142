"""A department's money over the years: the trend of spending, and “三公” item by item."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.charts.chart import BLANK, Chart, ChartKind, Point, Series
from budgets.money import MoneyUnit, format_amount, scale, share
from budgets.vocabulary import Phase

# So many years stand side by side in bars; more are drawn as lines.
SIDE_BY_SIDE = 4
# The three that “三公” is named after; vehicles as a whole, since not every document divides them.
THREE_PUBLIC_ITEMS: Mapping[str, object] = {
    "overseas_visits": gettext_lazy("因公出国（境）费"),
    "vehicles": gettext_lazy("公务用车购置及运行费"),
    "hospitality": gettext_lazy("公务接待费"),
}


@dataclass(frozen=True)
class YearFigures:
    """What a department spends in one year and phase, in yuan; None is not known, which is not zero.

    `three_public` is the whole, `items` its parts by the keys of THREE_PUBLIC_ITEMS.
    """

    year: int
    phase: str
    total: Decimal | None = None
    basic: Decimal | None = None
    projects: Decimal | None = None
    three_public: Decimal | None = None
    items: Mapping[str, Decimal] = field(default_factory=dict)


def trend_chart(figures: Iterable[YearFigures], phase: str) -> Chart:
    """Return lines of total, basic and project expenditure over the years that published in one phase."""
    years = _of_phase(figures, phase)
    wanted = (
        (_("支出总计"), [one.total for one in years]),
        (_("基本支出"), [one.basic for one in years]),
        (_("项目支出"), [one.projects for one in years]),
    )
    lines = [
        Series(label, tuple(_point(one, amount) for one, amount in zip(years, amounts, strict=True)))
        for label, amounts in wanted
        if any(amounts)
    ]
    return Chart(
        key="years",
        title=_("历年支出（万元）"),
        sentence=_trend_sentence(years, phase),
        kind=ChartKind.LINES,
        unit=str(MoneyUnit.TEN_THOUSAND_YUAN.label),
        first=_("年度"),
        series=tuple(lines) if len(years) > 1 else (),
    )


def three_public_chart(figures: Iterable[YearFigures], phase: str) -> Chart:
    """Return “三公” by item: bars of few years side by side, or lines over many."""
    years = [one for one in _of_phase(figures, phase) if one.items]
    many = len(years) > SIDE_BY_SIDE
    items = [item for item in THREE_PUBLIC_ITEMS if any(one.items.get(item) is not None for one in years)]
    series = _items_over_years(years, items) if many else _years_over_items(years, items)
    return Chart(
        key="three-public",
        title=_("“三公”经费（万元）"),
        sentence=_three_public_sentence(years),
        kind=ChartKind.LINES if many else ChartKind.BARS,
        unit=str(MoneyUnit.TEN_THOUSAND_YUAN.label),
        first=_("年度") if many else _("项目"),
        series=series,
    )


def _of_phase(figures: Iterable[YearFigures], phase: str) -> list[YearFigures]:
    """Return the years of one phase, the earliest first."""
    return sorted((one for one in figures if one.phase == phase), key=lambda one: one.year)


def _point(one: YearFigures, amount: Decimal | None, label: str = BLANK) -> Point:
    """Return an amount of a year in 万元."""
    value = None if amount is None else scale(amount, MoneyUnit.TEN_THOUSAND_YUAN)
    return Point(label or str(one.year), value, format_amount(amount) or BLANK)


def _years_over_items(years: Sequence[YearFigures], items: Sequence[str]) -> tuple[Series, ...]:
    """Return one series a year, with a bar for each item."""
    return tuple(
        Series(str(one.year), tuple(_point(one, one.items.get(item), str(THREE_PUBLIC_ITEMS[item])) for item in items))
        for one in years
    )


def _items_over_years(years: Sequence[YearFigures], items: Sequence[str]) -> tuple[Series, ...]:
    """Return one series an item, with a point for each year."""
    return tuple(
        Series(str(THREE_PUBLIC_ITEMS[item]), tuple(_point(one, one.items.get(item)) for one in years))
        for item in items
    )


def _trend_sentence(years: Sequence[YearFigures], phase: str) -> str:
    """Say what became of the total between the first year and the last, or why there is no trend."""
    label = Phase(phase).label
    if len(years) < 2:
        year = years[0].year if years else BLANK
        return _("本站只公开了 %(year)s 这一个年度的%(phase)s，还看不出各年的变化。") % {"year": year, "phase": label}
    first, last = years[0], years[-1]
    values = {"first": first.year, "last": last.year, "phase": label, "count": len(years)}
    if first.total is None or last.total is None:
        return _("%(first)s 年到 %(last)s 年，本站公开了 %(count)d 个年度的%(phase)s。") % values
    change = last.total - first.total
    values |= {
        "from": format_amount(first.total),
        "to": format_amount(last.total),
        "rate": share(abs(change), first.total),
    }
    words = _("增加") if change > 0 else _("减少")
    if not change or values["rate"] is None:
        return _("%(first)s 年%(phase)s支出 %(from)s 万元，%(last)s 年 %(to)s 万元。") % values
    return _("从 %(first)s 年的 %(from)s 万元到 %(last)s 年的 %(to)s 万元，%(phase)s支出%(word)s了 %(rate)s%%。") % {
        **values,
        "word": words,
    }


def _three_public_sentence(years: Sequence[YearFigures]) -> str:
    """Say what “三公” come to in the last year, or that nothing is known or spent."""
    if not years:
        return _("没有“三公”经费，或者文件没有印出它的数字。")
    last = years[-1]
    largest = max(last.items, key=lambda item: last.items[item])
    whole = last.three_public if last.three_public is not None else sum(last.items.values(), Decimal(0))
    if not whole:
        return _("%(year)s 年没有“三公”经费。") % {"year": last.year}
    return _("%(year)s 年“三公”经费共 %(whole)s 万元，最多的是%(item)s，%(amount)s 万元。") % {
        "year": last.year,
        "whole": format_amount(whole),
        "item": THREE_PUBLIC_ITEMS[largest],
        "amount": format_amount(last.items[largest]),
    }
