"""A thing found, as the page of results shows it: title, place, amount, and the words around what was searched for."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from budgets.models import SearchEntry, SearchKind
from budgets.money import format_amount
from budgets.pages.addresses import BudgetAddress, department_address
from budgets.search.entries import TABLE_KEY
from budgets.search.query import Query
from budgets.search.units import Piece, Units, excerpt, find_words, mark_words

WITH_CODE = {SearchKind.FUNCTION, SearchKind.ECONOMIC}
# So many lines of a list are shown.
LINES = 3


@dataclass(frozen=True)
class Hit:
    """What is shown of an entry; what was found is marked in every text."""

    title: SafeString
    address: str
    where: list[str]
    code: SafeString
    amount: SafeString
    excerpts: list[SafeString]
    is_invented: bool


def mark(pieces: Iterable[Piece]) -> SafeString:
    """Return the pieces of a text as HTML, what was found marked."""
    parts = (f"<mark>{escape(one.text)}</mark>" if one.found else escape(one.text) for one in pieces)
    return mark_safe("".join(parts))


def show_hit(entry: SearchEntry, query: Query) -> Hit:
    """Return what is shown of an entry."""
    kind, words = SearchKind(entry.kind), query.spellings
    amount = format_amount(entry.amount)
    return Hit(
        title=mark(mark_words(entry.title, words)),
        address=_address(kind, entry),
        where=_where(kind, entry),
        code=mark(_mark_code(entry.key, words) if kind in WITH_CODE else []),
        amount=mark(mark_words(f"{amount} {_('万元')}", words) if amount else []),
        excerpts=_excerpts(kind, entry.body, words),
        is_invented=entry.edition.budget.department.region.is_invented,
    )


def _address(kind: SearchKind, entry: SearchEntry) -> str:
    """Return the address of the page that shows an entry."""
    address = BudgetAddress.of(entry.edition)
    if entry.key.startswith(TABLE_KEY):
        return f"{address.base}{entry.key}/"
    return {
        SearchKind.DEPARTMENT: lambda: department_address(entry.edition.budget.department),
        SearchKind.PROJECT: lambda: address.project(entry.key),
        SearchKind.INDICATOR: lambda: f"{address.project(entry.key)}#goals" if entry.key else address.base,
        SearchKind.FUNCTION: lambda: address.function(entry.key),
        SearchKind.ECONOMIC: lambda: address.economic(entry.key),
        SearchKind.TABLE: lambda: address.table(int(entry.key)),
        SearchKind.TEXT: lambda: f"{address.report}#{entry.key}",
        SearchKind.TERM: lambda: f"{address.report}#{entry.key}",
    }[kind]()


def _where(kind: SearchKind, entry: SearchEntry) -> list[str]:
    """Return where an entry stands, from the region down."""
    budget = entry.edition.budget
    region = budget.department.region.name
    if kind == SearchKind.DEPARTMENT:
        return [region, _("代码 %(code)s") % {"code": entry.key}]
    year = _("%(year)d 年%(phase)s") % {"year": budget.year, "phase": budget.get_phase_display()}
    return [region, entry.edition.label, year]


def _mark_code(code: str, words: list[Units]) -> list[Piece]:
    """Return a code, its beginning marked where that was searched for."""
    begun = max((units[0] for units in words if len(units) == 1 and code.startswith(units[0])), key=len, default="")
    rest = code[len(begun) :]
    return [*([Piece(begun, found=True)] if begun else []), *([Piece(rest)] if rest else [])]


def _excerpts(kind: SearchKind, body: str, words: list[Units]) -> list[SafeString]:
    """Return the words around what was found; of lists the lines that have it, or else the first."""
    if not body:
        return []
    if kind != SearchKind.INDICATOR:
        return [mark(excerpt(body, words))]
    lines = body.splitlines()
    found = [line for line in lines if find_words(line, words)] or lines
    return [mark(excerpt(line, words)) for line in found[:LINES]]
