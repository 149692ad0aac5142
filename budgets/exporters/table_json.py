"""A filled table as JSON: title, unit, state, and sections of columns and rows of printed cells."""

from typing import Any

from budgets.tables import FilledRow, FilledSection, FilledTable, StatutoryTable, printed


def table_data(filled: FilledTable) -> dict[str, Any]:
    """Return a table as plain values; cells are texts as the form prints them ("2,852.11") or None."""
    table = filled.table
    return {
        "number": table.number,
        "title": table.title,
        "year": filled.facts.edition.budget.year,
        "unit": table.unit_label,
        "state": filled.state.value,
        "note": "\n".join(map(str, filled.notes)) or None,
        "sections": [_section(table, section) for section in filled.sections],
    }


def _section(table: StatutoryTable, filled: FilledSection) -> dict[str, Any]:
    """Return one section: columns with the labels above them, and rows."""
    section = filled.section
    return {
        "title": section.title,
        "columns": [{"key": leaf.key, "path": list(section.paths[leaf.key])} for leaf in section.leaves],
        "rows": [_row(table, row) for row in filled.rows],
    }


def _row(table: StatutoryTable, row: FilledRow) -> dict[str, Any]:
    """Return one row."""
    return {"key": row.key, "kind": row.kind.value, "cells": [printed(cell, table) for cell in row.cells]}
