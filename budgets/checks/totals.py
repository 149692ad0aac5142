"""R01 to R05, R12: printed totals against the lines they add up."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from budgets.checks.books import ZERO, Books, choose, compare_lines, left_out, total
from budgets.checks.finding import Comparison, Evidence, Unchecked
from budgets.models import EconomicExpenditure
from budgets.tables import RowKind

SUBJECT_TABLES = (3, 5, 9)
SUMS = (RowKind.TOTAL, RowKind.DEPARTMENT, RowKind.UNIT)


def revenue_equals_expenditure(books: Books) -> Iterator[Evidence]:
    """R01: 收入总计 = 支出总计, as printed and as the lines give them."""
    revenue = books.declared.get((1, "grand_total", "revenue_amount"))
    expenditure = books.declared.get((1, "grand_total", "expenditure_amount"))
    if revenue and expenditure:
        yield Comparison(
            expected=revenue.amount,
            found=expenditure.amount,
            subject=_("预算01表支出总计（对收入总计）"),
            table=1,
            row="grand_total",
            column="expenditure_amount",
            place=expenditure.source_place,
        )
    facts = books.facts
    if not facts.revenue_lines or not facts.expenditures:
        yield Unchecked(_("收入或支出还没有数据。"))
        return
    if not books.knows_all_spending:
        yield left_out(3)
        return
    spent = [*facts.expenditures, *facts.carry_forwards]
    yield compare_lines(
        facts.revenue_lines,
        spent,
        subject=_("支出与年终结转之和（对收入之和）"),
        table=1,
        row="grand_total",
        column="expenditure_amount",
    )


def revenue_adds_up(books: Books) -> Iterator[Evidence]:
    """R02: totals of revenue = the sum of its sources, this year's and brought forward."""
    if books.is_missing(1) and books.is_missing(2):
        yield left_out(1)
        return
    yield from books.compare_cells(1, columns=("revenue_amount",))
    yield from books.compare_cells(2)
    yield from books.compare_cells(4, columns=("revenue_amount",))


def rows_add_up(books: Books) -> Iterator[Evidence]:
    """R03: in each row of 03, 05 and 09, 合计 and both 小计 = their parts."""
    for number in SUBJECT_TABLES:
        yield from books.compare_cells(number, kinds=(RowKind.LINE,))


def columns_add_up(books: Books) -> Iterator[Evidence]:
    """R04: 合计, the department's and the units' rows = the sum of their lines; 类 and 款 where printed."""
    for number in (*SUBJECT_TABLES, 6, 7):
        yield from books.compare_cells(number, kinds=SUMS)
    yield from books.compare_cells(6, kinds=(RowKind.LINE,))
    yield from books.compare_cells(7, kinds=(RowKind.LINE,))
    yield from _printed_subtotals(books)


def _printed_subtotals(books: Books) -> Iterator[Evidence]:
    """Compare rows of 类 and 款, which the form set does not have but a document may print, with their lines."""
    lines: dict[int, Sequence[Any]] = {
        3: books.facts.expenditures,
        5: books.facts.fund_expenditures,
        9: books.facts.fund_expenditures,
        6: books.facts.basic_economic_expenditures,
        7: books.facts.economic_expenditures,
    }
    for (number, row, column), fact in books.declared.items():
        if number not in lines or (row, column) in books.table(number).by_address:
            continue
        leaf = next((one for one in books.table(number).table.sections[0].leaves if one.key == column), None)
        if leaf is None or leaf.criteria is None:
            continue
        subject = _("预算%(number)02d表“%(row)s”行“%(column)s”")
        subject %= {"number": number, "row": row, "column": leaf.label}
        own = choose([line for line in lines[number] if _stands_below(line, row)], leaf.criteria)
        if own is None:
            yield Unchecked(_("%s：数据没有细分到可以核对的程度。") % subject)
            continue
        yield Comparison(
            expected=total(own),
            found=fact.amount,
            subject=subject,
            table=number,
            row=row,
            column=column,
            place=fact.source_place,
            addends=len(own),
        )


def _stands_below(line: Any, row: str) -> bool:
    """Tell whether a line is part of a row of subtotals: "20132", "104001-20132" of a unit, "301" or "301-501"."""
    first, _hyphen, second = row.partition("-")
    if isinstance(line, EconomicExpenditure):
        return line.department_code.startswith(first) and line.government_code.startswith(second)
    if not second:
        return line.code.startswith(first)
    return line.unit is not None and line.unit.code == first and line.code.startswith(second)


def categories_agree(books: Books) -> Iterator[Evidence]:
    """R05: 01 by category = 03 by category; 04 by category and fund = 05, 09 and the state capital lines.

    Where the document prints no 03 or 05, the figures of 01 and 04 are all there is, and must not check themselves.
    """
    if books.is_missing(3):
        yield left_out(3)
    else:
        yield from books.compare_cells(1, columns=("expenditure_amount",))
    if books.is_missing(5):
        yield left_out(5)
    else:
        columns = [leaf.key for leaf in books.table(4).table.sections[0].leaves if leaf.key != "revenue_amount"]
        yield from books.compare_cells(4, columns=columns)


def performance_money_agrees(books: Books) -> Iterator[Evidence]:
    """R12: total, sources and structure in 11 = 01, 02 and 03."""
    if books.is_missing(1) and books.is_missing(2):
        yield left_out(1)
    elif not books.knows_all_spending:
        yield left_out(3)
    else:
        yield from books.compare_cells(11)


def funds_stay_within(books: Books) -> Iterator[Evidence]:
    """R06: fund by fund, 05 + 09 + … are not above 03, and equal it where all money is the government's."""
    facts = books.facts
    over_all, by_fund = facts.expenditures, facts.fund_expenditures
    if not over_all or not by_fund or over_all[0] in by_fund:
        yield Unchecked(_("没有分别给出全部资金和各项资金的支出，无从相互核对。"))
        return
    if books.is_missing(5):
        yield left_out(5)
        return
    equal = is_government_money_only(books) and not books.is_missing(9)
    for code in _common_codes(line.code for line in (*over_all, *by_fund)):
        whole = [line for line in over_all if line.code.startswith(code)]
        parts = [line for line in by_fund if line.code.startswith(code)]
        name = (whole or parts)[0].name
        subject = _("科目 %(code)s %(name)s 在各项资金支出表中之和（对预算03表）") % {"code": code, "name": name}
        yield compare_lines(whole, parts, subject=subject, table=5, row=code, column="total", at_most=not equal)


def _common_codes(codes: Iterable[str]) -> list[str]:
    """Return the codes that no shorter one covers: one table may stop at 类 where another goes to 项."""
    found = set(codes)
    return sorted(code for code in found if not any(code[:length] in found for length in (3, 5) if length < len(code)))


def is_government_money_only(books: Books) -> bool:
    """Tell whether fiscal appropriation of this year is the only source."""
    if not books.facts.revenue_lines:
        return False
    table = books.table(2).by_address
    department = books.facts.department.code
    shown = {key: cell.amount or ZERO for (row, key), cell in table.items() if row == department}
    government = ("general_public_budget", "government_managed_funds", "state_capital_operations")
    return shown["grand_total"] == sum(shown[key] for key in government)
