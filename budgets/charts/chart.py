"""What a chart is: its title with unit, the sentence that it says, its values, and the same values as a table."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

BLANK = ""


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
    """Money that goes from one place of a Sankey picture to another."""

    source: str
    target: str
    value: Decimal
    text: str


@dataclass(frozen=True)
class Chart:
    """A chart under a key that names it in addresses; every series has a point for each label, in the same order.

    `unit` is a word: 万元, %, 元. `first` heads the first column of the table beneath. `address` is the chart's own
    page, from where it can be embedded elsewhere; a chart without one is shown on its page only.
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
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not self.flows and not any(point.value for series in self.series for point in series.points)

    @property
    def data(self) -> dict[str, Any]:
        """What the script draws; floats are good enough for a picture, `text` is what people read."""
        return {
            "key": self.key,
            "kind": self.kind.value,
            "title": self.title,
            "unit": self.unit,
            "labels": self.labels,
            "series": [{"label": one.label, "points": [_drawn(point) for point in one.points]} for one in self.series],
            "flows": [
                {"from": one.source, "to": one.target, "value": float(one.value), "text": one.text}
                for one in self.flows
            ],
        }

    @property
    def header(self) -> list[str]:
        """The head of the table beneath."""
        return [self.first, *(series.label for series in self.series)]

    @property
    def rows(self) -> Iterator[tuple[Point, list[str]]]:
        """Yield the rows of the table beneath: the first series' point, and what every series prints there."""
        for number, point in enumerate(self.series[0].points if self.series else ()):
            yield point, [series.points[number].text for series in self.series]


def _drawn(point: Point) -> dict[str, Any]:
    """Return a point as the script reads it."""
    value = None if point.value is None else float(point.value)
    return {"value": value, "text": point.text, "address": point.address, "group": point.group}
