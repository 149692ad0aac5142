"""What the money is spent on, by functional category (类) and section (款)."""

from collections.abc import Callable
from decimal import Decimal

from django.utils.translation import gettext as _

from budgets.charts.chart import BLANK, Chart, ChartKind, Point, Series
from budgets.money import MoneyUnit, format_amount, scale, share
from budgets.tables import Facts
from budgets.tables.official_names import function_names

CATEGORY, SECTION = 3, 5


def functions_chart(facts: Facts, function_address: Callable[[str], str]) -> Chart:
    """Return a treemap of spending over all funds: each section within its category, and leading to its page."""
    sums = _sums(facts)
    names = _names(facts)
    shown = sorted(((code, amount) for code, amount in sums.items() if amount > 0), key=lambda pair: -pair[1])
    points = tuple(
        Point(
            names.get(code, code),
            scale(amount, MoneyUnit.TEN_THOUSAND_YUAN),
            format_amount(amount) or BLANK,
            function_address(code),
            names.get(code[:CATEGORY], code[:CATEGORY]),
        )
        for code, amount in shown
    )
    return Chart(
        key="functions",
        title=_("花在哪些事上：按支出功能分类的类和款（万元）"),
        sentence=_sentence(points, sums),
        kind=ChartKind.TREEMAP,
        unit=str(MoneyUnit.TEN_THOUSAND_YUAN.label),
        first=_("款"),
        series=(Series(BLANK, points),) if points else (),
    )


def _sums(facts: Facts) -> dict[str, Decimal]:
    """Return the spending of each section in yuan; of the category itself where a line goes no further."""
    sums: dict[str, Decimal] = {}
    for line in facts.expenditures:
        if line.amount is not None:
            sums[line.code[:SECTION]] = sums.get(line.code[:SECTION], Decimal(0)) + line.amount
    return sums


def _names(facts: Facts) -> dict[str, str]:
    """Return the names of codes: as printed where they are, else the official ones."""
    printed = {line.code: line.name for line in facts.expenditures if line.name}
    return {**function_names(), **printed}


def _sentence(points: tuple[Point, ...], sums: dict[str, Decimal]) -> str:
    """Say how many categories and sections there are, and which section is the largest."""
    if not points:
        return _("文件里没有读到支出按功能分类的数字，画不出这张图。")
    whole = sum(sums.values(), Decimal(0))
    sentence = _(
        "支出分在 %(categories)d 类 %(sections)d 款，最大的一款是%(name)s，%(text)s 万元，占 %(share)s%%。"
    ) % {
        "categories": len({point.group for point in points}),
        "sections": len(points),
        "name": points[0].label,
        "text": points[0].text,
        "share": share(max(sums.values()), whole),
    }
    if any(amount < 0 for amount in sums.values()):
        sentence += _("有的款是负数，图中没有画出。")
    return sentence
