"""Running text put together again: lines that a margin or a page end broke become one paragraph."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from budgets.documents.grids import Box
from budgets.documents.readers.pdf.letters import join_texts
from budgets.documents.readers.pdf.parts import Block, PrintedLine

# A line that is shorter than this share of the text's width was not broken by the margin.
LONG = 0.6
# After a full stop these begin a paragraph of their own, wherever the line before it ended.
HEADING = re.compile(r"第[一二三四五六]部分|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]")
SENTENCE_END = "。！？：；:;"


def with_paragraphs(page: Sequence[Block]) -> list[Block]:
    """Return a page's blocks with the lines of each paragraph as one."""
    lines = [block for block in page if isinstance(block, PrintedLine)]
    if not lines:
        return list(page)
    left, right = min(line.box.x0 for line in lines), max(line.box.x1 for line in lines)
    measured = [measure(block, left, right) if isinstance(block, PrintedLine) else block for block in page]
    return merged(measured, is_same_page=True)


def over_pages(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks of a document with the paragraphs that a page end broke as one."""
    return merged(blocks, is_same_page=False)


def merged(blocks: Iterable[Block], *, is_same_page: bool) -> list[Block]:
    """Return blocks with each line that goes on in the next joined to it."""
    found: list[Block] = []
    page = 0
    for block in blocks:
        last = found[-1] if found else None
        if isinstance(block, PrintedLine) and isinstance(last, PrintedLine) and goes_on(last, block):
            is_close = block.box.top - last.box.bottom < 2 * last.size
            is_next_page = block.box.page == page + 1 and last.text[-1:] not in SENTENCE_END
            if is_close if is_same_page else is_next_page:
                found[-1] = append(last, block)
                page = block.box.page
                continue
        found.append(block)
        page = block.box.page
    return found


def measure(line: PrintedLine, left: float, right: float) -> PrintedLine:
    """Return a line with whether it was broken at the right margin, and whether it begins at the left one."""
    em = line.size
    is_long = line.box.x0 < left + 3 * em and line.box.x1 - line.box.x0 > LONG * (right - left)
    return replace(
        line,
        ends_at_margin=is_long and line.box.x1 > right - 1.7 * em,
        begins_at_margin=line.box.x0 < left + em,
    )


def goes_on(line: PrintedLine, following: PrintedLine) -> bool:
    """Tell whether a line was broken at the right margin and goes on at the left one."""
    is_same_print = abs(following.size - line.size) < 0.1 * line.size
    is_heading = line.text[-1:] == "。" and HEADING.match(following.text) is not None
    return line.ends_at_margin and following.begins_at_margin and is_same_print and not is_heading


def append(paragraph: PrintedLine, line: PrintedLine) -> PrintedLine:
    """Return a paragraph with its next line; on the next page it keeps the place it begins at."""
    box, other = paragraph.box, line.box
    if box.page == other.page:
        x0, x1 = min(box.x0, other.x0), max(box.x1, other.x1)
        box = Box(box.page, x0, min(box.top, other.top), x1, max(box.bottom, other.bottom))
    return replace(paragraph, text=join_texts([paragraph.text, line.text]), box=box, ends_at_margin=line.ends_at_margin)
