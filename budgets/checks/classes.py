"""R07 to R09: spending by economic class against spending by nature, and “三公”经费."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from budgets.checks.books import Books, total
from budgets.checks.finding import Comparison, Evidence, Unchecked
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


def basic_expenditure_agrees(books: Books) -> Iterator[Evidence]:
    """R07: 06 = the basic expenditure of 05, as a whole and class by class."""
    classes = [line for line in books.facts.basic_economic_expenditures if line.nature != Nature.ALL_NATURES]
    spending = books.facts.fund_expenditures
    basic = Criteria(fund=Fund.GENERAL_PUBLIC_BUDGET, nature=Nature.BASIC_EXPENDITURE)
    if not classes or not spending:
        yield Unchecked(_("没有按经济分类给出的基本支出，或没有一般公共预算支出。"))
        return
    own = [line for line in classes if Criteria(nature=Nature.BASIC_EXPENDITURE).accept(line)]
    yield from _compare(books, basic, own, _("基本支出按经济分类合计（预算06表，对预算05表基本支出）"))
    for nature, codes in CLASSES.items():
        criteria = Criteria(fund=Fund.GENERAL_PUBLIC_BUDGET, nature=nature)
        part = [line for line in own if line.department_code.startswith(codes)]
        subject = _("预算06表 %(codes)s 类合计（对预算05表%(nature)s）") % {
            "codes": "、".join(codes),
            "nature": nature.label,
        }
        yield from _compare(books, criteria, part, subject)


def _compare(books: Books, criteria: Criteria, own: list, subject: str) -> Iterator[Evidence]:
    """Set lines by economic class beside the lines by function that the criteria choose."""
    answers = [(line, criteria.accept(line)) for line in books.facts.fund_expenditures]
    if any(answer is None for _line, answer in answers):
        yield Unchecked(_("一般公共预算支出没有细分到可以核对的程度。"))
        return
    matching = [line for line, answer in answers if answer]
    yield Comparison(
        expected=total(matching), found=total(own), subject=subject, table=6, addends=len(matching) + len(own)
    )


def economic_summary_agrees(books: Books) -> Iterator[Evidence]:
    """R08: 07 = 03 as a whole; no code of 07 is below its basic part in 06."""
    facts = books.facts
    if books.is_missing(7):
        yield Unchecked(_("公布的文件没有印出预算07表。"))
        return
    lines = facts.economic_expenditures
    if not lines or not facts.expenditures:
        yield Unchecked(_("没有按经济分类给出的全部支出。"))
        return
    yield Comparison(
        expected=total(facts.expenditures),
        found=total(lines),
        subject=_("预算07表总计（对预算03表合计）"),
        table=7,
        row="total",
        column="total",
        addends=len(lines) + len(facts.expenditures),
    )
    yield from _basic_parts(books)


def _basic_parts(books: Books) -> Iterator[Evidence]:
    """Compare each code's basic part with all of it, where the two are given apart."""
    summary = [line for line in books.facts.economic_expenditures if line.nature == Nature.ALL_NATURES]
    basic = books.facts.basic_economic_expenditures
    for code in sorted({line.department_code for line in basic}) if summary else ():
        own = [line for line in basic if line.department_code == code]
        whole = [line for line in summary if line.department_code == code]
        yield Comparison(
            expected=total(whole),
            found=total(own),
            subject=_("预算06表 %s（对预算07表同一科目）") % code,
            table=7,
            addends=len(own) + len(whole),
            at_most=True,
        )


def three_public_adds_up(books: Books) -> Iterator[Evidence]:
    """R09: 08 = the sum of its items, none of which is below its part in the basic expenditure."""
    yield from books.compare_cells(8)
    expenses = books.facts.three_public_expenses
    classes = books.facts.basic_economic_expenditures
    if not expenses or not classes:
        yield Unchecked(_("没有“三公”经费或按经济分类给出的基本支出。"))
        return
    for item, codes in THREE_PUBLIC_CODES.items():
        own = [line for line in classes if line.department_code in codes]
        yield Comparison(
            expected=total(expense for expense in expenses if expense.item == item),
            found=total(own),
            subject=_("预算06表 %(codes)s（对预算08表%(item)s）") % {"codes": "、".join(codes), "item": item.label},
            table=6,
            addends=len(own) + 1,
            at_most=True,
        )
