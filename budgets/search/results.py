"""What fits a query, kind by kind: the newest first, counted up to a limit."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from django.db.models import Exists, OuterRef

from budgets.models import Edition, Region, SearchEntry, SearchKind
from budgets.search.entries import DEPARTMENT_IDS, PLACE_BITS, department_id, edition_ids, year_ids
from budgets.search.expression import Atom, Expression, Group, Range
from budgets.search.index import find
from budgets.search.query import Filters, Query, Word
from budgets.search.tokens import is_indexed, range_marks
from budgets.search.units import MARK, lines_of, store
from budgets.vocabulary import EditionStatus

COUNTED = 1000
# A word that names more departments than this says nothing of where to look.
MOST_DEPARTMENTS = 200
WITH_AMOUNTS = {SearchKind.PROJECT, SearchKind.FUNCTION, SearchKind.ECONOMIC}
YEAR = re.compile(r"((?:19|20)[0-9]{2})年?")

Scopes = Mapping[Word, tuple[str, ...]]


@dataclass(frozen=True)
class Hits:
    """The ids of what was found of one kind, newest first; `is_capped` says that there is more."""

    ids: tuple[int, ...]
    is_capped: bool = False


@dataclass(frozen=True)
class Results:
    """What was found by kind; `departments` are the ids of those that the filter by department names, if it is set.

    None of them where the name is that of too many departments to look through.
    """

    hits: Mapping[SearchKind, Hits]
    departments: tuple[int, ...] | None = ()


def search(query: Query, kinds: Iterable[SearchKind] = tuple(SearchKind)) -> Results:
    """Return what fits a query, by kind; nothing of what has been withdrawn or superseded."""
    if query.is_empty:
        return Results({})
    scopes, departments = find_scopes(query)
    if query.filters.department and not departments:
        return Results({}, departments)
    stale = stale_ranges()
    wanted = {}
    for kind in kinds:
        groups = _groups(kind, query, scopes)
        if groups is not None:
            groups += [tuple(Atom(mark=f"{MARK}d{one}") for one in departments)] if departments else []
            wanted[kind] = (kind, _expression(kind, groups, query.filters, stale))
    found = find(wanted, COUNTED + 1)
    return Results({kind: Hits(tuple(ids[:COUNTED]), len(ids) > COUNTED) for kind, ids in found.items()}, departments)


def _groups(kind: SearchKind, query: Query, scopes: Scopes) -> list[Group] | None:
    """Return what must hold of an entry of a kind, or None where nothing of the kind can fit.

    Each word stands in the text or, of several words, names the department, the region or the year; one at least
    stands in the text.
    """
    if query.filters.has_amount and kind not in WITH_AMOUNTS:
        return None
    own = [_atoms(kind, word) for word in query.words]
    groups = []
    for word, atoms in zip(query.words, own, strict=True):
        groups.append(atoms + tuple(Atom(mark=mark) for mark in scopes.get(word, ())))
    if any(scopes.values()):
        groups.append(tuple(dict.fromkeys(chain.from_iterable(own))))
    groups += _filter_groups(kind, query.filters)
    return groups if all(groups) else None


def _atoms(kind: SearchKind, word: Word) -> Group:
    """Return the ways in which a word may stand in an entry of a kind."""
    spellings = [units for units in word.variants if is_indexed(kind, units)]
    if kind == SearchKind.DEPARTMENT and word.sound:
        spellings.append(word.sound)
    return tuple(Atom(units) for units in spellings)


def _filter_groups(kind: SearchKind, filters: Filters) -> list[Group]:
    """Return the marks that filters ask for."""
    groups: list[Group] = []
    if filters.region is not None:
        groups.append((Atom(mark=f"{MARK}r{filters.region}"),))
    if filters.phase:
        groups.append((Atom(mark=f"{MARK}p{filters.phase}"),))
    if filters.year is not None and kind == SearchKind.DEPARTMENT:
        groups.append((Atom(mark=f"{MARK}y{filters.year}"),))
    if filters.has_amount:
        groups.append(tuple(Atom(mark=mark) for mark in range_marks(filters.low, filters.high)))
    return groups


def _expression(kind: SearchKind, groups: list[Group], filters: Filters, stale: tuple[Range, ...]) -> Expression:
    """Return the groups with the bounds of ids and amounts."""
    ids = DEPARTMENT_IDS if kind == SearchKind.DEPARTMENT else year_ids(filters.year) if filters.year else None
    expression = Expression(tuple(groups), ids, stale)
    return replace(expression, low=filters.low, high=filters.high) if filters.has_amount else expression


def stale_ranges() -> tuple[Range, ...]:
    """Return the ids of entries of editions that no longer stand, should any be left; usually there are none."""
    entries = SearchEntry.objects.filter(edition=OuterRef("pk"))
    gone = (EditionStatus.WITHDRAWN, EditionStatus.SUPERSEDED)
    left = list(
        Edition.objects.filter(Exists(entries), status__in=gone)
        .order_by()
        .values_list("budget__year", "pk", "budget__department")
    )
    if not left:
        return ()
    standing = set(
        Edition.objects.published()
        .filter(budget__department__in={department for _year, _pk, department in left})
        .values_list("budget__department", flat=True)
    )
    closed = {department_id(department) for _year, _pk, department in left if department not in standing}
    return (*(edition_ids(year, pk) for year, pk, _department in left), *((pk, pk) for pk in sorted(closed)))


def find_scopes(query: Query) -> tuple[Scopes, tuple[int, ...] | None]:
    """Return the marks of the departments, regions and years that words name, and the departments of the filter.

    A word by itself is only looked for in texts; of several, one may say whose text or of which year.
    """
    words = query.words if len(query.words) > 1 else ()
    filtered = query.filters.department
    named = _named_departments([word for word in words if len(word.variants[0]) > 1], filtered)
    departments = tuple(pk >> PLACE_BITS for pk in named[filtered]) if filtered else ()
    if filtered and len(departments) > MOST_DEPARTMENTS:
        return {}, None
    return _scopes(words, named) if words else {}, departments


def _named_departments(words: Iterable[Word], filtered: Word | None) -> dict[Word, list[int]]:
    """Return the ids of the entries of departments in which each word stands, a few more than are of use."""
    asked = {word: _atoms(SearchKind.DEPARTMENT, word) for word in (*words, *([filtered] if filtered else []))}
    wanted = {
        word: (SearchKind.DEPARTMENT, Expression((atoms,), DEPARTMENT_IDS)) for word, atoms in asked.items() if atoms
    }
    return {word: [] for word in asked} | find(wanted, MOST_DEPARTMENTS + 1)


def _scopes(words: Iterable[Word], named: Mapping[Word, list[int]]) -> Scopes:
    """Return the marks of what each word names; a word in the names of too many departments names none."""
    few = {word: ids for word, ids in named.items() if len(ids) <= MOST_DEPARTMENTS}
    wanted = set(chain.from_iterable(few.values()))
    texts = dict(SearchEntry.objects.filter(pk__in=wanted).values_list("pk", "text"))
    regions = {pk: lines_of(name) for pk, name in Region.objects.values_list("pk", "name")}
    scopes = {}
    for word in words:
        ids = [pk for pk in few.get(word, ()) if pk in texts and names(texts[pk].split("\n"), word)]
        marks = [f"{MARK}d{pk >> PLACE_BITS}" for pk in ids]
        marks += [f"{MARK}r{pk}" for pk, lines in regions.items() if names(lines, word)]
        scopes[word] = tuple(marks + _year_marks(word))
    return scopes


def _year_marks(word: Word) -> list[str]:
    """Return the mark of the year that a word is: 2023, or 2023年."""
    match = YEAR.fullmatch("".join(word.variants[0]))
    return [f"{MARK}y{match.group(1)}"] if match else []


def names(lines: Iterable[str], word: Word) -> bool:
    """Tell whether a name begins or ends with a word of two characters and more: 信访局 names 烟台市信访局."""
    spellings = tuple(store(units) for units in (*word.variants, word.sound) if len(units) > 1)
    return any(line.startswith(spellings) or line.endswith(spellings) for line in lines)
