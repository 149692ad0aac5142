"""R07 to R09: spending by economic class against spending by nature, and “三公”经费."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from budgets.checks.books import Books, choose
from budgets.checks.finding import Evidence, Unchecked
from budgets.checks.kinds import (
    BASIC_EXPENDITURE,
    ECONOMIC_EXPENDITURE,
    EXPENDITURE,
    GENERAL_PUBLIC_BUDGET,
    THREE_PUBLIC,
)
from budgets.tables.spec import Criteria
from budgets.vocabulary import Fund, Nature, ThreePublicItem

# Economic classes (类) that make up each nature of basic expenditure.
CLASSES = {
    Nature.WAGES: ("301",),
    Nature.HOUSEHOLD_SUBSIDIES: ("303",),
    Nature.GOODS_SERVICES: ("302",),
    Nature.CAPITAL: ("309", "310"),
}
# Economic items of the basic expenditure that are part of “三公”经费.
THREE_PUBLIC_CODES = {
    ThreePublicItem.HOSPITALITY: ("30217",),
    ThreePublicItem.OVERSEAS_VISITS: ("30212",),
    ThreePublicItem.VEHICLE_OPERATION: ("30231",),
    ThreePublicItem.VEHICLE_PURCHASE: ("30913", "31013"),
}
BASIC = Criteria(fund=Fund.GENERAL_PUBLIC_BUDGET, nature=Nature.BASIC_EXPENDITURE)


def basic_expenditure_agrees(books: Books) -> Iterator[Evidence]:
    """R07: 06 = the basic expenditure of 05, as a whole and class by class."""
    spending = books.facts.fund_expenditures
    own = choose(books.facts.basic_economic_expenditures, BASIC)
    if books.is_missing(GENERAL_PUBLIC_BUDGET):
        yield books.left_out(GENERAL_PUBLIC_BUDGET)
        return
    if not own or not spending:
        yield Unchecked(_("没有按经济分类给出的基本支出，或没有一般公共预算支出。"))
        return
    labels = {"table": books.label(BASIC_EXPENDITURE), "other": books.label(GENERAL_PUBLIC_BUDGET)}
    subject = _("基本支出按经济分类合计（%(table)s，对%(other)s基本支出）") % labels
    whole = choose(spending, BASIC)
    yield books.compare_lines(whole, own, subject=subject, kind=BASIC_EXPENDITURE, row="total", column="total")
    for nature, codes in CLASSES.items():
        named = {**labels, "codes": "、".join(codes), "nature": nature.label}
        subject = _("%(table)s %(codes)s 类合计（对%(other)s%(nature)s）") % named
        part = [line for line in own if line.department_code.startswith(codes)]
        criteria = Criteria(fund=Fund.GENERAL_PUBLIC_BUDGET, nature=nature)
        yield books.compare_lines(choose(spending, criteria), part, subject=subject, kind=BASIC_EXPENDITURE)


def economic_summary_agrees(books: Books) -> Iterator[Evidence]:
    """R08: 07 = 03 as a whole; no code of 07 is below its basic part in 06."""
    facts = books.facts
    for kind in (EXPENDITURE, ECONOMIC_EXPENDITURE):
        if books.is_missing(kind):
            yield books.left_out(kind)
            return
    lines = facts.economic_expenditures
    if not lines or not facts.expenditures:
        yield Unchecked(_("没有按经济分类给出的全部支出。"))
        return
    labels = {"table": books.label(ECONOMIC_EXPENDITURE), "other": books.label(EXPENDITURE)}
    subject = _("%(table)s总计（对%(other)s合计）") % labels
    yield books.compare_lines(
        facts.expenditures, lines, subject=subject, kind=ECONOMIC_EXPENDITURE, row="total", column="total"
    )
    yield from _basic_parts(books)


def _basic_parts(books: Books) -> Iterator[Evidence]:
    """Compare each code's basic part with all of it, where the two are given apart."""
    summary = [line for line in books.facts.economic_expenditures if line.nature == Nature.ALL_NATURES]
    basic = choose(books.facts.basic_economic_expenditures, BASIC) or []
    for code in sorted({line.department_code for line in basic}) if summary else ():
        own = [line for line in basic if line.department_code == code]
        whole = [line for line in summary if line.department_code == code]
        labels = {"table": books.label(BASIC_EXPENDITURE), "code": code, "other": books.label(ECONOMIC_EXPENDITURE)}
        subject = _("%(table)s %(code)s（对%(other)s同一科目）") % labels
        yield _compare_part(books, whole, own, subject)


def three_public_adds_up(books: Books) -> Iterator[Evidence]:
    """R09: 08 = the sum of its items, none of which is below its part in the basic expenditure."""
    yield from books.compare_cells(THREE_PUBLIC)
    expenses = books.facts.three_public_expenses
    basic = choose(books.facts.basic_economic_expenditures, BASIC)
    if not expenses or not basic:
        yield Unchecked(_("没有“三公”经费或按经济分类给出的基本支出。"))
        return
    labels = {"table": books.label(BASIC_EXPENDITURE), "other": books.label(THREE_PUBLIC)}
    for item, codes in THREE_PUBLIC_CODES.items():
        whole = [expense for expense in expenses if expense.item == item]
        own = [line for line in basic if line.department_code in codes]
        named = {**labels, "codes": "、".join(codes), "item": item.label}
        yield _compare_part(books, whole, own, _("%(table)s %(codes)s（对%(other)s%(item)s）") % named)


def _compare_part(books: Books, whole: list, own: list, subject: str) -> Evidence:
    """Hold a part of the basic expenditure below the whole that it belongs to."""
    return books.compare_lines(
        whole, own, subject=subject, kind=BASIC_EXPENDITURE, row=_row(own), column="total", at_most=True
    )


def _row(lines: list) -> str:
    """Return the row of table 06 that lines of one code stand in, where it is one."""
    rows = {f"{line.department_code}-{line.government_code}".rstrip("-") for line in lines}
    return rows.pop() if len(rows) == 1 else ""
