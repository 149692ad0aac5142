"""One table of a document that was read: its cells, which of them were read as what, and the pages it stands on."""

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from budgets.admin.base import print_yuan
from budgets.admin.guard import staff_page
from budgets.admin.imports.lookup import find_job
from budgets.admin.imports.showing import page
from budgets.documents.grids import Box
from budgets.documents.pictures import PictureError, Size
from budgets.imports.jobs import reading_of
from budgets.models import DeclaredAmount, ImportJob, SourceTable
from budgets.pages.source import PNG, pages_of
from budgets.pages.source_cells import place_of
from budgets.pages.source_pictures import page_picture, page_sizes
from budgets.pages.source_views import View
from budgets.tables import Facts, find_table
from budgets.tables.printed import PrintedForm
from budgets.vocabulary import ImportState

logger = logging.getLogger(__name__)

WORDS = re.compile(r"[^\W\d_]")
# What a report says of a cell after the place of its row.
CELL = re.compile(r"(?:, table \d+)?(?:, column \d+)?$")
# Points around a table on its page: its title stands above it.
NEAR, ABOVE = 12, 60


@dataclass(frozen=True)
class CellView:
    """A printed cell: its text, what it was read as, and whether it was named as not understood."""

    text: str
    read_as: str
    is_doubtful: bool


@dataclass(frozen=True)
class RowView:
    """A printed row: its place in words, its cells, and its anchor on the page."""

    place: str
    cells: list[CellView]


@dataclass(frozen=True)
class Figure:
    """A figure that was read: where, what is printed, what it became, and its amount in yuan."""

    place: str
    text: str
    read_as: str
    amount: str


@dataclass(frozen=True)
class PageView:
    """A page of the document: the part shown, with frames around the cells that were read, and those that were not."""

    number: int
    address: str
    sheet: View
    shown: View
    read: list[View]
    doubtful: list[View]


@staff_page
def show_table(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show a table of a document as printed, beside what was read of it."""
    job = find_job(request, pk)
    if job.state != ImportState.READY:
        raise Http404
    reading = reading_of(job)
    tables = reading.rows[SourceTable]
    if number >= len(tables) or not tables[number].rows:
        raise Http404
    table = tables[number]
    facts = Facts(table.edition, reading.rows).by_cell(table)
    doubts = doubtful_cells(job, table)
    describer = Describer(table, reading.names["form_set"])
    shown = [one for one in range(len(tables)) if tables[one].rows]
    at = shown.index(number)
    context = page(
        request,
        table.title or _("第 %d 张表") % (number + 1),
        job=job,
        table=table,
        rows=list(_rows(table, facts, doubts, describer)),
        figures=[_figure(table, place, fact, describer) for place, fact in sorted(facts.items())],
        pages=_pages(job, table, facts, doubts),
        doubts=len(doubts),
        earlier=shown[at - 1] if at else None,
        later=shown[at + 1] if at + 1 < len(shown) else None,
    )
    return TemplateResponse(request, "admin/imports/table.html", context)


def doubtful_cells(job: ImportJob, table: SourceTable) -> set[tuple[int, int]]:
    """Return the cells of a table, by row and column counted from zero, that the report names as not understood."""
    report = job.report or {}
    named = {(CELL.sub("", one["place"]), one["text"].strip()) for one in report.get("not_understood", [])}
    return {
        (number, column)
        for number, row in enumerate(table.rows)
        for column, text in enumerate(row["cells"])
        if text.strip() and (_location(row), text.strip()) in named
    }


def _location(row: Mapping[str, Any]) -> str:
    """Return the place of a row as the report spells it."""
    return row["place"] if isinstance(row["place"], str) else f"line {row['place']}"


class Describer:
    """Says in words what the cells of one table were read as."""

    def __init__(self, table: SourceTable, form_set: str) -> None:
        self.table = table
        form = find_table(form_set, table.number or 0)
        self.columns = {key: path for one in form.sections for key, path in one.paths.items()} if form else {}
        if table.form:
            self.columns = {one.key: one.path for one in PrintedForm.from_json(table.form).columns}

    def describe(self, fact: Any) -> str:
        """Say what a cell was read as; blank where it became no figure."""
        if fact is None:
            return ""
        if isinstance(fact, DeclaredAmount):
            path = self.columns.get(fact.column, ())
            said = [_("印出的数"), self.name_of(fact.source_row), *path]
        else:
            nature, project = getattr(fact, "get_nature_display", None), getattr(fact, "project", None)
            said = [str(fact._meta.verbose_name), project.name if project is not None else "", str(fact)]
            said += [str(nature())] if nature is not None else []
        return " · ".join(filter(None, said))

    def name_of(self, row: int | None) -> str:
        """Return what a row is called: the first of its texts that is in words."""
        texts = [text.strip() for text in self.table.rows[row]["cells"]] if row is not None else []
        return next((text for text in texts if WORDS.search(text)), "")


def _rows(
    table: SourceTable, facts: Mapping[tuple[int, int], Any], doubts: set[tuple[int, int]], describer: Describer
) -> Iterator[RowView]:
    """Yield the rows of a table, each as wide as the widest."""
    width = max(len(row["cells"]) for row in table.rows)
    for number, row in enumerate(table.rows):
        texts = [*row["cells"], *[""] * (width - len(row["cells"]))]
        cells = [
            CellView(text, describer.describe(facts.get((number, at))), (number, at) in doubts)
            for at, text in enumerate(texts)
        ]
        yield RowView(place_of(row), cells)


def _figure(table: SourceTable, place: tuple[int, int], fact: Any, describer: Describer) -> Figure:
    """Describe a figure that was read."""
    row = table.rows[place[0]]
    return Figure(place_of(row), row["cells"][place[1]].strip(), describer.describe(fact), print_yuan(fact.amount))


def _pages(
    job: ImportJob, table: SourceTable, facts: Mapping[tuple[int, int], Any], doubts: set[tuple[int, int]]
) -> list[PageView]:
    """Return the pages that a table stands on, where the document has pages that can be drawn."""
    numbers = pages_of(table)
    if not numbers:
        return []
    try:
        sizes: list[Size] = page_sizes(job.document)
    except PictureError:
        logger.exception("The pages of document %s cannot be measured", job.document.sha256)
        return []
    read, doubtful = (list(_boxes(table, cells)) for cells in (facts, doubts))
    return [
        PageView(
            number,
            reverse("admin:import_page", args=[job.pk, number]),
            View(0, 0, *sizes[number - 1]),
            around(table, number, sizes[number - 1]),
            [_frame(box) for box in read if box.page == number],
            [_frame(box) for box in doubtful if box.page == number],
        )
        for number in numbers
        if number <= len(sizes)
    ]


def around(table: SourceTable, page: int, size: Size) -> View:
    """Return the part of a page that a table stands on, with a little of what is around it."""
    boxes = [box for row in table.rows for box in row.get("boxes") or () if box and box[0] == page]
    x0, top = max(0.0, min(box[1] for box in boxes) - NEAR), max(0.0, min(box[2] for box in boxes) - ABOVE)
    x1, bottom = (min(size[0], max(box[3] for box in boxes) + NEAR), min(size[1], max(box[4] for box in boxes) + NEAR))
    return View(x0, top, x1 - x0, bottom - top)


def _boxes(table: SourceTable, cells: Any) -> Iterator[Box]:
    """Yield where cells stand on their pages."""
    for number, column in cells:
        boxes = table.rows[number].get("boxes") or []
        if column < len(boxes) and boxes[column] is not None:
            yield Box(*boxes[column])


def _frame(box: Box) -> View:
    """Return a box as a part of its page."""
    return View(box.x0, box.top, box.x1 - box.x0, box.bottom - box.top)


@staff_page
def show_page(request: HttpRequest, pk: int, page: int) -> HttpResponse:
    """Answer a page of the document as a picture, for those who may see the import."""
    job = find_job(request, pk)
    try:
        picture = page_picture(job.document, page)
    except PictureError as error:
        logger.exception("Page %d of document %s cannot be drawn", page, job.document.sha256)
        raise Http404 from error
    if picture is None:
        raise Http404
    return HttpResponse(picture, content_type=PNG)
