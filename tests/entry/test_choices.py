"""Cells in which one chooses: by value, by a label that only one has, and codes however they are typed."""

import pytest

from budgets.models import FunctionExpenditure, PerformanceIndicator
from budgets.vocabulary import Fund, Role
from tests.entry.typing import fresh, send
from tests.make import appoint, make_edition, make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return make_edition()


@pytest.fixture
def clerk(edition):
    return appoint("经办", Role.CLERK, department=edition.budget.department)


def indicator(project: str) -> dict[str, str]:
    return {"project_id": project, "kind": "output", "name": "台数", "value": "≥2台"}


def test_of_two_projects_of_one_name_the_one_chosen_is_meant(edition, clerk):
    first, second = (make_project(edition, name="设备购置", key=key) for key in ("p1", "p2"))
    assert send(edition, "indicators", fresh(1, **indicator(str(first.pk))), by=clerk)["refused"] == []
    assert send(edition, "indicators", fresh(2, **indicator(str(second.pk))), by=clerk)["refused"] == []
    assert [one.project_id for one in PerformanceIndicator.objects.order_by("pk")] == [first.pk, second.pk]
    (refused,) = send(edition, "indicators", fresh(3, **indicator("设备购置")), by=clerk)["refused"]
    assert "project_id" in refused["errors"]


def test_a_value_is_never_taken_for_a_name(edition, clerk):
    first = make_project(edition, name="甲", key="p1")
    make_project(edition, name=str(first.pk), key="p2")
    send(edition, "indicators", fresh(1, **indicator(str(first.pk))), by=clerk)
    assert PerformanceIndicator.objects.get().project_id == first.pk


def test_a_code_of_full_width_is_the_same_code(edition, clerk):
    typed = {"code": "２０１３２０１", "fund": Fund.FISCAL_APPROPRIATION.value, "origin": "current", "wages": "1.00"}
    assert send(edition, "function_expenditure", fresh(1, **typed), by=clerk)["refused"] == []
    assert FunctionExpenditure.objects.get().code == "2013201"
