"""Makers of small PDFs, one for each trap of the reader."""

import io
from collections.abc import Sequence
from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table

from tests.documents.office_files import twin_blocks
from tests.documents.twin import TWIN

FONT = "STSong-Light"
# The sheet of the whole twin, in points, its margin, and how many letters a line of its text has.
TWIN_SHEET, MARGIN, LETTERS = (2400, 1300), 40, 220
Rows = Sequence[Sequence[str]]
Span = tuple[tuple[int, int], tuple[int, int]]

pdfmetrics.registerFont(UnicodeCIDFont(FONT))


class Paper:
    """A PDF in the making, page by page; places count from the upper left corner, in points."""

    def __init__(self, size: tuple[float, float] = A4, password: str = "") -> None:
        self.content = io.BytesIO()
        self.width, self.height = size
        lock = StandardEncryption(password, ownerPassword=password + "-owner") if password else None
        self.canvas = Canvas(self.content, pagesize=size, encrypt=lock)
        self.canvas.setFont(FONT, 10)

    def text(self, x: float, top: float, text: str, size: float = 10) -> "Paper":
        """Write a line; its baseline lies `size` below `top`."""
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(x, self.height - top - size, text)
        return self

    def right(self, x: float, top: float, text: str) -> "Paper":
        """Write a line that ends at `x`."""
        self.canvas.setFont(FONT, 10)
        self.canvas.drawRightString(x, self.height - top - 10, text)
        return self

    def rule(self, x0: float, top: float, x1: float, bottom: float) -> "Paper":
        """Draw a rule."""
        self.canvas.line(x0, self.height - top, x1, self.height - bottom)
        return self

    def table(
        self, top: float, rows: Rows, widths: Sequence[float], *, x: float = 60, spans: Sequence[Span] = (), ruled=True
    ) -> "Paper":
        """Draw a table with rules around its cells; `spans` are the merged ones, first and last (column, row)."""
        style = [("FONT", (0, 0), (-1, -1), FONT, 9), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
        style += [("SPAN", first, last) for first, last in spans]
        if ruled:
            style.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
        drawn = Table([list(row) for row in rows], colWidths=list(widths), style=style)
        _width, height = drawn.wrapOn(self.canvas, self.width, self.height)
        drawn.drawOn(self.canvas, x, self.height - top - height)
        return self

    def picture(self) -> "Paper":
        """Fill the page with a picture."""
        pixel = b"P6 2 2 255 " + b"\x80" * 12
        self.canvas.drawImage(ImageReader(io.BytesIO(pixel)), 0, 0, self.width, self.height)
        return self

    def turn(self, degrees: int) -> "Paper":
        """Have viewers turn this page and those after it clockwise."""
        self.canvas.setPageRotation(degrees)
        return self

    def sideways(self) -> "Paper":
        """Write what follows on this page from bottom to top."""
        self.canvas.translate(self.width, 0)
        self.canvas.rotate(90)
        self.width, self.height = self.height, self.width
        return self

    def next(self) -> "Paper":
        """Begin the next page."""
        self.canvas.showPage()
        return self

    def made(self) -> bytes:
        """Return the finished file."""
        self.canvas.save()
        return self.content.getvalue()


def on_its_side() -> Paper:
    """Return a landscape sheet."""
    return Paper(landscape(A4))


def twin_paper(source: Path = TWIN) -> bytes:
    """Return a text as a PDF: its tables with rules, each on a page of its own, between its text."""
    paper, top = Paper(TWIN_SHEET), MARGIN
    for block in twin_blocks(source):
        if len(block[0]) > 1:
            paper = paper.next().table(MARGIN, block, column_widths(block), x=MARGIN).next()
            top = MARGIN
            continue
        for (line,) in block:
            for start in range(0, len(line), LETTERS):
                if top > TWIN_SHEET[1] - MARGIN:
                    paper, top = paper.next(), MARGIN
                paper.text(MARGIN, top, line[start : start + LETTERS])
                top += 26
    return paper.made()


def column_widths(rows: Rows) -> list[float]:
    """Return widths that hold the longest text of each column in one line."""
    return [16 + max(map(printed_width, column)) for column in zip(*rows, strict=True)]


def printed_width(text: str) -> float:
    """Return how wide a cell's text is at the most."""
    return 9 * sum(0.6 if letter.isascii() else 1 for letter in text)
