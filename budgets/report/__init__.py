"""The text of a disclosure: printed sections with their figures tied to cells, and sections written from the data."""

from budgets.report.pieces import Doubt, Explanation, Part, Piece, Reference, Section
from budgets.report.text import Report, write_report

__all__ = ["Doubt", "Explanation", "Part", "Piece", "Reference", "Report", "Section", "write_report"]
