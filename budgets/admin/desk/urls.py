"""Addresses of these pages."""

from django.urls import URLPattern, path

from budgets.admin.desk import views

urlpatterns: list[URLPattern] = [
    path("", views.show, name="desk"),
    path("reminders/", views.show_reminders, name="desk_reminders"),
    path("reminders.csv", views.download_reminders, name="desk_reminders_file"),
]
