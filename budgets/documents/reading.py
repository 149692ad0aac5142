"""What was read of a document: facts, declared totals, notes, and everything that was not understood."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from budgets.documents.grids import Document
from budgets.models import DeclaredAmount, Edition, SourceTable, TableNote
from budgets.money import MoneyUnit
from budgets.tables import Facts, StatutoryTable


@dataclass(frozen=True)
class Trouble:
    """A printed thing that could not be read: its place, its text, and what is wrong with it.

    `refuses` marks what keeps a document from being stored, since a figure or a code would be lost or doubtful.
    """

    place: str
    text: str
    message: str
    refuses: bool = False
    is_amount: bool = False


@dataclass(frozen=True)
class CellPlace:
    """The cell of a source table that a fact came from, counted from zero, and where that is in the document."""

    table: SourceTable
    row: int
    column: int
    place: str

    def mark(self, fact: Any) -> None:
        """Let a fact remember this cell."""
        fact.source_table, fact.source_row, fact.source_column = self.table, self.row, self.column
        fact.source_place = self.place


@dataclass
class Reading:
    """The facts of a document, not yet stored; `edition` and what it belongs to are not saved either.

    `unit` is the one its amounts are printed in where a table does not name its own; `row_counts` holds how many
    rows each table has below its head, by title.
    """

    document: Document
    edition: Edition
    unit: MoneyUnit = MoneyUnit.TEN_THOUSAND_YUAN
    rows: dict[type[Model], list[Any]] = field(default_factory=lambda: defaultdict(list))
    troubles: list[Trouble] = field(default_factory=list)
    amounts_printed: int = 0
    amounts_read: int = 0
    row_counts: dict[str, int] = field(default_factory=dict)
    _declared: set[tuple[int, str, str]] = field(default_factory=set)

    def add(self, fact: Any, place: CellPlace | None = None) -> Any:
        """Keep a fact with its order and the cell it came from."""
        kept = self.rows[type(fact)]
        kept.append(fact)
        fact.position = len(kept)
        if hasattr(fact, "edition_id"):
            fact.edition = self.edition
        if place is not None:
            place.mark(fact)
        return fact

    def declare(
        self, table: StatutoryTable, row: str, column: str, amount: Decimal, place: CellPlace | None = None
    ) -> None:
        """Keep a printed total, in yuan; one given twice refuses the document."""
        address = (table.number, row, column)
        if address in self._declared:
            where = f"table {table.number}" if place is None else f"{place.place}, table {table.number}"
            self.trouble(where, row, _("同一行在本表中出现了两次"), refuses=True)
            return
        self._declared.add(address)
        self.add(DeclaredAmount(table_number=table.number, row=row, column=column, amount=amount), place)

    def declared_of(self, row: str) -> list[DeclaredAmount]:
        """Return the printed totals of one row, in whatever table."""
        return [fact for fact in self.rows[DeclaredAmount] if fact.row == row]

    def remark(self, table: StatutoryTable, text: str) -> None:
        """Keep, for the public, how a defect of the document was read."""
        self.add(TableNote(table_number=table.number, text=text, made_in_reading=True))

    def trouble(self, place: str, text: str, message: str, *, refuses: bool = False, is_amount: bool = False) -> None:
        """Keep what could not be read."""
        self.troubles.append(Trouble(place, text, message, refuses, is_amount))

    @property
    def refusals(self) -> list[Trouble]:
        """What keeps the document from being stored."""
        return [trouble for trouble in self.troubles if trouble.refuses]

    @property
    def facts(self) -> Facts:
        """The facts, as tables are filled with them and checks run on them."""
        return Facts(self.edition, self.rows)
