"""Which rows and columns of a printed table hold facts: those that say something by themselves and add up no others."""

import re
from collections.abc import Mapping, Sequence

from budgets.documents.grids import normalise
from budgets.documents.interpret.printed.column_sums import MEMO_LABEL, TOTAL_LABEL
from budgets.documents.interpret.printed.entries import Entry
from budgets.documents.interpret.printed.meanings import EXECUTED, Meaning
from budgets.documents.interpret.printed.scores import Score
from budgets.documents.interpret.printed.shape import PrintedHeadColumn
from budgets.documents.interpret.printed.table import PrintedTable
from budgets.documents.reading import Reading
from budgets.tables.spec import RowKind
from budgets.vocabulary import Fund, Phase

# A column of final accounts that shows the budget, and not a fund such as 一般公共预算.
BUDGET_LABEL = re.compile(r"^((19|20)\d{2}年度?)?(年初|全年|调整后?|本年|当年)?预算(数|金额)?$")
SPENDING = ("subjects", "economic")
ITEMS = ("overseas_visits", "vehicles", "vehicle_purchase", "vehicle_operation", "hospitality")
REVENUE_BESIDE, SPENDING_BESIDE = ("本年收入", "当年收入"), ("本年支出", "当年支出")
Parts = Mapping[str, tuple[str, ...]]


def is_of_year(reading: Reading, meaning: Meaning) -> bool:
    """Tell whether an amount is of the document's own year."""
    return meaning.time in ("", str(reading.edition.budget.year))


def fact_rows(table: PrintedTable, entries: Sequence[Entry], parts: Parts) -> set[str]:
    """Return the rows whose amounts are facts: of this year, no sums, no counts and no parts of what is said whole."""
    own = [one for one in entries if not one.is_memo and one.role != "count" and is_of_year(table.reading, one.meaning)]
    if table.kind.family == "three_public":
        return _three_public_rows(own, parts)
    wholes, covered = _wholes(table, entries, parts) if table.kind.family in ("sides", "revenue") else (set(), set())
    sums = set(parts) - _spent_on(entries, parts) if table.kind.family == "subjects" else set(parts)
    return wholes | {one.key for one in own if one.kind != RowKind.TOTAL and one.key not in sums | covered}


def _spent_on(entries: Sequence[Entry], parts: Parts) -> set[str]:
    """Return the rows of functional codes that add up nothing but what they are spent on."""
    schemes = {one.key: one.scheme for one in entries}
    functions = (key for key in parts if schemes.get(key) == "function")
    return {key for key in functions if not any(schemes.get(part) == "function" for part in parts[key])}


def _three_public_rows(own: Sequence[Entry], parts: Parts) -> set[str]:
    """Return the rows that name the parts of “三公”经费; else the one of the whole department.

    Where units are listed and none of them is the whole, nothing is certain of the department.
    """
    if any(one.meaning.item for one in own):
        return {one.key for one in own if one.meaning.item}
    within = {key for keys in parts.values() for key in keys}
    totals = [one.key for one in own if one.kind == RowKind.TOTAL]
    tops = [one.key for one in own if one.key not in within]
    return set(totals[:1] or (tops if len(tops) == 1 else ()))


def _wholes(table: PrintedTable, entries: Sequence[Entry], parts: Parts) -> tuple[set[str], set[str]]:
    """Return the rows of a list that name a source and whose parts do not, and all that they cover.

    其他收入 is known as such, while 捐赠收入 and 利息收入 below it are none of the sources.
    """
    known = {one.key: one for one in entries}
    wholes: set[str] = set()
    covered: set[str] = set()
    for one in entries:
        below = [known[key] for key in parts.get(one.key, ()) if key in known]
        if one.meaning.fund and one.key not in covered and any(part.meaning.says_nothing for part in below):
            wholes.add(one.key)
            covered |= _covered(one.key, parts)
    return wholes, covered | _covered_left_over(table, entries, parts)


def _covered_left_over(table: PrintedTable, entries: Sequence[Entry], parts: Parts) -> set[str]:
    """Return the rows of what was left over of single funds, where all of it is printed and is not their sum."""
    left_over = [one for one in entries if one.meaning.origin == "brought_forward" and not one.code]
    added = {part for one in left_over for part in parts.get(one.key, ())}
    loose = [one for one in left_over if one.key not in added and one.key not in parts]
    wholes = [one for one in loose if not one.meaning.fund]
    is_printed = any(table.amounts.get(one.line, column) for one in wholes for column in table.amount_columns)
    return {one.key for one in loose if one.meaning.fund} if is_printed else set()


def _covered(key: str, parts: Parts) -> set[str]:
    """Return all rows that a row adds up, directly or through others."""
    rest = {whole: below for whole, below in parts.items() if whole != key}
    return {one for part in parts.get(key, ()) for one in (part, *_covered(part, rest))}


def fact_columns(table: PrintedTable, columns: Sequence[PrintedHeadColumn], first: int, last: int) -> set[int]:
    """Return the columns of a block whose amounts are facts: of this year, no parts of another, no sums.

    Where a total stands first, they are what it adds up; one that adds up nothing is the fact itself.
    """
    own = _own_columns(table, [column for column in columns if first <= column.number < last])
    if not own:
        return set()
    whole = own[0]
    if table.kind.family == "three_public" and not any(one.meaning.item for one in own):
        # The rows name the parts, and an amount of all funds together stands first.
        return {whole.number} if whole.meaning.says_nothing or len(own) == 1 else set()
    if table.kind.family == "three_public" and any(_is_refuted(table, one) for one in own):
        return set()
    if whole.number in table.column_parts or TOTAL_LABEL.search(whole.label) or len(own) == 1:
        return set(_leaves(table, whole.number, table.column_parts))
    return {one.number for one in own if one.meaning.is_known and one.number not in table.column_parts}


def _own_columns(table: PrintedTable, columns: Sequence[PrintedHeadColumn]) -> list[PrintedHeadColumn]:
    """Return the columns of this year and phase that are no parts of others, and, in a table of spending, spending."""
    own = [one for one in columns if is_of_year(table.reading, one.meaning) and not MEMO_LABEL.match(one.label)]
    own = [one for one in own if one.meaning.origin != "carried_forward" and not _is_other_phase(table, one)]
    has_revenue = any(_is_below(one, REVENUE_BESIDE) for one in columns)
    spending = [one for one in own if _is_below(one, SPENDING_BESIDE)]
    return spending if table.kind.family in SPENDING and has_revenue and spending else own


def _is_below(column: PrintedHeadColumn, labels: Sequence[str]) -> bool:
    """Tell whether a column stands under one of some labels."""
    return any(normalise(label).startswith(tuple(labels)) for label in column.path)


def _leaves(table: PrintedTable, root: int, sums: Mapping[int, tuple[int, ...]]) -> list[int]:
    """Return the columns that a total adds up in the end; in a table of spending they must say what it does not."""
    parts = sums.get(root, ())
    own = table.shape.columns[root].meaning
    meanings = [table.shape.columns[part].meaning for part in parts if part not in sums]
    is_vague = any(not one.is_known or one.said == own.said for one in meanings) or _are_mixed(table, root, sums)
    if not parts or (is_vague and table.kind.family in SPENDING):
        return [root]
    rest = {whole: below for whole, below in sums.items() if whole != root}
    return list(dict.fromkeys(leaf for part in parts for leaf in _leaves(table, part, rest)))


def _is_refuted(table: PrintedTable, whole: PrintedHeadColumn) -> bool:
    """Tell whether no row bears out that a column adds up items: labels may then stand over other columns."""
    parts = table.column_parts.get(whole.number, ())
    if not all(table.shape.columns[part].meaning.item in ITEMS for part in parts):
        return False
    score = Score().count(
        table.amounts.holds(table.amounts.get(line, whole.number), [table.amounts.get(line, part) for part in parts])
        for line in table.shape.body
    )
    return bool(parts) and score.failed > 0 and not score.held


def _are_mixed(table: PrintedTable, root: int, sums: Mapping[int, tuple[int, ...]]) -> bool:
    """Tell whether some of what a total adds up names its fund, and some does not: then it is known as a whole."""
    if table.fund != Fund.ALL_FUNDS:
        return False
    rest = {whole: below for whole, below in sums.items() if whole != root}
    named = {bool(table.shape.columns[one].meaning.fund) for part in sums.get(root, ()) for one in _ends(part, rest)}
    return len(named) > 1


def _ends(root: int, sums: Mapping[int, tuple[int, ...]]) -> list[int]:
    """Return the columns below one that add up no others."""
    rest = {whole: below for whole, below in sums.items() if whole != root}
    return [one for part in sums.get(root, ()) for one in _ends(part, rest)] or [root]


def _is_other_phase(table: PrintedTable, column: PrintedHeadColumn) -> bool:
    """Tell whether a column of final accounts shows the budget, or one of a budget what was spent before."""
    if table.reading.edition.budget.phase == Phase.FINAL:
        return any(BUDGET_LABEL.search(normalise(label)) for label in column.path)
    return any(EXECUTED.search(label) for label in column.path)
