"""Addresses of these pages."""

from django.urls import URLPattern, path

from budgets.admin.years import approval, house, opening

urlpatterns: list[URLPattern] = [
    path("years/open/", opening.show_opening, name="year_open"),
    path("years/approval/", approval.show_approval, name="year_approval"),
    path("years/approval/<int:pk>/drop/", approval.drop_exception, name="year_approval_drop"),
    path("years/exemptions/", approval.show_exemptions, name="year_exemption"),
    path("years/exemptions/<int:pk>/drop/", approval.drop_exemption, name="year_exemption_drop"),
    path("budgets/<int:pk>/adjust/", opening.show_adjustment, name="budget_adjust"),
    path("house/", house.show_house, name="house"),
    path("house/rename/", house.show_renaming, name="house_rename"),
    path("house/merge/", house.show_merger, name="house_merge"),
    path("house/split/", house.show_split, name="house_split"),
]
