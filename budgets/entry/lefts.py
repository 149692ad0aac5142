"""The columns on the left of sheets of money: unit, fund, origin; and which funds are general public budget."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from budgets.entry.columns import CellKind, Choices, EntryColumn
from budgets.entry.ledger import Ledger
from budgets.parts import belongs_to_fund, belongs_to_nature
from budgets.vocabulary import Fund, MoneyOrigin, Nature

# The funds that lines of a prepared budget name: the finest ones.
LEAVES = (
    Fund.FISCAL_APPROPRIATION,
    Fund.OTHER_GENERAL,
    Fund.GOVERNMENT_MANAGED_FUNDS,
    Fund.STATE_CAPITAL_OPERATIONS,
    Fund.SPECIAL_ACCOUNT_FUNDS,
    Fund.OPERATIONAL,
    Fund.BUSINESS,
    Fund.FROM_SUPERIOR,
    Fund.FROM_SUBORDINATES,
    Fund.OTHER,
)
CODE_LENGTH, NAME_LENGTH = 7, 100
BASIC_NATURES = tuple(one for one in Nature if belongs_to_nature(one, Nature.BASIC_EXPENDITURE))
GENERAL_FUNDS = tuple(one for one in Fund if belongs_to_fund(one, Fund.GENERAL_PUBLIC_BUDGET))


def choices(values: Collection[str], enumeration: Any) -> Choices:
    """Return values of an enumeration with their labels, in the order of the enumeration."""
    return tuple((one.value, str(one.label)) for one in enumeration if one in values)


def unit_column(ledger: Ledger, default: str = "") -> EntryColumn:
    """Return the column of the unit that money is spent by; blank is the whole department."""
    return EntryColumn("unit", _("预算单位"), CellKind.CHOICE, choices=ledger.unit_choices, default=default, width=10)


def origin_column() -> EntryColumn:
    """Return the column that tells this year's money from what was left over."""
    offered = choices(list(MoneyOrigin), MoneyOrigin)
    default = MoneyOrigin.CURRENT.value
    return EntryColumn("origin", _("本年或结转"), CellKind.CHOICE, choices=offered, required=True, default=default)


def fund_column(offered: Collection[str], default: str) -> EntryColumn:
    """Return the column of the fund."""
    listed = choices(offered, Fund)
    return EntryColumn("fund", _("资金"), CellKind.CHOICE, choices=listed, required=True, default=default, width=12)
