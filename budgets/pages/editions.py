"""The history of a budget: every publication of it, what each correction changed, and the facts to be hashed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from budgets.canonical import facts_json
from budgets.differences import CellChange, Differences, TableChange, TextChange, compare_editions
from budgets.differences.texts import Fate
from budgets.models import Edition, Publication, Withdrawal
from budgets.pages.addresses import BudgetAddress
from budgets.pages.caching import respond
from budgets.pages.frame import Crumb, Frame, answer_edition, frame, version_of
from budgets.pages.lookup import BudgetKey, refuse
from budgets.pages.publications import publication_address
from budgets.tables import Facts
from budgets.vocabulary import EditionStatus

PER_PAGE = 200
# A correction of so many places is shown whole on the page of all editions.
FEW = 30
# Of a long passage that stayed as it was, so many characters at either end say where one is.
CONTEXT = 40
JSON = "application/json"


@dataclass(frozen=True)
class Entry:
    """An edition in the history of its budget: its record, where it can be read, and where what it changed is told."""

    edition: Edition
    publication: Publication | None
    record: str
    address: BudgetAddress
    previous: Edition | None
    # Whether it is the one that the public reads today, or will read where it is previewed.
    stands: bool = False

    @property
    def is_withdrawn(self) -> bool:
        """Whether it can no longer be read."""
        return self.edition.status == EditionStatus.WITHDRAWN

    @property
    def withdrawal(self) -> Withdrawal | None:
        """Why and when it was withdrawn."""
        return getattr(self.edition, "withdrawal", None)

    @property
    def can_be_compared(self) -> bool:
        """Whether what it changed may be told: what was withdrawn is shown nowhere."""
        return self.previous is not None and EditionStatus.WITHDRAWN not in (self.edition.status, self.previous.status)


@dataclass(frozen=True)
class ShownCell:
    """A cell that changed, with the addresses of the cell in either edition; blank where it shows no amount."""

    change: CellChange
    before_address: str
    after_address: str


@dataclass(frozen=True)
class ShownTable:
    """The changed cells of a table that stand on this page."""

    table: TableChange
    address: str
    cells: Sequence[ShownCell]


def history(key: BudgetKey) -> list[Edition]:
    """Return every edition of a budget that was ever published, newest first, in one query."""
    return list(key.history().select_related("withdrawal"))


def show(request: HttpRequest, **key: Any) -> HttpResponse:
    """Show all editions of a budget; at an edition's own address only while that can be read."""
    wanted = BudgetKey(**key)
    editions = history(wanted)
    if not editions or (wanted.edition is not None and _named(editions, wanted) is None):
        refuse(wanted)
    version = " ".join(map(version_of, editions))
    return respond(request, version, lambda: render(request, "editions/list.html", compose(editions)))


def compose(editions: Sequence[Edition]) -> dict[str, Any]:
    """Gather the history, and what the newest correction changed where that is little."""
    entries = list(_entries(editions))
    newest = next((entry for entry in entries if entry.stands and entry.can_be_compared), None)
    differences = compare(newest) if newest is not None else None
    context = {"frame": _frame_of(editions), "entries": entries, "newest": newest, "count": len(entries)}
    if newest is None or differences is None:
        return context
    return {**context, **describe(newest, differences, "1"), "is_short": _size(differences) <= FEW}


def _frame_of(editions: Sequence[Edition]) -> Frame:
    """Return the frame around the history: of the edition that stands, else of the newest that can be read."""
    readable = [edition for edition in editions if edition.status != EditionStatus.WITHDRAWN]
    page = frame((readable or editions)[0], _("历次公开"))
    if readable and _standing(readable) == readable[0]:
        return page
    # Where nothing stands, the budget's own address leads nowhere.
    crumbs = [*page.crumbs[:2], Crumb(page.crumbs[2].label), page.crumbs[3]]
    return Frame(page.edition, page.address, crumbs, page.title)


def history_address(edition: Edition) -> str:
    """Return the address of all editions of a budget, whichever of them is given; a preview has its own."""
    if edition.is_unpublished:
        return BudgetAddress.of(edition).editions
    return BudgetAddress.numbered(edition).base.removesuffix(f"{edition.number}/")


def _entries(editions: Sequence[Edition]) -> Iterator[Entry]:
    """Yield the history, each edition with the one before it."""
    standing = _standing(editions)
    for edition, previous in zip(editions, [*editions[1:], None], strict=True):
        publication = getattr(edition, "publication", None)
        region = edition.budget.department.region
        record = publication_address(region, publication.number) if publication else ""
        yield Entry(edition, publication, record, BudgetAddress.numbered(edition), previous, edition == standing)


def _standing(editions: Sequence[Edition]) -> Edition | None:
    """Return the edition that the public reads, or in a preview will read."""
    return next((one for one in editions if one.status == EditionStatus.PUBLISHED or one.is_unpublished), None)


def _named(editions: Sequence[Edition], key: BudgetKey) -> Edition | None:
    """Return the edition that an address names, where it can be read; without a number the one that stands."""
    for edition in editions:
        if key.edition is None and edition.status == EditionStatus.PUBLISHED:
            return edition
        if edition.number == key.edition and edition.status != EditionStatus.WITHDRAWN:
            return edition
    return None


def show_changes(request: HttpRequest, **key: Any) -> HttpResponse:
    """Show what an edition changed against the one before it."""
    wanted = BudgetKey(**key)
    editions = history(wanted)
    edition = _named(editions, wanted)
    if edition is None:
        refuse(wanted)
    entry = next(entry for entry in _entries(editions) if entry.edition == edition)
    version = " ".join(version_of(one) for one in (edition, entry.previous) if one is not None)
    page = request.GET.get("page", "1")
    return respond(request, version, lambda: render(request, "editions/changes.html", compose_changes(entry, page)))


def compose_changes(entry: Entry, page: str) -> dict[str, Any]:
    """Gather what an edition changed, or why that is not told."""
    between = Crumb(_("历次公开"), history_address(entry.edition))
    title = _("第 %d 版改了什么") % entry.edition.number
    context = {"frame": frame(entry.edition, title, between), "entry": entry, "title": title}
    if not entry.can_be_compared:
        return context
    return {**context, **describe(entry, compare(entry), page)}


def compare(entry: Entry) -> Differences:
    """Compare an edition with the one before it."""
    assert entry.previous is not None
    return compare_editions(Facts(entry.previous), Facts(entry.edition))


def describe(entry: Entry, differences: Differences, page: str) -> dict[str, Any]:
    """Return differences ready for the page: cells by table, and on the first page everything else."""
    assert entry.previous is not None
    shown = Paginator(differences.cells, PER_PAGE).get_page(page)
    addresses = BudgetAddress.numbered(entry.previous), entry.address
    return {
        "differences": differences,
        "counts": [(name, count) for name, count in _counts(differences) if count],
        "page": shown,
        "is_first": shown.number == 1,
        "headings": [table for table in differences.tables if table.says_something],
        "tables": list(_by_table(shown, *addresses)),
        "projects": [(change, f"{addresses[1].base}projects/{change.key}/") for change in differences.projects],
        "texts": [(change, list(shorten(change))) for change in differences.texts],
        "units": _("万元"),
    }


def _counts(differences: Differences) -> Iterator[tuple[str, int]]:
    """Yield how much of each sort changed."""
    yield _("个表格单元"), len(differences.cells)
    yield _("个项目"), len(differences.projects)
    yield _("项绩效指标"), len(differences.indicators)
    yield _("段文字"), len(differences.texts)
    yield _("项名称和日期"), len(differences.names)


def _size(differences: Differences) -> int:
    """Return in how many places editions differ."""
    return sum(count for _name, count in _counts(differences))


def _by_table(cells: Iterable[CellChange], before: BudgetAddress, after: BudgetAddress) -> Iterator[ShownTable]:
    """Yield the cells of a page table by table."""
    for _identity, group in groupby(cells, key=lambda cell: id(cell.table)):
        own = list(group)
        table = own[0].table
        shown = [_shown(cell, before, after) for cell in own]
        yield ShownTable(table, after.table(table.shown.table.number), shown)


def _shown(change: CellChange, before: BudgetAddress, after: BudgetAddress) -> ShownCell:
    """Return a changed cell with its addresses in both editions."""
    old = _cell_address(before, change.table.old, change.old)
    return ShownCell(change, old, _cell_address(after, change.table.new, change.new))


def _cell_address(address: BudgetAddress, filled: Any, placed: Any) -> str:
    """Return the address of a cell's page; a blank where there is no such cell, or no amount in it."""
    if filled is None or placed is None or placed.cell.amount is None:
        return ""
    return f"{address.table(filled.table.number)}cells/{placed.cell.row}/{placed.cell.column.key}/"


def shorten(change: TextChange) -> Iterator[tuple[str, str]]:
    """Yield the pieces of a text by their fate; of a long one that stayed as it was the ends only, and a gap."""
    last = len(change.pieces) - 1
    for number, piece in enumerate(change.pieces):
        if piece.fate != Fate.KEPT or len(piece.text) <= 2 * CONTEXT:
            yield piece.fate, piece.text
            continue
        if number != 0:
            yield piece.fate, piece.text[:CONTEXT]
        yield "gap", "……"
        if number != last:
            yield piece.fate, piece.text[-CONTEXT:]


def download_facts(request: HttpRequest, **key: Any) -> HttpResponse:
    """Answer the facts of an edition, byte for byte what its publication was hashed of."""
    return answer_edition(request, BudgetKey(**key), write_facts)


def write_facts(facts: Facts) -> HttpResponse:
    """Write the facts as canonical JSON."""
    budget, number = facts.edition.budget, facts.edition.number
    name = f"{budget.department.region.code}-{budget.department.code}-{budget.year}-{budget.phase}-{number}"
    response = HttpResponse(facts_json(facts), content_type=JSON)
    response["Content-Disposition"] = f'attachment; filename="{name}-facts.json"'
    return response
