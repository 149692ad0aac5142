"""What a project is to achieve, as far as it can honestly be drawn: targets in percent."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from budgets.charts.chart import BLANK, Chart, ChartKind, Point, Series
from budgets.money import round_half_up

PERCENT = ("%", "％")
# One bar compares nothing.
FEWEST = 2


def project_targets(indicators: Iterable[Any]) -> Chart | None:
    """Return the targets of a project that are percentages; None where fewer than two are.

    Numbers of days, people and pieces have no common scale; the table of indicators says them all.
    """
    counted = [one for one in indicators if one.number is not None and one.measure_unit in PERCENT]
    if len(counted) < FEWEST:
        return None
    points = tuple(Point(one.name, round_half_up(one.number), one.value or BLANK) for one in counted)
    return Chart(
        key="targets",
        title=_("以百分比计的绩效目标（%）"),
        sentence=_("这个项目有 %(count)d 项目标以百分比计；图中是目标值，不是完成的结果。") % {"count": len(points)},
        kind=ChartKind.BARS,
        unit="%",
        first=_("指标"),
        series=(Series(BLANK, points),),
    )
