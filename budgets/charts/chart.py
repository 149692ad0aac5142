"""What a chart is: its title with unit, the sentence that it says, its values, and the same values as a table."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

BLANK = ""
# Space that a picture takes, in CSS pixels; the page keeps it free before the script draws.
BAR, STACKED, GAP, EDGE, LEVEL, NODE = 22, 46, 16, 28, 300, 48


class ChartKind(StrEnum):
    """How values are drawn."""

    BARS = "bars"
    STACK = "stack"
    LINES = "lines"
    TREEMAP = "treemap"
    SANKEY = "sankey"


@dataclass(frozen=True)
class Point:
    """A value of a series: where it stands, the number drawn, the words printed beside it, the page it leads to.

    `value` is in the chart's unit, None where it is not known: a hole in a line, a blank in the table. `group` is what
    a treemap puts it into.
    """

    label: str
    value: Decimal | None
    text: str
    address: str = ""
    group: str = ""


@dataclass(frozen=True)
class Series:
    """Points that belong together: a year, a department, a part of a bar."""

    label: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Flow:
    """Money that goes from one place of a Sankey picture to another, and the page of the place it goes to."""

    source: str
    target: str
    value: Decimal
    text: str
    address: str = ""


@dataclass(frozen=True)
class Heading:
    """A head of the table beneath; `swatch` is the number of the colour that the series is drawn in."""

    label: str
    is_amount: bool = True
    swatch: int | None = None


@dataclass(frozen=True)
class Entry:
    """A cell of the table beneath: its words, and the page they lead to."""

    text: str
    address: str = ""
    is_amount: bool = True


@dataclass(frozen=True)
class Line:
    """A row of the table beneath: what heads it, and its cells."""

    label: str
    entries: tuple[Entry, ...]
    address: str = ""
    swatch: int | None = None


@dataclass(frozen=True)
class Chart:
    """A chart under a key that names it in addresses; every series has a point for each label, in the same order.

    `unit` is a word: 万元, %, 元. `first` heads the first column of the table beneath. `address` is the chart's own
    page, from where it can be embedded elsewhere; a chart without one is shown on its page only. A chart that has
    nothing to draw still has its sentence, which then says why.
    """

    key: str
    title: str
    sentence: str
    kind: ChartKind
    unit: str
    first: str
    series: tuple[Series, ...] = ()
    flows: tuple[Flow, ...] = ()
    address: str = ""

    @property
    def labels(self) -> tuple[str, ...]:
        """The places of the first series, which all series share."""
        return tuple(point.label for point in self.series[0].points) if self.series else ()

    @property
    def data_id(self) -> str:
        """What the page calls the data that the script draws."""
        return f"chart-data-{self.key}"

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not self.flows and not any(point.value for series in self.series for point in series.points)

    @property
    def height(self) -> int:
        """How high the picture is, in CSS pixels."""
        if self.kind == ChartKind.BARS:
            return EDGE + len(self.labels) * (GAP + BAR * max(1, len(self.series)))
        if self.kind == ChartKind.STACK:
            return EDGE + len(self.labels) * (GAP + STACKED)
        if self.kind == ChartKind.SANKEY:
            ends = max(len({flow.source for flow in self.flows}), len({flow.target for flow in self.flows}), 1)
            return max(LEVEL - EDGE, EDGE + ends * NODE)
        return LEVEL + (NODE if self.kind == ChartKind.TREEMAP else 0)

    @property
    def data(self) -> dict[str, Any]:
        """What the script draws; floats are good enough for a picture, `text` is what people read."""
        return {
            "key": self.key,
            "kind": self.kind.value,
            "title": self.title,
            "sentence": self.sentence,
            "unit": self.unit,
            "height": self.height,
            "address": self.address,
            "labels": self.labels,
            "series": [{"label": one.label, "points": [_drawn(point) for point in one.points]} for one in self.series],
            "flows": [
                {
                    "from": one.source,
                    "to": one.target,
                    "value": float(one.value),
                    "text": one.text,
                    "address": one.address,
                }
                for one in self.flows
            ],
        }

    @property
    def header(self) -> list[Heading]:
        """The head of the table beneath: series side by side, or the bars that parts are stacked in."""
        if self.kind == ChartKind.SANKEY:
            return [Heading(_("从"), is_amount=False), Heading(_("到"), is_amount=False), Heading(self.unit)]
        first = Heading(self.first, is_amount=False)
        if self.kind == ChartKind.STACK:
            return [first, *(Heading(label) for label in self.labels)]
        if self._is_grouped:
            return [first, Heading(_("属于"), is_amount=False), Heading(self.unit)]
        many = len(self.series) > 1
        numbers = range(len(self.series)) if many else [None]
        labels = [one.label or self.unit for one in self.series]
        return [first, *(Heading(label, swatch=number) for label, number in zip(labels, numbers, strict=True))]

    @property
    def rows(self) -> Iterator[Line]:
        """Yield the rows of the table beneath."""
        if self.kind == ChartKind.SANKEY:
            for flow in self.flows:
                yield Line(flow.source, (Entry(flow.target, flow.address, is_amount=False), Entry(flow.text)))
        elif self.kind == ChartKind.STACK:
            for number, one in enumerate(self.series):
                yield Line(one.label, tuple(Entry(point.text, point.address) for point in one.points), "", number)
        elif self.series:
            yield from self._places()

    def _places(self) -> Iterator[Line]:
        """Yield a row for each place; where there is one series alone, the place itself leads to its page."""
        alone = len(self.series) == 1
        for points in zip(*(one.points for one in self.series), strict=True):
            group = (Entry(points[0].group, is_amount=False),) if self._is_grouped else ()
            entries = tuple(Entry(point.text, "" if alone else point.address) for point in points)
            yield Line(points[0].label, (*group, *entries), points[0].address if alone else "")

    @property
    def _is_grouped(self) -> bool:
        """Whether places belong to groups."""
        return any(point.group for one in self.series for point in one.points)


def _drawn(point: Point) -> dict[str, Any]:
    """Return a point as the script reads it."""
    value = None if point.value is None else float(point.value)
    return {"value": value, "text": point.text, "address": point.address, "group": point.group, "label": point.label}
