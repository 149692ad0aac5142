"""Generated sections on revenue and expenditure as a whole, by source, by nature and by subject."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.report.cells import Place
from budgets.report.phrases import listed, say, sentences, with_share
from budgets.report.pieces import Paragraph, Reference
from budgets.report.places import (
    APPROPRIATION,
    BALANCE,
    BASIC,
    GENERAL,
    INCOME,
    MANAGED,
    REVENUE,
    SPENDING,
    SPENT,
    TOTALS,
)
from budgets.report.sources import Sources
from budgets.vocabulary import Fund, Nature

ALL_REVENUE = tuple(Place(BALANCE, row, INCOME) for row in TOTALS) + (Place(REVENUE, "total", "grand_total"),)
ALL_SPENDING = tuple(Place(BALANCE, row, SPENT[0]) for row in TOTALS) + (Place(SPENDING, "total", "total"),)
# Government budget funds are the sum of the three before them, named only where none of the three is.
GOVERNMENT_FUNDS = (Fund.GENERAL_PUBLIC_BUDGET, Fund.GOVERNMENT_MANAGED_FUNDS, Fund.STATE_CAPITAL_OPERATIONS)
OTHER_FUNDS = (
    Fund.SPECIAL_ACCOUNT_FUNDS,
    Fund.OPERATIONAL,
    Fund.BUSINESS,
    Fund.FROM_SUPERIOR,
    Fund.FROM_SUBORDINATES,
    Fund.OTHER,
)
NATURES = (
    Nature.BASIC_EXPENDITURE,
    Nature.PROJECT_EXPENDITURE,
    Nature.TO_SUPERIOR,
    Nature.BUSINESS_EXPENDITURE,
    Nature.TO_SUBORDINATES,
)
NATURE_WORDS: Mapping[str, object] = {
    Nature.BASIC_EXPENDITURE: gettext_lazy("基本支出"),
    Nature.PROJECT_EXPENDITURE: gettext_lazy("项目支出"),
}
CATEGORY_LENGTH = 3
GENERAL_FUND = Fund.GENERAL_PUBLIC_BUDGET.value


def balance(sources: Sources) -> list[Paragraph]:
    """Write what comes in and goes out altogether, and how it has changed."""
    revenue, spending = sources.amount(*ALL_REVENUE), sources.amount(*ALL_SPENDING)
    totals = [
        say(template, amount=cell)
        for template, cell in ((_("收入总计 %(amount)s"), revenue), (_("支出总计 %(amount)s"), spending))
        if cell is not None
    ]
    if not totals:
        return []
    head = say(_("%(name)s %(year)s 年"), name=sources.name, year=str(sources.year))
    first = say("%(head)s%(totals)s。", head=head, totals=listed(totals, "，"))
    return [sentences(first, sources.changes((_("收入"), ALL_REVENUE), (_("支出"), ALL_SPENDING)))]


def revenue(sources: Sources) -> list[Paragraph]:
    """Write from which sources the money comes, each with its share of the whole."""
    whole = sources.amount(*ALL_REVENUE)
    if whole is None:
        return []
    parts = [
        with_share(f"{label} %(amount)s", cell, whole)
        for label, *places in _source_places(sources)
        if (cell := sources.amount(*places)) is not None
    ]
    return [_whole_with_parts(sources, _("收入总计 %(amount)s"), whole, parts)]


def _source_places(sources: Sources) -> list[tuple[str, Place, Place]]:
    """Return each source's name and places; the three funds of the government as one where none is named."""
    named = [fund for fund in GOVERNMENT_FUNDS if sources.amount(*_of_source(fund))]
    funds = [*(named or [Fund.GOVERNMENT_BUDGET_FUNDS]), *OTHER_FUNDS]
    found = [(_source_label(fund), *_of_source(fund)) for fund in funds]
    brought = (Place(BALANCE, "brought_forward", INCOME), Place(REVENUE, "total", "brought_forward_total"))
    return [*found, (_("上年结转结余"), *brought)]


def _of_source(fund: str) -> tuple[Place, Place]:
    """Return the places of a source of revenue."""
    return Place(BALANCE, fund, INCOME), Place(REVENUE, "total", fund)


def _source_label(fund: Fund) -> str:
    """Return what a source of revenue is called in a text."""
    if fund == Fund.GOVERNMENT_BUDGET_FUNDS:
        return _("财政拨款收入")
    return _("%s拨款收入") % fund.label if fund in GOVERNMENT_FUNDS else str(fund.label)


def _whole_with_parts(sources: Sources, template: str, whole: Reference, parts: list[Paragraph]) -> Paragraph:
    """Write a total and what it is made of in one sentence."""
    head = say(_("%(name)s %(year)s 年"), name=sources.name, year=str(sources.year))
    total = say(template, amount=whole)
    if not parts:
        return say("%(head)s%(total)s。", head=head, total=total)
    return say(_("%(head)s%(total)s，其中：%(parts)s。"), head=head, total=total, parts=listed(parts))


def expenditure(sources: Sources) -> list[Paragraph]:
    """Write the spending by nature, each with its share."""
    whole = sources.amount(Place(SPENDING, "total", "total"), *ALL_SPENDING)
    if whole is None:
        return []
    parts = _natures(sources, SPENDING, whole)
    return [_whole_with_parts(sources, _("支出合计 %(amount)s"), whole, parts)]


def _natures(sources: Sources, kind: str, whole: Reference | None) -> list[Paragraph]:
    """Write the amounts of each nature in the total row of a table."""
    cells = [(nature, sources.amount(Place(kind, "total", nature))) for nature in NATURES]
    return [
        with_share(f"{NATURE_WORDS.get(nature, nature.label)} %(amount)s", cell, whole)
        for nature, cell in cells
        if cell is not None
    ]


def appropriation(sources: Sources) -> list[Paragraph]:
    """Write what the treasury appropriates and what it is spent on, by fund."""
    income = sources.amount(*(Place(APPROPRIATION, row, INCOME) for row in TOTALS))
    places = [Place(APPROPRIATION, row, column) for row in TOTALS for column in SPENT]
    spent = sources.amount(*places)
    totals = [
        say(template, amount=cell)
        for template, cell in ((_("财政拨款收入 %(amount)s"), income), (_("财政拨款支出 %(amount)s"), spent))
        if cell is not None
    ]
    if not totals:
        return []
    head = say(_("%(name)s %(year)s 年"), name=sources.name, year=str(sources.year))
    parts = [
        with_share(_("%s拨款") % fund.label + " %(amount)s", cell, income)
        for fund in GOVERNMENT_FUNDS
        if (cell := sources.amount(Place(APPROPRIATION, fund, INCOME))) is not None
    ]
    first = say("%(head)s%(totals)s。", head=head, totals=listed(totals, "，"))
    return [sentences(first, say(_("收入中%(parts)s。"), parts=listed(parts)) if parts else (), _none_of(sources))]


def _none_of(sources: Sources) -> Paragraph:
    """Name the funds of which the department has no money."""
    without = [
        str(fund.label)
        for fund in GOVERNMENT_FUNDS
        if sources.now.is_understood(APPROPRIATION) and sources.amount(Place(APPROPRIATION, fund, INCOME)) is None
    ]
    return say(_("本部门没有%s。") % "、".join(f"{one}拨款" for one in without)) if without else ()


def general_budget(sources: Sources) -> list[Paragraph]:
    """Write the spending of the general public budget by category (类)."""
    places = (Place(GENERAL, "total", "total"), *(Place(APPROPRIATION, row, GENERAL_FUND) for row in TOTALS))
    whole = sources.amount(*places)
    if whole is None:
        return [say(_("本部门没有由一般公共预算安排的支出。"))] if sources.now.is_empty(GENERAL) else []
    first = _whole_with_parts(sources, _("一般公共预算支出 %(amount)s"), whole, _categories(sources, whole))
    return [sentences(first, sources.changes((_("一般公共预算支出"), places)) if sources.last else ())]


def _categories(sources: Sources, whole: Reference) -> list[Paragraph]:
    """Write the amounts of the categories, from the table that has rows of them."""
    for kind, column in ((GENERAL, "total"), (APPROPRIATION, GENERAL_FUND), (APPROPRIATION, SPENT[0])):
        rows = [
            (row, cell)
            for row, cell in sources.now.rows(kind, column)
            if row.isdigit() and len(row) == CATEGORY_LENGTH and cell.amount
        ]
        if rows:
            return [with_share(f"{_category(sources, kind, row)}%(amount)s", cell, whole) for row, cell in rows]
    return []


def _category(sources: Sources, kind: str, row: str) -> str:
    """Return a category's name as a text writes it: 一般公共服务（类）."""
    return _("%s（类）") % sources.now.name(kind, row).replace("%", "")


def basic_expenditure(sources: Sources) -> list[Paragraph]:
    """Write the basic spending of the general public budget: for people, and for the office."""
    basic = Nature.BASIC_EXPENDITURE
    whole = sources.amount(Place(BASIC, "total", "total"), Place(GENERAL, "total", basic))
    if whole is None:
        return [say(_("本部门没有一般公共预算基本支出。"))] if sources.now.is_empty(BASIC) else []
    parts = [
        with_share(f"{label} %(amount)s", cell, whole)
        for label, nature in ((_("人员经费"), Nature.PERSONNEL), (_("公用经费"), Nature.OPERATING))
        if (cell := sources.amount(Place(BASIC, "total", nature), Place(GENERAL, "total", nature))) is not None
    ]
    return [_whole_with_parts(sources, _("一般公共预算基本支出 %(amount)s"), whole, parts)]


def managed_funds(sources: Sources) -> list[Paragraph]:
    """Write the spending of government-managed funds, or that there is none."""
    whole = sources.amount(
        Place(MANAGED, "total", "total"),
        *(Place(APPROPRIATION, row, Fund.GOVERNMENT_MANAGED_FUNDS) for row in TOTALS),
    )
    if whole is None:
        return [say(_("本部门没有使用政府性基金预算拨款安排的支出。"))] if sources.now.is_empty(MANAGED) else []
    parts = _natures(sources, MANAGED, whole)
    return [_whole_with_parts(sources, _("政府性基金预算支出 %(amount)s"), whole, parts)]
