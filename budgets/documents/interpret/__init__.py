"""From the grids of a document to facts, each with the cell it came from."""

from collections import Counter
from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from budgets.documents.grids import Document, DocumentError, Grid
from budgets.documents.interpret.captions import find_unit, read_captions
from budgets.documents.interpret.economic import read_economic
from budgets.documents.interpret.header import has_declared_head, under_head
from budgets.documents.interpret.identity import find_identity
from budgets.documents.interpret.items import read_items
from budgets.documents.interpret.narrative import read_narrative
from budgets.documents.interpret.performance import read_performance
from budgets.documents.interpret.printed.read import (
    FORM_SETS,
    department_name,
    read_further_tables,
    read_printed_tables,
)
from budgets.documents.interpret.project_performance import read_project_performance
from budgets.documents.interpret.projects import read_projects
from budgets.documents.interpret.revenue import read_revenue
from budgets.documents.interpret.sheet import Sheet
from budgets.documents.interpret.sides import read_sides
from budgets.documents.interpret.subjects import read_subject_tables
from budgets.documents.reading import Reading
from budgets.documents.recognise import recognise
from budgets.models import Department
from budgets.money import MoneyUnit
from budgets.places import describe_place
from budgets.tables import Layout, StatutoryTable
from budgets.tables.editions import PRINTED
from budgets.vocabulary import Phase

# Finer tables come before those that add them up, and money before what refers to it.
READERS: Mapping[Layout, Callable[[Sheet], None]] = {
    Layout.UNITS: under_head(read_revenue),
    Layout.SIDES: under_head(read_sides),
    Layout.ECONOMIC: under_head(read_economic),
    Layout.ITEMS: under_head(read_items),
    Layout.PROJECTS: under_head(read_projects),
    Layout.PERFORMANCE: read_performance,
    Layout.PROJECT_PERFORMANCE: under_head(read_project_performance),
}


def interpret(document: Document, department: Department, year: int | None, phase: Phase) -> Reading:
    """Interpret a document as the budget of a department; raise DocumentError where it is no such document."""
    if not any(grid.kind for grid in document.grids):
        raise DocumentError(_("没有在文件中找到任何预算表，这不是可以识别的部门预算文件。"))
    reading = _read_declared(document, department, year, phase)
    if reading is None:
        reading = _read_printed(document, department, year, phase)
    for remark in document.remarks:
        reading.trouble(document.name, "", remark)
    read_narrative(reading)
    return reading


def _read_declared(document: Document, department: Department, year: int | None, phase: Phase) -> Reading | None:
    """Read a document by the forms that are declared; None where it is not printed in them."""
    recognised = [(recognise(grid.title), grid) for grid in document.grids]
    known = [(table, grid) for table, grid in recognised if table is not None]
    if not known:
        return None
    edition = find_identity(document, department, year, phase)
    unit = next(filter(None, (find_unit(grid) for _table, grid in known)), MoneyUnit.TEN_THOUSAND_YUAN)
    reading = Reading(document, edition, unit)
    sheets = [Sheet(reading, table, grid, find_unit(grid) or unit) for table, grid in known]
    if not all(has_declared_head(sheet) for sheet in sheets):
        return None
    _refuse_twice(known)
    _read_tables(reading, sheets)
    _refuse_other_department(reading)
    read_further_tables(reading, [grid for table, grid in recognised if table is None])
    return reading


def _read_printed(document: Document, department: Department, year: int | None, phase: Phase) -> Reading:
    """Read a document by what its tables print themselves."""
    edition = find_identity(document, department, year, phase)
    edition.form_set = FORM_SETS.get(phase, PRINTED)
    edition.department_name = department_name(document.grids) or department.name
    unit = next(filter(None, (find_unit(grid) for grid in document.grids)), MoneyUnit.TEN_THOUSAND_YUAN)
    reading = Reading(document, edition, unit)
    read_printed_tables(reading, document.grids)
    return reading


def _refuse_twice(known: list[tuple[StatutoryTable, Grid]]) -> None:
    """Refuse a document that prints one table twice: which of the two counts cannot be told."""
    titles = Counter(table.number for table, _grid in known)
    for table, _grid in known:
        if titles[table.number] > 1:
            places = [describe_place(other.place) for twin, other in known if twin.number == table.number]
            raise DocumentError(
                _("“%(title)s”在文件中出现了 %(count)d 次（%(places)s），无法确定以哪一张为准。")
                % {"title": table.title, "count": len(places), "places": "、".join(places)}
            )


def _read_tables(reading: Reading, sheets: list[Sheet]) -> None:
    """Read every recognised table, then name what no reader has accounted for."""
    for sheet in sheets:
        reading.edition.department_name = read_captions(sheet) or reading.edition.department_name
        sheet.keep_notes()
    read_subject_tables(_of(Layout.SUBJECTS, sheets))
    for layout, read in READERS.items():
        for sheet in _of(layout, sheets):
            read(sheet)
    for sheet in sheets:
        sheet.finish()


def _of(layout: Layout, sheets: list[Sheet]) -> list[Sheet]:
    """Return the tables of one layout."""
    return [sheet for sheet in sheets if sheet.table.layout == layout]


def _refuse_other_department(reading: Reading) -> None:
    """Refuse a document that prints another department's code: a unit's is longer, and a parent's begins its own."""
    asked = reading.edition.budget.department.code
    for unit in reading.rows[Department]:
        if len(unit.code) <= len(asked) and not asked.startswith(unit.code):
            raise DocumentError(
                _("文件印的部门代码是“%(printed)s”，而要求导入的是“%(asked)s”。")
                % {"printed": unit.code, "asked": asked}
            )
