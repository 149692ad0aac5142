"""Read what the department as a whole is to achieve (table 11), whose four parts stand below each other."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from budgets.documents.grids import Line, normalise
from budgets.documents.interpret.captions import unit_in
from budgets.documents.interpret.sheet import Sheet
from budgets.measures import parse_measure
from budgets.models import DepartmentIndicator, PerformanceGoal, PerformanceTask
from budgets.tables.catalogue.henan_2023.items import MONEY_ITEMS

GOAL, TASKS, MONEY, INDICATORS = "年度履职目标", "年度主要任务", "预算情况", "一级指标"
PARTS = (GOAL, TASKS, MONEY, INDICATORS)
TASK_HEAD = ("任务名称", "主要内容")


def read_performance(sheet: Sheet) -> None:
    """Read goal, tasks, money and indicators; a part begins at its label in the first column."""
    parts: dict[str, list[Line]] = {part: [] for part in PARTS}
    current = ""
    for line in sheet.rows:
        label = normalise(line.cell(0))
        if label in parts:
            current = label
            sheet.account(line, 0)
        if current:
            parts[current].append(line)
    sheet.reading.row_counts[sheet.grid.title] = sum(map(len, parts.values()))
    _read_goal(sheet, parts[GOAL])
    _read_tasks(sheet, parts[TASKS])
    _read_money(sheet, parts[MONEY])
    _read_indicators(sheet, parts[INDICATORS])


def _read_goal(sheet: Sheet, lines: Sequence[Line]) -> None:
    """Read the goal, which may go on over several rows."""
    cells = [(line, column, text) for line in lines for column, text in line.filled if column]
    if cells:
        goal = PerformanceGoal(text="\n".join(text for _line, _column, text in cells))
        sheet.reading.add(goal, sheet.place(cells[0][0], cells[0][1]))
    for line, column, _text in cells:
        sheet.account(line, column)


def _read_tasks(sheet: Sheet, lines: Sequence[Line]) -> None:
    """Read a task a row, below a head of its own."""
    for line in lines:
        name, content = sheet.text(line, 1), sheet.text(line, 2)
        if (normalise(name), normalise(content)) != TASK_HEAD and name:
            sheet.reading.add(PerformanceTask(name=name, content=content), sheet.place(line, 1))


def _read_money(sheet: Sheet, lines: Sequence[Line]) -> None:
    """Read the money by source and structure, all of it declared: other tables hold the facts.

    The label of the total names the unit, which need not be that of the other tables.
    """
    sheet.unit = next(filter(None, (unit_in(line.cell(1)) for line in lines)), sheet.unit)
    labels = {normalise(item.label): item for item in MONEY_ITEMS}
    for line in lines:
        item = labels.get(normalise(line.cell(1)))
        if item is None:
            continue
        sheet.account(line, 1)
        for column, _text in line.filled:
            amount = sheet.amount(line, column) if column > 1 else None
            if amount is not None:
                sheet.reading.declare(sheet.table, item.key, "amount", amount, sheet.place(line, column))


def _read_indicators(sheet: Sheet, lines: Sequence[Line]) -> None:
    """Read the indicators: a blank level repeats the one above, and a row may have slipped to the left."""
    if not lines:
        return
    sheet.account(lines[0])
    level_one = level_two = ""
    slipped = 0
    for line in lines[1:]:
        shift = _shift(line)
        slipped += bool(shift)
        cells = [sheet.text(line, column - shift) if column >= shift else "" for column in range(5)]
        if not cells[2]:
            continue
        level_two = cells[1] or ("" if cells[0] else level_two)
        level_one = cells[0] or level_one
        _add_indicator(sheet, line, (level_one, level_two, *cells[2:]), 2 - shift)
    if slipped:
        sheet.reading.remark(sheet.table, _("原文有 %d 行在换页后左移，已移回原列转录。") % slipped)


def _shift(line: Line) -> int:
    """Return by how many columns a row has slipped: its value is missing, and as many cells at its end are blank."""
    if line.cell(3) or not line.cell(0):
        return 0
    last = max(column for column, _text in line.filled)
    return 4 - last


def _add_indicator(sheet: Sheet, line: Line, cells: tuple[str, ...], column: int) -> None:
    """Keep one indicator."""
    level_one, level_two, name, value, explanation = cells
    measure = parse_measure(value)
    indicator = DepartmentIndicator(
        level_one=level_one,
        level_two=level_two,
        name=name,
        value=value,
        explanation=explanation,
        comparison=measure.comparison or "",
        number=measure.number,
        measure_unit=measure.unit,
    )
    sheet.reading.add(indicator, sheet.place(line, column))
