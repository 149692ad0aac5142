"""Addresses of the workspace's own pages, below /admin/ and in its namespace: each view guarded by `staff_page`."""

from django.urls import include, path

urlpatterns = [
    path("", include("budgets.admin.desk.urls")),
    path("", include("budgets.admin.entry.urls")),
    path("", include("budgets.admin.imports.urls")),
    path("", include("budgets.admin.steps.urls")),
    path("", include("budgets.admin.years.urls")),
    path("", include("budgets.admin.accounts.urls")),
]
