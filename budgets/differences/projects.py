"""Which projects and indicators came, went or changed between two editions."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from budgets.differences.pairs import pair
from budgets.differences.texts import Fate
from budgets.models import DepartmentIndicator, PerformanceIndicator, Project, ProjectFunding
from budgets.money import MoneyUnit, add, exact_places, format_amount
from budgets.tables import Facts

UNIT = MoneyUnit.TEN_THOUSAND_YUAN


@dataclass(frozen=True)
class ValueChange:
    """Something that has another value: what it is called, and what it was and is; blank where it has none."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class ProjectChange:
    """A project that is new, gone or changed; its money in yuan before and now, None where it has none."""

    key: str
    name: str
    fate: Fate
    before: Decimal | None
    after: Decimal | None
    values: tuple[ValueChange, ...] = ()

    @property
    def difference(self) -> Decimal | None:
        """By how much its money grew, in yuan; None where one edition gives none."""
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True)
class IndicatorChange:
    """An indicator that is new, gone or has another value: of a project, or without `project` of the department."""

    project: str
    kind: str
    name: str
    fate: Fate
    before: str
    after: str


def compare_projects(before: Facts, after: Facts) -> Iterator[ProjectChange]:
    """Yield every project that is not the same in both editions."""
    for old, new in pair(list(before.projects), list(after.projects), lambda one: one.key):
        earlier = before.fundings_by_project.get(old.key, []) if old is not None else []
        later = after.fundings_by_project.get(new.key, []) if new is not None else []
        values = tuple(_values(old, new, earlier, later)) if old is not None and new is not None else ()
        either = old if new is None else new
        if either is not None and (old is None or new is None or values):
            yield ProjectChange(either.key, either.name, _fate(old, new), _total(earlier), _total(later), values)


def _fate(old: Any, new: Any) -> Fate:
    """Tell what became of a thing that either edition has."""
    return Fate.ADDED if old is None else Fate.REMOVED if new is None else Fate.KEPT


def _total(fundings: Iterable[ProjectFunding]) -> Decimal | None:
    """Return all the money of a project, in yuan."""
    return add(funding.amount for funding in fundings)


def _values(
    old: Project, new: Project, earlier: Sequence[ProjectFunding], later: Sequence[ProjectFunding]
) -> Iterator[ValueChange]:
    """Yield what a project has another value of: its names and codes, and its money of each fund."""
    texts = zip(_texts(old), _texts(new), strict=True)
    yield from (ValueChange(label, *both) for (label, *both) in _differing(texts))
    for one, other in pair(list(earlier), list(later), lambda funding: (funding.fund, funding.origin)):
        amounts = [funding.amount if funding is not None else None for funding in (one, other)]
        if amounts[0] != amounts[1]:
            yield ValueChange(str(other or one), *_print(amounts))


def _differing(texts: Iterable[tuple[tuple[str, str], tuple[str, str]]]) -> Iterator[tuple[str, str, str]]:
    """Yield label, value before and value now of what has another value."""
    for (label, before), (_label, after) in texts:
        if before != after:
            yield label, before, after


def _texts(project: Project) -> Iterator[tuple[str, str]]:
    """Yield what a project says of itself, by label."""
    yield _("项目名称"), project.name
    yield _("项目编码"), project.code
    yield _("类型"), str(project.get_kind_display())
    yield _("项目单位"), project.unit_name
    yield _("预算单位"), project.unit.label if project.unit is not None else ""
    yield _("功能科目"), project.function_code


def _print(amounts: Sequence[Decimal | None]) -> list[str]:
    """Print amounts in yuan in 万元, with as many decimals as tell them apart."""
    places = exact_places(amounts, UNIT)
    return ["" if one is None else _("%s 万元") % format_amount(one, UNIT, places) for one in amounts]


def compare_indicators(before: Facts, after: Facts) -> Iterator[IndicatorChange]:
    """Yield the department's indicators that changed, then those of projects that both editions have."""
    yield from _indicators(before.of(DepartmentIndicator), after.of(DepartmentIndicator), "")
    earlier = {project.key for project in before.projects}
    for project in after.projects:
        if project.key in earlier:
            old, new = (facts.indicators_by_project.get(project.key, []) for facts in (before, after))
            yield from _indicators(old, new, project.name)


def _indicators(before: Sequence[Any], after: Sequence[Any], project: str) -> Iterator[IndicatorChange]:
    """Yield the changed indicators of one owner."""
    same = (lambda one: (_kind(one), one.name, _value(one)), lambda one: (_kind(one), one.name))
    for old, new in pair(list(before), list(after), *same):
        values = [_value(one) if one is not None else "" for one in (old, new)]
        either: Any = old if new is None else new
        if old is None or new is None or values[0] != values[1]:
            yield IndicatorChange(project, _kind(either), either.name, _fate(old, new), *values)


def _kind(indicator: Any) -> str:
    """Return what an indicator is filed under: its kind, or the department's two levels."""
    if isinstance(indicator, PerformanceIndicator):
        return str(indicator.get_kind_display())
    return " · ".join(filter(None, (indicator.level_one, indicator.level_two)))


def _value(indicator: Any) -> str:
    """Return what an indicator asks for, with what the department says of it."""
    said = getattr(indicator, "explanation", "")
    return _("%(value)s（%(said)s）") % {"value": indicator.value, "said": said} if said else indicator.value
