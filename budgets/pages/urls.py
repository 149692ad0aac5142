"""Public addresses, as docs of the project promise them; a draft is 404 on every one."""

from django.urls import URLPattern, URLResolver, include, path, register_converter

from budgets.pages import (
    cell,
    charts,
    checks,
    department,
    economics,
    editions,
    functions,
    glossary,
    home,
    overview,
    pictures,
    project,
    publications,
    region,
    report,
    search,
    source,
    table,
    units,
    workbook,
)
from budgets.pages.converters import DepartmentConverter, RegionConverter, YearConverter
from budgets.pages.withdrawal_notice import noting_withdrawals
from budgets.vocabulary import Phase

register_converter(RegionConverter, "region")
register_converter(DepartmentConverter, "department")
register_converter(YearConverter, "year")

BUDGET_VIEWS: list[URLPattern] = [
    path("", overview.show),
    path("tables/<int:number>/", table.show),
    path("tables/<int:number>.<str:form>", table.download),
    path("tables/<int:number>/cells/<slug:row>/<slug:column>/", cell.show),
    path("projects/", project.show_list),
    path("projects/<slug:project>/", project.show),
    path("projects/<slug:project>/chart/", project.show_chart),
    path("charts/<slug:chart_key>/", charts.show),
    path("functions/", functions.show_list),
    path("functions/<slug:function>/", functions.show),
    path("economics/", economics.show_list),
    path("economics/<slug:economic>/", economics.show),
    path("units/", units.show_list),
    path("units/<slug:unit>/", units.show),
    path("report/", report.show),
    path("checks/", checks.show),
    path("checks/<slug:rule>/", checks.show_rule),
    path("editions/", editions.show),
    path("changes/", editions.show_changes),
    path("facts.json", editions.download_facts),
    path("budget.xlsx", workbook.download),
    path("picture.png", pictures.show),
    path("source/", source.show),
    path("source/file", source.download),
    path("source/pages/<int:page>.png", source.show_page),
]
BUDGET_PAGES = [path(str(one.pattern), noting_withdrawals(one.callback)) for one in BUDGET_VIEWS]
BUDGET = "<region:region>/<department:department>/<year:year>/"


def budget_pages(prefix: str, **constants: str) -> list[URLResolver]:
    """Return the pages of a budget below a prefix, as they stand and at an edition's number."""
    return [
        path(prefix, include(BUDGET_PAGES), constants),
        path(f"{prefix}editions/<int:edition>/", include(BUDGET_PAGES), constants),
    ]


urlpatterns = [
    path("", home.show),
    path("glossary/", glossary.show),
    path("search/", search.show),
    path("", include("budgets.pages.site_urls")),
    path("", include("budgets.pages.across_urls")),
    path("<region:region>/", region.show),
    path("<region:region>/charts/categories/", region.show_chart),
    path("<region:region>/<department:department>/", department.show),
    path("<region:region>/publications/", publications.show_list),
    path("<region:region>/publications/verify/", publications.show_verification),
    path("<region:region>/publications/<int:number>/", publications.show),
    path("<region:region>/publications/<int:number>/record.json", publications.download_record),
    *budget_pages(BUDGET),
    *budget_pages(f"{BUDGET}final/", phase=Phase.FINAL.value),
    *budget_pages(f"{BUDGET}adjusted/", phase=Phase.ADJUSTED.value),
]
