"""Read projects with their indicators side by side (table 12), in either of the layouts met in print."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from budgets.documents.grids import Line
from budgets.documents.interpret.codes import project_code
from budgets.documents.interpret.header import amount_columns
from budgets.documents.interpret.projects import add_project, find_project, give_code
from budgets.documents.interpret.sheet import Sheet
from budgets.documents.interpret.units import UnitFinder
from budgets.measures import parse_measure
from budgets.models import Department, PerformanceIndicator, Project, ProjectFunding
from budgets.money import MalformedAmountError, parse_amount
from budgets.places import describe_place
from budgets.tables import Column
from budgets.vocabulary import Fund, IndicatorKind

Numbers = dict[str, int]


@dataclass
class PerformanceSheet:
    """The table while it is read, with the unit and the project that the next rows belong to."""

    sheet: Sheet
    numbers: Numbers
    columns: Sequence[Column]
    has_money: bool
    project: Project | None = None
    unit: Department | None = None
    count: int = 0
    shifted: int = 0

    @property
    def amount_numbers(self) -> list[int]:
        """The printed columns of the project's money."""
        return [self.numbers[column.key] for column in self.columns]


def read_project_performance(sheet: Sheet, numbers: dict[str, int], body: Sequence[Line]) -> None:
    """Read the rows: money as declared (as facts where table 10 is missing), indicators as facts."""
    section = sheet.table.sections[0]
    has_money = not sheet.reading.rows[ProjectFunding]
    state = PerformanceSheet(sheet, numbers, amount_columns(section), has_money)
    for line in body:
        _read_row(state, line)
    if state.shifted:
        sheet.reading.remark(
            sheet.table, _("原文有 %d 行绩效指标左移到金额各列之下，已移回指标各列转录。") % state.shifted
        )


def _read_row(state: PerformanceSheet, line: Line) -> None:
    """Read a row of the department, of a project, or of indicators."""
    code, name = line.cell(state.numbers["code"]), line.cell(state.numbers["name"])
    department = state.sheet.reading.edition.budget.department.code
    if code and code == department:
        _read_department(state, line, code, name)
        return
    if code or name:
        _read_project(state, line, name)
    if state.project is not None:
        _read_indicators(state, line, _shift(state, line))


def _read_department(state: PerformanceSheet, line: Line, code: str, name: str) -> None:
    """Read the row of the department, which prints its unit's code in the column of names."""
    state.sheet.account(line, state.numbers["code"], state.numbers["name"])
    if name.isdigit():
        state.unit = UnitFinder(state.sheet.reading).keep(name, "")
    _declare(state, line, code)


def _read_project(state: PerformanceSheet, line: Line, printed: str) -> None:
    """Read the row of a project: it is found by its name among those of table 10, or made."""
    sheet = state.sheet
    code = project_code(sheet, line, state.numbers["code"])
    sheet.account(line, state.numbers["name"])
    if code is None:
        state.project = None
        return
    if code and any(other.code == code for other in sheet.reading.rows[Project]):
        sheet.trouble(line, state.numbers["code"], _("两个项目用了同一个编码 %s") % code, refuses=True)
        state.project = None
        return
    name = _project_name(state, line, printed)
    project = find_project(sheet.reading, name) or add_project(sheet.reading, name)
    state.count += 1
    project.performance_position = state.count
    project.unit = project.unit or state.unit
    if code:
        give_code(sheet.reading, project, code)
    state.project = project
    _declare(state, line, project.key)


def _project_name(state: PerformanceSheet, line: Line, printed: str) -> str:
    """Return a project's name, without the unit's where one cell holds both."""
    edition = state.sheet.reading.edition
    first, _space, rest = printed.partition(" ")
    known = find_project(state.sheet.reading, rest.strip())
    # A document may call the department otherwise than the portal does: table 10 prints whose the project is.
    owners = (edition.department_short_name, edition.department_name, known.unit_name if known is not None else "")
    if not rest.strip() or first not in owners:
        return printed
    state.sheet.reading.remark(
        state.sheet.table,
        _("%(place)s把单位名称和项目名称“%(name)s”印在同一格，已分开转录。")
        % {"place": describe_place(line.location), "name": rest.strip()},
    )
    return rest.strip()


def _declare(state: PerformanceSheet, line: Line, row: str) -> None:
    """Keep the money of a row; cells of text there are indicators that have slipped to the left."""
    shift = _shift(state, line)
    for column in state.columns if not shift else ():
        number = state.numbers[column.key]
        amount = state.sheet.amount(line, number)
        if amount is None or column.criteria is None:
            continue
        place = state.sheet.place(line, number)
        if state.has_money and state.project is not None and not column.derived:
            fund = column.criteria.fund or Fund.ALL_FUNDS
            state.sheet.reading.add(ProjectFunding(project=state.project, fund=fund, amount=amount), place)
        else:
            state.sheet.reading.declare(state.sheet.table, row, column.key, amount, place)


def _shift(state: PerformanceSheet, line: Line) -> int:
    """Return by how many columns a row of indicators has slipped to the left.

    It has where a row that names no project prints texts under the money, and leaves as many cells blank at its
    end as there are columns of money.
    """
    width = len(state.amount_numbers)
    if line.cell(state.numbers["code"]) or line.cell(state.numbers["name"]):
        return 0
    under_money = any(not _is_amount(line.cell(number)) for number in state.amount_numbers)
    last = max(state.numbers.values())
    ends_blank = not any(line.cell(number) for number in range(last - width + 1, last + 1))
    return width if under_money and ends_blank else 0


def _is_amount(text: str) -> bool:
    """Tell whether a text is an amount or blank."""
    try:
        parse_amount(text)
    except MalformedAmountError:
        return False
    return True


def _read_indicators(state: PerformanceSheet, line: Line, shift: int) -> None:
    """Read the indicators of a row, one of each kind at the most."""
    state.shifted += bool(shift)
    for kind in IndicatorKind:
        name_at = state.numbers[f"{kind.value}_indicator"] - shift
        value_at = state.numbers[f"{kind.value}_value"] - shift
        name, value = state.sheet.text(line, name_at), state.sheet.text(line, value_at)
        if not name and not value:
            continue
        measure = parse_measure(value)
        indicator = PerformanceIndicator(
            project=state.project,
            kind=kind,
            name=name,
            value=value,
            comparison=measure.comparison or "",
            number=measure.number,
            measure_unit=measure.unit,
        )
        state.sheet.reading.add(indicator, state.sheet.place(line, name_at))
