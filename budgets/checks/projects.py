"""R10, R11, R19: projects against spending, indicators against projects, and the codes of projects."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from budgets.checks.books import Books, choose
from budgets.checks.finding import Evidence, Fault, Passed, Unchecked
from budgets.checks.kinds import (
    EXPENDITURE,
    GENERAL_PUBLIC_BUDGET,
    GOVERNMENT_MANAGED_FUNDS,
    PROJECT_PERFORMANCE,
    PROJECTS,
)
from budgets.models import Department, Project
from budgets.tables.spec import Criteria
from budgets.vocabulary import Fund, IndicatorKind, MoneyOrigin, Nature, ProjectKind, Severity

# Projects go on for years; a code older than this is more likely a slip of the pen.
OLDEST_PROJECT_YEARS = 15
FUND_TABLES = {
    Fund.GENERAL_PUBLIC_BUDGET: GENERAL_PUBLIC_BUDGET,
    Fund.GOVERNMENT_MANAGED_FUNDS: GOVERNMENT_MANAGED_FUNDS,
}


def projects_agree(books: Books) -> Iterator[Evidence]:
    """R10: 10 adds up; by kind it = 03's two kinds of project expenditure; by fund the project parts of 05 and 09."""
    yield from books.compare_cells(PROJECTS)
    if not books.facts.project_fundings or not books.facts.expenditures:
        yield Unchecked(_("没有项目资金，或没有按性质给出的支出。"))
        return
    yield from _kinds_agree(books) if books.knows_all_spending else (books.left_out(EXPENDITURE),)
    for fund, kind in FUND_TABLES.items():
        yield _fund_agrees(books, fund) if not books.is_missing(kind) else books.left_out(kind)


def _kinds_agree(books: Books) -> Iterator[Evidence]:
    """Compare the projects of each kind with the spending of that kind; without kinds, all with all."""
    facts = books.facts
    labels = {"table": books.label(PROJECTS), "other": books.label(EXPENDITURE)}
    if not all(project.kind for project in facts.projects):
        spending = choose(facts.expenditures, Criteria(nature=Nature.PROJECT_EXPENDITURE))
        subject = _("%(table)s合计（对%(other)s项目支出）") % labels
        fundings = facts.project_fundings
        yield books.compare_lines(spending, fundings, subject=subject, kind=PROJECTS, row="total", column="total")
        return
    for kind in ProjectKind:
        spending = choose(facts.expenditures, Criteria(nature=kind.value))
        fundings = [one for one in facts.project_fundings if one.project.kind == kind]
        subject = _("%(table)s%(kind)s合计（对%(other)s）") % {**labels, "kind": kind.label}
        yield books.compare_lines(spending, fundings, subject=subject, kind=PROJECTS, column="total")


def _fund_agrees(books: Books, fund: Fund) -> Evidence:
    """Compare the projects' money of one fund with the project expenditure of that fund."""
    facts = books.facts
    spending = Criteria(fund=fund, nature=Nature.PROJECT_EXPENDITURE, origin=MoneyOrigin.CURRENT)
    return books.compare_lines(
        choose(facts.fund_expenditures, spending),
        choose(facts.project_fundings, Criteria(fund=fund, origin=MoneyOrigin.CURRENT)),
        subject=_("%(table)s%(fund)s合计（对该项资金的项目支出）")
        % {"table": books.label(PROJECTS), "fund": fund.label},
        kind=PROJECTS,
        row="total",
        column=f"current_{fund.value}",
    )


def indicators_agree(books: Books) -> Iterator[Evidence]:
    """R11: 12 has the projects and the money of 10, and each project an indicator of each of the four kinds."""
    facts = books.facts
    if not facts.projects:
        yield Unchecked(_("没有项目。"))
        return
    if books.is_missing(PROJECT_PERFORMANCE):
        yield books.left_out(PROJECT_PERFORMANCE)
        return
    if books.is_missing(PROJECTS):
        yield books.left_out(PROJECTS)
    yield from books.compare_cells(PROJECT_PERFORMANCE)
    for project in facts.projects:
        yield from _missing_indicators(books, project)


def _missing_indicators(books: Books, project: Project) -> Iterator[Evidence]:
    """Name the kinds of indicator that a project lacks: all of them is an error, some a warning."""
    present = {one.kind for one in books.facts.indicators_by_project.get(project.key, ())}
    missing = [str(kind.label) for kind in IndicatorKind if kind not in present]
    number = books.number(PROJECT_PERFORMANCE)
    if not present:
        message = _("项目“%(name)s”在%(projects)s中有金额，在%(indicators)s中没有绩效指标。") % {
            "name": project.name,
            "projects": books.label(PROJECTS),
            "indicators": books.label(PROJECT_PERFORMANCE),
        }
        # Beside forms of their own some places publish the goals of a few projects only.
        severity = Severity.WARNING if books.has_own_forms else None
        yield Fault(message, number, project.key, project.source_place, severity)
    elif missing:
        message = _("项目“%(name)s”缺少%(kinds)s。") % {"name": project.name, "kinds": "、".join(missing)}
        yield Fault(message, number, project.key, project.source_place, Severity.WARNING)
    else:
        yield Passed()


def codes_are_plausible(books: Books) -> Iterator[Evidence]:
    """R19: no project code twice; its region and year are plausible; no unit lies outside the department."""
    facts = books.facts
    coded = [project for project in facts.projects if project.code]
    if not coded:
        yield Unchecked(_("项目没有编码。"))
    number = books.number(PROJECT_PERFORMANCE)
    counts = Counter(project.code for project in coded)
    for project in coded:
        if counts[project.code] > 1:
            yield Fault(_("项目编码 %s 用了不止一次。") % project.code, number, project.key, project.source_place)
        yield from _plausible_code(books, project)
    for unit in books.facts.all_units:
        if unit != facts.department and not _belongs_to(unit, facts.department):
            message = _("预算单位 %s 不属于本部门。") % unit.code
            yield Fault(message, severity=Severity.WARNING)


def _belongs_to(unit: Department, department: Department) -> bool:
    """Tell whether a unit is one of the department's; in a document just read neither has an id yet."""
    return unit.parent is department if department.pk is None else unit.parent_id == department.pk


def _plausible_code(books: Books, project: Project) -> Iterator[Evidence]:
    """Compare region and year in a project's code with the budget's."""
    budget = books.facts.edition.budget
    number = books.number(PROJECT_PERFORMANCE)
    region, year = project.code[:6], 2000 + int(project.code[6:8])
    if region != budget.department.region.code:
        message = _("项目编码 %(code)s 的前六位不是本区划代码 %(region)s。") % {
            "code": project.code,
            "region": budget.department.region.code,
        }
        yield Fault(message, number, project.key, project.source_place, Severity.WARNING)
    elif not budget.year - OLDEST_PROJECT_YEARS <= year <= budget.year:
        message = _("项目编码 %(code)s 中的年度 %(year)d 与 %(budget)d 年预算不相称。") % {
            "code": project.code,
            "year": year,
            "budget": budget.year,
        }
        yield Fault(message, number, project.key, project.source_place, Severity.WARNING)
    else:
        yield Passed()
