"""Goals and indicators of a document whose form nobody declared: lists with three levels, or one sheet a project."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from budgets.documents.grids import Line, normalise
from budgets.documents.interpret.printed.projects import find_project
from budgets.documents.interpret.printed.table import PrintedTable
from budgets.documents.interpret.projects import add_project
from budgets.measures import parse_measure
from budgets.models import DepartmentIndicator, PerformanceIndicator, Project
from budgets.vocabulary import IndicatorKind

LEVELS = {"一级指标": "one", "二级指标": "two", "三级指标": "name"}
VALUES = ("指标值", "年度指标值", "本年绩效指标值", "目标值", "绩效指标值", "指标值（包含数字及文字描述）", "指标内容")
KINDS = {
    "成本": IndicatorKind.COST,
    "产出": IndicatorKind.OUTPUT,
    "效益": IndicatorKind.BENEFIT,
    "满意": IndicatorKind.SATISFACTION,
}
NAME_LENGTH = 200
# Some print bound, number and unit of an indicator in columns of their own.
SIGN_MARKS = ("绩效指标性质", "指标性质", "指标方向性", "指标方向", "计算符号")
UNIT_MARKS = ("绩效度量单位", "度量单位", "计量单位", "指标单位", "绩效指标度量单位")
PROJECT_MARKS = ("项目名称", "二级项目名称", "一级项目名称", "专项名称", "专项(项目)名称", "专项资金名称")


@dataclass
class Head:
    """Where a list of indicators has its levels and its values."""

    line: Line
    one: int
    two: int
    name: int
    value: int
    project: int
    sign: int = -1
    unit: int = -1


@dataclass(frozen=True)
class Indicator:
    """An indicator as printed, with the project it belongs to where the table names one."""

    line: Line
    project: str
    one: str
    two: str
    name: str
    value: str
    column: int


def keep_indicators(table: PrintedTable) -> None:
    """Keep the indicators of a table: of its projects, or of the whole department."""
    for indicator in read_indicators(table.rows):
        place = table.place(indicator.line, indicator.column)
        comparison, number, unit = _measure(indicator.value)
        measured = {
            "name": indicator.name[:NAME_LENGTH],
            "value": indicator.value[:NAME_LENGTH],
            "comparison": comparison,
            "number": number,
            "measure_unit": unit,
        }
        project = _project(table, indicator.project) if table.kind.name == "project_performance" else None
        kind = kind_of(indicator)
        if project is not None and kind is not None:
            table.reading.add(PerformanceIndicator(project=project, kind=kind, **measured), place)
        elif table.kind.name == "department_performance":
            levels = {"level_one": indicator.one[:100], "level_two": indicator.two[:100]}
            table.reading.add(DepartmentIndicator(**levels, **measured), place)


def read_indicators(rows: Sequence[Line]) -> Iterator[Indicator]:
    """Yield the indicators below each head of levels; a level left blank is that of the row above."""
    head: Head | None = None
    project, one, two = "", "", ""
    for line in rows:
        found = find_head(line)
        project = project_named(line) or project
        if found is not None:
            head, one, two = found, "", ""
            continue
        if head is None or not line.cell(head.name):
            continue
        if head.project >= 0 and line.cell(head.project):
            project, one, two = _plain(line.cell(head.project)), "", ""
        one = _plain(line.cell(head.one)) or one if head.one >= 0 else one
        two = _plain(line.cell(head.two)) or two if head.two >= 0 else two
        value = "".join(line.cell(at) for at in (head.sign, head.value, head.unit) if at >= 0)
        name, column = _plain(line.cell(head.name)), max(head.value, head.name)
        yield Indicator(line, project, one, two, name, _plain(value), column)


def find_head(line: Line) -> Head | None:
    """Return where a line that heads a list of indicators has its columns, or None for any other line."""
    at = {normalise(text): column for column, text in reversed(line.filled)}
    if "三级指标" not in at and not ("一级指标" in at and any(name in at for name in VALUES)):
        return None
    value = next((column for name, column in at.items() if name in map(normalise, VALUES)), -1)
    name = at.get("三级指标", at.get("二级指标", at.get("指标名称", -1)))
    project = next((at[mark] for mark in PROJECT_MARKS if mark in at), -1)
    sign = next((at[mark] for mark in SIGN_MARKS if mark in at), -1)
    unit = next((at[mark] for mark in UNIT_MARKS if mark in at), -1)
    return Head(line, at.get("一级指标", -1), at.get("二级指标", -1), name, value, project, sign, unit)


def project_named(line: Line) -> str:
    """Return the project that a sheet of one project is about: what stands right of 项目名称."""
    filled = line.filled
    for (_column, text), (_next, name) in zip(filled, filled[1:], strict=False):
        if normalise(text) in PROJECT_MARKS and normalise(name) not in PROJECT_MARKS and len(filled) <= 4:
            return _plain(name)
    return ""


def kind_of(indicator: Indicator) -> IndicatorKind | None:
    """Return the kind of an indicator by its levels, or None where they name none of the four."""
    for text in (indicator.one, indicator.two):
        for word, kind in KINDS.items():
            if word in text:
                return kind
    return None


def _project(table: PrintedTable, name: str) -> Project | None:
    """Return the project of a name, kept when it is first named; None where the table names none."""
    if not name:
        return None
    return find_project(table.reading, name) or add_project(table.reading, name[:NAME_LENGTH])


def _measure(value: str) -> tuple[str, Decimal | None, str]:
    """Return comparison, number and unit of an indicator's value, blank where it is a word."""
    parsed = parse_measure(value)
    return parsed.comparison or "", parsed.number, parsed.unit


def _plain(text: str) -> str:
    """Return a text without white space."""
    return "".join(text.split())
