"""The figure that a reader came from, in words: for the form in which they say that it is wrong."""

from typing import Any

from django.http import Http404

from budgets.pages.local_addresses import find_page
from budgets.pages.lookup import BudgetKey, find_edition
from budgets.pages.table import fill_table
from budgets.tables import Facts, FilledTable, printed

LONGEST = 200


def mentioned_figure(address: str) -> str:
    """Return name and amount of the figure whose page stands at a local address; blank where none does."""
    match = find_page(address)
    if match is None or not {"number", "row", "column"} <= set(match.kwargs):
        return ""
    keys = dict(match.kwargs)
    number, row, column = keys.pop("number"), keys.pop("row"), keys.pop("column")
    try:
        filled = fill_table(Facts(find_edition(BudgetKey(**keys))), number)
    except (Http404, TypeError):
        return ""
    return _describe(filled, row, column)[:LONGEST]


def _describe(filled: FilledTable, row: str, column: str) -> str:
    """Return table, row, column, amount and unit of a figure: “预算03表 行政运行 · 合计：665.30 万元”."""
    cell = filled.by_address.get((row, column))
    if cell is None or cell.amount is None:
        return ""
    name = " · ".join([*_row_name(filled, row), *_path(filled, column)])
    return f"{filled.table.label} {name}：{printed(cell, filled.table)} {filled.table.unit_label}"


def _row_name(filled: FilledTable, row: str) -> list[str]:
    """Return what the form calls a row, or nothing."""
    texts: list[Any] = [(cell.column.names_row, cell.text) for cell in filled.cells if cell.row == row and cell.text]
    return [text for names, text in sorted(texts, key=lambda pair: not pair[0])][:1]


def _path(filled: FilledTable, column: str) -> tuple[str, ...]:
    """Return the labels above a column."""
    paths = (section.section.paths for section in filled.sections)
    return next((found[column] for found in paths if column in found), ())
