"""Spending by unit, where a department's budget is that of several units."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from budgets.models import Department, EconomicExpenditure
from budgets.money import add, share
from budgets.pages.breakdown import (
    Division,
    Line,
    divide_by_code,
    label_of,
    nature_columns,
    of_nature,
    remark_on,
)
from budgets.pages.frame import Crumb, frame, show_edition
from budgets.pages.functions import function_outline
from budgets.pages.lookup import BudgetKey
from budgets.pages.project_subjects import project_rows
from budgets.tables import Facts
from budgets.tables.links import infer_subjects
from budgets.tables.outline import ECONOMICS, EVERYTHING, FUNCTIONS, Comparison, Outline

FUNCTION_DEPTH, ECONOMIC_DEPTH = 3, 2


def show_list(request: HttpRequest, **key: Any) -> HttpResponse:
    """Show the units of a budget."""
    return show_edition(request, BudgetKey(**key), "drill/units.html", compose_list)


def compose_list(facts: Facts) -> dict[str, Any]:
    """Gather what each unit spends, and how many projects it has."""
    page = frame(facts.edition, _("预算单位"))
    whole = function_outline(facts).amount(EVERYTHING)
    return {
        "frame": page,
        "units": [(unit, page.address.unit(unit.code)) for unit in facts.all_units],
        "total": whole,
        "division": _divide(facts, whole, page.address.unit),
        "projects": [(unit, len(_projects(facts, unit))) for unit in facts.all_units],
        "has_projects": any(project.unit is not None for project in facts.projects),
    }


def _divide(facts: Facts, whole: Any, address: Any) -> Division:
    """Divide all spending by unit; what names none stands last."""
    lines = facts.expenditures
    columns = nature_columns(lines)
    groups = [
        (unit.label, unit.code, [line for line in lines if _is_of(line, unit)])
        for unit in facts.all_units
        if any(_is_of(line, unit) for line in lines)
    ]
    unnamed = [line for line in lines if line.unit is None]
    rows = []
    for name, code, own in [*groups, (_("没有写明单位的支出"), "", unnamed)] if groups else []:
        amount = add(line.amount for line in own)
        if own:
            parts = tuple(of_nature(own, nature) for nature in columns)
            rows.append(Line(name, amount, share(amount, whole), 0, code, address(code) if code else "", parts))
    comparison = Comparison(whole, add(row.amount for row in rows))
    return Division(rows, tuple(map(label_of, columns)), comparison, remark_on(comparison) if rows else "")


def show(request: HttpRequest, unit: str, **key: Any) -> HttpResponse:
    """Show one unit within a budget."""
    return show_edition(request, BudgetKey(**key), "drill/unit.html", lambda facts: compose(facts, unit))


def compose(facts: Facts, code: str) -> dict[str, Any]:
    """Gather a unit's subjects, economic classes and projects, as far as the document gives them by unit."""
    unit = next((one for one in facts.all_units if one.code == code), None)
    if unit is None:
        raise Http404
    listed = frame(facts.edition, _("预算单位"))
    functions = Outline(FUNCTIONS, [line for line in facts.expenditures if _is_of(line, unit)])
    economics = Outline(ECONOMICS, _economic(facts, unit))
    return {
        "frame": frame(facts.edition, unit.label, Crumb(_("预算单位"), listed.address.units)),
        "unit": unit,
        "amount": functions.amount(EVERYTHING),
        "share": share(functions.amount(EVERYTHING), function_outline(facts).amount(EVERYTHING)),
        "revenue": add(line.amount for line in facts.revenue_lines if _is_of(line, unit)),
        "functions": divide_by_code(functions, EVERYTHING, listed.address.function, FUNCTION_DEPTH),
        "economics": divide_by_code(economics, EVERYTHING, listed.address.economic, ECONOMIC_DEPTH),
        "projects": project_rows(facts, _projects(facts, unit), infer_subjects(facts), listed.address),
    }


def _is_of(fact: Any, unit: Department) -> bool:
    """Tell whether a fact names a unit."""
    return fact.unit is not None and fact.unit.code == unit.code


def _projects(facts: Facts, unit: Department) -> list[Any]:
    """Return a unit's projects."""
    return [project for project in facts.projects if _is_of(project, unit)]


def _economic(facts: Facts, unit: Department) -> Sequence[EconomicExpenditure]:
    """Return a unit's lines by economic class."""
    return [line for line in facts.economic_expenditures if _is_of(line, unit)]
