"""The scopes of the cells of declared tables: from what their columns and rows count."""

from collections.abc import Iterator
from functools import singledispatch
from typing import Any

from budgets.explanations.scope import ALL_ITEMS, Measure, Scope
from budgets.tables import FilledRow, FilledTable, RowKind
from budgets.tables.final_rows import ClassRows, NumberedRows, SubtotalRows
from budgets.tables.rows import (
    EconomicRows,
    Item,
    ItemRows,
    ProjectPerformanceRows,
    ProjectRows,
    SingleRow,
    SubjectRows,
    UnitRows,
)
from budgets.vocabulary import Fund, Nature

TOTAL = "total"
WHOLE_ROWS = (RowKind.TOTAL, RowKind.DEPARTMENT)
MEASURES = {
    ("revenue_lines",): Measure.REVENUE,
    ("expenditures",): Measure.EXPENDITURE,
    ("fund_expenditures",): Measure.EXPENDITURE,
    ("carry_forwards",): Measure.CARRIED_FORWARD,
    ("expenditures", "carry_forwards"): Measure.BALANCE,
    ("fund_expenditures", "carry_forwards"): Measure.BALANCE,
}


def declared_scopes(filled: FilledTable) -> Iterator[tuple[tuple[str, str], Scope]]:
    """Yield the scope of every amount cell of a declared table, blank or not, under its row and column."""
    for filled_section in filled.sections:
        for block in filled_section.section.blocks:
            keys = {leaf.key for leaf in block.leaves if leaf.is_amount}
            for row in filled_section.rows if keys else ():
                cells = [cell for cell in row.cells if cell.row and cell.column.key in keys]
                base = row_scope(block.rows, cells[0].row, row, filled) if cells else None
                for cell in cells:
                    scope = base.chosen(cell.column.criteria) if base and cell.column.criteria else None
                    if scope is not None:
                        yield (cell.row, cell.column.key), scope


@singledispatch
def row_scope(rows: Any, key: str, row: FilledRow, filled: FilledTable) -> Scope | None:
    """Return which money a row speaks of, by the way in which its table makes rows; None where it speaks of none."""
    return None


@row_scope.register
def _(rows: ItemRows, key: str, row: FilledRow, filled: FilledTable) -> Scope | None:
    item = next((item for item in rows.items if item.key == key), None)
    return None if item is None else _item_scope(item)


def _item_scope(item: Item) -> Scope | None:
    """Return which money a row of a fixed list speaks of."""
    measure = MEASURES.get(item.lines)
    if measure is None:
        return None
    return Scope(measure, function=item.code).chosen(item.criteria)


@row_scope.register
def _(rows: NumberedRows, key: str, row: FilledRow, filled: FilledTable) -> Scope | None:
    return row_scope(rows.items, key, row, filled)


@row_scope.register
def _(rows: SubjectRows, key: str, row: FilledRow, filled: FilledTable) -> Scope | None:
    fund = rows.fund or Fund.ALL_FUNDS.value
    if row.kind in WHOLE_ROWS:
        return Scope(Measure.EXPENDITURE, fund)
    if row.kind == RowKind.UNIT:
        return Scope(Measure.EXPENDITURE, fund, unit=key)
    unit, _hyphen, code = key.rpartition("-")
    return Scope(Measure.EXPENDITURE, fund, function=code, unit=unit)


@row_scope.register
def _(rows: SubtotalRows, key: str, row: FilledRow, filled: FilledTable) -> Scope | None:
    measure = MEASURES[(rows.lines,)]
    return Scope(measure, rows.fund or Fund.ALL_FUNDS.value, function="" if key == TOTAL else key)


@row_scope.register
def _(rows: UnitRows, key: str, row: FilledRow, filled: FilledTable) -> Scope | None:
    return Scope(Measure.REVENUE, unit=key if row.kind == RowKind.UNIT else "")


@row_scope.register
def _(rows: EconomicRows, key: str, row: FilledRow, filled: FilledTable) -> Scope | None:
    if key == TOTAL:
        return Scope(Measure.EXPENDITURE)
    department, _hyphen, government = key.partition("-")
    return Scope(Measure.EXPENDITURE, economic=department, government=government)


@row_scope.register
def _(rows: ClassRows, key: str, row: FilledRow, filled: FilledTable) -> Scope | None:
    natures = {"personnel": Nature.PERSONNEL.value, "operating": Nature.OPERATING.value}
    if key.isdigit():
        return Scope(Measure.EXPENDITURE, economic=key)
    return Scope(Measure.EXPENDITURE, nature=natures[key]) if key in natures else None


@row_scope.register
def _(rows: SingleRow, key: str, row: FilledRow, filled: FilledTable) -> Scope | None:
    return Scope(Measure.THREE_PUBLIC, items=ALL_ITEMS)


@row_scope.register(ProjectRows)
@row_scope.register(ProjectPerformanceRows)
def _(rows: Any, key: str, row: FilledRow, filled: FilledTable) -> Scope | None:
    if row.kind != RowKind.PROJECT:
        unit = key if row.kind == RowKind.UNIT else ""
        return Scope(Measure.EXPENDITURE, nature=Nature.PROJECT_EXPENDITURE.value, unit=unit)
    kinds = {project.key: project.kind for project in filled.facts.projects}
    return Scope(Measure.EXPENDITURE, nature=kinds.get(key) or Nature.PROJECT_EXPENDITURE.value, project=key)
