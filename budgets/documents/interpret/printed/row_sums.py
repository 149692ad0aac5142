"""Which printed rows add up others.

A form that nobody declared says it by its head and its codes; its amounts say whether that is so. A structure is
believed where most of its sums hold: then those that do not are errors of the print, and not of the reading.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import takewhile

from budgets.documents.interpret.printed.amounts import Amounts
from budgets.documents.interpret.printed.entries import Entry
from budgets.documents.interpret.printed.scores import Score
from budgets.tables.spec import RowKind

ITEMS = ("overseas_visits", "vehicles", "hospitality")
VEHICLE_PARTS = ("vehicle_purchase", "vehicle_operation")


class RowSums:
    """Which rows of a block add up others, by their keys."""

    def __init__(self, entries: Sequence[Entry], amounts: Amounts, columns: Sequence[int], *, is_certain: bool) -> None:
        self.is_certain = is_certain
        self.entries = [entry for entry in entries if entry.role != "count"]
        self.amounts = amounts
        self.columns = columns

    def find(self, *, is_list: bool) -> dict[str, tuple[str, ...]]:
        """Return the parts of every row that adds up others."""
        by_code = self._of_codes()
        is_believed = self.is_certain or self._score(by_code).is_believed
        found = by_code if is_believed else self._that_hold(by_code)
        if not is_list and not by_code:
            found |= self._nested()
        for whole, parts in self._of_units(found) if not is_list else ():
            found |= self._choose(whole, parts)
        for whole, items in self._of_items():
            found |= self._choose(whole, [items])
        for whole, parts in self._of_list(found) if is_list else self._of_totals(found):
            found |= self._choose(whole, parts) or self._certain(whole, parts[0], is_list=is_list)
        return {key: parts for key, parts in found.items() if parts}

    def _nested(self) -> dict[str, tuple[str, ...]]:
        """Return the groups of a list without codes or ordinals, whose own row equals the rows that follow it.

        Where the list adds up to its total as it stands, it has no groups. A group of one plain row, which two
        projects of the same amount would look like as well, is believed where the total is reached in no other way.
        """
        plain = [entry for entry in self.entries if entry.kind == RowKind.LINE and not entry.is_memo]
        heads = [entry for entry in self.entries if entry.kind != RowKind.LINE]
        if not heads or self._reach(heads, plain, {}):
            return {}
        found = self._groups(plain, is_lenient=False)
        if not self._reach(heads, plain, found):
            lenient = self._groups(plain, is_lenient=True)
            found = lenient if self._reach(heads, plain, lenient) else found
        return found

    def _reach(self, heads: Sequence[Entry], plain: Sequence[Entry], groups: dict[str, tuple[str, ...]]) -> bool:
        """Tell whether the rows that stand in no group add up to any of the rows that should be their sum."""
        inner = {key for parts in groups.values() for key in parts}
        tops = tuple(entry.key for entry in plain if entry.key not in inner)
        return any(self._score({head.key: tops}).is_proven for head in heads)

    def _groups(self, plain: Sequence[Entry], *, is_lenient: bool) -> dict[str, tuple[str, ...]]:
        """Return the groups of the rows of each unit, from the last row up."""
        found: dict[str, tuple[str, ...]] = {}
        for unit in dict.fromkeys(entry.unit for entry in plain):
            own = [entry for entry in plain if entry.unit == unit]
            for start in range(len(own) - 1, -1, -1):
                parts = self._group(own, start, found, is_lenient=is_lenient)
                if parts:
                    found[own[start].key] = parts
        return found

    def _group(
        self, rows: Sequence[Entry], start: int, known: dict[str, tuple[str, ...]], *, is_lenient: bool
    ) -> tuple[str, ...]:
        """Return the rows after one that add up to it in every column; one row alone only if it is a group itself."""
        inner = {key for parts in known.values() for key in parts}
        parts: list[str] = []
        for row in rows[start + 1 :]:
            if row.code and not rows[start].code:
                # A subject begins; what follows belongs to it.
                break
            if row.key in inner:
                continue
            parts.append(row.key)
            score = self._score({rows[start].key: tuple(parts)})
            if score.held and not score.failed:
                is_group = len(parts) > 1 or parts[0] in known or rows[start].level < row.level
                is_group = is_group or is_lenient or bool(rows[start].code and not row.code)
                return tuple(parts) if is_group else ()
        return ()

    def _choose(self, whole: Entry, candidates: Sequence[Sequence[Entry]]) -> dict[str, tuple[str, ...]]:
        """Return the first set of parts that a row is shown to add up; the first of all where none is, if certain."""
        for parts in candidates:
            keys = tuple(part.key for part in parts)
            if keys and self._score({whole.key: keys}).is_proven:
                return {whole.key: keys}
        return {}

    def _certain(self, whole: Entry, parts: Sequence[Entry], *, is_list: bool) -> dict[str, tuple[str, ...]]:
        """Return the sum of a total over rows that all have codes: it must hold, even where the print has it wrong."""
        rows = [entry for entry in self.entries if entry is not whole]
        is_plain = self.is_certain and bool(parts) and all(entry.code and not entry.is_memo for entry in rows)
        return {} if is_list or not is_plain else {whole.key: tuple(part.key for part in parts)}

    def _score(self, sums: dict[str, tuple[str, ...]]) -> Score:
        """Count how many sums of rows hold, column by column."""
        lines = {entry.key: entry.line for entry in self.entries}
        score = Score()
        for whole, parts in sums.items():
            for column in self.columns:
                printed: list[Decimal | None] = [self.amounts.get(lines[part], column) for part in parts]
                score.count([self.amounts.holds(self.amounts.get(lines[whole], column), printed)])
        return score

    def _that_hold(self, sums: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        """Return those sums alone that hold by themselves."""
        return {whole: parts for whole, parts in sums.items() if self._score({whole: parts}).is_proven}

    def _of_codes(self) -> dict[str, tuple[str, ...]]:
        """Return the sums that codes tell: a subject adds up those whose codes begin with its own."""
        found: dict[str, list[str]] = {}
        for entry in self.entries:
            parent = self.parent(entry)
            if parent is not None:
                found.setdefault(parent.key, []).append(entry.key)
        return {whole: tuple(parts) for whole, parts in found.items()}

    def parent(self, entry: Entry) -> Entry | None:
        """Return the entry of the subject that an entry's subject belongs to, of the same unit."""
        above = [
            other
            for other in self.entries
            if other.code and len(other.code) < len(entry.code) and entry.code.startswith(other.code)
            and entry.second.startswith(other.second) and other.unit == entry.unit and not other.third
            and not (other.second and not entry.second) and other.subject == entry.subject
        ]  # fmt: skip
        if not above and entry.subject:
            # Economic classes below a functional code are what it is spent on.
            above = [other for other in self.entries if other.code == entry.subject and other.unit == entry.unit]
        return max(above, key=lambda other: len(other.code), default=None) if not entry.third else None

    def _tops(self, entries: Iterable[Entry]) -> list[Entry]:
        """Return the subjects that belong to no other."""
        return [
            entry
            for entry in entries
            if entry.kind == RowKind.LINE and not entry.is_memo and self.parent(entry) is None
        ]

    def _of_units(self, known: dict[str, tuple[str, ...]]) -> Iterable[tuple[Entry, list[list[Entry]]]]:
        """Yield each unit with what it may add up: its subjects, or the units that belong to it."""
        units = [entry for entry in self.entries if entry.kind == RowKind.UNIT]
        for number, unit in enumerate(units):
            within = {key for parts in known.values() for key in parts}
            own = self._tops(entry for entry in self.entries if entry.unit == unit.unit and entry.key not in within)
            below = [other for other in units if other.second.startswith(unit.second) and other.second != unit.second]
            following = units[1:] if not number and (len(units) > 2 or _are_namesakes(units)) else []
            yield unit, [own, below if unit.second else [], following]

    def _of_totals(self, known: dict[str, tuple[str, ...]]) -> Iterable[tuple[Entry, list[list[Entry]]]]:
        """Yield each total with what it may add up: units, subjects, or the rows above it."""
        units = [entry for entry in self.entries if entry.kind == RowKind.UNIT]
        within = {key for parts in known.values() for key in parts}
        for number, entry in enumerate(self.entries):
            if entry.kind == RowKind.TOTAL:
                tops = self._tops(self.entries)
                others = [one for one in tops if one.key not in within]
                above = [one for one in self._tops(self.entries[:number]) if one.key not in within]
                highest = [one for one in units if one.key not in within]
                yield entry, [tops, highest, others, above, units]

    def _of_items(self) -> Iterable[tuple[Entry, list[Entry]]]:
        """Yield the rows of “三公”经费 that add up others by what they are, each item being named once."""
        named = [entry for entry in self.entries if entry.meaning.item and entry.kind == RowKind.LINE]
        by_item = {entry.meaning.item: entry for entry in named}
        if len(by_item) < len(named):
            return
        totals = [entry for entry in self.entries if entry.kind == RowKind.TOTAL or entry.role == "current_total"]
        wholes = [(by_item.get("vehicles"), VEHICLE_PARTS), *((one, ITEMS) for one in totals)]
        for whole, names in [*wholes, (by_item.get("three_public"), ITEMS)]:
            if whole is not None:
                yield whole, [by_item[name] for name in names if name in by_item]

    def _of_list(self, known: dict[str, tuple[str, ...]]) -> Iterable[tuple[Entry, list[list[Entry]]]]:
        """Yield each row of a list with what it may add up: the rows below its ordinal, or those above a total."""
        current: Entry | None = None
        before = dict(known)
        for number, entry in enumerate(self.entries):
            if entry.key in known:
                continue
            above, following = self.entries[:number], self.entries[number + 1 :]
            deeper = [] if entry.meaning.time else _below(following, entry)
            direct = [one for one in deeper if one.level == min(other.level for other in deeper) and not one.is_memo]
            if not _is_total(entry):
                yield entry, [direct, deeper, _left_over(following, entry)]
                continue
            yield (
                entry,
                [direct, *_since(current, above), *_above(above, before), *_above(above, known)]
                + ([] if current or above else [_highest(following)]),
            )
            current = entry if entry.role == "current_total" else current


def _since(current: Entry | None, above: Sequence[Entry]) -> list[list[Entry]]:
    """Return what a total may add up that follows the one of the year: that one and the rows since."""
    if current is None:
        return []
    rest = [one for one in above[above.index(current) + 1 :] if not one.is_memo and not _is_total(one)]
    first = [one for one in rest if one.level == min(other.level for other in rest)]
    return [[current, *rest], [current, *first]]


def _above(above: Sequence[Entry], known: dict[str, tuple[str, ...]]) -> list[list[Entry]]:
    """Return what a total may add up of all rows above it that belong to no other: the highest, or all."""
    within = {key for parts in known.values() for key in parts}
    others = [one for one in above if not _is_total(one) and one.key not in within]
    tops = [one for one in others if one.level == min(other.level for other in others) and not one.is_memo]
    return [tops, others]


def _left_over(entries: Sequence[Entry], whole: Entry) -> list[Entry]:
    """Return the rows right below one that heads what was left over: each names a fund of which it was left over."""
    is_head = whole.meaning.origin == "brought_forward" and not whole.meaning.fund
    below = takewhile(lambda one: one.meaning.origin == "brought_forward" and bool(one.meaning.fund), entries)
    return list(below) if is_head else []


def _highest(entries: Sequence[Entry]) -> list[Entry]:
    """Return the rows of the highest level below a total that stands first, without further totals and 其中."""
    plain = [one for one in entries if not one.is_memo and not _is_total(one)]
    return [one for one in plain if one.level == min(other.level for other in plain)]


def _are_namesakes(units: Sequence[Entry]) -> bool:
    """Tell whether all units bear one name: a department and the one unit it has."""
    return len({unit.name for unit in units}) == 1


def _below(entries: Sequence[Entry], whole: Entry) -> list[Entry]:
    """Return the entries that follow another as long as they are deeper than it, no totals, and of no other year."""
    found = []
    for entry in entries:
        if entry.level <= whole.level or entry.meaning.time or _is_total(entry):
            break
        found.append(entry)
    return found


def _is_total(entry: Entry) -> bool:
    """Tell whether a row of a list is a total."""
    return entry.kind == RowKind.TOTAL or entry.role in ("current_total", "grand_total")
