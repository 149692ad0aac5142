"""A project's indicators as a citizen reads them: by kind, each value also in plain words."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from budgets.measures import parse_measure
from budgets.models import PerformanceIndicator
from budgets.vocabulary import Comparison, IndicatorKind

WORDS = {
    Comparison.AT_LEAST: _("不低于 %(number)s"),
    Comparison.AT_MOST: _("不超过 %(number)s"),
    Comparison.MORE_THAN: _("高于 %(number)s"),
    Comparison.LESS_THAN: _("低于 %(number)s"),
    Comparison.EQUAL: _("达到 %(number)s"),
}
RANGE = _("在 %(lower)s 和 %(upper)s 之间")
# A value that begins with one of these is spelled out; one in words already is.
SIGNS = "≥≤≧＞＜><=＝"


@dataclass(frozen=True)
class Goal:
    """An indicator: its name, its value as printed, and what the value's signs mean."""

    name: str
    value: str
    meaning: str


def goals_by_kind(indicators: Sequence[PerformanceIndicator]) -> list[tuple[str, list[Goal]]]:
    """Return the indicators under the names of their kinds, kinds in the order of the form."""
    groups = [(str(kind.label), [_goal(one) for one in indicators if one.kind == kind]) for kind in IndicatorKind]
    return [(label, goals) for label, goals in groups if goals]


def missing_kinds(indicators: Sequence[PerformanceIndicator]) -> list[str]:
    """Return the kinds that a project has no indicator of, where it has any at all."""
    there = {one.kind for one in indicators}
    return [str(kind.label) for kind in IndicatorKind if there and kind not in there]


def _goal(indicator: PerformanceIndicator) -> Goal:
    """Return an indicator for the page."""
    return Goal(indicator.name, indicator.value, meaning(indicator.value))


def meaning(value: str) -> str:
    """Return in words what a printed value bounds; nothing where it is in words already, or has no number."""
    measure = parse_measure(value)
    if measure.number is None or measure.comparison is None:
        return ""
    if measure.upper is not None:
        return RANGE % {"lower": _number(measure.number, measure.unit), "upper": _number(measure.upper, measure.unit)}
    if not value.strip().startswith(tuple(SIGNS)):
        return ""
    return str(WORDS[measure.comparison]) % {"number": _number(measure.number, measure.unit)}


def _number(number: Decimal, unit: str) -> str:
    """Print a number with thousands separators and without needless zeros, and its unit."""
    plain = f"{number:,f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return f"{plain}{unit}" if unit == "%" else f"{plain} {unit}".strip()
