"""Saving what was typed into a sheet: once, row by row, without overwriting what somebody else typed meanwhile."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from budgets.editing import FrozenEditionError, User, editing
from budgets.entry.cells import Entered, Values, say_the_same
from budgets.entry.changes import EntryError, RowChange, chains_of
from budgets.entry.ledger import Ledger
from budgets.entry.sheet import EntrySheet, GridRow, Work
from budgets.models import ChangeRecord, Edition, SavedEntry

# How long the answer to a save is kept for a browser that did not get it.
KEPT = timedelta(days=7)


def save_rows(
    edition: Edition, sheet: EntrySheet, *, token: UUID, changes: Sequence[RowChange], by: User
) -> dict[str, Any]:
    """Save rows of a sheet and return the answer for the browser; the same token again changes nothing.

    Raises FrozenEditionError where the edition is no draft any more. The edition is locked first, so that of two
    people who change the same row the second one is told.
    """
    with transaction.atomic():
        locked = Edition.objects.select_for_update(of=("self",)).with_budget().get(pk=edition.pk)
        kept = SavedEntry.objects.filter(token=token).first()
        if kept is not None:
            if kept.edition_id != locked.pk:
                raise EntryError(_("请求的内容不完整，没有保存。请刷新页面后重试。"))
            return kept.answer
        if not locked.is_draft:
            raise FrozenEditionError
        answer = _Save(locked, sheet, changes, by).carry_out()
        SavedEntry.objects.filter(edition=locked, saved_at__lt=timezone.now() - KEPT).delete()
        SavedEntry.objects.create(token=token, edition=locked, answer=answer)
    return answer


class _Save:
    """One save, from the rows as stored to the answer."""

    def __init__(self, edition: Edition, sheet: EntrySheet, changes: Sequence[RowChange], by: User) -> None:
        self.edition, self.sheet, self.by = edition, sheet, by
        self.changes = changes
        self.ledger = Ledger(edition)
        self.columns = sheet.columns(self.ledger)
        self.stored = {row.id: row for row in sheet.rows(self.ledger, self._ids())}
        # Where rows stood before this save, for those that are put behind them.
        self.before = dict(self.stored)
        self.work = Work()
        self.done: list[tuple[RowChange, GridRow | None]] = []
        self.refused: list[dict[str, Any]] = []
        self.conflicts: list[tuple[RowChange, GridRow | None]] = []
        self.taken: set[str] = set()
        # What is put in order once the rest is written: new rows as entered, and rows that move.
        self.placed: list[tuple[RowChange, Entered | GridRow]] = []

    def _ids(self) -> set[str]:
        """Return the ids of all rows that this save has to know."""
        ids = {change.row for change in self.changes} | {change.after for change in self.changes if change.after}
        typed = (self.sheet.identify(self.ledger, _stripped(one.now)) for one in self.changes if one.now)
        return {*ids, *filter(None, typed)}

    def carry_out(self) -> dict[str, Any]:
        """Decide on every row, write what is to be written, and return the answer."""
        for change in self.changes:
            if not (change.is_fresh and change.now is not None):
                self._decide(change)
        for change in self.changes:
            if change.is_fresh and change.now is not None:
                self._accept(change)
        revision = self.edition.revision
        if self.work or self.placed:
            with editing(self.edition, by=self.by) as log:
                self.work.write(log)
                self._put_in_order().write(log)
                self.sheet.settle(self.ledger) if self.placed else None
            revision += 1
        return self._answer(revision)

    def _decide(self, change: RowChange) -> None:
        """Decide on the change or the removal of a row."""
        row = self.stored.get(change.row)
        if change.now is None:
            self._remove(change, row)
        elif row is None:
            self.conflicts.append((change, None))
        elif say_the_same(self.columns, row.values, change.now):
            self.done.append((change, row))
            self._move(change, row)
        elif not say_the_same(self.columns, row.values, change.was or {}):
            self.conflicts.append((change, row))
        else:
            self._change(change, row, change.now)

    def _remove(self, change: RowChange, row: GridRow | None) -> None:
        """Remove a row, unless somebody changed it; what is gone already is gone."""
        if row is None or not row.facts:
            self.done.append((change, None))
        elif not say_the_same(self.columns, row.values, change.was or {}):
            self.conflicts.append((change, row))
        else:
            self.sheet.delete(self.ledger, self.work, row)
            self.done.append((change, None))
            # Its values may be typed anew in the same save.
            del self.stored[row.id]

    def _change(self, change: RowChange, row: GridRow, now: Values) -> None:
        """Change a row, or say what is wrong with it."""
        entered = Entered(self.columns, now)
        is_nothing = self.sheet.is_nothing(self.ledger, entered, row)
        if is_nothing and not row.facts:
            self.done.append((change, row))
            return
        if is_nothing and self.sheet.fixed_rows:
            # The row stays without its fact.
            entered.errors.clear()
        else:
            self._check(entered, row)
        if entered.errors:
            self.refused.append({"row": change.row, "errors": entered.errors})
            return
        changed = self.sheet.change(self.ledger, self.work, row, entered)
        self.done.append((change, changed))
        self._move(change, changed)
        if changed.id != row.id:
            # What it was identified by is free for another row.
            self.stored.pop(row.id, None)

    def _check(self, entered: Entered, row: GridRow | None) -> None:
        """Object to a row as a whole, and to one that is there already."""
        self.sheet.check(self.ledger, entered, row)
        if entered.errors:
            return
        name = self.sheet.identify(self.ledger, entered.values)
        if name is None or (row is not None and row.id == name):
            return
        other = self.stored.get(name)
        if name in self.taken or (other is not None and other.facts):
            first = next(column for column in self.columns if column.is_typed)
            message = _("已经有相同的一行（%(row)s）。请在那一行填写，或改正编码、资金。")
            entered.refuse(first.key, message % {"row": _named(self.columns, entered)})
        self.taken.add(name)

    def _move(self, change: RowChange, row: GridRow) -> None:
        """Remember a row that is put behind another one."""
        if change.moves and row.facts and not self.sheet.fixed_rows:
            self.placed.append((change, row))

    def _accept(self, change: RowChange) -> None:
        """Remember what a new row says, unless there is nothing to store or something is wrong with it."""
        entered = Entered(self.columns, change.now or {})
        if self.sheet.fixed_rows:
            entered.refuse(self.columns[0].key, _("这张表的行是固定的，不能增加。"))
        elif self._is_there(change, entered):
            return
        elif self.sheet.is_nothing(self.ledger, entered, None):
            self.done.append((change, GridRow(change.row, dict(change.now or {}))))
            return
        else:
            self._check(entered, None)
        if entered.errors:
            self.refused.append({"row": change.row, "errors": entered.errors})
        else:
            self.placed.append((change, entered))

    def _put_in_order(self) -> Work:
        """Make room for new and moved rows, each behind the row that it was put after, and return what to write."""
        work = Work()
        known = dict(self.placed)
        for root, chain in chains_of(list(known)).items():
            position = self._room(root, len(chain))
            for place, change in enumerate(chain, start=position):
                subject = known[change]
                if isinstance(subject, Entered):
                    self.done.append((change, self.sheet.create(self.ledger, work, subject, place)))
                else:
                    self.sheet.move(work, subject, place)
        return work

    def _is_there(self, change: RowChange, entered: Entered) -> bool:
        """Tell whether the very same row is stored already."""
        name = self.sheet.identify(self.ledger, entered.values)
        row = self.stored.get(name) if name else None
        if row is None or not row.facts or not say_the_same(self.columns, row.values, change.now or {}):
            return False
        self.done.append((change, row))
        return True

    def _room(self, root: str | None, wanted: int) -> int:
        """Return the first position for rows behind a stored one; behind all where it is unknown."""
        if root is None:
            return self.sheet.make_room(self.ledger, None, wanted)
        row = self.before.get(root)
        if row is None or row.place is None:
            return self.sheet.end(self.ledger)
        if not row.facts:
            return self.sheet.make_room(self.ledger, row.place, wanted)
        # Other rows may have been moved since it was read.
        kind = type(row.facts[0])
        found = kind._default_manager.filter(pk__in=[fact.pk for fact in row.facts if type(fact) is kind])
        place = found.order_by("position", "pk").values_list("position", "pk").first()
        return self.sheet.make_room(self.ledger, place or row.place, wanted)

    def _answer(self, revision: int) -> dict[str, Any]:
        """Return what the browser is told; the ledger is a new one, which sees what was written."""
        ledger = Ledger(self.edition)
        return {
            "revision": revision,
            "saved": [self._saved(ledger, change, row) for change, row in self.done],
            "refused": self.refused,
            "conflicts": list(self._conflicts()),
            "totals": self.sheet.totals(ledger),
        }

    def _saved(self, ledger: Ledger, change: RowChange, row: GridRow | None) -> dict[str, Any]:
        """Return one row as it is stored now."""
        if row is None:
            return {"row": change.row, "id": change.row, "values": None}
        row = self.sheet.finish(ledger, row) if row.facts or not change.is_fresh else row
        data: dict[str, Any] = {"row": change.row, "id": row.id, "values": row.values}
        return data if row.link is None else {**data, "project": row.link}

    def _conflicts(self) -> Iterable[dict[str, Any]]:
        """Yield the rows that somebody else changed, and who that was."""
        authors = self._authors()
        for change, row in self.conflicts:
            keys = {str(fact.pk) for fact in row.facts} if row is not None else set()
            own = [record for record in authors if record[0] in keys]
            name, at = own[0][1:] if own else self._last_editor()
            yield {
                "row": change.row,
                "theirs": row.values if row is not None and row.facts else None,
                "by": name,
                "at": "" if at is None else f"{timezone.localtime(at):%H:%M}",
            }

    def _authors(self) -> list[tuple[Any, ...]]:
        """Return who changed the rows in conflict, the last first."""
        facts = [fact for _change, row in self.conflicts if row is not None for fact in row.facts]
        if not facts:
            return []
        kinds = {type(fact).__name__ for fact in facts}
        records = ChangeRecord.objects.filter(edition=self.edition, kind__in=kinds)
        records = records.filter(key__in={str(fact.pk) for fact in facts}).order_by("-id")
        return list(records.values_list("key", "actor", "at"))

    def _last_editor(self) -> tuple[str, Any]:
        """Return who edited the edition last."""
        editor = self.edition.edited_by
        name = "" if editor is None else editor.get_full_name() or editor.get_username()
        return name, self.edition.edited_at


def _stripped(values: Values | None) -> Values:
    """Return values without blanks around them."""
    return {key: value.strip() for key, value in (values or {}).items()}


def _named(columns: Iterable[Any], entered: Entered) -> str:
    """Return what a row is called in a message: what is typed in its first columns."""
    texts = [str(entered[column.key]) for column in columns if column.is_typed and not column.is_amount]
    return " ".join(text for text in texts[:2] if text)
