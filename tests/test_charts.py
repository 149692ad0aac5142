"""Charts say what the facts say, also where sources are known only as a whole."""

from decimal import Decimal

from budgets.charts import income_slices, revenue_and_expenditure, slices
from budgets.models import Budget, Department, Edition, Region, RevenueLine
from budgets.tables import Facts
from budgets.tables.editions import fill_standard
from budgets.vocabulary import Fund, MoneyOrigin


def balance(*lines):
    """Return table 01 of an edition with certain revenue: fund, amount in yuan, origin."""
    department = Department(region=Region(code="410796"), code="104")
    edition = Edition(budget=Budget(department=department, year=2024), form_set="printed")
    revenue = [
        RevenueLine(fund=fund, amount=Decimal(amount), origin=origin, edition=edition) for fund, amount, origin in lines
    ]
    return fill_standard(Facts(edition, {RevenueLine: revenue}), "revenue_and_expenditure")


def test_sources_that_the_form_has_are_its_rows():
    filled = balance(
        (Fund.FISCAL_APPROPRIATION, "300.00", MoneyOrigin.CURRENT), (Fund.OTHER, "100.00", MoneyOrigin.CURRENT)
    )
    assert [(one.label, str(one.share)) for one in income_slices(filled)] == [
        ("一般公共预算", "75.00"),
        ("其他收入", "25.00"),
    ]


def test_appropriation_as_a_whole_is_no_hole():
    """Final accounts say 财政拨款收入 and no fund: a chart of the form's rows would show other revenue alone."""
    filled = balance(
        (Fund.GOVERNMENT_BUDGET_FUNDS, "900.00", MoneyOrigin.CURRENT),
        (Fund.OTHER, "100.00", MoneyOrigin.CURRENT),
        (Fund.ALL_FUNDS, "50.00", MoneyOrigin.BROUGHT_FORWARD),
    )
    found = income_slices(filled)
    assert [(one.label, str(one.amount), str(one.start)) for one in found] == [
        ("财政拨款收入", "900.00", "0"),
        ("其他收入", "100.00", "90.00"),
    ]
    assert "财政拨款收入" in revenue_and_expenditure(found, found).sentence
    assert slices(filled, "expenditure_amount") == []
