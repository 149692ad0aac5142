"""Addresses of the pages that look over many departments: comparison, subjects, economic classes, “三公”, projects."""

from django.urls import URLPattern, path

from budgets.pages import across, across_charts, across_projects, across_three_public, compare

urlpatterns: list[URLPattern] = [
    path("compare/", compare.show),
    path("compare.csv", compare.download),
    path("compare/charts/<slug:chart>/", compare.show_chart),
    *(
        pattern
        for name, place in (("functions", "function"), ("economics", "economic"))
        for pattern in (
            path(f"{name}/", across.show, {"classification": name}),
            path(f"{name}.csv", across.download, {"classification": name}),
            path(f"{name}/<slug:{place}>/", across.show, {"classification": name}),
            path(f"{name}/<slug:{place}>/chart/", across_charts.show, {"classification": name}),
            path(f"{name}/<slug:{place}>.csv", across.download, {"classification": name}),
        )
    ),
    path("three-public/", across_three_public.show),
    path("three-public/chart/", across_charts.show_three_public),
    path("three-public.csv", across_three_public.download),
    path("projects/", across_projects.show),
    path("projects.csv", across_projects.download),
]
