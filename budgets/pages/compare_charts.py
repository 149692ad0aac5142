"""Charts of a comparison: bars by 类, shares as stacks, lines over a department's years."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from budgets.charts import Chart, ChartKind, Point, Series
from budgets.money import MoneyUnit, add, format_amount, scale, share
from budgets.pages.compare_entries import Comparand, Comparison
from budgets.pages.compare_notes import mixes_phases
from budgets.pages.compare_tables import CLASS_LENGTH, whole_of
from budgets.summaries import region_name
from budgets.vocabulary import Dimension

MOST_BARS, MOST_PARTS = 8, 5
TEN_THOUSAND = MoneyUnit.TEN_THOUSAND_YUAN
LINES = ("total", "basic_expenditure", "project_expenditure")


def comparison_charts(comparison: Comparison) -> list[Chart]:
    """Return the charts that these budgets can honestly be drawn as, each with the address of its own page."""
    made = (make(comparison.entries) for make in CHARTS.values())
    return [replace(one, address=f"/compare/charts/{one.key}/?{comparison.query}") for one in made if one is not None]


def comparison_chart(comparison: Comparison, key: str) -> Chart:
    """Return one of them; where these budgets are not drawn like that, a sentence that says why instead."""
    found = next((chart for chart in comparison_charts(comparison) if chart.key == key), None)
    return found or Chart(
        key=key,
        title=_("比较"),
        sentence=_("这样的图至少要两份口径相同的预算：都公布了这一项，并且同是预算或同是决算。请回到比较页选择。"),
        kind=ChartKind.BARS,
        unit=str(TEN_THOUSAND.label),
        first=_("预算"),
    )


def _are_drawn(entries: Sequence[Comparand], dimension: str) -> bool:
    """Tell whether a dimension of these budgets may be drawn side by side: all give it, and speak of one phase."""
    return len(entries) > 1 and all(dimension in one.dimensions for one in entries) and not mixes_phases(entries)


def _largest(entries: Sequence[Comparand], most: int) -> list[tuple[str, str]]:
    """Return the 类 that matter most in any of the budgets, with their names; those of most money first."""
    sums: dict[str, Decimal] = {}
    names: dict[str, str] = {}
    for entry in entries:
        for code in entry.codes(Dimension.FUNCTION, CLASS_LENGTH):
            sums[code] = max(sums.get(code, Decimal(0)), entry.amount(Dimension.FUNCTION, code) or Decimal(0))
            names.setdefault(code, region_name(Dimension.FUNCTION, code, entry.names[Dimension.FUNCTION, code]))
    return [(code, names[code]) for code in sorted(sums, key=lambda one: (-sums[one], one))[:most]]


def _heads(entries: Sequence[Comparand]) -> list[str]:
    """Return what each budget is called in a chart: by its period where all are of one department."""
    one_department = len({one.edition.budget.department_id for one in entries}) == 1
    return [one.period if one_department else one.label for one in entries]


def categories_chart(entries: Sequence[Comparand]) -> Chart | None:
    """Return bars by 类, one a budget."""
    if not _are_drawn(entries, Dimension.FUNCTION):
        return None
    codes = _largest(entries, MOST_BARS)
    return Chart(
        key="categories",
        title=_("按用途比较（万元）"),
        sentence=_most_changed(entries, codes),
        kind=ChartKind.BARS,
        unit=str(TEN_THOUSAND.label),
        first=_("类"),
        series=tuple(
            Series(head, tuple(_amount_point(name, entry.amount(Dimension.FUNCTION, code)) for code, name in codes))
            for head, entry in zip(_heads(entries), entries, strict=True)
        ),
    )


def _amount_point(label: str, amount: Decimal | None) -> Point:
    """Return an amount as it is drawn and printed."""
    return Point(label, None if amount is None else scale(amount, TEN_THOUSAND), format_amount(amount) or "")


def _most_changed(entries: Sequence[Comparand], codes: Sequence[tuple[str, str]]) -> str:
    """Say in which 类 the first two budgets differ most."""
    first, second = entries[0], entries[1]
    changes = []
    for code, name in codes:
        before, after = first.amount(Dimension.FUNCTION, code), second.amount(Dimension.FUNCTION, code)
        if before is not None and after is not None:
            changes.append((after - before, name))
    if not changes:
        return _("两份预算没有相同的类。")
    change, name = max(changes, key=lambda one: abs(one[0]))
    heads = _heads(entries)
    form = _("相差最多的是%(name)s：%(second)s比%(first)s少 %(amount)s 万元。")
    if change >= 0:
        form = _("相差最多的是%(name)s：%(second)s比%(first)s多 %(amount)s 万元。")
    # A blank stands between a Chinese character and a figure.
    other = f" {heads[0]}" if heads[0][0].isdigit() else heads[0]
    return form % {"name": name, "second": heads[1], "first": other, "amount": format_amount(abs(change))}


def shares_chart(entries: Sequence[Comparand]) -> Chart | None:
    """Return what of each 100 yuan goes to which 类, a stack a budget."""
    if not _are_drawn(entries, Dimension.FUNCTION):
        return None
    codes = _largest(entries, MOST_PARTS)
    heads = _heads(entries)
    series = [
        Series(name, tuple(_share_point(head, one, [code]) for head, one in zip(heads, entries, strict=True)))
        for code, name in codes
    ]
    shown = {code for code, _name in codes}
    rest = [[code for code in one.codes(Dimension.FUNCTION, CLASS_LENGTH) if code not in shown] for one in entries]
    if any(rest):
        points = [_share_point(head, one, own) for head, one, own in zip(heads, entries, rest, strict=True)]
        series.append(Series(_("其余"), tuple(points)))
    return Chart(
        key="shares",
        title=_("每花 100 元的去处（元）"),
        sentence=_("同样花 100 元，各份预算用在不同的地方。"),
        kind=ChartKind.STACK,
        unit=str(MoneyUnit.YUAN.label),
        first=_("预算"),
        series=tuple(series),
    )


def _share_point(label: str, entry: Comparand, codes: Sequence[str]) -> Point:
    """Return the share of some 类 in a budget; blank where it has none of them."""
    part = share(add(entry.amount(Dimension.FUNCTION, code) for code in codes), whole_of(entry, Dimension.FUNCTION))
    return Point(label, part, "" if part is None else f"{part}")


def years_chart(entries: Sequence[Comparand]) -> Chart | None:
    """Return lines over the years of one department and phase: all spending, basic spending, projects."""
    departments = {(one.edition.budget.department_id, one.phase) for one in entries}
    if len(entries) < 2 or len(departments) > 1 or not _are_drawn(entries, Dimension.NATURE):
        return None
    ordered = sorted(entries, key=lambda one: one.year)
    labels = {"total": _("支出合计"), "basic_expenditure": _("基本支出"), "project_expenditure": _("项目支出")}
    series = [
        Series(
            labels[code],
            tuple(_amount_point(str(one.year), one.amount(Dimension.NATURE, code)) for one in ordered),
        )
        for code in LINES
        if any(one.amount(Dimension.NATURE, code) is not None for one in ordered)
    ]
    first, last = series[0].points[0], series[0].points[-1]
    return Chart(
        key="years",
        title=_("%(name)s历年支出（万元）") % {"name": ordered[-1].edition.label},
        sentence=_("支出合计 %(first)s 年 %(before)s 万元，%(last)s 年 %(after)s 万元。")
        % {"first": first.label, "before": first.text, "last": last.label, "after": last.text},
        kind=ChartKind.LINES,
        unit=str(TEN_THOUSAND.label),
        first=_("年度"),
        series=tuple(series),
    )


CHARTS: Mapping[str, Callable[[Sequence[Comparand]], Chart | None]] = {
    "years": years_chart,
    "categories": categories_chart,
    "shares": shares_chart,
}
