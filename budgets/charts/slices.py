"""Parts of a whole, read from a filled table: where the money comes from and goes."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.charts.chart import BLANK, Chart, ChartKind, Point, Series
from budgets.money import MoneyUnit, format_amount, scale, share
from budgets.tables import FilledTable, RowKind
from budgets.vocabulary import Fund, MoneyOrigin

# So many parts are drawn by themselves; those beyond are drawn together.
PARTS = 6
# So many parts does a sentence name.
SPOKEN = 3
# What sources known only as a whole are called by those who print them.
SOURCE_LABELS: Mapping[str, object] = {
    Fund.GOVERNMENT_BUDGET_FUNDS: gettext_lazy("财政拨款收入"),
    Fund.UNIT_FUNDS: gettext_lazy("单位资金"),
    Fund.ALL_FUNDS: gettext_lazy("不分来源"),
}


@dataclass(frozen=True)
class Slice:
    """A part of a whole: label, amount in yuan, share in percent, and where it begins, for a bar of 100."""

    key: str
    label: str
    amount: Decimal
    share: Decimal
    start: Decimal


def slices(filled: FilledTable, column: str) -> list[Slice]:
    """Return the parts of one column of table 01, largest first; rows that are part of another row are left out."""
    cells = [
        (cell, row)
        for section in filled.sections
        for row in section.rows
        for cell in row.cells
        if cell.column.key == column and row.kind == RowKind.LINE and cell.amount and cell.row not in PARTS_OF_OTHERS
    ]
    labels = _labels(filled)
    whole = sum((cell.amount for cell, _row in cells if cell.amount), Decimal(0))
    found, start = [], Decimal(0)
    for cell, _row in sorted(cells, key=lambda pair: pair[0].amount or 0, reverse=True):
        part = share(cell.amount, whole) or Decimal(0)
        found.append(Slice(cell.row, labels[cell.row, column], cell.amount or Decimal(0), part, start))
        start += part
    return found


# 其中：财政拨款 is part of the row above it.
PARTS_OF_OTHERS = ("fiscal_appropriation",)


def _labels(filled: FilledTable) -> dict[tuple[str, str], str]:
    """Return the name of each row without its ordinal, by row and column."""
    labels = {}
    for section in filled.sections:
        for row in section.rows:
            name = ""
            for cell in row.cells:
                name = cell.text or "" if cell.column.names_row else name
                labels[cell.row, cell.column.key] = name.split("、", 1)[-1]
    return labels


def income_slices(filled: FilledTable) -> list[Slice]:
    """Return this year's revenue by source, from table 01; by the sources themselves where that has no row for some.

    Final accounts speak of 财政拨款 as a whole, which is in no single row of the form.
    """
    found = slices(filled, "revenue_amount")
    sources: dict[str, Decimal] = {}
    for line in filled.facts.revenue_lines:
        if line.origin == MoneyOrigin.CURRENT and line.amount:
            sources[line.fund] = sources.get(line.fund, Decimal(0)) + line.amount
    whole = sum(sources.values(), Decimal(0))
    if sum((one.amount for one in found), Decimal(0)) == whole:
        return found
    start, own = Decimal(0), []
    for fund, amount in sorted(sources.items(), key=lambda pair: pair[1], reverse=True):
        part = share(amount, whole) or Decimal(0)
        label = str(SOURCE_LABELS.get(fund, Fund(fund).label))
        own.append(Slice(fund, label, amount, part, start))
        start += part
    return own


def named_rest(parts: list[Slice], most: int) -> list[Slice]:
    """Return the largest parts, and those beyond as one that says how many they are."""
    if len(parts) <= most + 1:
        return parts
    rest = parts[most:]
    label = _("其余 %(count)d 类") % {"count": len(rest)}
    amount = sum((part.amount for part in rest), Decimal(0))
    return [*parts[:most], Slice("rest", label, amount, sum((part.share for part in rest), Decimal(0)), rest[0].start)]


def hundred(parts: list[Slice]) -> str:
    """Say of each 100 yuan spent how many go where; "" where nothing is known."""
    if not parts:
        return BLANK
    named = [part for part in (parts if len(parts) <= SPOKEN + 1 else parts[:SPOKEN]) if part.share]
    words = "，".join(_("%(share)s 元用在%(label)s") % {"share": part.share, "label": part.label} for part in named)
    rest = Decimal(100) - sum((part.share for part in named), Decimal(0))
    if len(parts) > len(named) and rest > 0:
        return _("每花 100 元，%(words)s，其余 %(rest)s 元用在另外 %(count)d 类。") % {
            "words": words,
            "rest": rest,
            "count": len(parts) - len(named),
        }
    return _("每花 100 元，%(words)s。") % {"words": words}


def revenue_and_expenditure(income: list[Slice], spending: list[Slice]) -> Chart:
    """Return two bars, of what comes in by source and what goes out by category."""
    bars = (_("收入"), _("支出"))
    return Chart(
        key="balance",
        title=_("收入与支出（万元）"),
        sentence=_sentence(income, spending),
        kind=ChartKind.STACK,
        unit=str(MoneyUnit.TEN_THOUSAND_YUAN.label),
        first=_("项目"),
        series=(*_series(income, bars, 0), *_series(spending, bars, 1)),
    )


def _series(parts: list[Slice], bars: tuple[str, str], bar: int) -> list[Series]:
    """Return one series a part, in the bar it belongs to; small parts beyond the largest are drawn together."""
    return [
        Series(part.label, tuple(_point(name, part.amount, name == bars[bar]) for name in bars))
        for part in named_rest(parts, PARTS)
    ]


def _point(bar: str, amount: Decimal, is_own: bool) -> Point:
    """Return what a part adds to a bar: its amount in its own, nothing in the other."""
    if not is_own:
        return Point(bar, None, BLANK)
    return Point(bar, scale(amount, MoneyUnit.TEN_THOUSAND_YUAN), format_amount(amount) or BLANK)


def _sentence(income: list[Slice], spending: list[Slice]) -> str:
    """Say in one sentence where most of the money comes from and goes."""
    if not income or not spending:
        return _("还没有收入或支出的数据。")
    if len(income) == 1:
        return _("收入全部来自%(source)s；支出中最多的是%(category)s，占 %(share)s%%。") % {
            "source": income[0].label,
            "category": spending[0].label,
            "share": spending[0].share,
        }
    return _(
        "收入中最多的是%(source)s，占 %(source_share)s%%；支出中最多的是%(category)s，占 %(category_share)s%%。"
    ) % {
        "source": income[0].label,
        "source_share": income[0].share,
        "category": spending[0].label,
        "category_share": spending[0].share,
    }
