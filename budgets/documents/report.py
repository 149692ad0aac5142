"""The report of one document, for other programs: what was found, read, missing and doubtful."""

from decimal import Decimal
from pathlib import Path
from typing import Any

from budgets.checks import Finding, check, findings_of
from budgets.checks.kinds import STATUTORY
from budgets.documents.interpret.printed.read import FIRST_FREE
from budgets.documents.reading import Reading, Trouble
from budgets.models import (
    CarryForward,
    DeclaredAmount,
    DepartmentIndicator,
    EconomicExpenditure,
    FunctionExpenditure,
    GlossaryTerm,
    Narrative,
    PerformanceIndicator,
    PerformanceTask,
    Project,
    ProjectFunding,
    RevenueLine,
    SourceTable,
    StatedFigure,
    ThreePublicExpense,
)
from budgets.money import add
from budgets.tables import tables_of
from budgets.tables.editions import STANDARD

COUNTED = {
    "revenue_lines": (RevenueLine,),
    "function_lines": (FunctionExpenditure,),
    "economic_lines": (EconomicExpenditure,),
    "carry_forwards": (CarryForward,),
    "three_public_expenses": (ThreePublicExpense,),
    "projects": (Project,),
    "project_fundings": (ProjectFunding,),
    "indicators": (PerformanceIndicator, DepartmentIndicator),
    "tasks": (PerformanceTask,),
    "narratives": (Narrative,),
    "glossary_terms": (GlossaryTerm,),
    "declared_amounts": (DeclaredAmount,),
    "stated_figures": (StatedFigure,),
}


def report_reading(file: Path, reading: Reading, error: str | None = None) -> dict[str, Any]:
    """Return the report of a document that was read; amounts in yuan as decimal texts."""
    facts = reading.facts
    troubled = sum(trouble.is_amount for trouble in reading.troubles)
    return {
        "file": file.name,
        "sha256": reading.document.sha256,
        "department": reading.edition.department_name,
        "year": reading.edition.budget.year,
        "phase": reading.edition.budget.phase,
        "unit": str(reading.unit.label),
        "error": error,
        "tables_found": [_table(table, reading) for table in reading.rows[SourceTable]],
        "tables_missing": _missing(reading),
        "totals": {
            "revenue": _text(add(line.amount for line in facts.revenue_lines)),
            "expenditure": _text(add(line.amount for line in facts.expenditures)),
        },
        "amounts_printed": reading.amounts_printed,
        "amounts_read": reading.amounts_read,
        "amounts_not_understood": troubled,
        "not_understood": [_trouble(trouble) for trouble in reading.troubles],
        "facts": {name: sum(len(reading.rows[model]) for model in models) for name, models in COUNTED.items()},
        "findings": [describe_finding(finding) for finding in findings_of(check(facts))],
    }


def report_failure(file: Path, error: str) -> dict[str, Any]:
    """Return the report of a document that could not be read at all."""
    return {
        "file": file.name,
        "sha256": None,
        "department": None,
        "year": None,
        "phase": None,
        "unit": None,
        "error": error,
        "tables_found": [],
        "tables_missing": [],
        "totals": {"revenue": None, "expenditure": None},
        "amounts_printed": 0,
        "amounts_read": 0,
        "amounts_not_understood": 0,
        "not_understood": [],
        "facts": dict.fromkeys(COUNTED, 0),
        "findings": [],
    }


def _table(table: SourceTable, reading: Reading) -> dict[str, Any]:
    """Describe a table found in the document."""
    declared = {one.number: one.kind for one in tables_of(reading.edition.form_set)}
    kind = table.kind or declared.get(table.number or 0) if table.is_understood is None else table.kind
    return {
        # Beyond the numbers of forms a table has one in addresses alone, which means nothing.
        "number": table.number if kind and (table.number or 0) < FIRST_FREE else None,
        "kind": kind or None,
        "understood": table.is_understood is not False,
        "title": table.title,
        "place": table.place,
        "rows": reading.row_counts.get(table.title, len(table.rows)),
    }


def _missing(reading: Reading) -> list[int]:
    """Return the numbers of the form set's tables that the document does not print.

    Of a form that nobody declared, those are missing that every department has to publish.
    """
    found = {table.number for table in reading.rows[SourceTable]}
    expected = tables_of(reading.edition.form_set) or [one for one in tables_of(STANDARD) if one.kind in STATUTORY]
    return [table.number for table in expected if table.number not in found]


def _trouble(trouble: Trouble) -> dict[str, str]:
    """Describe what was not understood."""
    return {"place": trouble.place, "text": trouble.text, "message": trouble.message}


def describe_finding(finding: Finding) -> dict[str, Any]:
    """Return a finding as plain values, amounts in yuan as decimal texts."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "table": finding.table,
        "row": finding.row,
        "column": finding.column,
        "place": finding.place,
        "expected": _text(finding.expected),
        "found": _text(finding.found),
        "message": finding.message,
    }


def _text(amount: Decimal | None) -> str | None:
    """Return an amount in yuan as a decimal text."""
    return None if amount is None else f"{amount:.2f}"
