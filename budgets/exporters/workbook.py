"""An edition as the portal's own workbook: a cover, the tables as printed, and sheets that hold every fact.

The printed sheets are for people; reading the workbook back uses the cover and the sheets of facts alone, so
that a round trip loses nothing. Amounts there are in yuan.
"""

import io
from decimal import Decimal
from typing import Any

from django.db.models import Field
from django.utils.translation import gettext as _
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from budgets.exporters.source_sheet import source_rows
from budgets.exporters.table_xlsx import Formats, new_workbook, write_table
from budgets.models import Department, Edition, Project
from budgets.tables import Facts, edition_tables, fill
from budgets.workbook_form import COVER, FACT_SHEETS, SOURCE, TABLE_LIST, UNITS, CoverLine, FactSheet


def edition_xlsx(facts: Facts) -> bytes:
    """Return an edition as a workbook."""
    buffer = io.BytesIO()
    with new_workbook(buffer) as book:
        formats = Formats.of(book)
        _write_cover(book.add_worksheet(COVER), facts, formats)
        for table in edition_tables(facts):
            write_table(book.add_worksheet(table.label), fill(table, facts), formats)
        write_units(book.add_worksheet(UNITS), _unit_rows(facts), formats)
        write_table_list(book.add_worksheet(TABLE_LIST), facts, formats)
        for sheet in FACT_SHEETS:
            _write_facts(book, sheet, facts, formats)
        sources = list(source_rows(facts))
        if sources:
            labels = [_("表号"), _("种类"), _("表名"), _("位置"), _("内容")]
            write_rows(book.add_worksheet(SOURCE), labels, sources, formats)
    return buffer.getvalue()


def _write_cover(sheet: Worksheet, facts: Facts, formats: Formats) -> None:
    """Write whose budget it is and how the workbook is read back."""
    edition = facts.edition
    values = cover_values(edition)
    for row, line in enumerate(CoverLine):
        sheet.write_string(row, 0, line.value, formats.head)
        sheet.write_string(row, 1, values[line], formats.text)
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 70)


def cover_values(edition: Edition) -> dict[CoverLine, str]:
    """Return the cover of an edition."""
    budget = edition.budget
    return {
        CoverLine.FORM: edition.form_set,
        CoverLine.REGION: budget.department.region.code,
        CoverLine.REGION_NAME: budget.department.region.name,
        CoverLine.DEPARTMENT: budget.department.code,
        CoverLine.DEPARTMENT_NAME: edition.department_name,
        CoverLine.SHORT_NAME: edition.department_short_name,
        CoverLine.YEAR: str(budget.year),
        CoverLine.PHASE: str(budget.get_phase_display()),
        CoverLine.PRINTED_DATE: edition.printed_date,
        CoverLine.HINT: _("导入时以“封面”和名称以“数据”开头的各表为准；“预算01表”至“预算12表”供阅读和打印。"),
    }


def write_units(sheet: Worksheet, rows: list[list[Any]], formats: Formats) -> None:
    """Write the department's units, a row a unit: code, name, short name."""
    write_rows(sheet, [_("代码"), _("名称"), _("简称")], rows, formats)


def _unit_rows(facts: Facts) -> list[list[Any]]:
    """Return a row a unit."""
    return [[unit.code, unit.name, unit.short_name] for unit in facts.all_units]


def write_table_list(sheet: Worksheet, facts: Facts, formats: Formats) -> None:
    """Write which tables the edition prints: all that it fills itself, or those of the document transcribed."""
    edition = facts.edition
    if edition.is_transcribed:
        rows = [[number, table.title] for number, table in sorted(facts.printed_tables.items())]
    else:
        rows = [[table.number, table.dated_title(edition.budget.year)] for table in edition_tables(facts)]
    write_rows(sheet, [_("表号"), _("表名")], rows, formats)


def _write_facts(book: Workbook, sheet: FactSheet, facts: Facts, formats: Formats) -> None:
    """Write all facts of one kind, a row a fact, a column a field."""
    rows = [[cell_value(fact, field) for field in sheet.fields] for fact in facts.of(sheet.model)]
    write_rows(book.add_worksheet(sheet.name), sheet.labels, rows, formats)


def cell_value(fact: Any, field: Field) -> Any:
    """Return a field as a cell holds it: a label for a choice, a code or key for what it refers to."""
    value = getattr(fact, field.name)
    if isinstance(value, Department):
        return value.code
    if isinstance(value, Project):
        return value.key
    if field.choices:
        return str(dict(field.flatchoices).get(value, ""))
    return value


def write_rows(sheet: Worksheet, labels: list[str], rows: list[list[Any]], formats: Formats) -> None:
    """Write a head, where there is one, and rows; numbers as numbers, everything else as text."""
    for column, label in enumerate(labels):
        sheet.write_string(0, column, label, formats.head)
    for at, row in enumerate(rows, start=1 if labels else 0):
        for column, value in enumerate(row):
            if isinstance(value, Decimal):
                sheet.write_number(at, column, float(value), formats.amount)
            elif value not in (None, ""):
                sheet.write_string(at, column, str(value), formats.text)
    if labels:
        sheet.freeze_panes(1, 0)
    sheet.set_column(0, max(len(labels) - 1, 0), 22)
