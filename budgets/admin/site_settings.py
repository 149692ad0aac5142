"""What the site says of itself: one form, since there is one site."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from budgets.admin.base import PortalAdmin
from budgets.models import SiteSettings

THE_ONE = 1


@admin.register(SiteSettings)
class SiteSettingsAdmin(PortalAdmin):
    """The page of the site's particulars, as they stand in the foot of every public page."""

    list_display = ("organiser", "operator", "identification_code")
    search_fields = ("organiser",)
    fieldsets = (
        (_("主办和承办"), {"fields": ("organiser", "operator")}),
        (
            _("登记"),
            {
                "fields": ("identification_code", "internet_record", "police_record"),
                "description": _("显示在每一页的底部；没有的留空，页面上就不出现。修改后一分钟内生效。"),
            },
        ),
        (_("联系"), {"fields": ("telephone", "email", "postal_address")}),
        (_("依申请公开"), {"fields": ("disclosure_guide",)}),
    )

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Allow the one row where it is missing."""
        return super().has_add_permission(request) and not SiteSettings.objects.exists()

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Keep the one row under its number."""
        obj.pk = THE_ONE
        super().save_model(request, obj, form, change)
