"""Match the printed head of a table with the columns its form declares."""

from collections.abc import Callable, Sequence
from functools import cached_property

from django.utils.translation import gettext as _

from budgets.documents.grids import Line, normalise
from budgets.documents.interpret.captions import caption_lines
from budgets.documents.interpret.sheet import Sheet
from budgets.tables import Column, Layout, Section


class Head:
    """The head of a table: which lines it takes, and which column of the form each printed column is."""

    def __init__(self, sheet: Sheet, section: Section) -> None:
        self.section = section
        self.labels = {normalise(cell.label) for row in section.header for cell in row}
        captions = caption_lines(sheet)
        candidates = [line for line in sheet.rows if line.place not in captions]
        self.lines = self._head_lines(candidates)
        first = self.lines[-1].place if self.lines else 0
        self.body = [line for line in candidates if line.place > first]

    def _head_lines(self, candidates: Sequence[Line]) -> list[Line]:
        """Return the lines from the first to the last whose cells are all labels of the form."""
        lines: list[Line] = []
        for line in candidates:
            if not self._is_head(line):
                break
            lines.append(line)
        return lines

    def _is_head(self, line: Line) -> bool:
        """Tell whether all that a line prints are labels of the form, or begin with one."""
        texts = [normalise(text) for _column, text in line.filled]
        return bool(texts) and all(self._is_label(text) for text in texts)

    def _is_label(self, text: str) -> bool:
        """Tell whether a text is a label; one that runs on (…科目编码 for …科目) still counts."""
        return any(_names(text, label) for label in self.labels)

    def columns(self) -> dict[str, int] | None:
        """Return the printed column of each of the form's columns, or None where the head cannot be matched.

        Columns are matched by the labels above them, in whatever order they stand. Where the head is torn, a
        head that has as many columns as the form, and its labels in the form's order, is taken as the form's.
        """
        by_path = self._by_path()
        if by_path is not None:
            return by_path
        if self._width() == len(self.section.leaves) and self._is_ordered():
            return {column.key: number for number, column in enumerate(self.section.leaves)}
        return None

    def _width(self) -> int:
        """Return how many columns the head has."""
        return max((len(line.cells) for line in self.lines), default=0)

    def _by_path(self) -> dict[str, int] | None:
        """Match every column by the labels above it; None unless each one is found once."""
        printed: dict[tuple[str, ...], list[int]] = {}
        for number in range(self._width()):
            printed.setdefault(self._printed_path(number), []).append(number)
        found: dict[str, int] = {}
        for column in self.section.leaves:
            numbers = printed.get(tuple(map(normalise, self.section.paths[column.key])), [])
            if len(numbers) != 1:
                return None
            found[column.key] = numbers[0]
        return found

    def _printed_path(self, number: int) -> tuple[str, ...]:
        """Return the labels above a printed column, a group's label reaching over the blanks to its right."""
        return tuple(reach[number] for reach in self._reaches if reach[number])

    @cached_property
    def _reaches(self) -> list[list[str]]:
        """For each head line the label above every column."""
        return [[normalise(label) for label in reach] for reach in label_reaches(self.lines, self._width())]

    def _is_ordered(self) -> bool:
        """Tell whether every head line prints its labels in the order of the form, and all columns are named."""
        order = [normalise(label) for column in self.section.leaves for label in self.section.paths[column.key]]
        seen = {normalise(text) for line in self.lines for _column, text in line.filled}
        named = all(any(_names(text, normalise(column.label)) for text in seen) for column in self.section.leaves)
        return named and all(_is_subsequence(line, order) or _repeats(line, order) for line in self.lines)


def _is_subsequence(line: Line, order: Sequence[str]) -> bool:
    """Tell whether a line's labels come in the given order."""
    rest = iter(order)
    return all(any(_names(normalise(text), label) for label in rest) for _column, text in line.filled)


def _repeats(line: Line, order: Sequence[str]) -> bool:
    """Tell whether a line prints only labels that the form has several times: their order tells nothing."""
    return all(order.count(normalise(text)) > 1 for _column, text in line.filled)


def _names(text: str, label: str) -> bool:
    """Tell whether a printed text is a label, or a long one that runs on (…科目编码 for …科目)."""
    return text == label or (len(label) > 5 and text.startswith(label))


def label_reaches(lines: Sequence[Line], width: int) -> list[list[str]]:
    """Return for each line of a head the label above every column, reaching right until another group begins."""
    found = []
    for level, line in enumerate(lines):
        reach, label = [], ""
        for number in range(width):
            # Where another group begins, what stands further left belongs to the neighbour.
            begins = any(above.cell(number) for above in lines[:level])
            label = line.cell(number) or ("" if begins else label)
            reach.append(label)
        found.append(reach)
    return found


def has_declared_head(sheet: Sheet) -> bool:
    """Tell whether a table is printed under the head of its form; one that is read without its head always is."""
    if sheet.table.layout == Layout.PERFORMANCE:
        return True
    return Head(sheet, sheet.table.sections[0]).columns() is not None


def match_head(sheet: Sheet, section: Section) -> tuple[dict[str, int], list[Line]] | None:
    """Return the printed number of each column and the body's lines; name the table where its head is foreign."""
    head = Head(sheet, section)
    columns = head.columns()
    if columns is None:
        first = sheet.rows[0] if sheet.rows else sheet.grid.lines[0]
        sheet.reading.trouble(
            f"{first.location}, table {sheet.table.number}",
            first.text,
            _("表头与表式不符，本表没有读取。请对照表式检查各列名称。"),
            refuses=True,
        )
        return None
    for line in head.lines:
        sheet.account(line)
    sheet.amount_numbers = frozenset(columns[column.key] for column in amount_columns(section))
    sheet.reading.row_counts[sheet.grid.title] = len(head.body)
    return columns, head.body


def amount_columns(section: Section) -> list[Column]:
    """Return the columns of a section that hold amounts, left to right."""
    return [column for column in section.leaves if column.is_amount]


def under_head(read: Callable[[Sheet, dict[str, int], Sequence[Line]], None]) -> Callable[[Sheet], None]:
    """Return a reader that is given the columns and the body of a table whose head is the form's."""

    def read_sheet(sheet: Sheet) -> None:
        """Match the head, and read what stands below it; a foreign head has been named by then."""
        matched = match_head(sheet, sheet.table.sections[0])
        if matched is not None:
            read(sheet, *matched)

    return read_sheet
