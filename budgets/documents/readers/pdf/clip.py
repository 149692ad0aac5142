"""Text that a page hides: what runs over the page's or the table's edge, as a spreadsheet prints a cell it cuts."""

from collections.abc import Iterable, Sequence

from budgets.documents.readers.pdf.letters import Letter
from budgets.documents.readers.pdf.parts import PrintedTable

# A letter that sticks out by more than this share of its height was cut by the edge.
CUT = 0.2


def without_clipped(letters: Sequence[Letter], tables: Iterable[PrintedTable], height: float) -> list[Letter]:
    """Return the letters that can be seen on a page of this height, in points.

    A cell cut by a page end is drawn whole, over the page's edge, and only clipped: what sticks out of the table is
    drawn in one go with a line that the table's edge cuts or that lies beyond the page, in the same column.
    """
    hidden = {letter.turn for letter in letters if not 0 <= letter.centre[1] <= height}
    for table in tables:
        hidden |= cut_off(letters, table, hidden)
    return [letter for letter in letters if letter.turn not in hidden]


def cut_off(letters: Sequence[Letter], table: PrintedTable, outside: set[int]) -> set[int]:
    """Return the turns of the letters above or below a table that belong to a line cut by its edge or by the page's."""
    found: set[int] = set()
    for index, letter in enumerate(letters):
        is_in_reach = table.box.x0 <= letter.centre[0] <= table.box.x1
        if is_in_reach and (letter.turn in outside or is_cut(letter, table)):
            column = column_around(table.borders, letter.centre[0])
            for step in (-1, 1):
                found |= run_beyond(letters, index, step, column, table)
    return found | drawn_among(letters, table) if found else found


def drawn_among(letters: Sequence[Letter], table: PrintedTable) -> set[int]:
    """Return the turns of the letters above or below a table that were drawn between its own: no title, no note."""
    turns = [letter.turn for letter in letters if is_within(letter, table)]
    first, last = min(turns, default=0), max(turns, default=0)
    return {letter.turn for letter in letters if first < letter.turn < last and not is_within(letter, table)}


def is_within(letter: Letter, table: PrintedTable) -> bool:
    """Tell whether a letter stands between the upper and the lower edge of a table."""
    return table.box.top <= letter.centre[1] <= table.box.bottom


def is_cut(letter: Letter, table: PrintedTable) -> bool:
    """Tell whether a table's upper or lower edge passes through a letter that stands in it."""
    margin = CUT * letter.size
    edges = (table.box.top, table.box.bottom)
    return is_within(letter, table) and any(letter.top + margin < edge < letter.bottom - margin for edge in edges)


def column_around(borders: Sequence[float], x: float) -> tuple[float, float]:
    """Return the borders to the left and right of a position."""
    left = max((border for border in borders if border <= x), default=x)
    right = min((border for border in borders if border > x), default=x)
    return left, right


def run_beyond(
    letters: Sequence[Letter], index: int, step: int, column: tuple[float, float], table: PrintedTable
) -> set[int]:
    """Return the letters drawn directly before or after a cut one, in its column and outside of the table.

    Where their line goes on beyond the column, they are running text and not a cell.
    """
    run: list[Letter] = []
    while 0 <= index < len(letters) and column[0] <= letters[index].centre[0] <= column[1]:
        if not is_within(letters[index], table):
            run.append(letters[index])
        index += step
    is_over = run and 0 <= index < len(letters) and are_neighbours(run[-1], letters[index])
    return set() if is_over else {letter.turn for letter in run}


def are_neighbours(one: Letter, other: Letter) -> bool:
    """Tell whether two letters stand side by side in one line of print."""
    gap = max(one.x0, other.x0) - min(one.x1, other.x1)
    return abs(one.centre[1] - other.centre[1]) < 1 and gap < one.size
