"""What checking found, as pages show it: the cell concerned, both figures in its unit, and the reasons given."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from budgets.checks import Finding
from budgets.models import Waiver
from budgets.money import MoneyUnit, exact_places, format_amount
from budgets.pages.addresses import BudgetAddress
from budgets.tables import Facts, FilledTable, StatutoryTable, edition_tables, fill
from budgets.vocabulary import SEVERITY_LABELS, Severity

UNIT = MoneyUnit.TEN_THOUSAND_YUAN


@dataclass(frozen=True)
class Amounts:
    """Two figures side by side, printed in one unit without being rounded: what should be, what is, and the gap."""

    expected: str
    found: str
    difference: str
    unit: str


@dataclass(frozen=True)
class ShownFinding:
    """A finding with the address of the cell, or else of the table, that it concerns; blank where there is none."""

    finding: Finding
    severity: object
    address: str
    label: str
    amounts: Amounts | None
    waivers: Sequence[Waiver] = ()
    is_explained: bool = False


class Places:
    """The tables and cells of an edition that findings speak of."""

    def __init__(self, facts: Facts, address: BudgetAddress) -> None:
        self.facts = facts
        self.address = address
        self.tables = {table.number: table for table in edition_tables(facts)}
        self._filled: dict[int, FilledTable] = {}

    def of_kind(self, kind: str) -> StatutoryTable | None:
        """Return the first table of a kind, or None where the edition has none."""
        return next((table for table in self.tables.values() if table.kind == kind), None)

    def filled(self, number: int) -> FilledTable:
        """Return a table, filled when it is first asked for."""
        if number not in self._filled:
            self._filled[number] = fill(self.tables[number], self.facts)
        return self._filled[number]

    def link(self, number: int | None, row: str, column: str) -> tuple[str, str]:
        """Return address and label of a cell that has a page, else of its table; blanks where there is no table."""
        if number not in self.tables:
            return "", ""
        assert number is not None
        table, address = self.tables[number], self.address.table(number)
        cell = self.filled(number).by_address.get((row, column)) if row and column else None
        if cell is None or cell.amount is None:
            return address, table.label
        return f"{address}cells/{row}/{column}/", _("%s这一格") % table.label

    def amounts(self, number: int | None, expected: Decimal, found: Decimal) -> Amounts:
        """Print two figures in yuan in the unit of their table, with as many decimals as they need."""
        table = self.filled(number).table if number in self.tables else None  # type: ignore[arg-type]
        unit = table.unit if table else UNIT
        places = exact_places((expected, found), unit, table.places if table else 2)
        texts = [str(format_amount(one, unit, places)) for one in (expected, found, found - expected)]
        return Amounts(texts[0], texts[1], f"+{texts[2]}" if found > expected else texts[2], str(unit.label))


def show_findings(findings: Iterable[Finding], waivers: Sequence[Waiver], places: Places) -> list[ShownFinding]:
    """Return the findings of one rule with their addresses and the reasons given for them."""
    return [_show(finding, waivers, places) for finding in findings]


def _show(finding: Finding, waivers: Sequence[Waiver], places: Places) -> ShownFinding:
    """Describe one finding."""
    own = [waiver for waiver in waivers if excuses(waiver, finding)]
    address, label = places.link(finding.table, finding.row, finding.column)
    compared = finding.expected is not None and finding.found is not None
    return ShownFinding(
        finding=finding,
        severity=SEVERITY_LABELS[finding.severity],
        address=address,
        label=label,
        amounts=places.amounts(finding.table, finding.expected, finding.found) if compared else None,  # type: ignore[arg-type]
        # What is said of the whole rule is shown once, with the rule.
        waivers=[waiver for waiver in own if waiver.finding],
        is_explained=bool(own) and is_explainable(finding, places.facts),
    )


def excuses(waiver: Waiver, finding: Finding) -> bool:
    """Tell whether a reason was given for a finding: for it alone, or for all of its rule."""
    length = Waiver._meta.get_field("finding").max_length
    return waiver.rule == finding.rule and waiver.finding in ("", str(finding.message)[:length])


def is_explainable(finding: Finding, facts: Facts) -> bool:
    """Tell whether a reason settles a finding: a warning of a prepared edition; an error is to be put right."""
    return finding.severity == Severity.WARNING and not facts.edition.is_transcribed
