"""Sheets whose rows are one fact each: carry-overs, “三公”经费, indicators, text."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from budgets.entry.cells import Entered, Values, plain_amount
from budgets.entry.columns import CellKind, EntryColumn
from budgets.entry.ledger import Ledger
from budgets.entry.order import Place, end_of, make_room
from budgets.entry.sheet import EntrySheet, GridRow, Work
from budgets.measures import parse_measure
from budgets.models.project import MeasuredFact
from budgets.money import add
from budgets.vocabulary import Comparison

MEASURED = ("comparison", "number", "measure_unit")


class RecordSheet(EntrySheet):
    """A sheet of facts of one kind; the keys of typed columns are its fields.

    `unique` names a field of which no two rows of an edition may have the same. `fixed` are the keys of a fixed list:
    then `keyed` names the field, or several, that say which row of the list a fact is.
    """

    model: type[Any]
    unique = ""
    keyed: tuple[str, ...] = ()

    def facts(self, ledger: Ledger) -> QuerySet[Any]:
        """Return the facts that this sheet shows."""
        return self.model._default_manager.filter(edition=ledger.edition)

    def count(self, ledger: Ledger) -> int:
        """Return how many facts there are."""
        return self.facts(ledger).count()

    def owner(self, ledger: Ledger, entered: Entered) -> dict[str, Any]:
        """Return what a new fact belongs to."""
        return {"edition": ledger.edition}

    def listed_keys(self, ledger: Ledger) -> Sequence[tuple[Any, ...]]:
        """Return the rows of a fixed list: what `keyed` says of each."""
        return ()

    def rows(self, ledger: Ledger, ids: Collection[str] | None = None) -> list[GridRow]:
        """Return a row of each fact, or of each row of the fixed list; then those offered."""
        if self.keyed:
            return self._listed(ledger)
        facts = self.facts(ledger)
        if ids is not None:
            facts = facts.filter(pk__in=[int(one[1:]) for one in ids if one[:1] == "r" and one[1:].isdecimal()])
        stored = [self.row(ledger, fact) for fact in facts]
        return [*stored, *self.offered(ledger, ids)]

    def _listed(self, ledger: Ledger) -> list[GridRow]:
        """Return the rows of the fixed list, with the facts that there are."""
        known = {tuple(getattr(fact, name) for name in self.keyed): fact for fact in self.facts(ledger)}
        return [self.row(ledger, known.get(key), key) for key in self.listed_keys(ledger)]

    def offered(self, ledger: Ledger, ids: Collection[str] | None) -> Sequence[GridRow]:
        """Return rows that are there to be filled in, though nothing of them is stored."""
        return ()

    def row(self, ledger: Ledger, fact: Any, key: tuple[Any, ...] = ()) -> GridRow:
        """Return the row of a fact, or of nothing in a fixed list."""
        name = "k:" + "-".join(map(str, key)) if self.keyed else f"r{fact.pk}"
        columns = self.columns(ledger)
        texts = {} if fact is None else {column.key: _text(ledger, column, fact) for column in columns}
        values = {column.key: texts.get(column.key, "") for column in columns}
        return GridRow(name, {**values, **self.shown(ledger, fact, key)}, [] if fact is None else [fact])

    def shown(self, ledger: Ledger, fact: Any, key: tuple[Any, ...]) -> Values:
        """Return what a row shows besides what is typed into it."""
        if not isinstance(fact, MeasuredFact):
            return {}
        number = "" if fact.number is None else f"{fact.number.normalize():f}"
        label = str(Comparison(fact.comparison).label) if fact.comparison else ""
        return {"comparison": label, "number": number, "measure_unit": fact.measure_unit}

    def identify(self, ledger: Ledger, values: Mapping[str, str]) -> str | None:
        """Return nothing: two facts may say the same."""
        return None

    def check(self, ledger: Ledger, entered: Entered, row: GridRow | None) -> None:
        """Refuse a second row with the same of what is unique."""
        if not self.unique or self.unique in entered.errors or not entered[self.unique]:
            return
        known = self._known(ledger)
        own = {fact.pk for fact in row.facts} if row is not None else set()
        if set(known.get(entered[self.unique], ())) - own:
            label = next(column.label for column in self.columns(ledger) if column.key == self.unique)
            values = {"label": label, "value": entered[self.unique]}
            entered.refuse(self.unique, _("已经有一行的“%(label)s”是“%(value)s”。") % values)
        else:
            # The next row of the same save shall not take it either.
            known.setdefault(entered[self.unique], []).append(-1)

    def _known(self, ledger: Ledger) -> dict[str, list[int]]:
        """Return the values that are taken, each with the facts that have it."""
        if "unique" not in ledger.kept:
            known: dict[str, list[int]] = {}
            for value, key in self.facts(ledger).values_list(self.unique, "pk"):
                known.setdefault(value, []).append(key)
            ledger.kept["unique"] = known
        return ledger.kept["unique"]

    def create(self, ledger: Ledger, work: Work, entered: Entered, position: int) -> GridRow:
        """Make a fact."""
        fact = self.model(position=position, **self.owner(ledger, entered), **self.fields(ledger, entered))
        work.create(fact)
        return GridRow("", {}, [fact])

    def change(self, ledger: Ledger, work: Work, row: GridRow, entered: Entered) -> GridRow:
        """Let a fact say something else; an empty row of a fixed list loses its fact, or is given one."""
        if self.keyed and self.is_nothing(ledger, entered, row):
            self.delete(ledger, work, row)
            return GridRow(row.id, row.values)
        if not row.facts:
            made = self.create(ledger, work, entered, self.last(ledger))
            if self.keyed:
                made.id = row.id
                self.key_fact(ledger, made.facts[0], row.id)
            return made
        work.change(row.facts[0], **self.fields(ledger, entered))
        return row

    def key_fact(self, ledger: Ledger, fact: Any, row: str) -> None:
        """Let a new fact be that of a row of the fixed list."""
        key = next(key for key in self.listed_keys(ledger) if "k:" + "-".join(map(str, key)) == row)
        for name, value in zip(self.keyed, key, strict=True):
            setattr(fact, name, value)

    def fields(self, ledger: Ledger, entered: Entered) -> dict[str, Any]:
        """Return the fields of a fact as entered."""
        values: dict[str, Any] = {}
        for column in self.columns(ledger):
            if column.is_typed:
                values[column.key] = self.value(ledger, column, entered[column.key])
        if issubclass(self.model, MeasuredFact):
            measure = parse_measure(values["value"])
            values |= {"comparison": measure.comparison or "", "number": measure.number, "measure_unit": measure.unit}
        return values

    def value(self, ledger: Ledger, column: EntryColumn, entered: Any) -> Any:
        """Return what a field is given for what was entered."""
        if column.key == "unit":
            return ledger.units.get(entered)
        return self.model._meta.get_field(column.key).to_python(entered) if entered != "" else entered

    def finish(self, ledger: Ledger, row: GridRow) -> GridRow:
        """Return the row that its fact makes now."""
        if self.keyed:
            key = next(key for key in self.listed_keys(ledger) if "k:" + "-".join(map(str, key)) == row.id)
            return self.row(ledger, row.facts[0] if row.facts else None, key)
        return self.row(ledger, row.facts[0]) if row.facts else row

    def make_room(self, ledger: Ledger, after: Place | None, wanted: int) -> int:
        """Make room among all facts of the kind."""
        return make_room(self.facts(ledger).order_by(), after, wanted)

    def end(self, ledger: Ledger) -> int:
        """Return the position behind all facts of the kind."""
        return end_of(self.facts(ledger).order_by())

    def totals(self, ledger: Ledger) -> Values:
        """Add the columns of amounts."""
        keys = [column.key for column in self.columns(ledger) if column.is_amount and column.totalled]
        rows = list(self.facts(ledger).order_by().values_list(*keys)) if keys else []
        sums: dict[str, Decimal | None] = {key: add(row[place] for row in rows) for place, key in enumerate(keys)}
        return {key: plain_amount(amount) for key, amount in sums.items()}


def _text(ledger: Ledger, column: EntryColumn, fact: Model) -> str:
    """Return what a field says as text."""
    if column.key == "unit":
        return ledger.unit_codes.get(fact.unit_id, "")  # type: ignore[attr-defined]
    value = getattr(fact, column.key, None)
    if column.kind == CellKind.AMOUNT:
        return plain_amount(value)
    return "" if value is None else str(value)
