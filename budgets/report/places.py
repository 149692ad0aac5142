"""At which places of the tables stands what words name."""

import re
from collections.abc import Mapping

from budgets.checks.text.naming import Name, Side
from budgets.report.cells import ORDINAL, Place
from budgets.vocabulary import Fund, NarrativeKind, Nature, ThreePublicItem

BALANCE, REVENUE, SPENDING = "revenue_and_expenditure", "revenue", "function_expenditure"
APPROPRIATION, GENERAL = "fiscal_appropriation", "general_public_budget_expenditure"
BASIC, ECONOMIC, THREE_PUBLIC = "basic_expenditure", "economic_expenditure", "three_public"
MANAGED, CAPITAL = "government_managed_funds_expenditure", "state_capital_operations_expenditure"
AGENCY, PROJECTS = "agency_running_costs", "projects"
SUBJECT_TABLES = (GENERAL, SPENDING, "fiscal_appropriation_expenditure", MANAGED, CAPITAL)
TOTALS = ("grand_total", "current_total")
INCOME, SPENT = "revenue_amount", ("expenditure_amount", "total")

# The tables that a section speaks of first.
PREFERRED: Mapping[str, tuple[str, ...]] = {
    NarrativeKind.REVENUE_AND_EXPENDITURE: (BALANCE,),
    NarrativeKind.REVENUE: (REVENUE, BALANCE),
    NarrativeKind.EXPENDITURE: (SPENDING, BALANCE),
    NarrativeKind.FISCAL_APPROPRIATION: (APPROPRIATION, "fiscal_appropriation_expenditure"),
    NarrativeKind.GENERAL_PUBLIC_BUDGET: (GENERAL, APPROPRIATION),
    NarrativeKind.BASIC_EXPENDITURE: (BASIC, GENERAL),
    NarrativeKind.GOVERNMENT_MANAGED_FUNDS: (MANAGED,),
}
FUND_TABLES: Mapping[str, str] = {
    Fund.GENERAL_PUBLIC_BUDGET: GENERAL,
    Fund.GOVERNMENT_MANAGED_FUNDS: MANAGED,
    Fund.STATE_CAPITAL_OPERATIONS: CAPITAL,
}
ITEM_COLUMNS: Mapping[tuple[str, ...], str] = {
    tuple(ThreePublicItem.values): "total",
    (ThreePublicItem.VEHICLE_PURCHASE, ThreePublicItem.VEHICLE_OPERATION): "vehicles",
    **{(item,): str(item.value) for item in ThreePublicItem},
}
NATURES = {Nature.BASIC_EXPENDITURE, Nature.PROJECT_EXPENDITURE, Nature.PERSONNEL, Nature.OPERATING}
# Sources of revenue by the words that name them and nothing else.
SOURCES = (
    (re.compile(r"一般公共预算(?:当年)?(?:财政)?(?:拨款)?(?:收入|资金)?"), Fund.GENERAL_PUBLIC_BUDGET),
    (re.compile(r"政府性基金(?:预算)?(?:财政)?(?:拨款)?(?:收入|资金)?"), Fund.GOVERNMENT_MANAGED_FUNDS),
    (re.compile(r"国有资本经营(?:预算)?(?:财政)?(?:拨款)?(?:收入|资金)?"), Fund.STATE_CAPITAL_OPERATIONS),
    (re.compile(r"财政拨款(?:收入)?"), Fund.GOVERNMENT_BUDGET_FUNDS),
    (re.compile(r"财政专户管理资金(?:收入)?"), Fund.SPECIAL_ACCOUNT_FUNDS),
    (re.compile(r"事业收入"), Fund.OPERATIONAL),
    (re.compile(r"(?:事业单位)?经营收入"), Fund.BUSINESS),
    (re.compile(r"上级补助收入"), Fund.FROM_SUPERIOR),
    (re.compile(r"附属单位上缴收入"), Fund.FROM_SUBORDINATES),
    (re.compile(r"其他收入"), Fund.OTHER),
)
SOURCE_SECTIONS = {NarrativeKind.REVENUE, NarrativeKind.REVENUE_AND_EXPENDITURE}
BOTH_SIDES = re.compile(
    r"(?P<fund>一般公共预算|政府性基金(?:预算)?|国有资本经营预算)(?:财政拨款)?收[、入]?支(?:出)?总?预算"
)
RUNNING_COSTS = re.compile(
    r"(?:机关|机构)?(?:一般公共预算)?(?:机关)?(?:运行|运转)经费(?:支出)?(?:预算)?(?:支出)?|行政经费"
)
MARK = re.compile(rf"{ORDINAL.pattern}|^其中[：:]?|^(?:本年|当年)")
OWNER = re.compile(r"^.*?(?=一般公共预算|政府性基金|国有资本|机关运行|机构运转)")


def places_of_name(name: Name) -> list[Place]:
    """Return the places where the tables give what a name of the grammar means, the likeliest first."""
    if name.items:
        return [Place(THREE_PUBLIC, "total", ITEM_COLUMNS[name.items])] if name.items in ITEM_COLUMNS else []
    if name.scheme == "function":
        return _of_function(name.code)
    if name.scheme:
        return [Place(kind, name.code, "total") for kind in (BASIC, ECONOMIC)]
    if name.nature != Nature.ALL_NATURES:
        return _of_nature(name.nature) if name.nature in NATURES else []
    places = _of_revenue(name.fund) if name.side in (Side.REVENUE, Side.BOTH) else []
    return places + (_of_spending(name.fund) if name.side in (Side.EXPENDITURE, Side.BOTH) else [])


def places_of_words(subject: str, kind: str) -> list[Place]:
    """Return the places of what the words of one kind of section name, where the grammar has no name for it."""
    words = "".join(subject.split())
    while MARK.search(words) and MARK.sub("", words):
        words = MARK.sub("", words)
    both = BOTH_SIDES.search(words)
    if both:
        fund = _source(both.group("fund"))
        return [*_of_spending(fund), *_of_revenue(fund)]
    if kind in SOURCE_SECTIONS:
        fund = _source(words)
        return _of_revenue(fund) if fund else []
    if kind == NarrativeKind.AGENCY_RUNNING_COSTS and RUNNING_COSTS.fullmatch(OWNER.sub("", words)):
        return [Place(AGENCY, "total", AGENCY), *running_cost_places()]
    return []


def _source(words: str) -> str:
    """Return the source of revenue that words name, or an empty text."""
    return next((fund for pattern, fund in SOURCES if pattern.fullmatch(words)), "")


def running_cost_places() -> list[Place]:
    """Return the places of the operating costs of the basic expenditure."""
    return [Place(BASIC, "total", Nature.OPERATING), Place(GENERAL, "total", Nature.OPERATING)]


def _of_revenue(fund: str) -> list[Place]:
    """Return the places of the revenue of a fund."""
    if fund == Fund.ALL_FUNDS:
        own = [Place(BALANCE, row, INCOME) for row in TOTALS]
        return [*own, *(Place(REVENUE, "total", column) for column in TOTALS)]
    if fund == Fund.GOVERNMENT_BUDGET_FUNDS:
        own = [Place(APPROPRIATION, row, INCOME) for row in TOTALS]
        return [*own, Place(BALANCE, fund, INCOME), Place(REVENUE, "total", fund)]
    return [Place(REVENUE, "total", fund), Place(BALANCE, fund, INCOME), Place(APPROPRIATION, fund, INCOME)]


def _of_spending(fund: str) -> list[Place]:
    """Return the places of the spending of a fund."""
    if fund == Fund.ALL_FUNDS:
        return [*(Place(BALANCE, row, SPENT[0]) for row in TOTALS), Place(SPENDING, "total", "total")]
    if fund == Fund.GOVERNMENT_BUDGET_FUNDS:
        own = [Place(APPROPRIATION, row, column) for column in SPENT for row in TOTALS]
        return [*own, Place("fiscal_appropriation_expenditure", "total", "total")]
    own = [Place(FUND_TABLES[fund], "total", "total")] if fund in FUND_TABLES else []
    return [*own, *(Place(APPROPRIATION, row, fund) for row in TOTALS)]


def _of_nature(nature: str) -> list[Place]:
    """Return the places of the spending of a nature, over all funds and of the general public budget."""
    column = "total" if nature == Nature.BASIC_EXPENDITURE else nature
    own = [Place(kind, "total", nature) for kind in SUBJECT_TABLES]
    return own if nature == Nature.PROJECT_EXPENDITURE else [*own, Place(BASIC, "total", column)]


def _of_function(code: str) -> list[Place]:
    """Return the places of a subject: its row in every table of subjects, its row among the sides of a balance."""
    own = [Place(kind, code, "total") for kind in SUBJECT_TABLES]
    sides = [Place(APPROPRIATION, code, column) for column in (Fund.GENERAL_PUBLIC_BUDGET.value, *SPENT)]
    parts = [
        Place(kind, code, nature)
        for kind in (GENERAL, SPENDING)
        for nature in (Nature.BASIC_EXPENDITURE.value, Nature.PROJECT_EXPENDITURE.value)
    ]
    return [*own, *sides, Place(BALANCE, code, SPENT[0]), *parts]
