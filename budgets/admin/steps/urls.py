"""Addresses of these pages."""

from django.urls import URLPattern, URLResolver, path

from budgets.admin.steps import correction, history, preview
from budgets.admin.steps.pages import PAGES, step_view

urlpatterns: list[URLPattern | URLResolver] = [
    *(path(f"editions/<int:pk>/{one.step}/", step_view(one), name=f"edition_{one.step}") for one in PAGES),
    path("editions/<int:pk>/correct/", correction.show, name="edition_correct"),
    path("editions/<int:pk>/history/", history.show, name="edition_history"),
    *preview.urlpatterns,
]
