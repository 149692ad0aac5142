"""Statutory tables: what they are, and the figures an edition puts into them."""

from budgets.tables.catalogue import find_table, tables_of
from budgets.tables.editions import edition_table, edition_tables
from budgets.tables.facts import Facts
from budgets.tables.fill import Cell, FilledRow, FilledSection, FilledTable, fill, printed
from budgets.tables.spec import Column, Layout, RowKind, Section, StatutoryTable

__all__ = [
    "Cell",
    "Column",
    "Facts",
    "FilledRow",
    "FilledSection",
    "FilledTable",
    "Layout",
    "RowKind",
    "Section",
    "StatutoryTable",
    "edition_table",
    "edition_tables",
    "fill",
    "find_table",
    "printed",
    "tables_of",
]
