"""A document as any reader hands it on: lines of cells and of text, each knowing its place."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field


class DocumentError(Exception):
    """A document that cannot be read at all; the message says, for a clerk, what is wrong and what to do."""


@dataclass(frozen=True)
class Box:
    """A place on a page, in points from its upper left corner."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True)
class Line:
    """A line of a document: its number, and its cells; running text is a line of one cell.

    `where` names its place for people where that is no line of a text ("page 9, row 4"); `boxes` are the places of
    its cells on a page.
    """

    place: int
    cells: tuple[str, ...]
    where: str = ""
    boxes: tuple[Box | None, ...] = ()

    @property
    def location(self) -> str:
        """Where the line stands in its document."""
        return self.where or f"line {self.place}"

    @property
    def text(self) -> str:
        """The line as one text."""
        return "".join(self.cells).strip()

    @property
    def filled(self) -> list[tuple[int, str]]:
        """Cells with something in them, with their column numbers."""
        return [(number, cell.strip()) for number, cell in enumerate(self.cells) if cell.strip()]

    def cell(self, number: int) -> str:
        """A cell's text; blank beyond the end of the line."""
        return self.cells[number].strip() if number < len(self.cells) else ""

    @property
    def is_row(self) -> bool:
        """Whether the line is a table's row rather than running text."""
        return len(self.cells) > 1


@dataclass
class Grid:
    """A table as printed: title, the place it begins at, and its lines, captions and notes included.

    `kind` names what it was recognised as, or is empty; `unit` is the one it prints for its amounts; `captions` are
    those of its lines that stand between title and head.
    """

    title: str
    place: str
    lines: list[Line] = field(default_factory=list)
    kind: str = ""
    unit: str = ""
    captions: list[Line] = field(default_factory=list)


@dataclass
class Document:
    """A file that was read: its name, bytes and sha256, its running text and its tables.

    `remarks` say what of the file was left out and why.
    """

    name: str
    content: bytes
    sha256: str
    text: list[Line] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[Line]:
        """Yield every line, of text and of tables."""
        yield from self.text
        for grid in self.grids:
            yield from grid.lines


def normalise(text: str) -> str:
    """Return a label without what varies in print: white space, full width, a final colon, a unit in brackets."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    return plain.removesuffix("(万元)").removesuffix("(元)").rstrip(":")
