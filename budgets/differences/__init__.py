"""What changed between two editions of a budget: cell by cell, project by project, sentence by sentence."""

from budgets.differences.cells import CellChange, TableChange
from budgets.differences.editions import Differences, compare_editions
from budgets.differences.projects import IndicatorChange, ProjectChange, ValueChange
from budgets.differences.texts import Piece, TextChange, compare_texts

__all__ = [
    "CellChange",
    "Differences",
    "IndicatorChange",
    "Piece",
    "ProjectChange",
    "TableChange",
    "TextChange",
    "ValueChange",
    "compare_editions",
    "compare_texts",
]
