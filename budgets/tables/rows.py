"""Ways to make a table's rows from the facts; the catalogue names one for each block."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from budgets.models import Department, PerformanceTask, Project
from budgets.models.performance import DepartmentIndicator
from budgets.parts import belongs_to_fund
from budgets.tables.facts import Facts
from budgets.tables.spec import Criteria, Row, RowKind
from budgets.vocabulary import IndicatorKind

TOTAL = "合计"


@dataclass(frozen=True)
class Item:
    """A row that the form prints whether there is money or not.

    `lines` names what it adds up: attributes of Facts. `code` keeps the lines of one category (类).
    """

    key: str
    label: str
    lines: tuple[str, ...]
    criteria: Criteria = Criteria()
    code: str = ""
    foot: bool = False

    def choose(self, facts: Facts) -> list[Any]:
        """Return the lines that certainly or possibly belong to this row."""
        found = []
        for name in self.lines:
            found += [line for line in getattr(facts, name) if self._admits(line)]
        return found

    def _admits(self, line: Any) -> bool:
        """Tell whether a line may belong here."""
        return self.criteria.accept(line) is not False and (not self.code or line.code.startswith(self.code))


@dataclass(frozen=True)
class ItemRows:
    """Rows of a fixed list, in a block whose labels stand in column `label` and amounts in the others."""

    label: str
    items: tuple[Item, ...]

    def __call__(self, facts: Facts) -> list[Row]:
        """Make a row of each item."""
        return [self._row(item, facts) for item in self.items]

    def _row(self, item: Item, facts: Facts) -> Row:
        """Make the row of one item; its kind tells totals from what they add up."""
        kind = RowKind.TOTAL if item.foot else RowKind.LINE
        return Row(item.key, kind, {self.label: item.label}, item.choose(facts), item.foot, item.criteria)


@dataclass(frozen=True)
class SubjectRows:
    """合计, the department, its units where there are several, then a row a subject (tables 03, 05, 09)."""

    lines: str
    fund: str | None = None

    def __call__(self, facts: Facts) -> list[Row]:
        """Make the rows from the spending of the table's fund."""
        lines = [line for line in getattr(facts, self.lines) if self._admits(line)]
        rows = [Row("total", RowKind.TOTAL, {"name": TOTAL}, lines)]
        if lines or not self.fund:
            rows.append(_department_row(facts, lines, code="unit_code", name="name"))
        for unit, own in _by_unit(lines, facts):
            if unit is not None:
                texts = {"unit_code": unit.code, "name": unit.label}
                rows.append(Row(unit.code, RowKind.UNIT, texts, own))
            rows += [_subject_row(unit, code, group) for code, group in _group(own, lambda line: line.code)]
        return rows

    def _admits(self, line: Any) -> bool:
        """Tell whether a line may be of the table's fund."""
        return self.fund is None or belongs_to_fund(line.fund, self.fund) is not False


def _subject_row(unit: Any, code: str, lines: Sequence[Any]) -> Row:
    """Make the row of one subject, its code split as the form prints it."""
    key = code if unit is None else f"{unit.code}-{code}"
    texts = {"category": code[:3], "section": code[3:5], "item": code[5:7], "name": lines[0].name}
    return Row(key, RowKind.LINE, texts, lines)


def _department_row(facts: Facts, lines: Sequence[Any], code: str, name: str) -> Row:
    """Make the row of the whole department."""
    texts = {code: facts.department.code, name: facts.edition.label}
    return Row(facts.department.code, RowKind.DEPARTMENT, texts, lines)


@dataclass(frozen=True)
class UnitRows:
    """合计, the department, then a row a unit (table 02)."""

    def __call__(self, facts: Facts) -> list[Row]:
        """Make the rows from revenue."""
        lines = facts.revenue_lines
        department = _department_row(facts, lines, code="unit_code", name="unit_name")
        rows = [Row("total", RowKind.TOTAL, {"unit_name": TOTAL}, lines), department]
        for unit, own in _by_unit(lines, facts):
            if unit is not None:
                texts = {"unit_code": unit.code, "unit_name": unit.label}
                rows.append(Row(unit.code, RowKind.UNIT, texts, own))
        return rows


@dataclass(frozen=True)
class EconomicRows:
    """合计, then a row a pair of department and government codes (tables 06, 07)."""

    lines: str

    def __call__(self, facts: Facts) -> list[Row]:
        """Make the rows from spending by economic class."""
        lines = getattr(facts, self.lines)
        rows = [Row("total", RowKind.TOTAL, {"department_code": TOTAL}, lines)]
        for (department, government), own in _group(lines, lambda line: (line.department_code, line.government_code)):
            texts = {
                "department_code": department,
                "department_name": own[0].department_name,
                "government_code": government,
                "government_name": own[0].government_name,
            }
            rows.append(Row(f"{department}-{government}" if government else department, RowKind.LINE, texts, own))
        return rows


@dataclass(frozen=True)
class SingleRow:
    """The one row of table 08."""

    lines: str

    def __call__(self, facts: Facts) -> list[Row]:
        """Make the row."""
        return [Row("total", RowKind.TOTAL, {}, getattr(facts, self.lines))]


@dataclass(frozen=True)
class ProjectRows:
    """The total, the department, then a row a project (table 10)."""

    def __call__(self, facts: Facts) -> list[Row]:
        """Make the rows from the projects' money."""
        lines = facts.project_fundings
        rows = [Row("total", RowKind.TOTAL, {}, lines)]
        if facts.projects:
            rows.append(_department_row(facts, lines, code="name", name="unit"))
        return rows + [self._row(project, facts) for project in facts.projects]

    def _row(self, project: Project, facts: Facts) -> Row:
        """Make the row of one project."""
        texts = {
            "kind": str(project.get_kind_display()),
            "name": project.name,
            "unit": project.unit_name or facts.edition.label,
        }
        return Row(project.key, RowKind.PROJECT, texts, facts.fundings_by_project.get(project.key, ()))


@dataclass(frozen=True)
class ProjectPerformanceRows:
    """The department, then each project with its money and, below, its indicators side by side (table 12)."""

    def __call__(self, facts: Facts) -> list[Row]:
        """Make the rows in the order of this table, which is not that of table 10."""
        if not facts.projects:
            return []
        units = [unit.code for unit in facts.project_units]
        texts = {"code": facts.department.code, "name": units[0] if len(units) == 1 else facts.edition.label}
        rows = [Row(facts.department.code, RowKind.DEPARTMENT, texts, facts.project_fundings)]
        for project in sorted(facts.projects, key=lambda project: (project.performance_position, project.position)):
            rows += self._rows(project, facts)
        return rows

    def _rows(self, project: Project, facts: Facts) -> list[Row]:
        """Make the row of a project's money, and those of its indicators."""
        texts = {"code": project.code, "name": project.name}
        rows = [Row(project.key, RowKind.PROJECT, texts, facts.fundings_by_project.get(project.key, ()))]
        indicators = facts.indicators_by_project.get(project.key, [])
        columns = [[one for one in indicators if one.kind == kind] for kind in IndicatorKind]
        for number, abreast in enumerate(zip_longest(*columns), start=1):
            cells: dict[str, str] = {}
            for indicator in filter(None, abreast):
                cells[f"{indicator.kind}_indicator"] = indicator.name
                cells[f"{indicator.kind}_value"] = indicator.value
            rows.append(Row(f"{project.key}-{number}", RowKind.INDICATOR, cells))
        return rows


def goal_rows(facts: Facts) -> list[Row]:
    """Make the row of the year's goal (table 11)."""
    goal = facts.performance_goal
    return [] if goal is None else [Row("goal", RowKind.LINE, {"goal": goal.text})]


def task_rows(facts: Facts) -> list[Row]:
    """Make a row of each main task (table 11)."""
    return [
        Row(f"task-{number}", RowKind.LINE, {"name": task.name, "content": task.content})
        for number, task in enumerate(facts.of(PerformanceTask), start=1)
    ]


def department_indicator_rows(facts: Facts) -> list[Row]:
    """Make a row of each indicator of the department (table 11)."""
    return [
        Row(
            f"indicator-{number}",
            RowKind.INDICATOR,
            {
                "level_one": indicator.level_one,
                "level_two": indicator.level_two,
                "name": indicator.name,
                "value": indicator.value,
                "explanation": indicator.explanation,
            },
        )
        for number, indicator in enumerate(facts.of(DepartmentIndicator), start=1)
    ]


def _by_unit(lines: Sequence[Any], facts: Facts) -> list[tuple[Department | None, list[Any]]]:
    """Group lines by the units that the table prints; lines of none come first, under the department.

    A prepared edition prints units where it has several; a transcribed one has those that its document prints.
    """
    units = {line.unit.code: line.unit for line in lines if line.unit is not None}
    if len(units) < 2 and not facts.edition.is_transcribed:
        return [(None, list(lines))] if lines else []
    groups = _group(lines, lambda line: line.unit.code if line.unit is not None else "")
    found = [(units.get(code), own) for code, own in groups]
    return sorted(found, key=lambda group: group[0] is not None)


def _group(lines: Iterable[Any], key: Callable[[Any], Any]) -> list[tuple[Any, list[Any]]]:
    """Group lines by a key, groups and lines in the order they first appear."""
    groups: dict[Any, list[Any]] = {}
    for line in lines:
        groups.setdefault(key(line), []).append(line)
    return list(groups.items())
