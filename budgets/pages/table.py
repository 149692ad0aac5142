"""A statutory table as a page and as files."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from budgets.exporters.table_csv import table_csv
from budgets.exporters.table_json import table_data
from budgets.exporters.table_xlsx import table_xlsx
from budgets.pages.frame import answer_edition, frame, show_edition
from budgets.pages.lookup import BudgetKey
from budgets.pages.statutory import statutory_tables
from budgets.tables import Facts, FilledTable, edition_table, edition_tables, fill

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show(request: HttpRequest, number: int, **key: Any) -> HttpResponse:
    """Show a table as the form prints it."""
    return show_edition(request, BudgetKey(**key), "table/show.html", lambda facts: compose(facts, number))


def compose(facts: Facts, number: int) -> dict[str, Any]:
    """Gather the filled table and the way to its neighbours."""
    filled = fill_table(facts, number)
    page = frame(facts.edition, filled.table.label)
    return {
        "frame": page,
        "filled": filled,
        "sections": statutory_tables(filled, page.address),
        "tabs": [(table, page.address.table(table.number)) for table in edition_tables(facts)],
        "files": [(label, page.address.table_file(number, form)) for form, label in FILES.items()],
        "source": facts.printed_tables.get(number),
    }


FILES = {"xlsx": "Excel", "csv": "CSV", "json": "JSON"}


def download(request: HttpRequest, number: int, form: str, **key: Any) -> HttpResponse:
    """Answer a table as a file in one of the forms there are."""
    if form not in FILES:
        raise Http404
    return answer_edition(request, BudgetKey(**key), lambda facts: write_file(fill_table(facts, number), form))


def write_file(filled: FilledTable, form: str) -> HttpResponse:
    """Write a filled table as JSON, CSV or XLSX."""
    if form == "json":
        return JsonResponse(table_data(filled), json_dumps_params={"ensure_ascii": False})
    if form == "csv":
        response = HttpResponse(table_csv(filled), content_type="text/csv; charset=utf-8")
    else:
        response = HttpResponse(table_xlsx(filled), content_type=XLSX)
    budget = filled.facts.edition.budget
    name = f"{budget.department.region.code}-{budget.department.code}-{budget.year}-table-{filled.table.number:02}"
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response


def fill_table(facts: Facts, number: int) -> FilledTable:
    """Fill a table of the edition's form set; raise Http404 where it has none of that number."""
    table = edition_table(facts, number)
    if table is None:
        raise Http404
    return fill(table, facts)
