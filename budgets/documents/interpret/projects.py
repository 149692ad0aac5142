"""Read projects and their money (table 10), and find a project again in other tables."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from budgets.documents.grids import Line, normalise
from budgets.documents.interpret.header import amount_columns
from budgets.documents.interpret.sheet import Sheet
from budgets.documents.interpret.units import UnitFinder
from budgets.documents.reading import Reading
from budgets.keys import project_key
from budgets.models import Project, ProjectFunding
from budgets.tables import Column
from budgets.vocabulary import Fund, MoneyOrigin, ProjectKind

Numbers = dict[str, int]
KINDS = {str(kind.label): kind for kind in ProjectKind}


def read_projects(sheet: Sheet, numbers: dict[str, int], body: Sequence[Line]) -> None:
    """Read the rows: the total and the department's as declared, each project's money as facts."""
    section = sheet.table.sections[0]
    columns = amount_columns(section)
    department = sheet.reading.edition.budget.department.code
    for line in body:
        name = sheet.text(line, numbers["name"])
        if name in ("", department) or normalise(name) == "合计":
            _read_total(sheet, line, numbers, columns, "total" if name != department else department)
        else:
            _read_project(sheet, line, numbers, columns, name)


def _read_total(sheet: Sheet, line: Line, numbers: Numbers, columns: list[Column], row: str) -> None:
    """Read a row of totals; the department's names its short form."""
    unit = sheet.text(line, numbers["unit"])
    if row != "total":
        UnitFinder(sheet.reading).find(row, unit)
    elif normalise(line.cell(numbers["kind"])) in ("", "合计"):
        sheet.account(line, numbers["kind"])
    for column in columns:
        amount = sheet.amount(line, numbers[column.key])
        if amount is not None:
            place = sheet.place(line, numbers[column.key])
            sheet.reading.declare(sheet.table, row, column.key, amount, place)


def _read_project(sheet: Sheet, line: Line, numbers: Numbers, columns: list[Column], name: str) -> None:
    """Read one project."""
    project = add_project(sheet.reading, name)
    sheet.place(line, numbers["name"]).mark(project)
    project.unit_name = sheet.text(line, numbers["unit"])
    kind = KINDS.get(line.cell(numbers["kind"]))
    if kind is not None:
        sheet.account(line, numbers["kind"])
        project.kind = kind
    for column in columns:
        amount = sheet.amount(line, numbers[column.key])
        place = sheet.place(line, numbers[column.key])
        if amount is None or column.criteria is None:
            continue
        if column.derived:
            # The key of a project may still change when table 12 gives its code.
            sheet.reading.declare(sheet.table, project.key, column.key, amount, place)
        else:
            funding = ProjectFunding(
                project=project,
                fund=column.criteria.fund or Fund.ALL_FUNDS,
                origin=column.criteria.origin or MoneyOrigin.CURRENT,
                amount=amount,
            )
            sheet.reading.add(funding, place)


def add_project(reading: Reading, name: str) -> Project:
    """Keep a new project under a key made of its name, which stays the same when it is read again."""
    project = Project(name=name, key=project_key("", name))
    reading.add(project)
    if any(other.key == project.key for other in reading.rows[Project][:-1]):
        project.key = f"{project.key}-{project.position}"
        reading.trouble(name, name, _("两个项目同名，已分别保留"))
    return project


def find_project(reading: Reading, name: str) -> Project | None:
    """Return the project of a name that has no code yet."""
    plain = normalise(name)
    return next((one for one in reading.rows[Project] if normalise(one.name) == plain and not one.code), None)


def give_code(reading: Reading, project: Project, code: str) -> None:
    """Give a project its code, which becomes its key, also where totals were declared under the former one."""
    for fact in reading.declared_of(project.key):
        fact.row = code
    project.code = project.key = code
