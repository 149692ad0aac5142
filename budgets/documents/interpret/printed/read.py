"""Read a document whose form nobody declared: every table as it is printed, and facts where they are certain."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from budgets.documents.grids import Grid, normalise
from budgets.documents.interpret.printed.amounts import Amounts
from budgets.documents.interpret.printed.column_sums import MEMO_LABEL
from budgets.documents.interpret.printed.facts import Claims, keep_amounts
from budgets.documents.interpret.printed.performance import keep_indicators
from budgets.documents.interpret.printed.sheets import is_sheet, keep_money, sheet_form
from budgets.documents.interpret.printed.table import PrintedTable
from budgets.documents.reading import Reading
from budgets.models import SourceTable, TableNote
from budgets.tables import tables_of
from budgets.tables.editions import STANDARD
from budgets.tables.kinds import kinds
from budgets.vocabulary import Phase

FORM_SETS = {Phase.FINAL: "final-2024"}
# Tables of kinds that no form set numbers, and those of no kind, are numbered on from here in printed order.
FIRST_FREE = 21
# Finer tables come before those that add them up, and money before what refers to it.
ORDER = (
    "function_expenditure",
    "general_public_budget_expenditure",
    "government_managed_funds_expenditure",
    "state_capital_operations_expenditure",
    "fiscal_appropriation_expenditure",
    "basic_function_expenditure",
    "revenue",
    "basic_expenditure",
    "economic_expenditure",
    "fiscal_appropriation_basic_expenditure",
    "project_economic_expenditure",
    "three_public",
    "projects",
)
NAME = re.compile(
    r"(?:编制部门|编制单位|部门名称|单位名称|预算单位|部门\(单位\)|部门|单位)(?:\(单位\))?[:：]([^:：]{2,40}?)"
    r"(?:金额)?(?:单位[:：].*)?$"
)
CODE_NAME = re.compile(r"^\d{3,6}[-—]?([^\d\W]{3,30}?)(?:金额)?(?:单位[:：].*)?$")


def read_printed_tables(reading: Reading, grids: Sequence[Grid]) -> None:
    """Read all tables of a document; each is kept whole, whether it was understood or not."""
    tables = [PrintedTable(reading, grid, reading.unit) for grid in grids]
    give_numbers(tables, Phase(reading.edition.budget.phase))
    claims = Claims()
    for table in sorted(tables, key=_turn):
        if not is_sheet(table):
            keep_amounts(table, claims)
    for table in tables:
        if is_sheet(table):
            keep_indicators(table)
        finish(table)


def read_further_tables(reading: Reading, grids: Sequence[Grid]) -> None:
    """Read what a document prints beside the tables of its form: as it is printed, its amounts declared."""
    for number, grid in enumerate(grids, start=FIRST_FREE):
        table = PrintedTable(reading, grid, reading.unit)
        table.number = table.source.number = number
        if not is_sheet(table):
            keep_amounts(table, None)
        finish(table)


def give_numbers(tables: Sequence[PrintedTable], phase: Phase) -> None:
    """Number the tables: the first of a kind as the form set does, all others in printed order."""
    form_set = FORM_SETS.get(phase, STANDARD)
    known = {table.kind: table.number for table in tables_of(form_set)}
    taken: set[int] = set()
    following = FIRST_FREE
    for table in tables:
        wanted = known.get(table.kind.name)
        if wanted is None or wanted in taken:
            wanted, following = following, following + 1
        table.number = table.source.number = wanted
        taken.add(wanted)


def _turn(table: PrintedTable) -> int:
    """Return when a table is read among the others of its document."""
    return ORDER.index(table.kind.name) if table.kind.name in ORDER else len(ORDER)


def finish(table: PrintedTable) -> None:
    """Keep a table with its form, count its amounts, and name what of it was not understood."""
    reading, source = table.reading, table.source
    amounts = keep_money(table) if is_sheet(table) else table.amounts
    unknown = [] if is_sheet(table) else [*unknown_columns(table), *unknown_rows(table)]
    source.is_understood = bool(table.kind.name) and not unknown and not amounts.malformed
    make_form = sheet_form(table, amounts, is_understood=source.is_understood) if is_sheet(table) else None
    source.form = (make_form or table.form(is_understood=source.is_understood)).as_json()
    reading.rows[SourceTable].append(source)
    reading.row_counts[table.grid.title] = len(table.rows if is_sheet(table) else table.shape.body)
    reading.amounts_printed += len(amounts.values) + len(amounts.malformed)
    reading.amounts_read += len(amounts.values)
    _name_troubles(table, amounts, unknown)
    captions = {line.place for line in table.grid.captions}
    for line in table.grid.lines:
        if not line.is_row and line.text and line.place not in captions:
            reading.add(TableNote(table_number=table.number, text=line.text), table.place(line, 0))


def _name_troubles(table: PrintedTable, amounts: Amounts, unknown: Sequence[tuple[str, str]]) -> None:
    """Name with their places what is no amount, what stands for nothing known, and a table of no known kind."""
    reading = table.reading
    for line, column in amounts.malformed:
        where = f"{line.location}, table {table.number}, column {column + 1}"
        reading.trouble(where, line.cell(column), _("不是一个金额"), is_amount=True)
    if not table.kind.name:
        reading.trouble(table.grid.place, table.grid.title, _("不是常见的预算表，已按原样保留"))
    for place, text in unknown:
        reading.trouble(place, text, _("没有读懂这一行或这一列说的是什么，金额已按原样保留"))


def unknown_columns(table: PrintedTable) -> list[tuple[str, str]]:
    """Return place and label of every column of amounts whose head was not understood."""
    return [
        (f"{table.grid.place}, table {table.number}, column {column.number + 1}", "/".join(column.path))
        for column in table.shape.columns
        if column.role == "amount" and kinds().get(table.kind.name)
        if not column.meaning.is_known and not MEMO_LABEL.match(column.label)
    ]


def unknown_rows(table: PrintedTable) -> list[tuple[str, str]]:
    """Return place and text of every row with amounts of which it is not known what it stands for."""
    if table.kind.family not in ("sides", "subjects", "economic", "revenue"):
        return []
    return [
        (f"{entry.line.location}, table {table.number}", entry.name)
        for entries in table.entries
        for entry in entries
        if not entry.is_known and any(table.amounts.get(entry.line, column) for column in table.amount_columns)
    ]


def department_name(grids: Sequence[Grid]) -> str:
    """Return the department's name as the captions of most tables give it, or an empty text."""
    found: dict[str, int] = {}
    for grid in grids:
        for line in grid.captions:
            for text in (normalise(cell) for cell in line.cells if cell.strip()):
                match = NAME.search(text) or CODE_NAME.match(text)
                if match and "元" not in match.group(1):
                    found[match.group(1)] = found.get(match.group(1), 0) + 1
    return max(found, key=lambda name: found[name], default="")
