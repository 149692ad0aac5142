"""Beginning an edition: what is taken over from another one, what is not, and only once."""

import pytest

from budgets.entry.beginnings import Taken, UnfinishedEditionError, begin, possible_sources
from budgets.models import (
    BudgetYear,
    ChangeRecord,
    DeclaredAmount,
    EconomicExpenditure,
    FunctionExpenditure,
    Narrative,
    PerformanceIndicator,
    Project,
    ProjectFunding,
    RevenueLine,
    ThreePublicExpense,
)
from budgets.tables import Facts, fill, find_table
from budgets.vocabulary import EditionOrigin, EditionStatus, Fund
from tests.entry.typing import rows_of
from tests.make import make_budget
from tests.published import published, published_once

__all__ = ["published", "published_once"]


@pytest.fixture
def next_year(published):
    """The budget of the year after the sample's."""
    return make_budget(published.budget.department, year=2024)


def total(edition, number):
    return fill(find_table("henan-2023", number), Facts(edition)).by_address["total", "total"].computed


def test_everything_of_last_year_but_what_was_approved_then(published, next_year, clerk):
    BudgetYear.objects.create(region=published.budget.department.region, year=2024, approved_on="2024-02-01")
    edition = begin(next_year, by=clerk, from_edition=published)
    assert (edition.number, edition.origin, edition.status) == (1, EditionOrigin.PREPARED, EditionStatus.DRAFT)
    assert str(edition.approved_on) == "2024-02-01"
    assert edition.department_name == published.budget.department.name
    # Table 03 and table 05 of the sample say the same: one of the two is kept, of the fund that all money is.
    assert FunctionExpenditure.objects.filter(edition=edition).count() == 17
    funds = set(edition.functionexpenditures.values_list("fund", flat=True))
    assert funds == {Fund.FISCAL_APPROPRIATION}
    assert str(total(edition, 3)) == str(total(edition, 5)) == "28521100.00"
    assert EconomicExpenditure.objects.filter(edition=edition).count() == 13
    assert Project.objects.filter(edition=edition).count() == 13
    assert PerformanceIndicator.objects.filter(project__edition=edition).count() == 94
    assert not DeclaredAmount.objects.filter(edition=edition).exists()
    hospitality = ThreePublicExpense.objects.get(edition=edition, item="hospitality")
    assert (str(hospitality.last_year_amount), hospitality.reason) == ("2000.00", "")
    assert ChangeRecord.objects.filter(edition=edition, kind="Project").count() == 13
    # The form of an edition prepared here has its projects in one order.
    assert all(one.performance_position == one.position for one in Project.objects.filter(edition=edition))
    assert edition.functionexpenditures.exclude(source_table=None).count() == 0


def test_the_rows_of_last_year_without_their_amounts(published, next_year, clerk):
    edition = begin(next_year, by=clerk, from_edition=published, taken=Taken.ROWS)
    # A row that nobody fills in is blank, which is not nothing: none is stored, all are offered.
    assert edition.rows_from == published
    for model in (FunctionExpenditure, EconomicExpenditure, ThreePublicExpense):
        assert not model.objects.filter(edition=edition).exists()
    # 13 subjects in table 03 and 13 pairs of classes in table 06, as the document prints them.
    assert [len(rows_of(edition, sheet)) for sheet in ("function_expenditure", "basic_economic")] == [13, 13]
    assert Project.objects.filter(edition=edition).count() == 13
    assert not ProjectFunding.objects.filter(project__edition=edition).exists()
    assert not RevenueLine.objects.filter(edition=edition).exists()


def test_the_texts_alone(published, next_year, clerk):
    edition = begin(next_year, by=clerk, from_edition=published, taken=Taken.TEXTS)
    assert edition.rows_from is None
    assert Narrative.objects.filter(edition=edition).count() == 18
    assert not Project.objects.filter(edition=edition).exists()


def test_nothing_at_all(next_year, clerk):
    edition = begin(next_year, by=clerk)
    assert not Narrative.objects.filter(edition=edition).exists()


def test_a_budget_has_one_edition_at_work(next_year, clerk):
    first = begin(next_year, by=clerk)
    with pytest.raises(UnfinishedEditionError) as refused:
        begin(next_year, by=clerk)
    assert refused.value.edition == first


def test_one_may_begin_from_last_year_and_from_what_the_budget_had(published, next_year, clerk):
    assert possible_sources(next_year) == [published]
    begun = begin(next_year, by=clerk)
    assert possible_sources(next_year) == [begun, published]
