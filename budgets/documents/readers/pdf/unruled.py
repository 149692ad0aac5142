"""Tables without rules between their columns: columns are read from what stands below one another."""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from budgets.documents.grids import Box
from budgets.documents.readers.pdf.letters import Letter, bounds, line_text, split_segments
from budgets.documents.readers.pdf.parts import Block, PrintedCell, PrintedRow, PrintedTable, make_cell, make_line

# Columns are parted by white wider than this many letters.
COLUMN_GAP = 1.0
# The white that must run down between two columns, in points.
GUTTER = 2.0
AMOUNT = re.compile(r"[-−－(（]?[\d,，]*\d(?:[.．]\d+)?[)）%]?")
SHORTEST = 2

Line = list[list[Letter]]


def unruled_blocks(page: int, lines: Sequence[list[Letter]]) -> list[Block]:
    """Part the lines outside of ruled tables into running text and tables that stand by alignment alone."""
    parted = [split_segments(line, COLUMN_GAP) for line in lines]
    blocks: list[Block] = []
    start = 0
    for first, end in table_ranges(parted):
        blocks += [make_line(page, line) for line in lines[start:first]]
        blocks.append(make_table(page, parted[first:end]))
        start = end
    return [*blocks, *(make_line(page, line) for line in lines[start:])]


def table_ranges(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Return where tables begin and end: rows of several segments with amounts, with the heads above them."""
    ranges: list[tuple[int, int]] = []
    index = 0
    while index < len(lines):
        if not has_amounts(lines[index]):
            index += 1
            continue
        end = last_row(lines, index)
        if sum(has_amounts(line) for line in lines[index:end]) >= SHORTEST:
            ranges.append((first_head(lines, index, ranges[-1][1] if ranges else 0), end))
        index = end
    return ranges


def has_amounts(line: Line) -> bool:
    """Tell whether a line is a row: several segments, one of the later ones a number."""
    return len(line) > 1 and any(AMOUNT.fullmatch(line_text(segment)) for segment in line[1:])


def last_row(lines: Sequence[Line], start: int) -> int:
    """Return where the rows end that begin here; a row may go on over one line of text, and rows stay close."""
    end = start + 1
    while end < len(lines) and is_close(lines[end - 1], lines[end]):
        if has_amounts(lines[end]) or len(lines[end]) > 1:
            end += 1
        elif end + 1 < len(lines) and has_amounts(lines[end + 1]) and is_close(lines[end], lines[end + 1]):
            end += 2
        else:
            break
    return end


def first_head(lines: Sequence[Line], first: int, floor: int) -> int:
    """Return where the heads above the first row begin: lines of several segments, close to one another."""
    while first > floor and len(lines[first - 1]) > 1 and is_close(lines[first - 1], lines[first]):
        if any("单位" in line_text(segment) for segment in lines[first - 1]):
            break
        first -= 1
    return first


def is_close(above: Line, below: Line) -> bool:
    """Tell whether no more than two and a half lines of white lie between two lines."""
    gap = min(segment[0].top for segment in below) - max(segment[0].bottom for segment in above)
    return gap < 2.5 * below[0][0].size


def make_table(page: int, lines: Sequence[Line]) -> PrintedTable:
    """Make a table of lines; its columns are parted by the white that runs down between all the rows."""
    columns = column_ranges([line for line in lines if has_amounts(line)])
    rows: list[PrintedRow] = []
    tops: list[float] = []
    pitch = usual_pitch(lines)
    for line in lines:
        cells = place_segments(page, line, columns)
        top = line[0][0].top
        if rows and continues(line, rows[-1], cells, (top - tops[-1]) / pitch):
            pairs = zip(rows[-1].cells, cells, strict=True)
            rows[-1].cells = [cell.followed_by(rest) if rest.text else cell for cell, rest in pairs]
        else:
            rows.append(PrintedRow(page, len(rows) + 1, cells))
        tops.append(top)
    borders = [columns[0][0], *((left[1] + right[0]) / 2 for left, right in pairwise(columns)), columns[-1][1]]
    return PrintedTable(
        Box(page, *bounds([letter for line in lines for part in line for letter in part])), borders, rows
    )


def column_ranges(rows: Sequence[Line]) -> list[tuple[float, float]]:
    """Return from where to where each column reaches, by what its rows take up."""
    spans = sorted((segment[0].x0, segment[-1].x1) for row in rows for segment in row)
    columns = [spans[0]]
    for x0, x1 in spans[1:]:
        if x0 - columns[-1][1] > GUTTER:
            columns.append((x0, x1))
        else:
            columns[-1] = columns[-1][0], max(columns[-1][1], x1)
    return columns


def place_segments(page: int, line: Line, columns: Sequence[tuple[float, float]]) -> list[PrintedCell]:
    """Put the segments of a line into columns: each into the first one that it stands in or nearest to."""
    parts: dict[int, list[Letter]] = {}
    for segment in line:
        parts.setdefault(column_of(segment, columns), []).extend(segment)
    return [
        make_cell(parts[number], Box(page, *bounds(parts[number]))) if number in parts else PrintedCell()
        for number in range(len(columns))
    ]


def column_of(segment: Sequence[Letter], columns: Sequence[tuple[float, float]]) -> int:
    """Return the number of the first column that a segment overlaps, or else of the nearest one."""
    x0, x1 = segment[0].x0, segment[-1].x1
    for number, (left, right) in enumerate(columns):
        if x0 < right and x1 > left:
            return number
    return min(range(len(columns)), key=lambda number: abs(sum(columns[number]) - x0 - x1))


def usual_pitch(lines: Sequence[Line]) -> float:
    """Return the usual distance from one row to the next, in points."""
    tops = [line[0][0].top for line in lines if has_amounts(line)]
    return max(1.0, median(below - above for above, below in pairwise(tops))) if len(tops) > 1 else 1.0


def continues(line: Line, row: PrintedRow, cells: Sequence[PrintedCell], pitch: float) -> bool:
    """Tell whether a line is the rest of the row above: close below it, and only text under text."""
    if pitch > 0.75 or has_amounts(line) or len(line) > 1:
        return False
    return all(
        above.text and not AMOUNT.fullmatch(above.text)
        for above, cell in zip(row.cells, cells, strict=True)
        if cell.text
    )
