"""Public addresses, as docs of the project promise them; a draft is 404 on every one."""

from django.urls import URLPattern, URLResolver, include, path, register_converter

from budgets.pages import cell, checks, department, home, overview, project, region, report, source, table, workbook
from budgets.pages.converters import DepartmentConverter, RegionConverter, YearConverter
from budgets.vocabulary import Phase

register_converter(RegionConverter, "region")
register_converter(DepartmentConverter, "department")
register_converter(YearConverter, "year")

BUDGET_PAGES: list[URLPattern] = [
    path("", overview.show),
    path("tables/<int:number>/", table.show),
    path("tables/<int:number>.<str:form>", table.download),
    path("tables/<int:number>/cells/<slug:row>/<slug:column>/", cell.show),
    path("projects/", project.show_list),
    path("projects/<slug:project>/", project.show),
    path("report/", report.show),
    path("checks/", checks.show),
    path("budget.xlsx", workbook.download),
    path("source/", source.show),
    path("source/file", source.download),
    path("source/pages/<int:page>.png", source.show_page),
]
BUDGET = "<region:region>/<department:department>/<year:year>/"


def budget_pages(prefix: str, **constants: str) -> list[URLResolver]:
    """Return the pages of a budget below a prefix, as they stand and at an edition's number."""
    return [
        path(prefix, include(BUDGET_PAGES), constants),
        path(f"{prefix}editions/<int:edition>/", include(BUDGET_PAGES), constants),
    ]


urlpatterns = [
    path("", home.show),
    path("<region:region>/", region.show),
    path("<region:region>/<department:department>/", department.show),
    *budget_pages(BUDGET),
    *budget_pages(f"{BUDGET}final/", phase=Phase.FINAL.value),
    *budget_pages(f"{BUDGET}adjusted/", phase=Phase.ADJUSTED.value),
]
