"""R01 to R06 and R12: printed totals against the lines they add up, and one table against another."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from budgets.checks.books import Books, cell_name, choose, row_name, total
from budgets.checks.finding import Comparison, Evidence, Unchecked
from budgets.checks.kinds import (
    APPROPRIATION,
    DEPARTMENT_PERFORMANCE,
    EXPENDITURE,
    GENERAL_PUBLIC_BUDGET,
    GOVERNMENT_MANAGED_FUNDS,
    REVENUE,
    REVENUE_AND_EXPENDITURE,
    WITH_OWN_RULE,
)
from budgets.checks.printed import printed_sums
from budgets.models import DeclaredAmount, EconomicExpenditure
from budgets.parts import belongs_to_fund
from budgets.tables import FilledTable, Layout, RowKind
from budgets.tables.spec import Criteria
from budgets.vocabulary import Fund, MoneyOrigin

SUMS = (RowKind.TOTAL, RowKind.DEPARTMENT, RowKind.UNIT)
BY_CODE = (Layout.SUBJECTS, Layout.ECONOMIC)
CATEGORY = re.compile(r"\d{3}")
# The columns of 04 that name a fund, and that which adds them up.
FUNDS_OF_APPROPRIATION = {
    "total": Fund.GOVERNMENT_BUDGET_FUNDS,
    "general_public_budget": Fund.GENERAL_PUBLIC_BUDGET,
    "government_managed_funds": Fund.GOVERNMENT_MANAGED_FUNDS,
    "state_capital_operations": Fund.STATE_CAPITAL_OPERATIONS,
}


def revenue_equals_expenditure(books: Books) -> Iterator[Evidence]:
    """R01: 收入总计 = 支出总计, as printed and as the lines give them."""
    kind, row, column = REVENUE_AND_EXPENDITURE, "grand_total", "expenditure_amount"
    revenue = books.declared_cell(kind, row, "revenue_amount")
    expenditure = books.declared_cell(kind, row, column)
    if revenue and expenditure:
        yield Comparison(
            expected=revenue.amount,
            found=expenditure.amount,
            subject=_("%s支出总计（对收入总计）") % books.label(kind),
            table=books.number(kind),
            row=row,
            column=column,
            place=expenditure.source_place,
            places=books.places.of(books.number(kind), ()),
        )
    facts = books.facts
    if not facts.revenue_lines or not facts.expenditures:
        yield Unchecked(_("收入或支出还没有数据。"))
    elif not books.knows_all_spending:
        yield books.left_out(EXPENDITURE)
    else:
        yield from _both_sides_agree(books)


def _both_sides_agree(books: Books) -> Iterator[Evidence]:
    """Compare all revenue with all spending and what is left, unless the table moves money that no line gives."""
    facts = books.facts
    if any(_is_moved(books, row, column) for row, column in _moved_without_lines(books)):
        label = books.label(REVENUE_AND_EXPENDITURE)
        yield Unchecked(_("%s印出了没有明细的结转或结余，收入和支出的明细不能直接相比。") % label)
        return
    yield books.compare_lines(
        facts.revenue_lines,
        [*facts.expenditures, *facts.carry_forwards],
        subject=_("支出与年终结转之和（对收入之和）"),
        kind=REVENUE_AND_EXPENDITURE,
        row="grand_total",
        column="expenditure_amount",
    )


def _moved_without_lines(books: Books) -> Iterator[tuple[str, str]]:
    """Yield the cells whose money no line gives: balances used and distributed, carry-overs without facts."""
    yield "non_fiscal_balance_used", "revenue_amount"
    yield "balance_distribution", "expenditure_amount"
    if not any(line.origin == MoneyOrigin.BROUGHT_FORWARD for line in books.facts.revenue_lines):
        yield "brought_forward", "revenue_amount"
    if not books.facts.carry_forwards:
        yield "carried_forward", "expenditure_amount"


def _is_moved(books: Books, row: str, column: str) -> bool:
    """Tell whether a cell of the table of revenue and expenditure prints money."""
    fact = books.declared_cell(REVENUE_AND_EXPENDITURE, row, column)
    return fact is not None and bool(fact.amount)


def revenue_adds_up(books: Books) -> Iterator[Evidence]:
    """R02: totals of revenue = the sum of its sources, this year's and brought forward."""
    if books.is_missing(REVENUE_AND_EXPENDITURE) and books.is_missing(REVENUE):
        yield books.left_out(REVENUE_AND_EXPENDITURE)
        return
    yield from books.compare_cells(REVENUE_AND_EXPENDITURE, columns=("revenue_amount",))
    yield from _printed_revenue(books)
    yield from books.compare_cells(REVENUE)
    yield from books.compare_cells(APPROPRIATION, columns=("revenue_amount",))


def _printed_revenue(books: Books) -> Iterator[Evidence]:
    """Compare this year's revenue as a form of its own prints it with the lines, which may come from another table."""
    filled = books.table(REVENUE_AND_EXPENDITURE)
    fact = books.declared_cell(REVENUE_AND_EXPENDITURE, "current_total", "revenue_amount")
    lines = [line for line in books.facts.revenue_lines if line.origin == MoneyOrigin.CURRENT]
    if filled is not None and filled.table.layout == Layout.PRINTED and fact is not None and lines:
        yield _compare_subtotal(books, fact, lines, cell_name(filled.table, _("本年收入合计"), _("金额")))


def rows_add_up(books: Books) -> Iterator[Evidence]:
    """R03: in each row of a table by subject (03, 05, 09), 合计 and both 小计 = their parts."""
    for filled in _tables(books, (Layout.SUBJECTS,)):
        yield from books.compare_table(filled, rows=(RowKind.LINE,))
    yield from printed_sums(books, along_rows=True)


def columns_add_up(books: Books) -> Iterator[Evidence]:
    """R04: 合计, the department's and the units' rows = the sum of their lines; 类 and 款 where printed."""
    for filled in _tables(books, BY_CODE):
        yield from books.compare_table(filled, rows=SUMS)
        yield from _printed_subtotals(books, filled)
    for filled in _tables(books, (Layout.ECONOMIC,)):
        yield from books.compare_table(filled, rows=(RowKind.LINE,))
    yield from printed_sums(books, along_rows=False)


def _tables(books: Books, layouts: Sequence[Layout]) -> Iterator[FilledTable]:
    """Yield the tables of some layouts whose sums no other rule holds."""
    for table in books.tables:
        if table.layout in layouts and table.kind not in WITH_OWN_RULE:
            yield books.filled(table)


def _printed_subtotals(books: Books, filled: FilledTable) -> Iterator[Evidence]:
    """Compare rows of 类 and 款, which the form set does not have but a document may print, with their lines."""
    leaves = {leaf.key: leaf for leaf in filled.table.sections[0].leaves if leaf.is_amount}
    lines = _lines_of(filled)
    for (number, row, column), fact in books.declared.items():
        known = number != filled.table.number or (row, column) in filled.by_address
        if not known and column in leaves:
            name = cell_name(filled.table, row, leaves[column].label)
            own = [line for line in lines if _stands_below(line, row)]
            yield _compare_subtotal(books, fact, choose(own, leaves[column].criteria), name)  # type: ignore[arg-type]


def _lines_of(filled: FilledTable) -> Sequence[Any]:
    """Return the lines that a table by code is made of."""
    return getattr(filled.facts, getattr(filled.table.sections[0].blocks[0].rows, "lines", ""), ())


def _compare_subtotal(books: Books, fact: DeclaredAmount, own: list[Any] | None, name: str) -> Evidence:
    """Set a printed subtotal beside the lines that stand below it."""
    if own is None:
        return Unchecked(_("%s：数据没有细分到可以核对的程度。") % name)
    return Comparison(
        expected=total(own),
        found=fact.amount,
        subject=name,
        table=fact.table_number,
        row=fact.row,
        column=fact.column,
        place=fact.source_place,
        addends=len(own),
        places=books.places.of(fact.table_number, own),
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
    for kind, finer in ((REVENUE_AND_EXPENDITURE, EXPENDITURE), (APPROPRIATION, GENERAL_PUBLIC_BUDGET)):
        filled = books.table(kind)
        if books.is_missing(finer):
            yield books.left_out(finer)
        elif filled is None:
            yield books.left_out(kind)
        else:
            columns = {leaf.key for section in filled.table.sections for leaf in section.leaves} - {"revenue_amount"}
            yield from books.compare_cells(kind, columns=columns)
            if filled.table.layout == Layout.PRINTED:
                yield from _printed_categories(books, filled, kind)


def _printed_categories(books: Books, filled: FilledTable, kind: str) -> Iterator[Evidence]:
    """Compare the categories that a form of its own prints with the lines by subject."""
    facts = books.facts
    for (number, row, column), fact in books.declared.items():
        if number != filled.table.number or not CATEGORY.fullmatch(row) or (row, column) not in filled.by_address:
            continue
        if kind == REVENUE_AND_EXPENDITURE and column == "expenditure_amount":
            lines, criteria = facts.expenditures, Criteria()
        elif kind == APPROPRIATION and column in FUNDS_OF_APPROPRIATION:
            lines, criteria = facts.fund_expenditures, Criteria(fund=FUNDS_OF_APPROPRIATION[column])
        else:
            continue
        cell = filled.by_address[row, column]
        own = choose([line for line in lines if line.code.startswith(row)], criteria)
        name = cell_name(filled.table, row_name(filled, row), cell.column.label)
        yield _compare_subtotal(books, fact, own, name)


def performance_money_agrees(books: Books) -> Iterator[Evidence]:
    """R12: total, sources and structure in 11 = 01, 02 and 03."""
    if books.is_missing(REVENUE_AND_EXPENDITURE) and books.is_missing(REVENUE):
        yield books.left_out(REVENUE_AND_EXPENDITURE)
    elif not books.knows_all_spending:
        yield books.left_out(EXPENDITURE)
    else:
        yield from books.compare_cells(DEPARTMENT_PERFORMANCE)


def funds_stay_within(books: Books) -> Iterator[Evidence]:
    """R06: fund by fund, 05 + 09 + … are not above 03, and equal it where all money is the government's."""
    facts = books.facts
    over_all, by_fund = facts.expenditures, facts.fund_expenditures
    if not over_all or not by_fund or over_all[0] in by_fund:
        yield Unchecked(_("没有分别给出全部资金和各项资金的支出，无从相互核对。"))
        return
    if books.is_missing(GENERAL_PUBLIC_BUDGET):
        yield books.left_out(GENERAL_PUBLIC_BUDGET)
        return
    equal = is_government_money_only(books) and not books.is_missing(GOVERNMENT_MANAGED_FUNDS)
    for code in _common_codes(line.code for line in (*over_all, *by_fund)):
        whole = [line for line in over_all if line.code.startswith(code)]
        parts = [line for line in by_fund if line.code.startswith(code)]
        subject = _("科目 %(code)s %(name)s 在各项资金支出表中之和（对%(table)s）") % {
            "code": code,
            "name": (whole or parts)[0].name,
            "table": books.label(EXPENDITURE),
        }
        yield books.compare_lines(
            whole,
            parts,
            subject=subject,
            kind=GENERAL_PUBLIC_BUDGET,
            row=code,
            column="total",
            at_most=not equal,
        )


def _common_codes(codes: Iterable[str]) -> list[str]:
    """Return the codes that no shorter one covers: one table may stop at 类 where another goes to 项."""
    found = set(codes)
    return sorted(code for code in found if not any(code[:length] in found for length in (3, 5) if length < len(code)))


def is_government_money_only(books: Books) -> bool:
    """Tell whether fiscal appropriation of this year is the only source."""
    money = [line for line in books.facts.revenue_lines if line.amount]
    return bool(money) and all(
        line.origin == MoneyOrigin.CURRENT and belongs_to_fund(line.fund, Fund.GOVERNMENT_BUDGET_FUNDS)
        for line in money
    )
