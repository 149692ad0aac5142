"""Findings of the checks, each led to the row and the column where it can be mended, else to the screen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from budgets.checks import Finding
from budgets.entry.catalogue import ENTERED_IN
from budgets.entry.ledger import Ledger
from budgets.entry.sheet import EntrySheet, GridRow
from budgets.tables import Facts
from budgets.vocabulary import Severity

TEXT, NOTES = "text", "notes"
PROJECT_TABLES = (10, 12)
COMPLETENESS = "R17"
# Where a finding that names no table is mended, by its rule.
BY_RULE: Mapping[str, str] = {"R10": "projects", "R19": "projects", "R16": "indicators", "R01": "revenue"}


@dataclass(frozen=True)
class PlacedFinding:
    """A finding with the sheet where it is mended, and of the sheet that is open the row and the column."""

    finding: Finding
    sheet: str
    row: str | None = None
    column: str | None = None
    project: int | None = None


def place_findings(
    ledger: Ledger, sheet: EntrySheet, rows: Sequence[GridRow], findings: Sequence[Finding]
) -> list[PlacedFinding]:
    """Return findings as the page of a sheet shows them."""
    keys = {column.key for column in sheet.columns(ledger)}
    projects = {project.key: project.pk for project in Facts(ledger.edition).projects}
    found = []
    for finding in findings:
        row = sheet.row_of(ledger, rows, finding.row) if finding.table in sheet.tables and finding.row else None
        column = finding.column if row is not None and finding.column in keys else None
        project = projects.get(finding.row) if finding.table in PROJECT_TABLES else None
        found.append(PlacedFinding(finding, sheet_of(finding), row, column, project))
    return found


def sheet_of(finding: Finding) -> str:
    """Return the key of the sheet where a finding is mended."""
    if finding.rule == COMPLETENESS and finding.table is not None and not finding.row:
        return NOTES
    if finding.table is not None:
        return ENTERED_IN.get(finding.table, TEXT)
    return BY_RULE.get(finding.rule, TEXT)


def counts_by_sheet(findings: Sequence[Finding]) -> dict[str, tuple[int, int]]:
    """Return how many errors and warnings are mended in each sheet."""
    counts: dict[str, tuple[int, int]] = {}
    for finding in findings:
        errors, warnings = counts.get(sheet_of(finding), (0, 0))
        is_error = finding.severity == Severity.ERROR
        counts[sheet_of(finding)] = (errors + is_error, warnings + (not is_error))
    return counts
