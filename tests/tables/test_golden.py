"""Every cell of the published document stands in the filled table, at its row and column."""

from budgets.tables import Facts, printed
from tests.published import DERIVED, TABLES, every_golden, filled, goldens

pytest_plugins = ["tests.published"]


@every_golden
def test_the_table_prints_what_the_document_prints(golden, published):
    table = filled(Facts(published), golden.number)
    section = table.sections[golden.at]
    assert [leaf.key for leaf in section.section.leaves] == golden.columns
    assert [[printed(cell, golden.table) for cell in row.cells] for row in section.rows] == golden.rows


def test_every_section_of_a_declared_table_has_golden_figures():
    declared = {(table.number, section.key) for table in TABLES for section in table.sections}
    known = {(golden.number, golden.section) for golden in goldens()}
    assert {number for number, _section in declared - known} == DERIVED
    assert known <= declared


def test_the_tables_without_golden_figures_are_those_the_document_does_not_print(published):
    printed_tables = set(Facts(published).printed_tables)
    assert {table.number for table in TABLES} - printed_tables == DERIVED


def test_the_document_is_as_large_as_it_is_said_to_be(published):
    facts = Facts(published)
    assert len(facts.projects) == 13
    assert sum(map(len, facts.indicators_by_project.values())) == 94
    assert len(facts.economic_expenditures) == 13
    assert len(facts.expenditures) == len(facts.fund_expenditures) == 17
    assert len({line.code for line in facts.expenditures}) == 13
