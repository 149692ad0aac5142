"""A page of a PDF as blocks in reading order: lines of running text and tables, whichever way it was turned."""

from collections.abc import Sequence
from dataclasses import replace

from pdfplumber.page import Page

from budgets.documents.grids import Box
from budgets.documents.readers.pdf.clip import without_clipped
from budgets.documents.readers.pdf.letters import Letter, split_lines, split_segments
from budgets.documents.readers.pdf.parts import Block, PrintedRow, PrintedTable, make_line
from budgets.documents.readers.pdf.ruled import Edge, find_tables
from budgets.documents.readers.pdf.turn import Turn, turn_of
from budgets.documents.readers.pdf.unruled import unruled_blocks

# A picture over more than this share of a page with next to no text is a scan.
SCAN_SHARE = 0.4
SCAN_LETTERS = 30
# A page without letters but with this many curves is text drawn as outlines.
OUTLINES = 30
SIDEWAYS = {"h": "v", "v": "h"}


def needs_ocr(page: Page) -> bool:
    """Tell whether a page has print on it that is a picture and not text."""
    letters = [char for char in page.chars if not char["text"].isspace() and not char["text"].startswith("(cid:")]
    unmapped = sum(char["text"].startswith("(cid:") for char in page.chars)
    if unmapped > len(letters):
        return True
    if not letters:
        return bool(page.images) or len(page.curves) > OUTLINES
    area = sum(max(0, image["width"]) * max(0, image["height"]) for image in page.images)
    return len(letters) < SCAN_LETTERS and area > SCAN_SHARE * page.width * page.height


def read_blocks(page: Page) -> list[Block]:
    """Return a page's running text and tables in reading order, their boxes as the page is displayed."""
    number = page.page_number
    turn = turn_of(page)
    letters = read_letters(page, turn)
    tables = find_tables(number, read_edges(page, turn), letters)
    letters = without_clipped(letters, tables, turn.height)
    outside = [letter for letter in letters if not any(holds(table.box, letter) for table in tables)]
    blocks = order(number, outside, [table for table in tables if table.rows])
    return blocks if turn.is_straight else [turned_back(block, turn) for block in blocks]


def read_letters(page: Page, turn: Turn) -> list[Letter]:
    """Return the letters of a page without white space and without fake bold, upright."""
    letters = []
    space: Letter | None = None
    for number, char in enumerate(page.dedupe_chars(tolerance=1).chars):
        text = "".join(char["text"].split())
        letter = Letter(text, *turn.forth(char["x0"], char["top"], char["x1"], char["bottom"]), number)
        if text and letter.x1 > letter.x0:
            letters.append(letter._replace(is_spaced=space is not None and is_before(space, letter)))
        space = None if text else letter
    return letters


def is_before(space: Letter, letter: Letter) -> bool:
    """Tell whether a printed space stands directly before a letter."""
    return abs(space.x1 - letter.x0) < 1 and abs(space.centre[1] - letter.centre[1]) < 0.5 * letter.size


def read_edges(page: Page, turn: Turn) -> list[Edge]:
    """Return the rules of a page, upright, without backgrounds that frame no cell."""
    edges = []
    for edge in page.edges:
        if edge.get("orientation") not in ("h", "v") or is_background(edge, page):
            continue
        x0, top, x1, bottom = turn.forth(edge["x0"], edge["top"], edge["x1"], edge["bottom"])
        orientation = SIDEWAYS[edge["orientation"]] if turn.is_sideways else edge["orientation"]
        edges.append(
            {
                "x0": x0, "top": top, "x1": x1, "bottom": bottom,
                "width": x1 - x0, "height": bottom - top, "orientation": orientation,
            }
        )  # fmt: skip
    return edges


def is_background(edge: Edge, page: Page) -> bool:
    """Tell whether an edge belongs to a white area, or to one as large as the page, rather than to a rule."""
    if edge.get("object_type") != "rect_edge":
        return False
    is_white = edge.get("non_stroking_color") in ((1,), (1, 1, 1), (0, 0, 0, 0), 1) and not edge.get("stroke")
    is_frame = edge["orientation"] == "h" and edge["x1"] - edge["x0"] > 0.98 * page.width
    return bool(is_white or is_frame)


def holds(box: Box, letter: Letter) -> bool:
    """Tell whether a letter stands within a box."""
    x, y = letter.centre
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom


def order(page: int, letters: Sequence[Letter], tables: Sequence[PrintedTable]) -> list[Block]:
    """Return running text and tables from top to bottom; tables side by side one after the other."""
    border = border_between(tables)
    pieces: list[list[Letter]] = []
    for line in split_lines(letters):
        pieces += split_at(line, border) if border else [line]
    if border:
        return two_columns([*tables, *(make_line(page, piece) for piece in pieces)], border)
    found = unruled_blocks(page, pieces)
    return sorted([*found, *tables], key=lambda block: (block.box.top, block.box.x0))


def border_between(tables: Sequence[PrintedTable]) -> float | None:
    """Return the middle of the white between two tables that stand side by side, if any do."""
    for left in tables:
        for right in tables:
            shared = min(left.box.bottom, right.box.bottom) - max(left.box.top, right.box.top)
            height = min(left.box.bottom - left.box.top, right.box.bottom - right.box.top)
            if left.box.x1 <= right.box.x0 and shared > 0.5 * height:
                return (left.box.x1 + right.box.x0) / 2
    return None


def split_at(line: list[Letter], border: float) -> list[list[Letter]]:
    """Part a line of print at a border where white is left around it."""
    segments = split_segments(line, 1.0)
    if any(segment[0].x0 < border < segment[-1].x1 for segment in segments):
        return [line]
    left = [letter for letter in line if letter.x1 <= border]
    right = [letter for letter in line if letter.x0 >= border]
    return [piece for piece in (left, right) if piece]


def two_columns(blocks: Sequence[Block], border: float) -> list[Block]:
    """Return blocks in reading order: left before right, up to each block that reaches over both."""
    ordered: list[Block] = []
    left: list[Block] = []
    right: list[Block] = []
    for block in sorted(blocks, key=lambda block: block.box.top):
        if block.box.x1 <= border:
            left.append(block)
        elif block.box.x0 >= border:
            right.append(block)
        else:
            ordered += [*left, *right, block]
            left, right = [], []
    return [*ordered, *left, *right]


def turned_back(block: Block, turn: Turn) -> Block:
    """Return a block with its boxes as the page is displayed."""
    box = back(block.box, turn)
    if not isinstance(block, PrintedTable):
        return replace(block, box=box)
    rows = [
        PrintedRow(row.page, row.number, [replace(cell, box=cell.box and back(cell.box, turn)) for cell in row.cells])
        for row in block.rows
    ]
    return PrintedTable(box, block.borders, rows)


def back(box: Box, turn: Turn) -> Box:
    """Return a box as the page is displayed."""
    return Box(box.page, *turn.back(box.x0, box.top, box.x1, box.bottom))
