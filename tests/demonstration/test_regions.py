"""A region is invented whole, once, and only where nothing real stands."""

import pytest
from django.core.management import CommandError, call_command

from budgets.chain import find_broken_publication
from budgets.models import Edition, Publication, PublishedAmount, Region, RegionAmount
from budgets.publishing import PublishingError, publish_invented
from budgets.tables import Facts
from budgets.vocabulary import Dimension

pytestmark = pytest.mark.django_db


@pytest.fixture
def region():
    call_command("generate_demo", regions=1, departments=3, years=2, last_year=2026, verbosity=0)
    return Region.objects.get(code="980001")


def test_every_department_has_a_published_budget_of_every_year(region, client):
    assert region.is_invented
    assert Edition.objects.published().count() == 6
    assert client.get("/980001/101/2025/tables/3/").status_code == 200
    assert client.get("/980001/103/2026/").status_code == 200


def test_the_chain_of_publications_fits(region):
    assert list(Publication.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]
    assert find_broken_publication(region) is None


def test_the_sums_of_the_region_are_those_of_its_editions(region):
    own = PublishedAmount.objects.filter(dimension=Dimension.TOTAL, code="expenditure", year=2026)
    whole = RegionAmount.objects.get(dimension=Dimension.TOTAL, code="expenditure", year=2026)
    assert whole.count == 3
    assert whole.amount == sum(one.amount for one in own)


def test_a_region_is_not_invented_twice(region):
    with pytest.raises(CommandError, match="980001"):
        call_command("generate_demo", regions=1, departments=3, years=2, verbosity=0)
    assert Edition.objects.count() == 6


def test_less_departments_than_regions_are_refused():
    with pytest.raises(CommandError, match="部门数"):
        call_command("generate_demo", regions=3, departments=2, verbosity=0)


def test_a_real_region_is_published_one_by_one(region):
    edition = Edition.objects.first()
    Region.objects.filter(pk=region.pk).update(is_invented=False)
    with pytest.raises(PublishingError, match="不是演示地区"):
        publish_invented(region=region, drafts=[Facts(edition)], by="测试")
