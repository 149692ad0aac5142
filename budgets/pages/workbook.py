"""A whole edition as the portal's workbook."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from budgets.exporters.workbook import edition_xlsx
from budgets.pages.frame import answer_edition
from budgets.pages.lookup import BudgetKey
from budgets.pages.table import XLSX
from budgets.tables import Facts


def download(request: HttpRequest, **key: Any) -> HttpResponse:
    """Answer the edition as a workbook."""
    return answer_edition(request, BudgetKey(**key), write)


def write(facts: Facts) -> HttpResponse:
    """Write the workbook."""
    budget = facts.edition.budget
    name = f"{budget.department.region.code}-{budget.department.code}-{budget.year}-{budget.phase}"
    response = HttpResponse(edition_xlsx(facts), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response
