"""The one application of the portal."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BudgetsConfig(AppConfig):
    """Budgets of departments: entered, checked, published, read."""

    name = "budgets"
    verbose_name = _("部门预算")
