"""The one application of the portal, and its admin."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class BudgetsConfig(AppConfig):
    """Budgets of departments: entered, checked, published, read."""

    name = "budgets"
    verbose_name = _("部门预算")


class PortalAdminConfig(AdminConfig):
    """Django's admin as the staff's workspace."""

    default_site = "budgets.workspace.PortalAdminSite"
