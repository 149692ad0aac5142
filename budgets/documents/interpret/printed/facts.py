"""From the cells of a printed table to facts: what is certain becomes a fact, every other amount a declared one."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from itertools import product
from typing import Any

from django.db.models import Model

from budgets.documents.grids import Line
from budgets.documents.interpret.printed.entries import Entry
from budgets.documents.interpret.printed.holders import fact_columns, fact_rows
from budgets.documents.interpret.printed.projects import find_or_add_project
from budgets.documents.interpret.printed.shape import PrintedHeadColumn
from budgets.documents.interpret.printed.table import PrintedTable
from budgets.models import (
    CarryForward,
    DeclaredAmount,
    EconomicExpenditure,
    FunctionExpenditure,
    ProjectFunding,
    RevenueLine,
    ThreePublicExpense,
)
from budgets.parts import belongs_to_fund, belongs_to_nature
from budgets.tables.spec import RowKind
from budgets.vocabulary import Fund, MoneyOrigin, Nature, ThreePublicItem

ORIGINS = {"": MoneyOrigin.CURRENT, "current": MoneyOrigin.CURRENT, "brought_forward": MoneyOrigin.BROUGHT_FORWARD}
SOURCES = {fund.value for fund in Fund}
NAME_LENGTH = 100
# Family of tables, fund, nature.
Scope = tuple[str, str, str]
Maker = Callable[[PrintedTable, Entry, PrintedHeadColumn, Decimal], list[Any]]


class Claims:
    """What money the tables read so far speak of, so that no money is kept as a fact twice."""

    def __init__(self) -> None:
        self.scopes: list[Scope] = []

    def take(self, family: str, funds: Iterable[str], nature: str) -> bool:
        """Claim the money of certain funds and a nature for a table; tell whether no other has claimed any of it."""
        scopes = [(family, fund, nature) for fund in funds]
        if any(_overlaps(one, other) for one in scopes for other in self.scopes):
            return False
        self.scopes += scopes
        return True


def _overlaps(one: Scope, other: Scope) -> bool:
    """Tell whether two scopes speak of the same money; over all funds and fund by fund live side by side."""
    apart = (one[1] == Fund.ALL_FUNDS) != (other[1] == Fund.ALL_FUNDS)
    funds = belongs_to_fund(one[1], other[1]) is not False and not apart
    return one[0] == other[0] and funds and belongs_to_nature(one[2], other[2]) is not False


def keep_amounts(table: PrintedTable, claims: Claims | None) -> None:
    """Keep every amount of a table with the cell it came from: as a fact where it is one, else as declared.

    Without `claims` all of them are declared: another table of the document has given the money already.
    """
    make = MAKERS.get(table.kind.family)
    columns = [column for column in table.shape.columns if column.role == "amount"]
    chosen = {number for first, last in table.shape.blocks for number in fact_columns(table, columns, first, last)}
    if make is None or claims is None or not _claims(table, claims, [one for one in columns if one.number in chosen]):
        chosen = set()
    for (first, last), entries, parts in zip(table.shape.blocks, table.entries, table.row_parts, strict=True):
        holders = fact_rows(table, entries, parts)
        for entry, column in product(entries, columns):
            amount = table.amounts.get(entry.line, column.number)
            if first <= column.number < last and amount is not None:
                can_be = make is not None and entry.key in holders and column.number in chosen
                facts = make(table, entry, column, amount) if can_be and make is not None else []
                _keep(table, entry, column, amount, facts)


def _claims(table: PrintedTable, claims: Claims, chosen: Iterable[PrintedHeadColumn]) -> bool:
    """Tell whether the amounts of chosen columns may be facts: no other table has given that money already."""
    family = table.kind.family
    if family == "sides":
        return table.kind.name == "revenue_and_expenditure"
    by_fund = family in ("subjects", "economic") and table.fund == Fund.ALL_FUNDS
    named = {column.meaning.fund for column in chosen} & SOURCES if by_fund else set()
    return claims.take(family, named or {table.fund}, table.kind.nature)


def _keep(table: PrintedTable, entry: Entry, column: PrintedHeadColumn, amount: Decimal, facts: list[Any]) -> None:
    """Keep what an amount became; one that is no fact is declared under its row and column."""
    place = table.place(entry.line, column.number)
    for fact in facts:
        table.reading.add(fact, place)
    if not facts:
        declared = DeclaredAmount(
            table_number=table.number, row=entry.key, column=table.keys[column.number], amount=amount
        )
        table.reading.add(declared, place)


def make_function(table: PrintedTable, entry: Entry, column: PrintedHeadColumn, amount: Decimal) -> list[Any]:
    """Make the spending on a subject; a row that names its economic class as well is spending on that, too."""
    if entry.scheme != "function":
        return []
    money = _money(table, entry, column)
    found: list[Any] = [FunctionExpenditure(code=entry.code, name=entry.name[:NAME_LENGTH], **money, amount=amount)]
    if entry.third:
        names = {
            "department_code": entry.third,
            "department_name": entry.third_name[:NAME_LENGTH],
            "government_code": entry.second,
            "government_name": entry.second_name[:NAME_LENGTH],
        }
        found.append(EconomicExpenditure(**names, **money, amount=amount))
    return found


def make_economic(table: PrintedTable, entry: Entry, column: PrintedHeadColumn, amount: Decimal) -> list[Any]:
    """Make the spending on an economic class of the department's scheme."""
    if entry.scheme != "economic":
        return []
    return [
        EconomicExpenditure(
            department_code=entry.code,
            department_name=entry.name[:NAME_LENGTH],
            government_code=entry.second,
            government_name=entry.second_name[:NAME_LENGTH],
            **_money(table, entry, column),
            amount=amount,
        )
    ]


def _money(table: PrintedTable, entry: Entry, column: PrintedHeadColumn) -> dict[str, str]:
    """Return what table, row and column say of the money together."""
    fund = column.meaning.fund or table.fund
    nature = column.meaning.nature or entry.meaning.nature or table.kind.nature
    return {
        "fund": fund if fund in SOURCES else Fund.ALL_FUNDS,
        "nature": nature or Nature.ALL_NATURES,
        "origin": ORIGINS.get(column.meaning.origin, MoneyOrigin.CURRENT),
    }


def make_revenue(table: PrintedTable, entry: Entry, column: PrintedHeadColumn, amount: Decimal) -> list[Any]:
    """Make revenue of one source: the column's, or that of the row where a list gives it."""
    fund = column.meaning.fund or entry.meaning.fund or Fund.ALL_FUNDS
    origin = column.meaning.origin or entry.meaning.origin
    if origin == "carried_forward" or (fund == Fund.ALL_FUNDS and origin != "brought_forward" and not entry.code):
        return []
    is_subject = entry.scheme == "function"
    return [
        RevenueLine(
            fund=fund,
            origin=ORIGINS.get(origin, MoneyOrigin.CURRENT),
            function_code=entry.code if is_subject else "",
            function_name=entry.name[:NAME_LENGTH] if is_subject else "",
            amount=amount,
        )
    ]


def make_side(table: PrintedTable, entry: Entry, column: PrintedHeadColumn, amount: Decimal) -> list[Any]:
    """Make what a list of revenue and expenditure alone says: nothing that a finer table gives is kept again."""
    if table.shape.side(entry.block) == "revenue":
        return [] if _is_given(table, RevenueLine) else make_revenue(table, entry, column, amount)
    if entry.meaning.origin == "carried_forward":
        known = table.reading.rows[CarryForward]
        return [] if known else [CarryForward(fund=Fund.ALL_FUNDS, amount=amount)]
    return [] if _is_given(table, FunctionExpenditure) else make_function(table, entry, column, amount)


def _is_given(table: PrintedTable, model: type[Model]) -> bool:
    """Tell whether another table of the document has given facts of a kind."""
    return any(fact.source_table is not table.source for fact in table.reading.rows[model])


def make_three_public(table: PrintedTable, entry: Entry, column: PrintedHeadColumn, amount: Decimal) -> list[Any]:
    """Make one part of “三公”经费, named by its row or its column."""
    item = column.meaning.item or entry.meaning.item
    known = {fact.item for fact in table.reading.rows[ThreePublicExpense]}
    if item not in ThreePublicItem.values or item in known:
        return []
    return [ThreePublicExpense(item=item, amount=amount)]


def make_project(table: PrintedTable, entry: Entry, column: PrintedHeadColumn, amount: Decimal) -> list[Any]:
    """Make the money of one project."""
    if not entry.name or entry.kind != RowKind.LINE or not _is_project(table, entry.line):
        return []
    fund = column.meaning.fund or Fund.ALL_FUNDS
    origin = ORIGINS.get(column.meaning.origin, MoneyOrigin.CURRENT)
    project = find_or_add_project(table, entry)
    known = {(one.fund, one.origin) for one in table.reading.rows[ProjectFunding] if one.project is project}
    if (fund, origin) in known:
        return []
    return [ProjectFunding(project=project, fund=fund, origin=origin, amount=amount)]


def _is_project(table: PrintedTable, line: Line) -> bool:
    """Tell whether a row names a project and not a group of them: it fills the last column of project names."""
    columns = [column for column in table.shape.columns if column.role == "project"]
    return not columns or bool(line.cell(columns[-1].number))


MAKERS: Mapping[str, Maker] = {
    "sides": make_side,
    "revenue": make_revenue,
    "subjects": make_function,
    "economic": make_economic,
    "three_public": make_three_public,
    "projects": make_project,
}
