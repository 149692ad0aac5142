"""What every page of a figure must tell: lists that add up to it, or by how much they do not."""

from decimal import Decimal

from budgets.explanations import Way, additions
from budgets.explanations.names import exact_amount
from budgets.explanations.words import difference_in_words, opening, terms, why_alone
from budgets.tables import edition_table, edition_tables, fill


def figures(facts):
    """Yield every amount of every table of an edition, with its table."""
    for table in edition_tables(facts):
        filled = fill(table, facts)
        for cell in filled.cells:
            if cell.column.is_amount and cell.amount is not None:
                yield filled, cell


def assert_everything_is_told(facts):
    """Hold every figure against what its page would list; return how many figures and lists there were."""
    count = lists = 0
    for filled, cell in figures(facts):
        ways = additions(filled, cell)
        count, lists = count + 1, lists + len(ways)
        for addition in ways:
            assert_told(filled, cell, addition)
        if not ways:
            assert cell.unknown or not cell.lines
            assert why_alone(filled, cell)
    return count, lists


def assert_told(filled, cell, addition):
    """Hold one list against the figure that it is below."""
    where = (filled.table.number, cell.row, cell.column.key, addition.way)
    listed = sum((one.amount for one in addition.addends), Decimal(0))
    named = terms(filled, addition)
    told = difference_in_words(filled, cell, addition)
    assert opening(addition), where
    assert not named or sum((one.amount for one in named), Decimal(0)) == listed, where
    if listed == cell.amount:
        assert told == "", where
    else:
        assert f"{exact_amount(filled, abs(cell.amount - listed))} {filled.table.unit_label}" in told, where
        assert exact_amount(filled, listed) in told, where
    lines = [id(one) for one in addition.addends]
    assert len(set(lines)) == len(lines), where
    if addition.way == Way.LINES:
        assert set(lines) == {id(line) for line in cell.lines}, where


def figure(facts, number, row, column):
    """Return a figure of an edition with its table."""
    filled = fill(edition_table(facts, number), facts)
    return filled, filled.by_address[row, column]
