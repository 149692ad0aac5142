"""Basic expenditure against projects, and what each consists of."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from budgets.charts.chart import BLANK, Chart, ChartKind, Point, Series
from budgets.money import MoneyUnit, add, format_amount, scale, share
from budgets.tables import FilledTable
from budgets.vocabulary import Nature

# The parts of basic and of project expenditure, the finest first: the first list that adds up to the whole is drawn.
BASIC_PARTS = (
    (Nature.WAGES, Nature.HOUSEHOLD_SUBSIDIES, Nature.GOODS_SERVICES, Nature.CAPITAL),
    (Nature.PERSONNEL, Nature.OPERATING),
)
PROJECT_PARTS = ((Nature.OTHER_OPERATION, Nature.SPECIFIC_PURPOSE),)


def natures_chart(spending: FilledTable) -> Chart:
    """Return two bars, basic and project expenditure, from the total row of table 03."""
    total, basic, projects = (
        _amount(spending, key) for key in ("total", Nature.BASIC_EXPENDITURE, Nature.PROJECT_EXPENDITURE)
    )
    bars = [(_("基本支出"), basic, BASIC_PARTS), (_("项目支出"), projects, PROJECT_PARTS)]
    known = [(label, whole, parts) for label, whole, parts in bars if whole]
    labels = [label for label, _whole, _parts in known]
    series = [one for label, whole, parts in known for one in _series(spending, label, whole, parts, labels)]
    return Chart(
        key="natures",
        title=_("基本支出和项目支出（万元）"),
        sentence=_sentence(total, basic, projects),
        kind=ChartKind.STACK,
        unit=str(MoneyUnit.TEN_THOUSAND_YUAN.label),
        first=_("支出性质"),
        series=tuple(series),
    )


def _amount(spending: FilledTable, column: str) -> Decimal | None:
    """Return an amount of the total row in yuan."""
    cell = spending.by_address.get(("total", column))
    return cell.amount if cell is not None else None


def _series(
    spending: FilledTable,
    label: str,
    whole: Decimal | None,
    levels: Sequence[Sequence[Nature]],
    bars: list[str],
) -> list[Series]:
    """Return the parts of one bar: the finest that add up to it, else the bar as a whole."""
    for natures in levels:
        parts = [(str(nature.label), _amount(spending, nature)) for nature in natures]
        if add(amount for _name, amount in parts) == whole:
            return [_part(name, amount, label, bars) for name, amount in parts if amount]
    return [_part(label, whole, label, bars)]


def _part(name: str, amount: Decimal | None, bar: str, bars: list[str]) -> Series:
    """Return a part that stands in one of the bars."""
    own = Point(bar, scale(amount or Decimal(0), MoneyUnit.TEN_THOUSAND_YUAN), format_amount(amount) or BLANK)
    return Series(name, tuple(own if label == bar else Point(label, None, BLANK) for label in bars))


def _sentence(total: Decimal | None, basic: Decimal | None, projects: Decimal | None) -> str:
    """Say how spending divides, or that the document does not say."""
    if not basic and not projects:
        return _("文件没有分开印出基本支出和项目支出，不能比较。")
    if not projects:
        return _("全部支出都是基本支出：人员工资和机构运转，没有项目。")
    if not basic:
        return _("全部支出都是项目支出。")
    return _("基本支出（人员工资和机构运转）占 %(basic)s%%，项目支出占 %(projects)s%%。") % {
        "basic": share(basic, total),
        "projects": share(projects, total),
    }
