"""Which fund is part of which, and which nature of spending: 财政拨款 is 一般公共预算, wages are basic expenditure."""

from collections.abc import Mapping
from functools import cache

from budgets.vocabulary import Fund, Nature

FUND_PARTS: Mapping[str, tuple[str, ...]] = {
    Fund.ALL_FUNDS: (Fund.GOVERNMENT_BUDGET_FUNDS, Fund.SPECIAL_ACCOUNT_FUNDS, Fund.UNIT_FUNDS),
    Fund.GOVERNMENT_BUDGET_FUNDS: (
        Fund.GENERAL_PUBLIC_BUDGET,
        Fund.GOVERNMENT_MANAGED_FUNDS,
        Fund.STATE_CAPITAL_OPERATIONS,
    ),
    Fund.GENERAL_PUBLIC_BUDGET: (Fund.FISCAL_APPROPRIATION, Fund.OTHER_GENERAL),
    Fund.UNIT_FUNDS: (Fund.OPERATIONAL, Fund.BUSINESS, Fund.FROM_SUPERIOR, Fund.FROM_SUBORDINATES, Fund.OTHER),
}
NATURE_PARTS: Mapping[str, tuple[str, ...]] = {
    Nature.ALL_NATURES: (
        Nature.BASIC_EXPENDITURE,
        Nature.PROJECT_EXPENDITURE,
        Nature.TO_SUPERIOR,
        Nature.BUSINESS_EXPENDITURE,
        Nature.TO_SUBORDINATES,
    ),
    Nature.BASIC_EXPENDITURE: (Nature.PERSONNEL, Nature.OPERATING),
    Nature.PERSONNEL: (Nature.WAGES, Nature.HOUSEHOLD_SUBSIDIES),
    Nature.OPERATING: (Nature.GOODS_SERVICES, Nature.CAPITAL),
    Nature.PROJECT_EXPENDITURE: (Nature.OTHER_OPERATION, Nature.SPECIFIC_PURPOSE),
}


@cache
def belongs_to_fund(fund: str, wanted: str) -> bool | None:
    """Tell whether money of `fund` is money of `wanted`; None where `fund` is coarser and it cannot be told."""
    return _belongs(fund, wanted, FUND_PARTS)


@cache
def belongs_to_nature(nature: str, wanted: str) -> bool | None:
    """Tell whether spending of `nature` is spending of `wanted`; None where `nature` is the coarser one."""
    return _belongs(nature, wanted, NATURE_PARTS)


def _belongs(value: str, wanted: str, parts: Mapping[str, tuple[str, ...]]) -> bool | None:
    """Look for `value` below `wanted`, then for `wanted` below `value`."""
    if _reaches(wanted, value, parts):
        return True
    return None if _reaches(value, wanted, parts) else False


def _reaches(whole: str, part: str, parts: Mapping[str, tuple[str, ...]]) -> bool:
    """Tell whether `part` is `whole` or somewhere below it."""
    return whole == part or any(_reaches(child, part, parts) for child in parts.get(whole, ()))
