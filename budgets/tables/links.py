"""The subject that each project's money is spent on: as the document says it, or inferred where only one is possible.

A published budget gives the money of its projects and that of its subjects in two tables, and seldom says which
project belongs to which subject. Both tables follow the order of the codes, so that the projects of one kind, added
up in printed order, reach the project spending of one subject after the other. A link is inferred only where they
reach all of them to the fen, and where amounts, kinds and order leave a project one subject alone. Amounts in yuan.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from budgets.models import FunctionExpenditure, Project
from budgets.money import add
from budgets.parts import belongs_to_nature
from budgets.tables.facts import Facts
from budgets.tables.official_names import function_names
from budgets.vocabulary import Nature, ProjectKind

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Subject:
    """The subject of a project: code and name, and what an inferred one rests on.

    `projects` are the keys of all that are spent on it, of one kind and in printed order; together they make up
    `amount`, its spending of `nature`, in yuan. Nothing of this is set where the document itself names the subject.
    """

    code: str
    name: str
    is_inferred: bool = False
    nature: str = ""
    projects: tuple[str, ...] = ()
    amount: Decimal | None = None


@dataclass(frozen=True)
class Series:
    """Projects of one kind in printed order, and the spending of that nature that they add up to, by code in yuan."""

    nature: str
    projects: Sequence[Project]
    amounts: Sequence[Decimal]
    wanted: Mapping[str, Decimal]


def infer_subjects(facts: Facts) -> Mapping[str, Subject]:
    """Return the subject of every project of which it is known for certain, by the project's key."""
    names = _names(facts)
    found = {
        one.key: Subject(one.function_code, names.get(one.function_code, ""))
        for one in facts.projects
        if _is_given(one)
    }
    for series in _series(facts):
        found |= {project.key: subject for project, subject in _match(series, names)}
    return found


def _is_given(project: Project) -> bool:
    """Tell whether the document says what a project is spent on."""
    return bool(project.function_code)


def _names(facts: Facts) -> Mapping[str, str]:
    """Return what subjects are called: as printed where they are, else officially."""
    printed = {line.code: line.name for line in reversed([*facts.fund_expenditures, *facts.expenditures]) if line.name}
    return {**function_names(), **printed}


def _series(facts: Facts) -> Iterator[Series]:
    """Yield the projects that are matched with each other, unit by unit where both tables name the same units."""
    lines = [line for line in facts.expenditures if belongs_to_nature(line.nature, Nature.PROJECT_EXPENDITURE)]
    vague = [one for one in facts.expenditures if belongs_to_nature(one.nature, Nature.PROJECT_EXPENDITURE) is None]
    if vague or not lines:
        return
    units = {_unit(line) for line in lines}
    by_unit = len(units) > 1 and units == {_unit(project) for project in facts.projects}
    for unit in sorted(units) if by_unit else [None]:
        projects = [one for one in facts.projects if unit in (None, _unit(one))]
        yield from _by_kind(facts, projects, [line for line in lines if unit in (None, _unit(line))])


def _unit(fact: Project | FunctionExpenditure) -> str:
    """Return the code of the unit that a fact names, or nothing."""
    return "" if fact.unit is None else fact.unit.code


def _by_kind(facts: Facts, projects: Sequence[Project], lines: Sequence[FunctionExpenditure]) -> Iterator[Series]:
    """Yield projects kind by kind where both tables tell the kinds apart, else all of them together."""
    told = {line.nature for line in lines} <= set(ProjectKind.values) and all(one.kind for one in projects)
    for nature in ProjectKind.values if told else [Nature.PROJECT_EXPENDITURE.value]:
        own = [one for one in projects if not told or one.kind == nature]
        yield _in_order(facts, nature, own, [line for line in lines if not told or line.nature == nature])


def _in_order(facts: Facts, nature: str, projects: Sequence[Project], lines: Sequence[FunctionExpenditure]) -> Series:
    """Return what is left to be matched: projects with money and without a subject, and the spending left for them."""
    wanted: dict[str, Decimal] = defaultdict(Decimal)
    for line in lines:
        wanted[line.code] += line.amount
    amounts = {project.key: _amount(facts, project) for project in projects}
    for project in filter(_is_given, projects):
        wanted[project.function_code] -= amounts[project.key]
    # A project without money fits anywhere.
    open_ones = [one for one in projects if amounts[one.key] and not _is_given(one)]
    left = {code: wanted[code] for code in sorted(wanted) if wanted[code]}
    return Series(nature, open_ones, [amounts[one.key] for one in open_ones], left)


def _amount(facts: Facts, project: Project) -> Decimal:
    """Return a project's money, nothing where it has none."""
    return add(one.amount for one in facts.fundings_by_project.get(project.key, ())) or NOTHING


def _match(series: Series, names: Mapping[str, str]) -> Iterator[tuple[Project, Subject]]:
    """Yield projects with their subject, for the subjects that begin and end at one project and no other."""
    totals = [NOTHING, *accumulate(series.wanted.values())]
    reached = [NOTHING, *accumulate(series.amounts)]
    if totals[-1] != reached[-1]:
        return
    earliest, latest = _earliest(reached, totals), _latest(reached, totals)
    if earliest is None or latest is None:
        return
    certain = [first == last for first, last in zip(earliest, latest, strict=True)]
    for number, (code, amount) in enumerate(series.wanted.items()):
        if certain[number] and certain[number + 1]:
            own = series.projects[earliest[number] : earliest[number + 1]]
            keys = tuple(project.key for project in own)
            subject = Subject(code, names.get(code, ""), True, series.nature, keys, amount)
            yield from ((project, subject) for project in own)


def _earliest(reached: Sequence[Decimal], totals: Sequence[Decimal]) -> list[int] | None:
    """Return before which project each subject begins at the earliest, and the end; None where one never does.

    A subject begins where the projects so far have reached what the subjects so far need. Where amounts are negative
    or cancel out there are several such places.
    """
    found, place = [0], 0
    for total in totals[1:-1]:
        place += 1
        while place < len(reached) and reached[place] != total:
            place += 1
        if place >= len(reached) - 1:
            return None
        found.append(place)
    return [*found, len(reached) - 1]


def _latest(reached: Sequence[Decimal], totals: Sequence[Decimal]) -> list[int] | None:
    """Return before which project each subject begins at the latest, and the end; None where one never does."""
    backwards = _earliest(
        [reached[-1] - one for one in reversed(reached)], [totals[-1] - one for one in reversed(totals)]
    )
    return None if backwards is None else [len(reached) - 1 - place for place in reversed(backwards)]
