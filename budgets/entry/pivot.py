"""Sheets whose rows are made of several lines: what identifies them stands on the left, each amount is one line."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from math import inf
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from budgets.entry.cells import Entered, Values, plain_amount
from budgets.entry.columns import CellKind, EntryColumn, summed
from budgets.entry.ledger import Ledger
from budgets.entry.offers import STEP
from budgets.entry.order import BEHIND_ALL, Place, end_of, make_room
from budgets.entry.sheet import EntrySheet, GridRow, Work
from budgets.money import add, parse_amount
from budgets.vocabulary import Fund, MoneyOrigin, Nature

# Places before and behind all rows.
FRONT: Place = (-1, 0)
LAST: tuple[float, int] = (inf, 0)
LABELS: Mapping[str, Any] = {"fund": Fund, "origin": MoneyOrigin, "nature": Nature}


class PivotSheet(EntrySheet):
    """A sheet of lines.

    `identity` names the columns that identify a row, `texts` others that every line of it repeats, `pivoted` the
    fields by which amounts differ; all are fields of the model. `sought` is the field by which few rows are read.
    """

    model: type[Any]
    identity: tuple[str, ...]
    texts: tuple[str, ...] = ()
    pivoted: tuple[str, ...]
    sought = ""
    amounts: tuple[EntryColumn, ...]

    def lines(self, ledger: Ledger) -> QuerySet[Any]:
        """Return the lines that this sheet shows."""
        lines = self.model._default_manager.filter(edition=ledger.edition)
        return lines.select_related("unit") if "unit" in self.identity else lines

    def left(self, ledger: Ledger) -> tuple[EntryColumn, ...]:
        """Return the columns that say what a row is."""
        raise NotImplementedError

    def make_columns(self, ledger: Ledger) -> tuple[EntryColumn, ...]:
        """Return the columns; lines of a coarser kind than the form has bring a column of their own."""
        known = {column.sets for column in self.amounts}
        extra = [self._extra(sets) for sets in self._used(ledger) if sets not in known]
        return summed((*self.left(ledger), *self.amounts, *extra))

    def _used(self, ledger: Ledger) -> list[tuple[tuple[str, str], ...]]:
        """Return what the edition's lines set, as columns do."""
        rows = self.lines(ledger).order_by().distinct().values_list(*self.pivoted)
        offered = {tuple(getattr(line, name) for name in self.pivoted) for line in self._offers(ledger)}
        return sorted(tuple(zip(self.pivoted, map(str, row), strict=True)) for row in {*rows, *offered})

    def _extra(self, sets: tuple[tuple[str, str], ...]) -> EntryColumn:
        """Return the column of lines that no column of the form is made for."""
        labels = [str(LABELS[name](value).label) for name, value in sets]
        key = "-".join(value for _name, value in sets)
        return EntryColumn(key, " ".join(labels), CellKind.AMOUNT, (_("其他"),), sets=sets, totalled=True)

    def rows(self, ledger: Ledger, ids: Collection[str] | None = None) -> list[GridRow]:
        """Return the rows: those of lines in the order of their first, those offered in their places among them."""
        lines = self.lines(ledger)
        if ids is not None and self.sought:
            place = self.identity.index(self.sought)
            parts = [one.split(":")[1:] for one in ids if one.startswith("i:")]
            lines = lines.filter(**{f"{self.sought}__in": {part[place] for part in parts if len(part) > place}})
        groups: dict[str, list[Any]] = {}
        for line in lines:
            groups.setdefault(self._line_id(ledger, line), []).append(line)
        columns = self.columns(ledger)
        stored = [self._row(ledger, columns, key, group) for key, group in groups.items()]
        offered = [row for row in self.offered(ledger, stored, ids) if row.id not in groups]
        return sorted([*stored, *offered], key=lambda row: LAST if row.place is None else row.place)

    def count(self, ledger: Ledger) -> int:
        """Return how many lines there are."""
        return self.lines(ledger).count()

    def has_money(self, ledger: Ledger) -> bool:
        """Tell whether any line has an amount other than nothing."""
        return self.lines(ledger).exclude(amount=0).exists()

    def offered(self, ledger: Ledger, stored: Sequence[GridRow], ids: Collection[str] | None) -> list[GridRow]:
        """Return rows that are there to be filled in, though nothing of them is stored."""
        waiting = self._waiting(ledger)
        columns = self.columns(ledger)
        wanted = waiting.items() if ids is None else [(key, waiting[key]) for key in waiting if key in ids]
        return [replace(self._row(ledger, columns, key, [], line), spot=spot) for key, (spot, line) in wanted]

    def shows(self, ledger: Ledger, line: Any) -> bool:
        """Tell whether an offered line is one of those that this sheet shows."""
        return True

    def _offers(self, ledger: Ledger) -> list[Any]:
        """Return the offered lines that this sheet shows."""
        return [line for line in ledger.offers(self.model) if self.shows(ledger, line)]

    def _waiting(self, ledger: Ledger) -> dict[str, tuple[Place, Any]]:
        """Return the offered rows by id: the place of each, and the first of its lines."""
        known = ledger.kept.setdefault("waiting", {})
        if self.key not in known:
            known[self.key] = {}
            for number, line in enumerate(ledger.offers(self.model), start=1):
                if self.shows(ledger, line):
                    known[self.key].setdefault(self._line_id(ledger, line), ((number * STEP, BEHIND_ALL), line))
        return known[self.key]

    def _line_id(self, ledger: Ledger, line: Any) -> str:
        """Return the id of the row that a line belongs to."""
        return ":".join(["i", *(self._identifying(ledger, line, name) for name in self.identity)])

    def _identifying(self, ledger: Ledger, line: Any, name: str) -> str:
        """Return a line's value of an identifying column."""
        return ledger.unit_codes.get(line.unit_id, "") if name == "unit" else str(getattr(line, name))

    def identify(self, ledger: Ledger, values: Mapping[str, str]) -> str | None:
        """Return the id of the row that these values identify."""
        return ":".join(["i", *(str(values.get(name) or "") for name in self.identity)])

    def _row(
        self, ledger: Ledger, columns: Sequence[EntryColumn], key: str, lines: list[Any], offered: Any = None
    ) -> GridRow:
        """Make a row of its lines; one that is only offered says what the line does that it is offered after."""
        first = offered or lines[0]
        values = {name: self._identifying(ledger, first, name) for name in self.identity}
        values |= {name: str(getattr(first, name)) for name in self.texts}
        values |= self.fixed(ledger, values)
        amounts: dict[str, Decimal | None] = {}
        for column in columns:
            if column.is_amount:
                amounts[column.key] = add(line.amount for line in self._own(column, lines))
        values |= {key: plain_amount(amount) for key, amount in amounts.items()}
        values |= computed(columns, amounts, values)
        return GridRow(key, values, lines)

    def fixed(self, ledger: Ledger, values: Values) -> Values:
        """Return what a row shows besides what is typed into it."""
        return {}

    def _own(self, column: EntryColumn, lines: Sequence[Any]) -> list[Any]:
        """Return the lines that make up a cell."""
        return [line for line in lines if all(getattr(line, name) == value for name, value in column.sets)]

    def check(self, ledger: Ledger, entered: Entered, row: GridRow | None) -> None:
        """Refuse a stored row without any amount: it would vanish under the hands of whoever types it."""
        amounts = [column.key for column in self.columns(ledger) if column.is_amount]
        if entered.errors or any(entered[key] is not None for key in amounts) or self.stays(ledger, entered):
            return
        entered.refuse(amounts[0], _("这一行还没有金额。填入金额后保存；不要的行请删除。"))

    def stays(self, ledger: Ledger, entered: Entered) -> bool:
        """Tell whether a row is there also without any line: as it is offered."""
        _spot, line = self._waiting(ledger).get(self.identify(ledger, entered.values) or "", (None, None))
        return line is not None and all(entered[name] == getattr(line, name) for name in self.texts)

    def create(self, ledger: Ledger, work: Work, entered: Entered, position: int) -> GridRow:
        """Make a line of every amount."""
        lines = []
        for column in self.columns(ledger):
            if column.is_amount and entered[column.key] is not None:
                line = self.model(edition=ledger.edition, position=position, **self.said(ledger, entered))
                self._set(line, column, entered[column.key])
                work.create(line)
                lines.append(line)
        return GridRow(self.identify(ledger, entered.values) or "", {}, lines)

    def said(self, ledger: Ledger, entered: Entered) -> dict[str, Any]:
        """Return what every line of a row says."""
        said = {name: entered[name] for name in (*self.identity, *self.texts) if name != "unit"}
        if "unit" in self.identity:
            said["unit"] = ledger.units.get(entered["unit"])
        return said

    @staticmethod
    def _set(line: Any, column: EntryColumn, amount: Decimal) -> None:
        """Let a line be that of a column."""
        for name, value in column.sets:
            setattr(line, name, value)
        line.amount = amount

    def change(self, ledger: Ledger, work: Work, row: GridRow, entered: Entered) -> GridRow:
        """Change, add and remove lines, as many as the cells that differ."""
        said = self.said(ledger, entered)
        kept: list[Any] = []
        for column in self.columns(ledger):
            if column.is_amount:
                kept += self._change_cell(ledger, work, row, column, entered[column.key], said)
        first = row.place
        for line in kept:
            work.change(line, **said) if line.pk else None
        remaining = [line for line in kept if line.pk]
        if first is not None and remaining and min((line.position, line.pk) for line in remaining) > first:
            # The row stays where it was although its first line went.
            work.change(min(remaining, key=lambda line: (line.position, line.pk)), position=first[0])
        return GridRow(self.identify(ledger, entered.values) or row.id, {}, kept)

    def _change_cell(
        self, ledger: Ledger, work: Work, row: GridRow, column: EntryColumn, amount: Decimal | None, said: dict
    ) -> list[Any]:
        """Let the lines of one cell amount to something else, and return those that there are then."""
        own = self._own(column, row.facts)
        if amount is None:
            work.delete(own)
            return []
        if not own:
            position = row.place[0] if row.place is not None else self.last(ledger)
            line = self.model(edition=ledger.edition, position=position, **said)
            self._set(line, column, amount)
            work.create(line)
            return [line]
        if add(line.amount for line in own) == amount:
            return own
        work.change(own[0], amount=amount)
        work.delete(own[1:])
        return own[:1]

    def finish(self, ledger: Ledger, row: GridRow) -> GridRow:
        """Return the row that its lines make now."""
        columns = self.columns(ledger)
        if row.facts:
            return self._row(ledger, columns, row.id, row.facts)
        offered = self.offered(ledger, (), [row.id])
        return next((one for one in offered if one.id == row.id), replace(row))

    def make_room(self, ledger: Ledger, after: Place | None, wanted: int) -> int:
        """Make room among all lines of the edition, shown here or not."""
        if after is None and ledger.offers(self.model):
            # Before those that are offered, not only before those that are filled in.
            after = FRONT
        return make_room(self.model._default_manager.filter(edition=ledger.edition), after, wanted)

    def end(self, ledger: Ledger) -> int:
        """Return the position behind all lines of the edition, and all that are offered."""
        behind_offered = (len(ledger.offers(self.model)) + 1) * STEP if ledger.offers(self.model) else 0
        return max(behind_offered, end_of(self.model._default_manager.filter(edition=ledger.edition)))

    def totals(self, ledger: Ledger) -> Values:
        """Add the lines column by column."""
        columns = self.columns(ledger)
        sums: dict[tuple[str, ...], list[Decimal]] = {}
        for *key, amount in self.lines(ledger).order_by().values_list(*self.pivoted, "amount"):
            sums.setdefault(tuple(map(str, key)), []).append(amount)
        amounts = {
            column.key: add(sums.get(tuple(value for _name, value in column.sets), ()))
            for column in columns
            if column.is_amount
        }
        totals = {key: plain_amount(amount) for key, amount in amounts.items()}
        return totals | computed(columns, amounts, {})


def computed(columns: Sequence[EntryColumn], amounts: Mapping[str, Decimal | None], values: Values) -> Values:
    """Return what the computed columns of a row amount to; blanks alone add up to a blank."""
    return {
        column.key: plain_amount(
            add(amounts[key] if key in amounts else parse_amount(values.get(key)) for key in column.adds)
        )
        for column in columns
        if column.kind == CellKind.COMPUTED
    }


def first_stored(rows: Sequence[GridRow]) -> str | None:
    """Return the id of the first row that is stored, else of the first; None for no rows."""
    return next((row.id for row in [*(one for one in rows if one.facts), *rows]), None)
