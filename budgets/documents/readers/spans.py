"""What readers of spreadsheets, word documents and web pages share: tables of spanning cells, written out as lines."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Union

from django.utils.translation import gettext as _

from budgets.documents.grids import DocumentError, Line, normalise
from budgets.documents.readers.package import MOST_CELLS
from budgets.documents.recognise import TABLE_MARK, is_title

# How the files of Office begin, today's and the old ones, and the name of the stream that an encrypted one holds.
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
LINE_BREAK = re.compile(r"\s*[\r\n\v\f\x85\u2028\u2029]\s*")
SPACES = re.compile(r"[ \t\xa0]+")
# A heading above a table, with or without a year: 支出预算总表, 表3 “三公”经费支出表（空表）.
TITLE_LIKE = re.compile(r"[^。；]{2,60}表(?:[(（][^()（）]{1,10}[)）])?")
# What stands above a table or below it, and not in it.
NOTE = re.compile(r"(?:备?注|说明|本表|单位[:：]|填报|制表|第.{1,4}页)|.*。$")
NUMBER = re.compile(r"[-−(（]?[\d,，]*\d(?:\.\d+)?%?[)）]?")

# A number kept in the format 00 or 000 is a code, and prints with its zeros.
CODE_FORMAT = re.compile(r"0{2,9}")
PERCENT = re.compile(r"[#,0.]+%.*")


@dataclass(frozen=True)
class Row:
    """A line without its number yet; `is_whole` where one cell spans the whole width of the table."""

    cells: tuple[str, ...]
    where: str
    is_whole: bool = False

    @property
    def filled(self) -> list[int]:
        """The columns with something in them."""
        return [number for number, cell in enumerate(self.cells) if cell]

    @property
    def text(self) -> str:
        """The row as one text."""
        return "".join(self.cells)

    def as_text(self) -> "Row":
        """Return the row as running text."""
        return Row((self.text,), self.where)


@dataclass
class Cell:
    """A table's cell: its paragraphs and tables, and how many columns and rows it spans."""

    blocks: list["Block"] = field(default_factory=list)
    columns: int = 1
    rows: int = 1

    @property
    def text(self) -> str:
        """The cell's paragraphs as one text, without the tables in it."""
        return join_lines(block for block in self.blocks if isinstance(block, str))

    @property
    def tables(self) -> list["Table"]:
        """The tables inside the cell."""
        return [block for block in self.blocks if isinstance(block, Table)]


@dataclass
class Table:
    """A table as its file holds it: rows of cells that may span."""

    rows: list[list[Cell]] = field(default_factory=list)


Block = Union[str, Table]  # noqa: UP007 - the operator does not take a name in quotes


def join_lines(lines: Iterable[str]) -> str:
    """Join the lines of a cell: a space only where two words or numbers would run into one."""
    joined = ""
    for line in lines:
        for part in LINE_BREAK.split(line) if len(line.split()) > 1 else [line]:
            text = SPACES.sub(" ", part).strip()
            is_word = joined[-1:].isascii() and text[:1].isascii() and joined[-1:].isalnum() and text[:1].isalnum()
            joined += f" {text}" if is_word else text
    return joined


def number_lines(rows: Iterable[Row]) -> list[Line]:
    """Return the rows with something in them as the lines of a document, numbered from one."""
    filled = (row for row in rows if row.text)
    return [Line(number, row.cells, row.where) for number, row in enumerate(filled, start=1)]


def show_number(value: int | float, look: str) -> str:
    """Return a number to its last digit, without exponent and without the noise of its computation."""
    # Fifteen digits are what a workbook shows of a number.
    number = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")
    if PERCENT.fullmatch(look):
        return f"{_plain(number * 100)}%"
    if CODE_FORMAT.fullmatch(look) and number == number.to_integral_value() and number >= 0:
        return _plain(number).zfill(len(look))
    return _plain(number)


def _plain(number: Decimal) -> str:
    """Return a number in digits: no exponent, no zeros at the end of its decimals."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def spread(rows: list[list[Cell]]) -> list[tuple[str, ...]]:
    """Return a table's rows on its true columns: a spanning cell's text at its first place, blanks at the others."""
    placed: list[dict[int, str]] = []
    held: dict[int, int] = {}
    width = 0
    for cells in rows:
        line, held = _place_row(cells, held)
        placed.append(line)
        width = max([width, *(column + 1 for column in line)])
        check_room(len(placed) * width)
    return [tuple(line.get(column, "") for column in range(width)) for line in placed]


def _place_row(cells: list[Cell], held: dict[int, int]) -> tuple[dict[int, str], dict[int, int]]:
    """Give the cells of a row their columns; `held` says for how many rows more a column is spanned from above."""
    line: dict[int, str] = dict.fromkeys(held, "")
    below = {column: left - 1 for column, left in held.items() if left > 1}
    column = 0
    for cell in cells:
        while column in held:
            column += 1
        check_room(column + cell.columns)
        for spanned in range(column, column + cell.columns):
            line[spanned] = ""
            if cell.rows > 1:
                below[spanned] = cell.rows - 1
        line[column] = cell.text
        column += cell.columns
    return line, below


def check_room(cells: int) -> None:
    """Raise DocumentError where a table has more cells than any budget's."""
    if cells > MOST_CELLS:
        raise DocumentError(_("表格展开后过大，没有读取。请删去多余的行和列后再试。"))


def place_of(address: str) -> tuple[int, int] | None:
    """Return the row and column of an address from zero; A1 is (0, 0)."""
    found = ADDRESS.fullmatch(address)
    if found is None:
        return None
    column = 0
    for letter in found.group(1):
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found.group(2)) - 1, column - 1


class Flow:
    """Writes the paragraphs and tables of a document out as rows, in reading order."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.paragraphs = 0
        self.tables = 0
        self.room = 0
        # The table right above, as long as no text has come since: the next one may continue it.
        self.above: list[Row] = []

    def write(self, blocks: Iterable[Block]) -> None:
        """Write paragraphs and tables, those inside of layout included."""
        for block in blocks:
            if isinstance(block, Table):
                self._write_table(block)
            else:
                self._write_paragraph(block)

    def _write_paragraph(self, paragraph: str) -> None:
        """Write a paragraph, a row for each of its lines."""
        parts = [SPACES.sub(" ", part).strip() for part in LINE_BREAK.split(paragraph)]
        if any(parts):
            self.above = []
            self.paragraphs += 1
            self.rows += [Row((part,), f"paragraph {self.paragraphs}") for part in parts if part]

    def _write_table(self, table: Table) -> None:
        """Write a table row by row; what is nested in a row comes after it."""
        self.tables += 1
        number = self.tables
        run: list[Row] = []
        grid = spread(table.rows)
        self.room += sum(map(len, grid))
        check_room(self.room)
        for at, (cells, texts) in enumerate(zip(table.rows, grid, strict=True), start=1):
            if is_layout(cells, len(texts)):
                run = self._end_run(run, opens=len(run) == at - 1)
                self.write(block for cell in cells for block in cell.blocks)
                continue
            is_whole = any(cell.columns >= len(texts) for cell in cells)
            run.append(Row(texts, f"table {number}, row {at}", is_whole))
            nested = [inner for cell in cells for inner in cell.tables]
            if nested:
                run = self._end_run(run, opens=len(run) == at)
                self.write(nested)
        self._end_run(run, opens=len(run) == len(grid))

    def _end_run(self, run: list[Row], *, opens: bool) -> list[Row]:
        """Write the rows gathered of a table, without a header repeated from the table right above; begin anew.

        `opens` where the first of the rows is the table's.
        """
        if run:
            kept = run[repeated_header(self.above, run) :]
            opens = opens and len(kept) == len(run) and any(len(row.filled) > 1 for row in run)
            self.rows += part_text(kept, opens=opens)
            self.above = run
        return []


def is_layout(cells: list[Cell], width: int) -> bool:
    """Tell whether a table's row only arranges what is in it, as a frame around other tables or text."""
    if width == 1:
        return True
    hosts = [cell for cell in cells if cell.tables]
    others = any(cell.text for cell in cells if not cell.tables)
    return bool(hosts) and (not others or any(cell.text for cell in hosts))


def repeated_header(above: list[Row], below: list[Row]) -> int:
    """Return how many rows a table repeats of the one right above, as one does that goes on over a page."""
    same = 0
    for first, second in zip(above, below, strict=False):
        if first.cells != second.cells or any(NUMBER.fullmatch(cell) for cell in second.cells):
            break
        same += 1
    following = [cell for rows in (above, below) if len(rows) > same for cell in rows[same].cells]
    is_header = any(len(row.filled) > 1 for row in below[:same])
    return same if is_header and any(NUMBER.fullmatch(cell) for cell in following) else 0


def part_text(rows: list[Row], *, opens: bool) -> list[Row]:
    """Return a table's rows with its title, captions and notes as running text.

    `opens` where the rows are known to begin a table; otherwise only a title among the first of them tells that.
    """
    several = [at for at, row in enumerate(rows) if len(row.filled) > 1]
    first, last = (several[0], several[-1]) if several else (len(rows), len(rows))
    opens = opens or any(is_title_like(row.text) for row in rows[:first])
    return [
        row.as_text() if _is_text(row, leads=opens and at < first, trails=at > last) else row
        for at, row in enumerate(rows)
    ]


def _is_text(row: Row, *, leads: bool, trails: bool) -> bool:
    """Tell whether a row of one filled cell is text about a table and no row of it."""
    if len(row.filled) != 1:
        return False
    if is_title(Line(0, (row.text,))):
        return True
    if leads:
        return row.filled == [0] or row.is_whole or is_title_like(row.text)
    if trails:
        return row.is_whole or bool(NOTE.match(row.text))
    return row.is_whole and is_title_like(row.text)


def is_title_like(text: str) -> bool:
    """Tell whether a text could be a table's title, of whatever place and year."""
    plain = normalise(text)
    return bool(TITLE_LIKE.fullmatch(plain)) and not TABLE_MARK.fullmatch(plain) and not NOTE.match(plain)
