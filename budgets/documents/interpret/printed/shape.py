"""The shape of a printed table: which lines are its head, what each column holds, where blocks stand side by side."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from budgets.documents.grids import Line, normalise
from budgets.documents.interpret.header import label_reaches
from budgets.documents.interpret.printed.amounts import without_mark
from budgets.documents.interpret.printed.meanings import Meaning, find_value, meaning_of_path
from budgets.money import MalformedAmountError, parse_amount

# A label of a row, by which a body begins where no amount tells it: a code, an ordinal, a total.
ORDINAL = re.compile(r"^([一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.、])")
CODE = re.compile(r"^\[?(\d{3}|\d{5}|\d{7})\]?(?=\D|$)")
TOTALS = re.compile(r"^(合计|总计|小计|无|收入总计|支出总计|本年收入合计)[:：]?$")
# A cell of the row that numbers the columns: 栏次, 3, 1=2+3, 甲; and what it leaves standing from the head.
NUMBERING = re.compile(
    r"^(\*+|栏次|行次|序号|[类款项]|\d{1,2}([=:][\d()+-]+)?|[一二三四五六七八九十甲乙丙丁]{1,2}|-+|—+)$"
)
NUMBER = re.compile(r"\d{1,2}")
# A label over codes, though it does not call them so.
CODE_LABEL = re.compile("科目$|科目名称$")
SIDE = re.compile(r"^(本年)?(收入|支出)$")
NUMBERED = re.compile(r"^(栏次|行次|[类款项])$")
# What stands in a table that has no rows.
NOTHING = re.compile(r"没有|未安排|不涉及|不存在|空表|^无(此|该|相关|政府性基金|国有资本|数据)")
SEVERAL = 2
LEAST_SERIES = 3
# Words of a head under which money is spent.
SPENDING = ("支出", "功能", "经济")
MOST_HEAD_LINES = 8


@dataclass(frozen=True)
class PrintedHeadColumn:
    """A column of a printed table: its place, the labels above it, what they mean, and the role it plays.

    `role` is "amount", "code", "name", "unit", "project", "line_number" or "text".
    """

    number: int
    path: tuple[str, ...]
    meaning: Meaning
    role: str

    @property
    def label(self) -> str:
        """The lowest label above it."""
        return self.path[-1] if self.path else ""


class Shape:
    """A grid's rows parted into head and body, its columns with their roles, and its blocks."""

    def __init__(self, rows: Sequence[Line]) -> None:
        self.rows = rows
        self.width = max((len(line.cells) for line in rows), default=0)

    @cached_property
    def head(self) -> list[Line]:
        """The lines of the head: those before the first that is a row."""
        found: list[Line] = []
        for line in self.rows[:MOST_HEAD_LINES]:
            if is_body(line):
                break
            found.append(line)
        return found

    @cached_property
    def body(self) -> Sequence[Line]:
        """The lines below the head, without those that number the columns again on a new page."""
        return [line for line in self.rows[len(self.head) :] if not repeats_numbers(line)]

    @cached_property
    def labels(self) -> list[Line]:
        """The lines of the head that hold labels, without those that only number the columns."""
        return [line for line in self.head if not is_numbering(line)]

    @cached_property
    def columns(self) -> list[PrintedHeadColumn]:
        """The columns from left to right."""
        return [self._column(number) for number in range(self.width)]

    def _column(self, number: int) -> PrintedHeadColumn:
        """Return a column with what its labels and its cells tell of it."""
        path = self.path(number)
        return PrintedHeadColumn(number, path, meaning_of_path(path), self._role(number, path))

    def path(self, number: int) -> tuple[str, ...]:
        """Return the labels above a column, a group's label reaching over the blanks to its right."""
        found: list[str] = []
        for reach in self._reaches:
            label = reach[number]
            if label and (not found or found[-1] != label):
                found.append(label)
        return tuple(found)

    @cached_property
    def _reaches(self) -> list[list[str]]:
        """For each line of the head the label above every column."""
        return [["".join(label.split()) for label in reach] for reach in label_reaches(self.labels, self.width)]

    def _role(self, number: int, path: tuple[str, ...]) -> str:
        """Return the role of a column: by what stands in it, and by its labels where that is nothing."""
        texts = [text for text in (line.cell(number) for line in self.body) if text]
        named = next(filter(None, (find_value("role", normalise(label)) for label in reversed(path))), "")
        lowest = find_value("role", normalise(path[-1])) if path else ""
        if lowest == "code":
            return "name" if _are_names(texts) else "code"
        if lowest == "line_number" or is_counting(texts):
            return "line_number"
        if path and any(find_value(name, normalise(path[-1])) for name in ("ratio", "count")):
            return "text"
        amounts = [text for text in texts if is_amount(text)]
        if texts and len(amounts) * SEVERAL >= len([text for text in texts if any(map(str.isdigit, text))]) > 0:
            figures = [text for text in texts if any(map(str.isdigit, text))]
            is_headed = named == "code" or (path and CODE_LABEL.search(normalise(path[-1])))
            is_code = is_headed and all(CODE.fullmatch(normalise(text)) for text in figures)
            return "code" if is_code else ("text" if named == "text" and _are_small(amounts) else "amount")
        if not texts and (not meaning_of_path(path).says_nothing or (path and not lowest)):
            return "amount"
        is_side = bool(path and texts and SIDE.match(normalise(path[-1])))
        return lowest or named or ("name" if is_side or not number else "text")

    @cached_property
    def blocks(self) -> list[tuple[int, int]]:
        """The first column of each block and the one after its last: a block begins where labels follow amounts."""
        starts = [0]
        for number in range(1, self.width):
            before, here = self.columns[number - 1].role, self.columns[number].role
            is_label = here in ("code", "name", "line_number", "project") and bool(self.columns[number].path)
            if is_label and before == "amount" and any(one.role == "amount" for one in self.columns[number:]):
                starts.append(number)
        return list(zip(starts, [*starts[1:], self.width], strict=True))

    def side(self, block: int) -> str:
        """Return which side of a list of revenue and expenditure a block is: by its head, else by its rows."""
        first, last = self.blocks[block]
        labels = "".join(label for column in self.columns[first:last] for label in column.path[:1])
        if "收入" in labels and "支出" not in labels:
            return "revenue"
        if any(word in labels for word in SPENDING):
            return "expenditure"
        words = "".join(line.cell(number) for line in self.body for number in range(first, last))
        more = words.count("收入") - words.count("支出")
        return "" if not more else "revenue" if more > 0 else "expenditure"


def is_body(line: Line) -> bool:
    """Tell whether a line is a row of the body rather than of the head."""
    texts = [normalise(text) for _column, text in line.filled]
    if not texts or is_numbering(line):
        return False
    if len(texts) == 1 and NOTHING.search(texts[0]):
        return True
    if any(is_amount(text) and not CODE.fullmatch(text) for text in texts[1:]) or CODE.match(texts[0]):
        return True
    if TOTALS.match(texts[0]) and all(is_amount(text) for text in texts[1:]):
        return True
    return any(ORDINAL.match(text) for text in texts) or (len(texts) > 1 and is_amount(texts[0]))


def repeats_numbers(line: Line) -> bool:
    """Tell whether a line numbers the columns and says so; amounts may by chance be 1, 2 and 3."""
    return is_numbering(line) and bool(NUMBERED.match(normalise(line.filled[0][1])))


def is_numbering(line: Line) -> bool:
    """Tell whether a line only numbers the columns: 栏次 | 1 | 2 | 3."""
    texts = [normalise(text) for _column, text in line.filled]
    if not all(NUMBERING.match(text) for text in texts):
        return False
    numbers = [int(found.group()) for text in texts for found in [NUMBER.match(text)] if found]
    return bool(numbers) and numbers == list(range(1, len(numbers) + 1))


def is_amount(text: str) -> bool:
    """Tell whether a text is an amount of money as budgets print it."""
    plain = without_mark(text)
    try:
        return parse_amount(plain) is not None
    except MalformedAmountError:
        return bool(re.fullmatch(r"[-−－]?[\d,，]+\.\d{3,}", plain))


def _are_names(texts: Sequence[str]) -> bool:
    """Tell whether what stands where codes should are names: 类, 款 and 项 step by step to the right, without codes."""
    names = [text for text in texts if not TOTALS.match(normalise(text))]
    return bool(names) and not any(map(str.isdigit, "".join(names)))


def is_counting(texts: Sequence[str]) -> bool:
    """Tell whether texts count on, one by one from the first row down, as line numbers do and amounts never."""
    if len(texts) < LEAST_SERIES or not all(re.fullmatch(r"\d{1,3}", text) for text in texts):
        return False
    return [int(text) for text in texts] == list(range(int(texts[0]), int(texts[0]) + len(texts)))


def _are_small(texts: Sequence[str]) -> bool:
    """Tell whether numbers are none of money: counts, scores, weights."""
    return all(re.fullmatch(r"\d{1,3}(\.\d)?", text) for text in texts)
