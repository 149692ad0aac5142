"""Ways to make the rows of final accounts: numbered lines, codes with their subtotals, economic classes abreast."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from budgets.models import DeclaredAmount
from budgets.parts import belongs_to_fund
from budgets.tables.facts import Facts
from budgets.tables.official_names import department_class_names, function_names
from budgets.tables.rows import TOTAL, ItemRows
from budgets.tables.spec import Row, RowKind

# How many digits of a functional code name its 类 and its 款.
UPPER_LEVELS = (3, 5)
GRAND_TOTAL = "grand_total"


@dataclass(frozen=True)
class NumberedRows:
    """Rows of a fixed list with 行次: the shorter side is filled with blank lines, which have their numbers too.

    `moved` is the cell whose amount the grand total adds although no kind of fact gives it: table, row and column.
    """

    items: ItemRows
    number: str
    first: int
    body: int
    moved: tuple[int, str, str] | None = None

    def __call__(self, facts: Facts) -> list[Row]:
        """Make a row of each item and of each blank line."""
        rows = self.items(facts)
        above = [row for row in rows if not row.foot]
        blank = [Row(f"blank-{at}", RowKind.LINE, {}) for at in range(len(above) + 1, self.body + 1)]
        foot = [self._add_moved(row, facts) for row in rows if row.foot]
        return [
            replace(row, texts={**row.texts, self.number: str(number)})
            for number, row in enumerate([*above, *blank, *foot], start=self.first)
        ]

    def _add_moved(self, row: Row, facts: Facts) -> Row:
        """Let the grand total add what is printed of balances used or allotted."""
        if row.key != GRAND_TOTAL or self.moved not in facts.declared:
            return row
        moved = [one for one in facts.of(DeclaredAmount) if (one.table_number, one.row, one.column) == self.moved]
        return replace(row, lines=[*row.lines, *moved])


@dataclass(frozen=True)
class SubtotalRows:
    """合计, then the codes in their order: each 类 and 款 with the sum of what stands below it, each 项.

    `lines` names what is added, `code` and `name` where a line has its subject. `table` is for forms with columns
    that no kind of fact gives: a code printed there alone has its row too.
    """

    lines: str
    fund: str | None = None
    code: str = "code"
    name: str = "name"
    table: int | None = None

    def __call__(self, facts: Facts) -> list[Row]:
        """Make the rows from the lines of the table's fund."""
        lines = [line for line in getattr(facts, self.lines) if self._admits(line)]
        names = {getattr(line, self.code): getattr(line, self.name) for line in lines if getattr(line, self.code)}
        codes = {*names, *self._printed(facts)}
        uppers = {code[:digits] for code in codes for digits in UPPER_LEVELS if digits < len(code)}
        total = Row("total", RowKind.TOTAL, {"code": TOTAL}, lines)
        return [total, *(self._row(code, names, lines, code in uppers) for code in sorted(codes | uppers))]

    def _admits(self, line: Any) -> bool:
        """Tell whether a line may be of the table's fund."""
        return self.fund is None or belongs_to_fund(line.fund, self.fund) is not False

    def _printed(self, facts: Facts) -> set[str]:
        """Return the codes that the table's declared amounts name."""
        if self.table is None:
            return set()
        return {row for number, row, _column in facts.declared if number == self.table and row.isdigit()}

    def _row(self, code: str, names: Mapping[str, str], lines: Sequence[Any], has_parts: bool) -> Row:
        """Make the row of one code; one that others stand below is their subtotal."""
        own = [line for line in lines if getattr(line, self.code).startswith(code)]
        texts = {"code": code, "name": names.get(code) or function_names().get(code, "")}
        return Row(code, RowKind.TOTAL if has_parts else RowKind.LINE, texts, own)


@dataclass(frozen=True)
class ClassRows:
    """One of the groups of economic classes that stand abreast: the codes that the form prints, and others that occur.

    `prefix` begins the keys of the group's columns. `takes` tells which codes belong to the group, and `counts` which
    its foot adds: that of the last group adds those of the group before it as well.
    """

    prefix: str
    codes: tuple[str, ...]
    takes: Callable[[str], bool]
    foot: Row
    counts: Callable[[str], bool]

    def __call__(self, facts: Facts) -> list[Row]:
        """Make a row of each code, and the foot."""
        lines = facts.basic_economic_expenditures
        own = [line for line in lines if self.takes(line.department_code)]
        names = {line.department_code: line.department_name for line in own}
        foot = [line for line in lines if self.counts(line.department_code)]
        rows = [self._row(code, names, own) for code in sorted({*self.codes, *names})]
        return [*rows, replace(self.foot, lines=foot)]

    def _row(self, code: str, names: Mapping[str, str], lines: Iterable[Any]) -> Row:
        """Make the row of one code; a 类 adds all that stands below it."""
        own = [line for line in lines if line.department_code.startswith(code)]
        name = names.get(code) or department_class_names().get(code, "")
        return Row(code, RowKind.LINE, {f"{self.prefix}_code": code, f"{self.prefix}_name": name}, own)
