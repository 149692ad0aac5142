"""Spending by subject: 类, then 款, then 项, down to the projects of each."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from budgets.models import FunctionExpenditure
from budgets.pages.addresses import BudgetAddress
from budgets.pages.breakdown import (
    describe_code,
    divide_by_code,
    divide_by_fund,
    divide_by_nature,
    finest_natures,
    in_words,
    of_nature,
    standings,
)
from budgets.pages.frame import Crumb, frame, show_edition
from budgets.pages.lookup import BudgetKey
from budgets.pages.project_subjects import projects_of_subject
from budgets.tables import Facts
from budgets.tables.links import infer_subjects
from budgets.tables.outline import EVERYTHING, FUNCTIONS, Outline
from budgets.vocabulary import Fund, Nature

# Below a code its next two levels are shown: 款 and 项 below a 类.
DEPTH = 2


def show_list(request: HttpRequest, **key: Any) -> HttpResponse:
    """Show spending by 类 and 款."""
    return show_edition(request, BudgetKey(**key), "drill/functions.html", compose_list)


def compose_list(facts: Facts) -> dict[str, Any]:
    """Gather all spending, divided by 类 and 款, by nature and by fund."""
    page = frame(facts.edition, _("支出功能分类"))
    outline = function_outline(facts)
    return {
        "frame": page,
        "total": outline.amount(EVERYTHING),
        "division": divide_by_code(outline, EVERYTHING, page.address.function, DEPTH),
        **_other_divisions(facts, outline, EVERYTHING),
        "standings": standings(outline.stands.get(EVERYTHING, ()), page.address.table),
        "scope": scope(outline.lines),
    }


def show(request: HttpRequest, function: str, **key: Any) -> HttpResponse:
    """Show one 类, 款 or 项."""
    return show_edition(request, BudgetKey(**key), "drill/function.html", lambda facts: compose(facts, function))


def compose(facts: Facts, code: str) -> dict[str, Any]:
    """Gather a code's amount, what it is divided into, its projects, and the cells it stands in."""
    outline = function_outline(facts)
    address = BudgetAddress.of(facts.edition)
    root = Crumb(_("支出功能分类"), address.functions)
    described = describe_code(facts, outline, code, root, address.function)
    spending = of_nature(outline.under(code), Nature.PROJECT_EXPENDITURE)
    return {
        **described,
        "division": divide_by_code(outline, code, address.function, DEPTH),
        **_other_divisions(facts, outline, code),
        "projects": projects_of_subject(facts, code, spending, infer_subjects(facts), address),
        "standings": standings(outline.stands.get(code, ()), address.table),
        "scope": scope(outline.lines),
    }


def function_outline(facts: Facts) -> Outline:
    """Return spending by subject over all funds; where the document gives a subject by fund only, by fund."""
    return Outline.of(FUNCTIONS, facts.expenditures, facts)


def _other_divisions(facts: Facts, outline: Outline, code: str) -> dict[str, Any]:
    """Divide a code by nature and by fund; the finer table of the two tells the natures."""
    lines, whole = outline.under(code), outline.amount(code)
    by_fund = [line for line in facts.fund_expenditures if line.code.startswith(code)]
    by_nature = finest_natures([lines, by_fund])
    return {
        "natures": divide_by_nature(by_nature, whole, outline.allowance(code, len(by_nature))),
        "funds": divide_by_fund(by_fund, whole, outline.allowance(code, len(by_fund))),
    }


def scope(lines: Sequence[FunctionExpenditure]) -> str:
    """Say which money a document gives by subject where that is not all of it."""
    funds = {line.fund for line in lines}
    if not lines or Fund.ALL_FUNDS in funds or len(funds) > 1:
        return ""
    return _("公布的文件只按科目列出了%(fund)s的支出，共 %(amount)s。") % {
        "fund": Fund(funds.pop()).label,
        "amount": in_words(Outline(FUNCTIONS, lines).amount(EVERYTHING)),
    }
