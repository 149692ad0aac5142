"""What an entry sheet is: columns, rows made of facts, and the way back from a row to its facts.

The id of a row is resolved on the server alone: "i:" and the values that identify a row of lines, as in
"i::2013201:fiscal_appropriation:current"; "r" and the key of the one fact that a row is; "k:" and the value that
fixes a row of a fixed list; "o:" and the name of a row that is offered, and stored once something is typed.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from budgets.editing import Log, snapshot
from budgets.entry.cells import Entered, Values, plain_amount
from budgets.entry.columns import EntryColumn
from budgets.entry.ledger import Ledger
from budgets.entry.order import Place
from budgets.models import DeclaredAmount
from budgets.tables import find_table
from budgets.tables.facts import FACT_MODELS

BATCH = 200


@dataclass
class GridRow:
    """A row of a sheet with what is stored of it; a row without facts is only offered.

    `link` names the project whose page the row leads to, by its id; `spot` is where an offered row takes its place.
    """

    id: str
    values: Values
    facts: list[Any] = field(default_factory=list)
    link: int | None = None
    spot: Place | None = None

    @property
    def place(self) -> Place | None:
        """Where its first fact stands, or is to stand."""
        # A project's money stands in an order of its own.
        own = (fact for fact in self.facts if type(fact) is type(self.facts[0]))
        return min(((fact.position, fact.pk) for fact in own), default=self.spot)


class Work:
    """What one save is to create, change and delete; written together, at the end."""

    def __init__(self) -> None:
        self._created: dict[type[Model], list[Any]] = {}
        self._changed: dict[type[Model], dict[int, tuple[Any, set[str], dict[str, Any]]]] = {}
        self._deleted: dict[type[Model], list[Any]] = {}

    def __bool__(self) -> bool:
        return bool(self._created or self._changed or self._deleted)

    def create(self, fact: Any) -> None:
        """Add a fact."""
        self._created.setdefault(type(fact), []).append(fact)

    def change(self, fact: Any, **values: Any) -> None:
        """Let a fact say something else; what it says already is no change."""
        before = snapshot(fact)
        changed = {name for name, value in values.items() if getattr(fact, name) != value}
        for name in changed:
            setattr(fact, name, values[name])
        if changed:
            known = self._changed.setdefault(type(fact), {})
            _fact, names, first = known.get(fact.pk, (fact, set(), before))
            known[fact.pk] = (fact, names | changed, first)

    def delete(self, facts: Collection[Any]) -> None:
        """Remove facts."""
        for fact in facts:
            self._deleted.setdefault(type(fact), []).append(fact)

    def write(self, log: Log) -> None:
        """Carry everything out, a project before what belongs to it, and note it with before and after."""
        for model in reversed(FACT_MODELS):
            facts = self._deleted.get(model, [])
            log.deleted(facts)
            model._default_manager.filter(pk__in=[fact.pk for fact in facts]).delete() if facts else None
        for model in FACT_MODELS:
            self._write_changes(model, log)
        for model in FACT_MODELS:
            log.created(model._default_manager.bulk_create(self._created.get(model, []), batch_size=BATCH))

    def _write_changes(self, model: type[Model], log: Log) -> None:
        """Write the fields that changed and no others: positions are moved behind the back of what was read."""
        alike: dict[tuple[str, ...], list[Any]] = {}
        for fact, names, _before in self._changed.get(model, {}).values():
            alike.setdefault(tuple(sorted(names)), []).append(fact)
        for fields, facts in alike.items():
            model._default_manager.bulk_update(facts, fields, batch_size=BATCH)
        for fact, _names, before in self._changed.get(model, {}).values():
            log.changed(fact, before)


class EntrySheet:
    """A screen of entry. `tables` are the numbers of the tables that show what is entered here."""

    key: str
    title: Any
    tables: tuple[int, ...] = ()
    help: Any = ""
    fixed_rows = False
    # Which column of the form goes to which column here where their keys differ; nothing for forms of another shape.
    prints: Mapping[str, str] = {}
    identity: tuple[str, ...] = ()
    models: tuple[type[Model], ...] = ()

    def columns(self, ledger: Ledger) -> tuple[EntryColumn, ...]:
        """Return the columns, those that only this edition needs among them; they are made once for a ledger."""
        known = ledger.kept.setdefault("columns", {})
        if self.key not in known:
            known[self.key] = self.make_columns(ledger)
        return known[self.key]

    def make_columns(self, ledger: Ledger) -> tuple[EntryColumn, ...]:
        """Make the columns."""
        raise NotImplementedError

    def rows(self, ledger: Ledger, ids: Collection[str] | None = None) -> list[GridRow]:
        """Return the rows in their order; with `ids` at least those, where fewer can be read."""
        raise NotImplementedError

    def count(self, ledger: Ledger) -> int:
        """Return how many facts are stored of what this sheet shows."""
        raise NotImplementedError

    def identify(self, ledger: Ledger, values: Mapping[str, str]) -> str | None:
        """Return the id that a row with these values has, where its values decide that."""
        return None

    def check(self, ledger: Ledger, entered: Entered, row: GridRow | None) -> None:
        """Object to what the cells of a row say together."""

    def is_nothing(self, ledger: Ledger, entered: Entered, row: GridRow | None) -> bool:
        """Tell whether a row that is stored nowhere yet holds nothing to store."""
        return not entered.unread and not any(value not in ("", None) for value in entered.values.values())

    def create(self, ledger: Ledger, work: Work, entered: Entered, position: int) -> GridRow:
        """Make the facts of a new row."""
        raise NotImplementedError

    def change(self, ledger: Ledger, work: Work, row: GridRow, entered: Entered) -> GridRow:
        """Let the facts of a stored row say what was entered."""
        raise NotImplementedError

    def delete(self, ledger: Ledger, work: Work, row: GridRow) -> None:
        """Remove the facts of a row."""
        work.delete(row.facts)

    def move(self, work: Work, row: GridRow, position: int) -> None:
        """Put a stored row at a position."""
        for fact in row.facts:
            if fact.pk and type(fact) is type(row.facts[0]):
                work.change(fact, position=position)

    def settle(self, ledger: Ledger) -> None:
        """Put in order what follows the rows, once new and moved ones have their places."""

    def finish(self, ledger: Ledger, row: GridRow) -> GridRow:
        """Return a row as it stands once everything is written."""
        return row

    def make_room(self, ledger: Ledger, after: Place | None, wanted: int) -> int:
        """Return the first of `wanted` free positions behind a row; see `order.make_room`."""
        raise NotImplementedError

    def end(self, ledger: Ledger) -> int:
        """Return the position behind all rows."""
        raise NotImplementedError

    def last(self, ledger: Ledger) -> int:
        """Return the position behind all rows, asked once: rows that are filled in together stand there together."""
        if "last" not in ledger.kept:
            ledger.kept["last"] = self.end(ledger)
        return ledger.kept["last"]

    def controls(self, ledger: Ledger) -> Values:
        """Return the totals as approved or printed, by column, of those columns that have one."""
        keys = {column.key for column in self.columns(ledger)}
        wanted = DeclaredAmount.objects.filter(edition=ledger.edition, table_number__in=self.tables[:1], row="total")
        return {key: plain_amount(amount) for key, amount in wanted.values_list("column", "amount") if key in keys}

    def printed(self, ledger: Ledger) -> list[list[str | None]]:
        """Return the columns of this sheet in the order in which the form prints them; None for what goes nowhere."""
        table = find_table(ledger.edition.form_set, self.tables[0]) if self.tables else None
        if not self.prints or table is None:
            return []
        keys = {column.key for column in self.columns(ledger)}
        leaves = [self.prints.get(leaf.key, leaf.key) for leaf in table.sections[0].leaves]
        return [[key if key in keys else None for key in leaves]]

    def abreast(self, ledger: Ledger) -> list[str | None]:
        """Return the rows that the form sets side by side, as columns, in its order; None for what goes nowhere."""
        return []

    def totals(self, ledger: Ledger) -> Values:
        """Return what the columns add up to, in yuan."""
        return {}

    def unshown(self, ledger: Ledger) -> Sequence["Unshown"]:
        """Return the facts of the edition that this sheet is about and cannot show."""
        return ()

    def row_of(self, ledger: Ledger, rows: Sequence[GridRow], key: str) -> str | None:
        """Return the id of the row that a table's row of this key is made of, where it is one."""
        return None


@dataclass(frozen=True)
class Unshown:
    """Facts that a sheet does not show: how many, what they are, and their model's list."""

    count: int
    sentence: str
    model: type[Model]
    sheet: str = ""
