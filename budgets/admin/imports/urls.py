"""Addresses of these pages."""

from django.urls import path

from budgets.admin.imports import acts, tables, views

urlpatterns = [
    path("imports/", views.show_list, name="import_list"),
    path("imports/new/", views.upload, name="import_upload"),
    path("imports/template.xlsx", views.download_template, name="import_template"),
    path("imports/<int:pk>/", views.show_job, name="import_job"),
    path("imports/<int:pk>/status.json", views.show_status, name="import_status"),
    path("imports/<int:pk>/original/", views.download_original, name="import_original"),
    path("imports/<int:pk>/tables/<int:number>/", tables.show_table, name="import_table"),
    path("imports/<int:pk>/pages/<int:page>.png", tables.show_page, name="import_page"),
    path("imports/<int:pk>/confirm/", acts.confirm_import, name="import_confirm"),
    path("imports/<int:pk>/undo/", acts.undo_import, name="import_undo"),
    path("imports/<int:pk>/cancel/", acts.cancel_import, name="import_cancel"),
    path("imports/<int:pk>/retry/", acts.retry_import, name="import_retry"),
]
