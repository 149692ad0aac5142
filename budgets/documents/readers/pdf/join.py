"""Pages put together again: furniture left out, and tables that go on over pages made one."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from budgets.documents.readers.pdf.parts import Block, PrintedCell, PrintedLine, PrintedRow, PrintedTable

PAGE_NUMBER = re.compile(r"[-—–―－─·\s]*(?:第)?\d{1,4}(?:页)?(?:[,，/]?(?:共)?\d{1,4}(?:页)?)?[-—–―－─·\s]*")
# What a table prints above itself on every page is no running header.
CAPTION = re.compile(r"(?:单位|部门)(?:名称)?[)）]?[:：]|表$|表\d+|\d+表|^(?:备?注|说明)")
CONTINUED = re.compile(r"[（(]?续(?:表|\d+)?[)）]?|[（(]\d+[)）]")
TITLE = re.compile(r"表(?:[（(][^（()）]*[)）])?$")
AMOUNT = re.compile(r"\d[.．]\d{2}")
NUMBER = re.compile(r"[\d.,，．%％\-−－]+")
# How far the same column may stand from itself on the next page, in points.
SHIFT = 5.0
NUMBERED = re.compile(r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]|其中")
HEADER_ROWS = 8
OPENING, CLOSING = "（(《“", "）)》”"

Page = list[Block]


def without_furniture(pages: Sequence[Page]) -> list[Page]:
    """Return pages without page numbers and without the headers and footers that most pages repeat."""
    running = Counter(key for page in pages for key in {edge_key(block) for block in edge_lines(page)})
    usual = {key for key, count in running.items() if count >= 3 and count > 0.5 * len(pages)}
    return [[block for block in page if not is_furniture(block, page, usual)] for page in pages]


def edge_lines(page: Page) -> list[PrintedLine]:
    """Return the first two and the last two blocks of a page, where they are lines."""
    return [block for block in (*page[:2], *page[2:][-2:]) if isinstance(block, PrintedLine)]


def edge_key(line: PrintedLine) -> tuple[str, int]:
    """Return a line's text without numbers, and about how high it stands."""
    return re.sub(r"\d+", "#", "".join(line.text.split())), round(line.box.top / 10)


def is_furniture(block: Block, page: Page, usual: set[tuple[str, int]]) -> bool:
    """Tell whether a block is a page number or a running header or footer."""
    if not isinstance(block, PrintedLine) or not any(block is line for line in edge_lines(page)):
        return False
    text = "".join(block.text.split())
    if PAGE_NUMBER.fullmatch(text):
        return block is page[0] or block is page[-1]
    return edge_key(block) in usual and not CAPTION.search(text)


def joined(pages: Iterable[Page]) -> list[Block]:
    """Return the blocks of all pages in order, with each table that goes on over pages as one."""
    blocks: list[Block] = []
    tail: list[Block] = []
    for page in pages:
        if page and not continue_table(tail, page, blocks):
            blocks += page
        tail = page
    return blocks


def continue_table(tail: Page, page: Page, blocks: list[Block]) -> bool:
    """Join the table at a page's top to the one at the end of the page before, if it is the same table."""
    first = next((number for number, block in enumerate(page) if isinstance(block, PrintedTable)), None)
    if not tail or first is None or not isinstance(blocks[-1], PrintedTable):
        return False
    table, rest = blocks[-1], page[first]
    assert isinstance(rest, PrintedTable)
    repeated = repeated_header(table, rest)
    if not (repeats_captions(page[:first], blocks) and repeated if first else repeated or fits(table, rest)):
        return False
    append_rows(table, rest, repeated)
    blocks += page[first + 1 :]
    return True


def repeats_captions(leading: Sequence[Block], blocks: Sequence[Block]) -> bool:
    """Tell whether the lines above a table are those that stand above the table before, or say that it goes on."""
    known = set()
    for block in blocks[-2:-12:-1]:
        if isinstance(block, PrintedTable):
            break
        known.add(plain(block))
    return all(plain(block) in known | {""} for block in leading)


def plain(block: Block) -> str:
    """Return a line's text without white space and without a mark that the table goes on."""
    return CONTINUED.sub("", "".join(block.text.split())) if isinstance(block, PrintedLine) else ""


def repeated_header(table: PrintedTable, rest: PrintedTable) -> int:
    """Return how many rows at the top of a following page repeat the header of the table."""
    heads = [row.filled for row in table.rows[:HEADER_ROWS]]
    first = next((number for number, filled in enumerate(heads) if len(filled) > 1), 0)
    return max(count_equal(heads[start:], rest.rows) for start in {0, first})


def count_equal(heads: Sequence[list[str]], rows: Sequence[PrintedRow]) -> int:
    """Return how many rows from the first on equal those of a header, none of them with an amount."""
    count = 0
    for head, row in zip(heads, rows, strict=False):
        if head != row.filled or any(AMOUNT.search(text) for text in head):
            break
        count += 1
    return count if any(len(head) > 1 for head in heads[:count]) else 0


def fits(table: PrintedTable, rest: PrintedTable) -> bool:
    """Tell whether a table's columns stand below those of the table before."""
    return table.is_table and not begins_anew(rest) and shift_between(table, rest) is not None


def shift_between(table: PrintedTable, rest: PrintedTable) -> float | None:
    """Return how far a table was moved sideways from the one before, in points; none where columns do not agree.

    Either both are equally wide, or the page end left some outer columns of the second without cells.
    """
    left, right = rest.borders[0] - table.borders[0], rest.borders[-1] - table.borders[-1]
    if abs(left - right) <= SHIFT and (
        agree(rest.borders, table.borders, left) or agree(table.borders, rest.borders, -left)
    ):
        return left
    return 0.0 if len(rest.borders) > 3 and agree(rest.borders, table.borders, 0.0) else None


def agree(borders: Sequence[float], others: Sequence[float], shift: float) -> bool:
    """Tell whether each border, moved back by a shift, is one of the others."""
    return all(min(abs(border - shift - other) for other in others) <= SHIFT for border in borders)


def begins_anew(table: PrintedTable) -> bool:
    """Tell whether a table's first row is a title of its own."""
    first = table.rows[0].filled
    return len(first) == 1 and bool(TITLE.search(first[0]))


def append_rows(table: PrintedTable, rest: PrintedTable, repeated: int) -> None:
    """Append the rows of a following page, without the repeated header, in the columns of both pages."""
    added = rest.rows[repeated:]
    if len(table.borders) != len(rest.borders):
        shift = shift_between(table, rest) or 0.0
        moved = [border - shift for border in rest.borders]
        borders = united(table.borders, moved)
        for row in table.rows:
            row.cells = relaid(row.cells, table.borders, borders)
        for row in added:
            row.cells = relaid(row.cells, moved, borders)
        table.borders = borders
    if added and table.rows and is_rest(table.rows[-1].cells, added[0].cells):
        pairs = zip(table.rows[-1].cells, added[0].cells, strict=True)
        table.rows[-1].cells = [cell.followed_by(more) if more.text else cell for cell, more in pairs]
        added = added[1:]
    table.rows += added


def united(borders: Sequence[float], others: Sequence[float]) -> list[float]:
    """Return the borders of two pages as one list."""
    new = [other for other in others if min(abs(other - border) for border in borders) > SHIFT]
    return sorted([*borders, *new])


def relaid(cells: Sequence[PrintedCell], borders: Sequence[float], wanted: Sequence[float]) -> list[PrintedCell]:
    """Return cells in more columns: each in the column that begins where its own did."""
    found = [PrintedCell()] * (len(wanted) - 1)
    for cell, border in zip(cells, borders, strict=False):
        found[min(range(len(found)), key=lambda number: abs(wanted[number] - border))] = cell
    return found


def is_rest(cells: Sequence[PrintedCell], following: Sequence[PrintedCell]) -> bool:
    """Tell whether the first row of a page is what a page end cut off the row before.

    It has text only, no numbered item, and only where that row's text was broken at the right border or in brackets.
    """
    filled = [(cell, more) for cell, more in zip(cells, following, strict=True) if more.text]
    if not filled or len(filled) == len(following) or any(begins_item(more.text) for _cell, more in filled):
        return False
    return all(cell.text and not NUMBER.fullmatch(cell.text) and is_unfinished(cell) for cell, _more in filled)


def begins_item(text: str) -> bool:
    """Tell whether a text is a number or a numbered item, and so begins a row of its own."""
    return bool(NUMBER.fullmatch(text) or NUMBERED.match(text))


def is_unfinished(cell: PrintedCell) -> bool:
    """Tell whether a cell's text was broken rather than ended."""
    opened = sum(cell.text.count(mark) for mark in OPENING) > sum(cell.text.count(mark) for mark in CLOSING)
    return opened or cell.is_full
