"""The admin as a site: what it calls itself, and the workspace's own pages beside those of the models."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _


class PortalAdminSite(admin.AdminSite):
    """Django's admin, with the pages that people work on."""

    site_header = _("预算公开门户·工作台")
    site_title = _("预算公开门户·工作台")
    index_title = _("工作台")

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Put the workspace's pages before those of the models."""
        return [path("", include("budgets.admin.urls")), *super().get_urls()]
