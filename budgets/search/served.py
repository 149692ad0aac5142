"""The index in PostgreSQL: the tokens of each entry under a GIN index.

Such an index gives all rows of a token at once, in no order. So that a common word costs no more than a rare one, the
newest blocks of entries are asked first, and as many more as the hits so far let expect to be needed. Pairs do not say
in what order they stand: words of three units and more are looked for again in the text itself, which for this stands
beside the tokens.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection

from budgets.models import SearchEntry, SearchKind
from budgets.search.entries import PLACE_BITS
from budgets.search.expression import Atom, Expression, Group
from budgets.search.tokens import LETTERS, single_token, tokens_of, word_tokens
from budgets.search.units import MARK, store

CREATE = (
    "CREATE TABLE budgets_searchindex (id bigint PRIMARY KEY"
    " REFERENCES budgets_searchentry ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,"
    " text text NOT NULL, tokens tsvector NOT NULL)"
    # So few rows are read that starting workers would take longer.
    " WITH (parallel_workers = 0)",
    # Without a list of what is still to be sorted in, every question is answered from the tree alone.
    "CREATE INDEX budgets_searchindex_tokens ON budgets_searchindex USING gin (tokens) WITH (fastupdate = off)",
)
DROP = ("DROP TABLE budgets_searchindex",)
ADD = "COPY budgets_searchindex (id, text, tokens) FROM STDIN"
REMOVE = "DELETE FROM budgets_searchindex WHERE id = ANY(%s)"
# A block holds the entries of 32 editions of one year that follow each other by number, a large one those of 512.
BLOCK_BITS, LARGE_BITS = PLACE_BITS + 5, PLACE_BITS + 9
FIRST_BLOCKS, MOST_BLOCKS = 7, 240
# So many blocks are named one by one; the index takes its time over long lists.
NAMED_BLOCKS = 12
# How many more blocks than expected are asked, for entries are not spread evenly.
MARGIN = 1.2
BLOCKS = """
WITH RECURSIVE block(number) AS (
    (SELECT id >> %(bits)s FROM budgets_searchindex WHERE id <= %(greatest)s ORDER BY id DESC LIMIT 1)
    UNION ALL
    SELECT (SELECT i.id >> %(bits)s FROM budgets_searchindex i WHERE i.id < block.number << %(bits)s
            ORDER BY i.id DESC LIMIT 1)
    FROM block WHERE block.number IS NOT NULL)
SELECT number FROM block WHERE number >= %(least)s LIMIT %(most)s
"""
GREATEST_ID = 2**62


def add(entries: Iterable[SearchEntry]) -> None:
    """Index entries."""
    with connection.cursor() as cursor, cursor.copy(ADD) as copy:
        for entry in entries:
            copy.write_row((entry.pk, entry.text, _vector(entry)))


def _vector(entry: SearchEntry) -> str:
    """Return an entry's tokens as a tsvector is written, with the block that the entry belongs to."""
    pairs, marks = tokens_of(entry.kind, entry.text)
    letter, number = LETTERS[SearchKind(entry.kind)], entry.pk >> BLOCK_BITS
    blocks = [letter + atom.mark for atom in (*_window([number]), *_window([number] * (NAMED_BLOCKS + 1)))]
    return " ".join(f"'{token}'" for token in {*pairs, *marks, *blocks})


def _window(blocks: Sequence[int]) -> Group:
    """Return the marks of blocks; of many those of the large blocks that they are part of."""
    if len(blocks) <= NAMED_BLOCKS:
        return tuple(Atom(mark=f"{MARK}b{number}") for number in blocks)
    large = dict.fromkeys(number >> (LARGE_BITS - BLOCK_BITS) for number in blocks)
    return tuple(Atom(mark=f"{MARK}B{number}") for number in large)


def remove(rows: Iterable[tuple[int, str, str]]) -> None:
    """Take entries out of the index, known by id, kind and text."""
    with connection.cursor() as cursor:
        cursor.execute(REMOVE, [[pk for pk, _kind, _text in rows]])


def find(wanted: Mapping[Any, tuple[SearchKind, Expression]], limit: int) -> dict[Any, list[int]]:
    """Return the newest ids for each of several expressions, at most `limit` each, in up to four questions."""
    found: dict[Any, list[int]] = {name: [] for name in wanted}
    blocks = _newest_blocks(wanted)
    # Departments are few, and belong to no year.
    windows = {name: 0 if kind == SearchKind.DEPARTMENT else FIRST_BLOCKS for name, (kind, _asked) in wanted.items()}
    # First a few blocks, then as many as hits are expected in, at last all.
    for is_last in (False, True, True):
        asked = {
            name: (*wanted[name], blocks[:count] if 0 < count < len(blocks) else None)
            for name, count in windows.items()
        }
        found |= _ask(asked, limit)
        windows = {
            name: 0 if is_last else _wider(windows[name], len(found[name]), limit)
            for name, (_kind, _expression, own) in asked.items()
            if own is not None and len(found[name]) < limit
        }
    return found


def _wider(count: int, hits: int, limit: int) -> int:
    """Return in how many blocks enough hits may be expected; 0 for all there are."""
    expected = int(count * limit * MARGIN / hits) + 1 if hits else 0
    return expected if expected < MOST_BLOCKS else 0


def _newest_blocks(wanted: Mapping[Any, tuple[SearchKind, Expression]]) -> list[int]:
    """Return the numbers of the newest blocks, as far as ids are asked for."""
    ranges = [expression.ids for kind, expression in wanted.values() if kind != SearchKind.DEPARTMENT]
    if not ranges:
        return []
    least = 0 if None in ranges else min(one[0] for one in ranges if one)
    greatest = GREATEST_ID if None in ranges else max(one[1] for one in ranges if one)
    values = {"bits": BLOCK_BITS, "least": least >> BLOCK_BITS, "greatest": greatest, "most": MOST_BLOCKS}
    with connection.cursor() as cursor:
        cursor.execute(BLOCKS, values)
        return [number for (number,) in cursor.fetchall()]


Asked = tuple[SearchKind, Expression, Sequence[int] | None]


def _ask(asked: Mapping[Any, Asked], limit: int) -> dict[Any, list[int]]:
    """Ask several expressions at once, each in its blocks."""
    if not asked:
        return {}
    names, parts, values = list(asked), [], []
    for number, name in enumerate(names):
        sql, own = _select(*asked[name])
        # The order would tempt the planner to walk all entries from the newest.
        parts.append(f"(SELECT {number}, id FROM ({sql} OFFSET 0) AS hits ORDER BY id DESC LIMIT {limit:d})")
        values += own
    found: dict[Any, list[int]] = {name: [] for name in names}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        for number, pk in cursor.fetchall():
            found[names[number]].append(pk)
    return {name: sorted(ids, reverse=True) for name, ids in found.items()}


def _select(kind: SearchKind, expression: Expression, blocks: Sequence[int] | None) -> tuple[str, list[Any]]:
    """Return the question for one expression, with its values."""
    letter = LETTERS[kind]
    groups = list(expression.groups)
    if blocks is not None:
        groups.append(_window(blocks))
    source, conditions = "budgets_searchindex i", ["i.tokens @@ %s::tsquery"]
    values: list[Any] = [" & ".join(_group(letter, group) for group in groups)]
    texts = [group for group in expression.groups if any(len(atom.units) > 2 for atom in group)]
    if expression.has_amount:
        source += " JOIN budgets_searchentry e ON e.id = i.id"
    for group in texts:
        # strpos leaps through a text, where LIKE would try at every character.
        tests = ("strpos(i.text, %s) > 0" if atom.units else "i.tokens @@ %s::tsquery" for atom in group)
        conditions.append(f"({' OR '.join(tests)})")
        values += [store(atom.units) if atom.units else _atom(letter, atom) for atom in group]
    for condition, own in _limits(expression):
        conditions.append(condition)
        values += own
    return f"SELECT i.id FROM {source} WHERE {' AND '.join(conditions)}", values


def _limits(expression: Expression) -> list[tuple[str, list[Any]]]:
    """Return what else must hold of ids and amounts."""
    limits: list[tuple[str, list[Any]]] = [("i.id BETWEEN %s AND %s", [*expression.ids])] if expression.ids else []
    limits += [("i.id NOT BETWEEN %s AND %s", [*one]) for one in expression.without]
    limits += [("e.amount >= %s", [expression.low])] if expression.low is not None else []
    limits += [("e.amount <= %s", [expression.high])] if expression.high is not None else []
    return limits


def _group(letter: str, group: Group) -> str:
    """Return alternatives in the language of full-text questions."""
    return f"({' | '.join(_atom(letter, atom) for atom in group)})"


def _atom(letter: str, atom: Atom) -> str:
    """Return one alternative: all the pairs of a word, or a mark; tokens are quoted, and hold no quotes."""
    if atom.mark:
        return f"'{letter}{atom.mark}'"
    if len(atom.units) == 1:
        return f"'{single_token(letter, atom.units[0])}'"
    return "(" + " & ".join(f"'{token}'" for token in word_tokens(letter, atom.units)) + ")"
