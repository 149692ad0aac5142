"""Addresses of the site: the staff's admin, and the public pages at the root."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("budgets.pages.urls")),
]

handler404 = "budgets.pages.errors.page_not_found"
handler500 = "budgets.pages.errors.server_error"
