"""What a reader is shown of the printed cells behind a figure: pictures of pages with frames, or rows as printed."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from budgets.documents.grids import Box
from budgets.documents.pictures import PictureError, Size
from budgets.models import SourceDocument, SourceTable
from budgets.pages.addresses import BudgetAddress
from budgets.pages.source_cells import PrintedCell, place_of
from budgets.pages.source_pictures import page_sizes

logger = logging.getLogger(__name__)

# Points. What is shown of a page above, below and beside the framed cells: a common sheet in all its width, so that
# heads and names of rows are in sight.
ABOVE, BELOW, WIDEST = 130, 60, 900
# On a phone the cells alone with what stands next to them.
NEAR, NARROWEST, LOWEST = 24, 260, 150
# A box may reach so far beyond the sheet, by the width of its rules.
SLACK = 2
# How many rows are shown above and below a cell.
AROUND = 1


@dataclass(frozen=True)
class View:
    """A part of a page, in points from its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def box(self) -> str:
        """The part as the viewBox of a drawing."""
        return " ".join(self.lengths.values())

    @property
    def lengths(self) -> dict[str, str]:
        """The part as attributes of a drawing, which no language of the page may write with a comma."""
        values = {"x": self.x, "y": self.y, "width": self.width, "height": self.height}
        return {name: f"{value:.1f}" for name, value in values.items()}


@dataclass(frozen=True)
class Picture:
    """A page with the cells framed that figures were read from; `wide` and `narrow` are the parts of it shown."""

    page: int
    address: str
    size: Size
    cells: Sequence[PrintedCell]

    @property
    def anchor(self) -> str:
        """What it is called on its page."""
        return f"page-{self.page}"

    @property
    def sheet(self) -> View:
        """The whole page."""
        return View(0, 0, *self.size)

    @property
    def frames(self) -> list[tuple[View, PrintedCell]]:
        """The framed places, with their cells."""
        boxes = [(cell.box, cell) for cell in self.cells]
        return [(View(box.x0, box.top, box.x1 - box.x0, box.bottom - box.top), cell) for box, cell in boxes if box]

    @property
    def label(self) -> str:
        """What it shows, in words."""
        return "；".join(cell.label for cell in self.cells)

    @property
    def has_both(self) -> bool:
        """Whether it frames the figure itself as well as parts of it."""
        return len({cell.is_own for cell in self.cells}) > 1

    @property
    def wide(self) -> View:
        """The page's width, or as much as can be read of it, around the framed cells."""
        x0, top, x1, bottom = self._edges
        x, width = stretch(x0 - NEAR, x1 + NEAR, WIDEST, self.size[0])
        y = max(0.0, top - ABOVE)
        return View(x, y, width, min(self.size[1], bottom + BELOW) - y)

    @property
    def narrow(self) -> View:
        """The framed cells with a little of what stands around them."""
        x0, top, x1, bottom = self._edges
        x, width = stretch(x0 - NEAR, x1 + NEAR, NARROWEST, self.size[0])
        y, height = stretch(top - NEAR, bottom + NEAR, LOWEST, self.size[1])
        return View(x, y, width, height)

    @property
    def _edges(self) -> tuple[float, float, float, float]:
        """The edges of the smallest rectangle that holds all framed cells."""
        views = [view for view, _cell in self.frames]
        return (
            min(view.x for view in views),
            min(view.y for view in views),
            max(view.x + view.width for view in views),
            max(view.y + view.height for view in views),
        )


@dataclass(frozen=True)
class ExcerptCell:
    """A cell of an excerpt: its text, whether a figure was read from it, and how many columns it takes."""

    text: str
    is_marked: bool
    span: int = 1


@dataclass(frozen=True)
class ExcerptRow:
    """A row of an excerpt; `is_apart` says that rows between it and the one above are left out."""

    place: str
    cells: list[ExcerptCell]
    is_apart: bool


@dataclass(frozen=True)
class Excerpt:
    """Rows of a table as its document prints them, around the cells that figures were read from."""

    table: SourceTable
    cells: Sequence[PrintedCell]

    @property
    def anchor(self) -> str:
        """What it is called on its page."""
        return f"excerpt-{self.table.pk}"

    @property
    def width(self) -> int:
        """How many columns its widest row has, with the one that names places."""
        return 1 + max(len(self.table.rows[number]["cells"]) for number in self._numbers)

    @property
    def rows(self) -> list[ExcerptRow]:
        """The rows around each cell, from the top down."""
        numbers = self._numbers
        apart = {later for earlier, later in pairwise(numbers) if later > earlier + 1}
        return [ExcerptRow(place_of(self.table.rows[at]), self._cells(at), at in apart) for at in numbers]

    @property
    def _numbers(self) -> list[int]:
        """The numbers of the rows shown."""
        near = {cell.row + step for cell in self.cells for step in range(-AROUND, AROUND + 1)}
        return sorted(number for number in near if 0 <= number < len(self.table.rows))

    def _cells(self, row: int) -> list[ExcerptCell]:
        """Return the cells of a row; its last one fills a row that is shorter than others."""
        marked = {cell.column for cell in self.cells if cell.row == row}
        texts = self.table.rows[row]["cells"]
        spans = [1] * (len(texts) - 1) + [self.width - len(texts)]
        return [ExcerptCell(text, at in marked, span) for at, (text, span) in enumerate(zip(texts, spans, strict=True))]


@dataclass(frozen=True)
class Sources:
    """All that is shown of where a figure was read: pictures where there are pages, else rows as printed."""

    pictures: list[Picture] = field(default_factory=list)
    excerpts: list[Excerpt] = field(default_factory=list)

    @property
    def shown(self) -> Iterable[Picture | Excerpt]:
        """Everything shown, one after the other."""
        return [*self.pictures, *self.excerpts]

    @property
    def anchors(self) -> dict[tuple[int, int, int], str]:
        """Where each printed cell is shown, by its address."""
        return {cell.address: one.anchor for one in self.shown for cell in one.cells}


def stretch(start: float, end: float, least: float, whole: float) -> tuple[float, float]:
    """Return where a stretch of at least `least` around another begins within a whole, and how long it is."""
    length = min(whole, max(end - start, least))
    middle = (start + end) / 2
    return min(max(0.0, middle - length / 2), whole - length), length


def show_sources(document: SourceDocument, address: BudgetAddress, cells: Sequence[PrintedCell]) -> Sources:
    """Return what is shown of printed cells: a picture for each page, an excerpt for each table without pictures."""
    sizes = sizes_for(document, cells)
    pages: dict[int, list[PrintedCell]] = defaultdict(list)
    tables: dict[int, list[PrintedCell]] = defaultdict(list)
    for cell in cells:
        if cell.box is not None and is_on_page(cell.box, sizes):
            pages[cell.box.page].append(cell)
        else:
            tables[cell.table.pk].append(cell)
    pictures = [
        Picture(page, address.page_picture(page), sizes[page - 1], framed) for page, framed in sorted(pages.items())
    ]
    return Sources(pictures, [Excerpt(marked[0].table, marked) for marked in tables.values()])


def sizes_for(document: SourceDocument, cells: Sequence[PrintedCell]) -> list[Size]:
    """Return the sizes of a document's pages; none where no cell has a place on one, or they cannot be measured."""
    if not any(cell.box for cell in cells):
        return []
    try:
        return page_sizes(document)
    except PictureError as error:
        logger.warning("No pictures of document %s: %s", document.sha256, error)
        return []


def is_on_page(box: Box, sizes: Sequence[Size]) -> bool:
    """Tell whether a box lies on its page: no frame is drawn where it would mislead."""
    if not 1 <= box.page <= len(sizes):
        return False
    width, height = sizes[box.page - 1]
    return -SLACK <= box.x0 < box.x1 <= width + SLACK and -SLACK <= box.top < box.bottom <= height + SLACK
