"""The index in SQLite: a full-text table of the pairs in order, and of the marks.

It keeps no texts of its own (contentless): what is taken out must be said as it was put in, which the stored text of
the entry does. A phrase of neighbouring pairs is exactly a word in a text, and rows come newest first as far as they
are asked for, so that a common word costs no more than a rare one.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection

from budgets.models import SearchEntry, SearchKind
from budgets.search.expression import Atom, Expression
from budgets.search.tokens import LETTERS, single_token, tokens_of, word_tokens

CREATE = (
    "CREATE VIRTUAL TABLE budgets_searchindex USING"
    " fts5(pairs, marks, content='', columnsize=0, detail=full, tokenize='ascii')",
)
DROP = ("DROP TABLE budgets_searchindex",)
ADD = "INSERT INTO budgets_searchindex(rowid, pairs, marks) VALUES (%s, %s, %s)"
REMOVE = "INSERT INTO budgets_searchindex(budgets_searchindex, rowid, pairs, marks) VALUES ('delete', %s, %s, %s)"


def add(entries: Iterable[SearchEntry]) -> None:
    """Index entries."""
    with connection.cursor() as cursor:
        cursor.executemany(ADD, [_row(entry.pk, entry.kind, entry.text) for entry in entries])


def remove(rows: Iterable[tuple[int, str, str]]) -> None:
    """Take entries out of the index, known by id, kind and text."""
    with connection.cursor() as cursor:
        cursor.executemany(REMOVE, [_row(*row) for row in rows])


def _row(pk: int, kind: str, text: str) -> tuple[int, str, str]:
    """Return what stands in the index for an entry."""
    pairs, marks = tokens_of(kind, text)
    return pk, " ".join(pairs), " ".join(marks)


def find(wanted: Mapping[Any, tuple[SearchKind, Expression]], limit: int) -> dict[Any, list[int]]:
    """Return the newest ids for each of several expressions, all in one question, at most `limit` each."""
    found: dict[Any, list[int]] = {name: [] for name in wanted}
    if not wanted:
        return found
    names, parts, values = list(wanted), [], []
    for number, name in enumerate(names):
        sql, own = _select(*wanted[name], limit)
        parts.append(f"SELECT {number}, rowid FROM ({sql})")
        values += own
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        for number, pk in cursor.fetchall():
            found[names[number]].append(pk)
    return found


def _select(kind: SearchKind, expression: Expression, limit: int) -> tuple[str, list[Any]]:
    """Return the question for one expression, with its values."""
    source = "budgets_searchindex"
    conditions = ["budgets_searchindex MATCH %s"]
    values: list[Any] = [_match(kind, expression)]
    if expression.ids:
        conditions.append("budgets_searchindex.rowid BETWEEN %s AND %s")
        values += expression.ids
    for least, greatest in expression.without:
        conditions.append("NOT (budgets_searchindex.rowid BETWEEN %s AND %s)")
        values += [least, greatest]
    if expression.has_amount:
        source += " CROSS JOIN budgets_searchentry ON budgets_searchentry.id = budgets_searchindex.rowid"
    for sign, amount in ((">=", expression.low), ("<=", expression.high)):
        if amount is not None:
            conditions.append(f"budgets_searchentry.amount {sign} CAST(%s AS NUMERIC)")
            values.append(str(amount))
    where = " AND ".join(conditions)
    sql = f"SELECT budgets_searchindex.rowid FROM {source} WHERE {where} ORDER BY budgets_searchindex.rowid DESC LIMIT"
    return f"{sql} {limit:d}", values


def _match(kind: SearchKind, expression: Expression) -> str:
    """Return an expression in the language of full-text tables; tokens are quoted, and hold no quotes."""
    letter = LETTERS[kind]
    groups = (" OR ".join(_atom(letter, atom) for atom in group) for group in expression.groups)
    return " AND ".join(f"({group})" for group in groups)


def _atom(letter: str, atom: Atom) -> str:
    """Return one alternative: a phrase of pairs, or a mark."""
    if atom.mark:
        return f'marks : "{letter}{atom.mark}"'
    if len(atom.units) == 1:
        return f'marks : "{single_token(letter, atom.units[0])}"'
    return f'pairs : "{" ".join(word_tokens(letter, atom.units))}"'
