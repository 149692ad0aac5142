"""What a published edition amounts to by dimension, and the sums of regions that follow from it."""

from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from budgets.models import Edition, FunctionExpenditure, Project, ProjectFunding, PublishedAmount, RegionAmount
from budgets.publishing import index_publications, publish
from budgets.summaries import drop_summary, keep_summaries, summarise
from budgets.tables import Facts
from budgets.vocabulary import Dimension, Fund, Nature
from tests.final_accounts import final_facts
from tests.make import make_budget, make_department, make_edition, make_region
from tests.published import twin_facts

pytest_plugins = ["tests.published"]

# As the document prints them, in 万元: dimension, code, amount.
PRINTED = """
total revenue 2852.11
total expenditure 2852.11
revenue general_public_budget 2852.11
function 201 935.30
function 20132 935.30
function 2013201 627.30
function 208 1668.46
function 210 248.35
nature total 2852.11
nature basic_expenditure 722.64
nature project_expenditure 2129.47
nature wages 675.34
nature household_subsidies 8.86
nature goods_services 38.44
nature other_operation 62.00
nature specific_purpose 2067.47
economic 301 675.34
economic 302 38.44
economic 303 8.86
economic 30201 5.68
three_public total 0.20
three_public hospitality 0.20
three_public overseas_visits 0.00
"""


def by_code(summaries):
    return {(one.dimension, one.code): one.amount for one in summaries if one.dimension != Dimension.PROJECT}


@pytest.fixture(scope="module")
def sample():
    return summarise(twin_facts())


def test_the_amounts_are_those_printed(sample):
    found = by_code(sample)
    printed = [line.split() for line in PRINTED.split("\n") if line]
    told = {(dimension, code): str(found[dimension, code] / 10_000) for dimension, code, _amount in printed}
    assert {key: Decimal(amount) for key, amount in told.items()} == {
        (dimension, code): Decimal(amount) for dimension, code, amount in printed
    }


def test_a_blank_is_not_zero(sample):
    assert (Dimension.NATURE, "capital") not in by_code(sample)


def test_every_project_is_there_under_its_kind(sample):
    projects = [one for one in sample if one.dimension == Dimension.PROJECT]
    assert len(projects) == len({one.key for one in projects}) == 13
    assert sum(one.amount for one in projects) == Decimal("21294700.00")
    (found,) = [one for one in projects if one.name == "人才发展奖励"]
    assert (found.code, found.amount) == ("specific_purpose", Decimal("2250000.00"))


def test_each_level_adds_up_to_the_level_above(sample):
    found = {one.code: one.amount for one in sample if one.dimension == Dimension.FUNCTION}
    for code, amount in found.items():
        parts = [part for other, part in found.items() if len(other) == len(code) + 2 and other.startswith(code)]
        assert not parts or sum(parts) == amount


def test_final_accounts_are_summarised_too():
    found = by_code(summarise(final_facts()))
    assert found[Dimension.FUNCTION, "201"] == Decimal("106855600.00")
    assert found[Dimension.NATURE, "total"] == Decimal("145725300.00")


def test_amounts_name_what_is_printed_beside_them(sample):
    names = {(one.dimension, one.code): one.name for one in sample}
    assert names[Dimension.FUNCTION, "208"] == "社会保障和就业支出"
    assert names[Dimension.TOTAL, "expenditure"] == "支出总计"
    assert names[Dimension.NATURE, "basic_expenditure"] == "基本支出"


def sums():
    """Return the sums of all regions, as they are kept."""
    rows = RegionAmount.objects.all()
    return {(row.region_id, row.year, row.phase, row.dimension, row.code): (row.amount, row.count) for row in rows}


def recomputed():
    """Return the sums of all regions, added up from what stands."""
    found = {}
    for row in PublishedAmount.objects.all():
        key = (row.region_id, row.year, row.phase, row.dimension, row.code)
        amount, count = found.get(key, (Decimal(0), 0))
        found[key] = (amount + row.amount, count + 1)
    return found


def test_publishing_keeps_the_sums_of_the_region(published):
    assert PublishedAmount.objects.filter(edition=published).count() == len(summarise(Facts(published)))
    (row,) = RegionAmount.objects.filter(dimension=Dimension.FUNCTION, code="20805")
    assert (row.amount, row.count, row.name) == (Decimal("1106200.00"), 1, "行政事业单位养老支出")


def test_a_correction_takes_the_place_of_what_it_corrects(published):
    second = Edition.objects.create(budget=published.budget, number=2, department_name="更正")
    FunctionExpenditure.objects.create(
        edition=second,
        code="2080505",
        name="养老",
        fund=Fund.ALL_FUNDS,
        nature=Nature.ALL_NATURES,
        amount=Decimal("12.34"),
    )
    second.origin = "transcribed"
    second.save()
    publish(edition=second, by="测试", reason="更正金额")
    assert set(PublishedAmount.objects.values_list("edition", flat=True)) == {second.pk}
    assert sums() == recomputed()
    (row,) = RegionAmount.objects.filter(dimension=Dimension.FUNCTION, code="208")
    assert (row.amount, row.count) == (Decimal("12.34"), 1)
    assert not RegionAmount.objects.filter(dimension=Dimension.FUNCTION, code="201").exists()


def test_the_index_made_anew_is_the_same(published):
    before = sums()
    assert index_publications(published.budget.department.region, anew=True) == 1
    assert sums() == before == recomputed()


AMOUNTS = st.decimals("-99999.99", "9999999.99", places=2)
LINES = st.lists(st.tuples(st.sampled_from(["2080505", "2080506", "20132", "201"]), AMOUNTS), max_size=4)
# Which of four departments of two regions publishes, corrects or withdraws what.
STEPS = st.lists(st.tuples(st.integers(0, 3), st.sampled_from([2023, 2024]), LINES, st.booleans()), max_size=8)


def facts_with(edition, lines):
    """Return facts in memory: one line of spending and one project for each amount."""
    spending = [
        FunctionExpenditure(code=code, name="某科目", fund=Fund.ALL_FUNDS, nature=Nature.ALL_NATURES, amount=amount)
        for code, amount in lines
    ]
    projects = [Project(key=f"p{number}", name="某项目", kind="") for number in range(len(lines))]
    money = [
        ProjectFunding(project=project, fund=Fund.ALL_FUNDS, amount=amount)
        for project, (_code, amount) in zip(projects, lines, strict=True)
    ]
    return Facts(edition, {FunctionExpenditure: spending, Project: projects, ProjectFunding: money})


@pytest.mark.django_db
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_sums_are_those_of_what_stands_whatever_was_published_corrected_withdrawn(steps):
    with transaction.atomic():
        editions, standing = {}, set()
        for place, year, lines, withdraws in steps:
            department = make_department(f"20{place}", region=make_region(f"41000{place % 2}", "某地"))
            edition = editions.get((place, year)) or make_edition(make_budget(department, year))
            editions[place, year] = edition
            if (place, year) in standing:
                drop_summary(edition)
                standing.remove((place, year))
            if not withdraws:
                keep_summaries([(edition, facts_with(edition, lines))])
                standing.add((place, year))
        assert sums() == recomputed()
        assert all(count > 0 for _amount, count in sums().values())
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_many_at_once_are_the_same_as_one_by_one():
    editions = [
        make_edition(make_budget(make_department(code), year)) for code in ("101", "102") for year in (2023, 2024)
    ]
    facts = [facts_with(edition, [("2080505", Decimal("1.10")), ("201", Decimal("2.20"))]) for edition in editions]
    before = sums()
    for edition, own in zip(editions, facts, strict=True):
        keep_summaries([(edition, own)])
    together = sums()
    assert together == recomputed()
    for edition in editions:
        drop_summary(edition)
    assert sums() == before
    keep_summaries(zip(editions, facts, strict=True))
    assert sums() == together
