"""Text that a page hides: what runs over the page's or the table's edge, as a spreadsheet prints a cell it cuts."""

from collections.abc import Iterable, Sequence

from budgets.documents.pdf_letters import Letter
from budgets.documents.pdf_parts import PrintedTable

# A letter that sticks out by more than this share of its height was cut by the edge.
CUT = 0.15


def without_clipped(letters: Sequence[Letter], tables: Iterable[PrintedTable], height: float) -> list[Letter]:
    """Return the letters that can be seen on a page of this height, in points.

    A cell cut by a page end is drawn whole, over the page's edge, and only clipped: what sticks out of the table is
    drawn in one go with a line that the table's edge cuts, in the same column.
    """
    hidden = {letter.turn for letter in letters if not 0 <= letter.centre[1] <= height}
    for table in tables:
        for edge in (table.box.top, table.box.bottom):
            hidden |= cut_off(letters, table, edge)
    return [letter for letter in letters if letter.turn not in hidden]


def cut_off(letters: Sequence[Letter], table: PrintedTable, edge: float) -> set[int]:
    """Return the turns of the letters beyond a table's upper or lower edge that belong to a line cut by it."""
    found: set[int] = set()
    for index, letter in enumerate(letters):
        if is_cut(letter, edge) and table.box.x0 <= letter.centre[0] <= table.box.x1:
            left, right = column_around(table.borders, letter.centre[0])
            for step in (-1, 1):
                found |= run_beyond(letters, index, step, (left, right), table)
    return found


def is_cut(letter: Letter, edge: float) -> bool:
    """Tell whether an edge passes through a letter."""
    margin = CUT * letter.size
    return letter.top + margin < edge < letter.bottom - margin


def column_around(borders: Sequence[float], x: float) -> tuple[float, float]:
    """Return the borders to the left and right of a position."""
    left = max((border for border in borders if border <= x), default=x)
    right = min((border for border in borders if border > x), default=x)
    return left, right


def run_beyond(
    letters: Sequence[Letter], index: int, step: int, column: tuple[float, float], table: PrintedTable
) -> set[int]:
    """Return the letters drawn directly before or after a cut one, in its column and outside of the table."""
    found = set()
    while 0 <= index < len(letters) and column[0] <= letters[index].centre[0] <= column[1]:
        if not table.box.top <= letters[index].centre[1] <= table.box.bottom:
            found.add(letters[index].turn)
        index += step
    return found
