"""The other tables in which the money of a figure stands, each with whether the two agree."""

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext as _

from budgets.explanations.same_money import CLASS_OF_NATURE, ITEM_OF_CLASS, Match, Relation, ScopedTable
from budgets.explanations.scope import Measure, Scope
from budgets.money import MoneyUnit, add, printed_places, rounding_allowance
from budgets.parts import belongs_to_nature
from budgets.tables import Cell, Facts, FilledTable, Layout, StatutoryTable, edition_tables, fill
from budgets.tables.kinds import kinds
from budgets.vocabulary import Nature

EVERYWHERE = ("sides", "subjects", "department_performance")


class Verdict(StrEnum):
    """What comes of comparing a figure with another table."""

    AGREES = "agrees"
    ROUNDS = "rounds"
    DIFFERS = "differs"
    WITHIN = "within"
    EXCEEDS = "exceeds"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Counterpart:
    """Cells of another table that are the same money as a figure, part of it or its whole; amounts in yuan.

    `gap` is by how much the figure is above them. `reason` says why they cannot be compared.
    """

    match: Match
    amount: Decimal | None
    verdict: Verdict
    gap: Decimal = Decimal(0)
    reason: str = ""

    @property
    def filled(self) -> FilledTable:
        """The table in which the cells stand."""
        return self.match.filled

    @property
    def cells(self) -> list[Cell]:
        """The cells that have an amount."""
        return [cell for cell in self.match.cells if cell.amount is not None]

    @property
    def relation(self) -> Relation:
        """How their money is related to that of the figure."""
        return self.match.relation


def find_counterparts(own: ScopedTable, cell: Cell) -> list[Counterpart]:
    """Return the other tables in which the money of a figure of a table stands, in the order of the tables."""
    facts, scope = own.filled.facts, own.scopes.get((cell.row, cell.column.key))
    if scope is None or cell.amount is None:
        return []
    wanted = own.wanted(cell)
    found = []
    for table in edition_tables(facts):
        if not may_speak_of(table, scope):
            continue
        if table.number == own.filled.table.number:
            match = _other_side(own, cell, wanted)
        else:
            match = ScopedTable(fill_amounts(table, facts), own.money).find(wanted, cell.lines, cell.row)
        if match is not None:
            found.append(compare(own.filled, cell, match))
    return found


def _other_side(own: ScopedTable, cell: Cell, wanted: list[Scope]) -> Match | None:
    """Return the total on the other side of the figure's own table, where both sides must be in balance."""
    balance = [scope for scope in wanted if scope.measure == Measure.BALANCE]
    others = [one for scope in balance for one in own.by_wording.get(scope, ()) if one[0] == cell.row]
    others = [one for one in others if one[1] != cell.column.key]
    return Match(own.filled, (own.filled.by_address[others[0]],), Relation.SAME) if others else None


def may_speak_of(table: StatutoryTable, scope: Scope) -> bool:
    """Tell whether a kind of table may speak of a money: those that cannot are not even filled."""
    kind = kinds().get(table.kind)
    family = kind.family if kind else ""
    if scope.measure == Measure.THREE_PUBLIC:
        return family == "three_public" or (family == "economic" and len(scope.items) == 1)
    if family == "revenue":
        return scope.measure in (Measure.REVENUE, Measure.BALANCE)
    if family in ("economic", "three_public", "projects"):
        return scope.measure == Measure.EXPENDITURE and _may_have(family, scope)
    if family == "project_performance":
        return table.layout != Layout.PRINTED and _may_have("projects", scope)
    if scope.economic or scope.government or scope.project:
        return family == "subjects" and scope.economic in CLASS_OF_NATURE.values()
    return family in EVERYWHERE and not (family == "department_performance" and scope.function)


def _may_have(family: str, scope: Scope) -> bool:
    """Tell whether tables of spending by class, of “三公”经费 or of projects may have a money."""
    if scope.function:
        return False
    if family == "economic":
        return not scope.project
    if family == "three_public":
        return scope.economic in ITEM_OF_CLASS
    is_project = belongs_to_nature(scope.nature, Nature.PROJECT_EXPENDITURE)
    return not scope.economic and scope.measure == Measure.EXPENDITURE and bool(is_project)


def fill_amounts(table: StatutoryTable, facts: Facts) -> FilledTable:
    """Fill the sections of a table that hold amounts: its running text and its indicators are not asked for."""
    sections = tuple(one for one in table.sections if any(leaf.is_amount for leaf in one.leaves))
    return fill(replace(table, sections=sections), facts)


def compare(own: FilledTable, cell: Cell, match: Match) -> Counterpart:
    """Set a figure beside the cells of another table."""
    reason = _incomparable(own, match)
    amount = add(one.amount for one in match.cells)
    if reason or amount is None or cell.amount is None:
        return Counterpart(match, amount, Verdict.UNKNOWN, reason=reason)
    gap = cell.amount - amount
    allowed = allowance(own, match)
    if match.relation == Relation.SAME:
        verdict = Verdict.AGREES if not gap else Verdict.ROUNDS if abs(gap) <= allowed else Verdict.DIFFERS
    else:
        over = gap if match.relation == Relation.WHOLE else -gap
        verdict = Verdict.EXCEEDS if over > allowed else Verdict.WITHIN
    return Counterpart(match, amount, verdict, gap)


def _incomparable(own: FilledTable, match: Match) -> str:
    """Say why cells cannot be compared with a figure, or nothing where they can."""
    if is_left_out(own):
        return _("公布的文件没有印出本表，这个数由其他表推得")
    if is_left_out(match.filled):
        return _("公布的文件没有印出这张表，表中的数由其他表推得")
    if all(cell.amount is None for cell in match.cells):
        return _("数据没有细分到这一格") if any(cell.unknown for cell in match.cells) else _("这张表的这一格是空白")
    return ""


def is_left_out(filled: FilledTable) -> bool:
    """Tell whether the document that was transcribed does not print a table: its figures come from others."""
    facts = filled.facts
    return facts.edition.is_transcribed and filled.table.number not in facts.printed_tables


def allowance(own: FilledTable, match: Match) -> Decimal:
    """Return by how many yuan rounded amounts of two tables may differ; those of a prepared edition may not."""
    if not own.facts.edition.is_transcribed:
        return Decimal(0)
    return rounding_allowance(len(match.cells), min(last_place(own), last_place(match.filled)), MoneyUnit.YUAN)


def last_place(filled: FilledTable) -> int:
    """Return the last place that the amounts of a table show, counted from the yuan."""
    return printed_places(cell.amount for cell in filled.cells if cell.column.is_amount)
