"""What rows, columns and lines are called on the page of a figure, and amounts exact enough to show a difference."""

import re
from decimal import Decimal
from functools import singledispatch
from typing import Any

from budgets.models import (
    CarryForward,
    DeclaredAmount,
    EconomicExpenditure,
    FunctionExpenditure,
    ProjectFunding,
    RevenueLine,
    ThreePublicExpense,
)
from budgets.money import format_amount, scale
from budgets.tables import FilledTable
from budgets.vocabulary import Nature

# 一、 (一) 1. （1） before what a row of a list is called.
ORDINAL = re.compile(r"^\s*([（(]?[一二三四五六七八九十]{1,3}[)）、.]|[（(]?\d{1,2}[)）、.](?!\d))\s*、?\s*")
# Blanks by which a form spreads a short word: 合 计.
GAP = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
MOST_PLACES = 8


def row_name(filled: FilledTable, row: str, column: str) -> str:
    """Return what the form calls a row beside one of its columns, or its key where it has no name."""
    keys = _beside(filled, column)
    cells = [cell for cell in filled.cells if cell.row == row and cell.text and not cell.column.is_amount]
    cells = [cell for cell in cells if cell.column.key in keys]
    named = [cell.text for cell in cells if cell.column.names_row] or [cell.text for cell in cells]
    return GAP.sub("", next((text for text in named if text), row))


def _beside(filled: FilledTable, column: str) -> set[str]:
    """Return the columns of the block that a column stands in: two sides of a table may have rows of one key."""
    for section in filled.sections:
        for block in section.section.blocks:
            keys = {leaf.key for leaf in block.leaves}
            if column in keys:
                return keys
    return set()


def plain_name(name: str) -> str:
    """Return a name without the ordinal before it."""
    return ORDINAL.sub("", name).strip() or name


def column_path(filled: FilledTable, column: str) -> tuple[str, ...]:
    """Return the labels above a column, from the top down."""
    for section in filled.sections:
        if column in section.section.paths:
            return section.section.paths[column]
    return ()


def printed_amount(filled: FilledTable, amount: Decimal | None) -> str:
    """Print an amount in the unit and with the decimals of a table; blank for None."""
    return format_amount(amount, filled.table.unit, filled.table.places) or ""


def exact_amount(filled: FilledTable, amount: Decimal) -> str:
    """Print an amount in a table's unit with as many places as it needs: a difference of one yuan must show."""
    unit, least = filled.table.unit, filled.table.places
    whole = (number for number in range(least, MOST_PLACES) if scale(amount, unit, number) * unit.value == amount)
    return format_amount(amount, unit, next(whole, MOST_PLACES)) or ""


def describe(filled: FilledTable, line: Any) -> tuple[str, str]:
    """Return a line's name and the kind of its money; of a printed amount the row and the column it stands in."""
    if isinstance(line, DeclaredAmount):
        return plain_name(row_name(filled, line.row, line.column)), " · ".join(column_path(filled, line.column))
    return describe_line(line)


@singledispatch
def describe_line(line: Any) -> tuple[str, str]:
    """Return a line's name and the kind of its money."""
    raise TypeError(line)


@describe_line.register
def _(line: RevenueLine) -> tuple[str, str]:
    subject = f"{line.function_code} {line.function_name} " if line.function_code else ""
    return f"{subject}{line.get_fund_display()}", str(line.get_origin_display())


@describe_line.register
def _(line: CarryForward) -> tuple[str, str]:
    return str(line.get_fund_display()), ""


@describe_line.register
def _(line: FunctionExpenditure) -> tuple[str, str]:
    return f"{line.code} {line.name}", str(line.get_nature_display())


@describe_line.register
def _(line: EconomicExpenditure) -> tuple[str, str]:
    nature = "" if line.nature == Nature.ALL_NATURES else str(line.get_nature_display())
    return f"{line.department_code} {line.department_name}", nature


@describe_line.register
def _(line: ProjectFunding) -> tuple[str, str]:
    return line.project.name, str(line.get_fund_display())


@describe_line.register
def _(line: ThreePublicExpense) -> tuple[str, str]:
    return str(line.get_item_display()), ""
