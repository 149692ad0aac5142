"""The standard tables of an edition in another form set: its figures, and nothing of a table with the same number."""

from budgets.models import DeclaredAmount
from budgets.tables.editions import fill_standard
from budgets.vocabulary import EditionOrigin
from tests.final_accounts import final_facts, yuan
from tests.published import facts_of


def total(facts, kind, column):
    """Return a printed total of a standard table in yuan."""
    return fill_standard(facts, kind).by_address["total", column].amount


def test_three_public_of_final_accounts_is_not_what_table_08_prints():
    """Table 08 of final accounts is 国有资本经营: its total is none of “三公”, which come to 46.20 (万元)."""
    facts = final_facts()
    facts.of(DeclaredAmount).append(DeclaredAmount(table_number=8, row="total", column="total", amount=yuan("500")))
    assert facts.declared[8, "total", "total"] == yuan("500")
    assert total(facts, "three_public", "total") == yuan("46.20")
    assert total(facts, "government_managed_funds_expenditure", "total") is None


def test_a_table_of_the_same_kind_keeps_what_is_printed():
    """住房保障 is printed as 980.85, and its lines add up to 980.84: both tables are 收支总表."""
    cell = fill_standard(final_facts(), "revenue_and_expenditure").by_address["221", "expenditure_amount"]
    assert (cell.amount, cell.computed) == (yuan("980.85"), yuan("980.84"))


def test_a_standard_edition_keeps_what_is_printed():
    printed = DeclaredAmount(table_number=8, row="total", column="total", amount=yuan("0.20"))
    facts = facts_of(printed, origin=EditionOrigin.TRANSCRIBED)
    assert total(facts, "three_public", "total") == yuan("0.20")
