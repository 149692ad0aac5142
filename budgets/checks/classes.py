"""R07 to R09: spending by economic class against spending by nature, and “三公”经费."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from budgets.checks.books import Books, choose, compare_lines, left_out
from budgets.checks.finding import Evidence, Unchecked
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
    if books.is_missing(5):
        yield left_out(5)
        return
    if not own or not spending:
        yield Unchecked(_("没有按经济分类给出的基本支出，或没有一般公共预算支出。"))
        return
    subject = _("基本支出按经济分类合计（预算06表，对预算05表基本支出）")
    yield compare_lines(choose(spending, BASIC), own, subject=subject, table=6, row="total", column="total")
    for nature, codes in CLASSES.items():
        subject = _("预算06表 %(codes)s 类合计（对预算05表%(nature)s）") % {
            "codes": "、".join(codes),
            "nature": nature.label,
        }
        part = [line for line in own if line.department_code.startswith(codes)]
        criteria = Criteria(fund=Fund.GENERAL_PUBLIC_BUDGET, nature=nature)
        yield compare_lines(choose(spending, criteria), part, subject=subject, table=6)


def economic_summary_agrees(books: Books) -> Iterator[Evidence]:
    """R08: 07 = 03 as a whole; no code of 07 is below its basic part in 06."""
    facts = books.facts
    for number in (3, 7):
        if books.is_missing(number):
            yield left_out(number)
            return
    lines = facts.economic_expenditures
    if not lines or not facts.expenditures:
        yield Unchecked(_("没有按经济分类给出的全部支出。"))
        return
    subject = _("预算07表总计（对预算03表合计）")
    yield compare_lines(facts.expenditures, lines, subject=subject, table=7, row="total", column="total")
    yield from _basic_parts(books)


def _basic_parts(books: Books) -> Iterator[Evidence]:
    """Compare each code's basic part with all of it, where the two are given apart."""
    summary = [line for line in books.facts.economic_expenditures if line.nature == Nature.ALL_NATURES]
    basic = choose(books.facts.basic_economic_expenditures, BASIC) or []
    for code in sorted({line.department_code for line in basic}) if summary else ():
        own = [line for line in basic if line.department_code == code]
        whole = [line for line in summary if line.department_code == code]
        subject = _("预算06表 %s（对预算07表同一科目）") % code
        yield compare_lines(whole, own, subject=subject, table=6, row=_row(own), column="total", at_most=True)


def three_public_adds_up(books: Books) -> Iterator[Evidence]:
    """R09: 08 = the sum of its items, none of which is below its part in the basic expenditure."""
    yield from books.compare_cells(8)
    expenses = books.facts.three_public_expenses
    basic = choose(books.facts.basic_economic_expenditures, BASIC)
    if not expenses or not basic:
        yield Unchecked(_("没有“三公”经费或按经济分类给出的基本支出。"))
        return
    for item, codes in THREE_PUBLIC_CODES.items():
        whole = [expense for expense in expenses if expense.item == item]
        own = [line for line in basic if line.department_code in codes]
        subject = _("预算06表 %(codes)s（对预算08表%(item)s）") % {"codes": "、".join(codes), "item": item.label}
        yield compare_lines(whole, own, subject=subject, table=6, row=_row(own), column="total", at_most=True)


def _row(lines: list) -> str:
    """Return the row of table 06 that lines of one code stand in, where it is one."""
    rows = {f"{line.department_code}-{line.government_code}".rstrip("-") for line in lines}
    return rows.pop() if len(rows) == 1 else ""
