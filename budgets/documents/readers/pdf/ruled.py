"""Ruled tables: from the rules of a page to cells, with the true spans of merged ones."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from budgets.documents.grids import Box
from budgets.documents.readers.pdf.letters import Letter
from budgets.documents.readers.pdf.parts import PrintedCell, PrintedRow, PrintedTable, make_cell

Edge = dict[str, Any]
Rectangle = tuple[float, float, float, float]

# Rules nearer to one another than this are one rule, drawn twice or drawn as a thin rectangle.
TOLERANCE = 3.0
# A column narrower than this holds no text: it lies between the two strokes of a double rule.
NARROW = 6.0


def find_tables(page: int, edges: list[Edge], letters: Sequence[Letter]) -> list[PrintedTable]:
    """Return the ruled tables of a page with the letters that stand in them."""
    rules = merged_rules(edges)
    closed = merged_rules(rules + open_ends(rules) + open_sides(rules))
    tables = lattices(page, closed)
    frames = [edge for table in tables if table.has_gaps for edge in table.frame()]
    if frames:
        tables = lattices(page, merged_rules(closed + frames))
    for letter in letters:
        for table in tables:
            if table.take(letter):
                break
    return [table.printed() for table in tables]


def lattices(page: int, rules: list[Edge]) -> list["Lattice"]:
    """Return the tables that rules make, still empty."""
    cells = intersections_to_cells(edges_to_intersections(rules, TOLERANCE, TOLERANCE))
    return [Lattice(page, group) for group in cells_to_tables(cells)]


def merged_rules(edges: list[Edge]) -> list[Edge]:
    """Return rules with the pieces of each as one; what is shorter than a letter is no rule but a corner."""
    merged = merge_edges(edges, TOLERANCE, TOLERANCE, TOLERANCE, TOLERANCE)
    return [edge for edge in merged if max(edge["width"], edge["height"]) > TOLERANCE]


def open_ends(edges: Sequence[Edge]) -> list[Edge]:
    """Return the rules missing where a table's upright rules run on beyond its last level one, as at a page end."""
    level = [edge for edge in edges if edge["orientation"] == "h"]
    found = []
    for end in ("top", "bottom"):
        loose: dict[float, list[Edge]] = defaultdict(list)
        for edge in edges:
            if edge["orientation"] == "v" and not any(touches(other, edge["x0"], edge[end]) for other in level):
                loose[nearest(loose, edge[end])].append(edge)
        found += [
            level_edge(y, [edge["x0"] for edge in group])
            for y, group in loose.items()
            if len(group) > 1 and any(crosses(other, edge) for edge in group for other in level)
        ]
    return found


def open_sides(edges: Sequence[Edge]) -> list[Edge]:
    """Return the rules missing at the left and right of a table that has them only between its columns."""
    upright = [edge for edge in edges if edge["orientation"] == "v"]
    found = []
    for side in ("x0", "x1"):
        loose: dict[float, list[Edge]] = defaultdict(list)
        for edge in edges:
            if edge["orientation"] == "h" and not any(stands(other, edge[side], edge["top"]) for other in upright):
                loose[nearest(loose, edge[side])].append(edge)
        for x, group in loose.items():
            tops = sorted(edge["top"] for edge in group)
            found += [
                upright_edge(x, top, bottom)
                for top, bottom in zip(tops, tops[1:], strict=False)
                if any(stands(edge, edge["x0"], top) and stands(edge, edge["x0"], bottom) for edge in upright)
            ]
    return found


def nearest(known: Iterable[float], position: float) -> float:
    """Return the known position that another one coincides with, or that one itself."""
    return next((other for other in known if abs(other - position) <= TOLERANCE), position)


def touches(level: Edge, x: float, y: float) -> bool:
    """Tell whether a level rule passes through a point."""
    return bool(abs(level["top"] - y) <= TOLERANCE and level["x0"] - TOLERANCE <= x <= level["x1"] + TOLERANCE)


def stands(upright: Edge, x: float, y: float) -> bool:
    """Tell whether an upright rule passes through a point."""
    return bool(
        abs(upright["x0"] - x) <= TOLERANCE and upright["top"] - TOLERANCE <= y <= upright["bottom"] + TOLERANCE
    )


def crosses(level: Edge, upright: Edge) -> bool:
    """Tell whether two rules meet."""
    return touches(level, upright["x0"], level["top"]) and stands(upright, upright["x0"], level["top"])


def level_edge(y: float, positions: Sequence[float]) -> Edge:
    """Make a level rule from the leftmost to the rightmost position."""
    x0, x1 = min(positions), max(positions)
    return {"x0": x0, "x1": x1, "top": y, "bottom": y, "width": x1 - x0, "height": 0, "orientation": "h"}


def upright_edge(x: float, top: float, bottom: float) -> Edge:
    """Make an upright rule."""
    return {"x0": x, "x1": x, "top": top, "bottom": bottom, "width": 0, "height": bottom - top, "orientation": "v"}


def cluster(positions: Iterable[float]) -> list[float]:
    """Return positions in order, with those that coincide taken as one."""
    found: list[float] = []
    for position in sorted(set(positions)):
        if not found or position - found[-1] > TOLERANCE:
            found.append(position)
    return found


def slot(borders: Sequence[float], position: float) -> int:
    """Return the number of the stripe between two borders that a position lies in; -1 outside of all."""
    if not borders or not borders[0] <= position <= borders[-1]:
        return -1
    return max(number for number, border in enumerate(borders[:-1]) if border <= position)


class Lattice:
    """A ruled table being filled: its borders, which cell covers which places, and the letters in each cell."""

    def __init__(self, page: int, cells: Sequence[Rectangle]) -> None:
        self.page = page
        self.columns = cluster(x for cell in cells for x in (cell[0], cell[2]))
        self.rows = cluster(y for cell in cells for y in (cell[1], cell[3]))
        self.owners: dict[tuple[int, int], tuple[int, int]] = {}
        self.boxes: dict[tuple[int, int], Box] = {}
        self.letters: dict[tuple[int, int], list[Letter]] = defaultdict(list)
        for cell in cells:
            self._span(cell)

    @property
    def has_gaps(self) -> bool:
        """Whether a place in the table belongs to no cell, as when a merged cell is open at a page end."""
        return len(self.owners) < (len(self.rows) - 1) * (len(self.columns) - 1)

    def frame(self) -> list[Edge]:
        """Return the four rules around the table."""
        left, right, top, bottom = self.columns[0], self.columns[-1], self.rows[0], self.rows[-1]
        return [
            level_edge(top, [left, right]),
            level_edge(bottom, [left, right]),
            upright_edge(left, top, bottom),
            upright_edge(right, top, bottom),
        ]

    def _span(self, cell: Rectangle) -> None:
        """Note the places that a cell covers; it belongs to the first of them."""
        x0, top, x1, bottom = cell
        rows = [number for number, y in enumerate(self.rows[:-1]) if top - TOLERANCE <= y < bottom - TOLERANCE]
        columns = [number for number, x in enumerate(self.columns[:-1]) if x0 - TOLERANCE <= x < x1 - TOLERANCE]
        if not rows or not columns:
            return
        first = (rows[0], columns[0])
        self.boxes[first] = Box(self.page, x0, top, x1, bottom)
        self.owners.update({(row, column): first for row in rows for column in columns})

    def take(self, letter: Letter) -> bool:
        """Put a letter into the cell that it stands in; tell whether it stands in the table at all."""
        x, y = letter.centre
        place = slot(self.rows, y), slot(self.columns, x)
        if -1 in place:
            return False
        self.letters[self.owners.get(place, place)].append(letter)
        return True

    def printed(self) -> PrintedTable:
        """Return the table as printed, without rows and double rules that hold nothing."""
        kept = [number for number in range(len(self.columns) - 1) if self._is_column(number)]
        rows = [
            PrintedRow(self.page, row + 1, [self._cell(row, column) for column in kept])
            for row in range(len(self.rows) - 1)
        ]
        box = Box(self.page, self.columns[0], self.rows[0], self.columns[-1], self.rows[-1])
        borders = [self.columns[number] for number in kept] + [self.columns[-1]]
        return PrintedTable(box, borders, [row for row in rows if row.filled])

    def _is_column(self, number: int) -> bool:
        """Tell whether a stripe is a column rather than the white of a double rule."""
        width = self.columns[number + 1] - self.columns[number]
        return width >= NARROW or any(column == number for _row, column in self.letters)

    def _cell(self, row: int, column: int) -> PrintedCell:
        """Return the cell at a place; a place that a merged cell covers is blank and has no box."""
        place = (row, column)
        if place not in self.boxes and place not in self.letters:
            return PrintedCell()
        return make_cell(self.letters[place], self.boxes.get(place) or self._bare(row, column))

    def _bare(self, row: int, column: int) -> Box:
        """Return the box of a place that has text but not all of its rules."""
        return Box(self.page, self.columns[column], self.rows[row], self.columns[column + 1], self.rows[row + 1])
