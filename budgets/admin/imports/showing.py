"""What the pages of imports show: the frame of a page, the preview, what was imported."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _

from budgets.checks import Finding
from budgets.differences import Differences
from budgets.imports.contents import BY_KEY, CONTENTS
from budgets.imports.jobs import reading_of
from budgets.imports.kept import Kept
from budgets.imports.preview import Preview, preview
from budgets.imports.undoing import edited_since
from budgets.models import ImportJob, SourceTable
from budgets.places import describe_place
from budgets.tables import Facts, tables_of
from budgets.vocabulary import SEVERITY_LABELS, EditionOrigin, Severity

# So much is listed on one page: whoever has more mends the document first.
MOST_LISTED = 200


@dataclass(frozen=True)
class TableRow:
    """A table that was recognised: its place in the list, label, title, place, rows, and how many figures were read."""

    number: int
    label: str
    title: str
    place: str
    rows: int
    figures: int
    is_understood: bool
    is_kept: bool


@dataclass(frozen=True)
class Listed:
    """The first of many things, and how many there are beyond them."""

    shown: Sequence[Any]
    more: int

    @classmethod
    def of(cls, things: Sequence[Any], most: int = MOST_LISTED) -> "Listed":
        """Cut a list off."""
        return cls(things[:most], max(0, len(things) - most))


def page(request: HttpRequest, title: str, **values: Any) -> dict[str, Any]:
    """Return the context of a page of the workspace."""
    return {**admin.site.each_context(request), "title": title, **values}


def show_preview(job: ImportJob) -> dict[str, Any]:
    """Return what the preview shows."""
    found, reading, report = preview(job), reading_of(job), job.report or {}
    refused = {(one["place"], one["text"]) for one in report.get("refusals", [])}
    doubts = [one for one in report.get("not_understood", []) if (one["place"], one["text"]) not in refused]
    return {
        "preview": found,
        "report": report,
        "revision": "" if found.revision is None else found.revision,
        "tables": table_rows(job, reading, report),
        "missing": missing_tables(reading, report),
        "refusals": Listed.of(report.get("refusals", [])),
        "doubts": Listed.of(doubts),
        "findings": [*by_severity(found.findings)],
        "changes": show_changes(found.differences),
        "choices": [one for one in found.choices if not one.is_empty],
        "is_transcribed": job.origin == EditionOrigin.TRANSCRIBED,
        "standing": standing(found),
    }


def standing(found: Preview) -> str:
    """Say why a draft that there is takes no import now; blank where it does."""
    edition = found.edition
    if edition is None or edition.is_draft:
        return ""
    return _("“%(edition)s”现在是“%(status)s”，不能再改。要导入，请先退回修改。") % {
        "edition": edition,
        "status": edition.get_status_display(),
    }


def table_rows(job: ImportJob, reading: Kept, report: Mapping[str, Any]) -> list[TableRow]:
    """Return a row for each table that was recognised."""
    facts = Facts(reading.rows[SourceTable][0].edition, reading.rows) if reading.rows[SourceTable] else None
    labels = {table.number: table.label for table in tables_of(reading.names["form_set"])}
    described = report.get("tables_found", [])
    rows = []
    for number, table in enumerate(reading.rows[SourceTable]):
        said = described[number] if number < len(described) else {}
        rows.append(
            TableRow(
                number=number,
                label=labels.get(table.number or 0, ""),
                title=table.title,
                place=describe_place(table.place),
                rows=said.get("rows", len(table.rows)),
                figures=len(facts.by_cell(table)) if facts is not None else 0,
                is_understood=bool(said.get("understood", True)),
                is_kept=bool(table.rows),
            )
        )
    return rows


def missing_tables(reading: Kept, report: Mapping[str, Any]) -> list[str]:
    """Return the labels of the form set's tables that the document does not print."""
    labels = {table.number: f"{table.label} {table.title}" for table in tables_of(reading.names["form_set"])}
    return [labels.get(number, _("表%d") % number) for number in report.get("tables_missing", [])]


def by_severity(findings: Iterable[Finding]) -> Iterable[tuple[str, str, Listed]]:
    """Yield the findings of each severity under its name, errors first, each with its place in words."""
    found = list(findings)
    for severity in Severity:
        of_it = [(one, describe_place(one.place or "")) for one in found if one.severity == severity]
        if of_it:
            yield severity.value, str(SEVERITY_LABELS[severity]), Listed.of(of_it)


def show_changes(differences: Differences | None) -> dict[str, Any] | None:
    """Return what an import would change, each kind cut off where it is long; None without a draft to compare with."""
    if differences is None:
        return None
    return {
        "is_empty": differences.is_empty,
        "is_unseen": differences.is_unseen,
        "names": differences.names,
        "cells": Listed.of(differences.cells),
        "tables": [table for table in differences.tables if table.old is None or table.new is None],
        "projects": Listed.of(differences.projects),
        "indicators": Listed.of(differences.indicators),
        "texts": Listed.of(differences.texts),
    }


def show_applied(job: ImportJob) -> dict[str, Any]:
    """Return what is shown of an import that was confirmed: its contents, and whether it can be taken back."""
    edition = job.edition
    is_open = edition is not None and edition.is_draft
    return {
        "contents": [BY_KEY[key].label for key in (one.key for one in CONTENTS) if key in job.chosen],
        "may_undo": is_open,
        "edited": edited_since(job) if is_open else [],
    }
