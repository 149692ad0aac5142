"""What a page of a PDF consists of: lines of running text, and tables of rows and cells."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from budgets.documents.grids import Box
from budgets.documents.readers.pdf.letters import Letter, bounds, join_texts, line_text, split_lines

# A line that ends nearer to the right border than this many letters was broken there, not finished.
FULL = 1.7


@dataclass(frozen=True)
class PrintedCell:
    """A cell as printed: its text, its place, and whether its last line runs up to the right border."""

    text: str = ""
    box: Box | None = None
    is_full: bool = False

    def followed_by(self, rest: "PrintedCell") -> "PrintedCell":
        """Return the cell with the rest of its text, which was printed on the next page."""
        return PrintedCell(join_texts(filter(None, [self.text, rest.text])), self.box or rest.box, rest.is_full)


@dataclass
class PrintedRow:
    """A row of a table as printed: the page, its number in that page's table, and a cell for each column."""

    page: int
    number: int
    cells: list[PrintedCell]

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts of the row's cells."""
        return tuple(cell.text for cell in self.cells)

    @property
    def filled(self) -> list[str]:
        """The texts of the cells with something in them, without white space."""
        return ["".join(cell.text.split()) for cell in self.cells if cell.text]


@dataclass
class PrintedLine:
    """A line of running text as printed, or a paragraph; whether it ends and begins at the margins of its page."""

    text: str
    box: Box
    size: float
    ends_at_margin: bool = False
    begins_at_margin: bool = False


@dataclass
class PrintedTable:
    """A table as printed: the borders of its columns from left to right, and its rows."""

    box: Box
    borders: list[float]
    rows: list[PrintedRow] = field(default_factory=list)

    @property
    def is_table(self) -> bool:
        """Whether there is more to it than a frame around text."""
        return len(self.borders) > 2


Block = PrintedLine | PrintedTable


def make_line(page: int, letters: Sequence[Letter]) -> PrintedLine:
    """Make a line of running text of the letters of one line."""
    return PrintedLine(line_text(letters), Box(page, *bounds(letters)), max(letter.size for letter in letters))


def make_cell(letters: Sequence[Letter], box: Box) -> PrintedCell:
    """Make a cell of its letters, joining the lines that they stand in."""
    if not letters:
        return PrintedCell("", box)
    lines = split_lines(letters)
    last = lines[-1][-1]
    text = join_texts(line_text(line) for line in lines)
    return PrintedCell(text, box, last.x1 > box.x1 - FULL * last.size)
