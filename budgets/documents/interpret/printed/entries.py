"""The rows of a printed table: which subject, source, unit or total each one is."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from budgets.documents.grids import Line, normalise
from budgets.documents.interpret.printed.meanings import Meaning, find_value, meaning_of
from budgets.documents.interpret.printed.names import find_code
from budgets.documents.interpret.printed.row_codes import (
    UNIT_COLUMN,
    code_before_name,
    joined_code,
    name_after_code,
    plain,
    scheme_of,
    unit_code,
)
from budgets.documents.interpret.printed.shape import PrintedHeadColumn, Shape, is_amount
from budgets.tables.spec import RowKind

TOTAL = re.compile(r"^(合计|总计|小计|.*经费合计|合计数)[:：]?$")
MARKS = (
    (1, re.compile(r"^[一二三四五六七八九十]{1,3}[、.．]")),
    (2, re.compile(r"^[（(][一二三四五六七八九十]{1,3}[)）]、?")),
    (3, re.compile(r"^\d{1,2}[.、．]")),
    (4, re.compile(r"^[（(]\d{1,2}[)）]、?")),
)
MEMO = re.compile(r"^其中[:：]?")
BODY = re.compile(r"(局|委|办|院|中心|所|站|队|处|会|厅|校|馆|部|室|机关|本级)(\(.*\))?$")
YEAR_LABEL = re.compile(
    r"^((19|20)\d{2}年|上年|去年|增减|比上年)(度|变化|预算|决算|执行|金额|数|额|情况|比例)*(\(%\))?$"
)
PARTS_OF_THREE_PUBLIC = ("overseas_visits", "vehicles", "vehicle_purchase", "vehicle_operation", "hospitality")
CODED = ("subjects", "economic", "revenue")
# Columns that say nothing of what a row is.
NAMELESS = ("amount", "text", "line_number")
SHARED = 4
UNMARKED = 6


@dataclass
class Entry:
    """A row in one block: its line, what kind of row it is, and what it stands for.

    `code` and `second` are the codes of its subject (functional or economic; government's economic); `scheme` says
    of which classification; `level` is its depth in a list that has no codes; `unit` the unit it belongs to, and
    `subject` the functional code of the row above it that it is an economic class of.
    """

    line: Line
    block: int
    kind: RowKind = RowKind.LINE
    name: str = ""
    code: str = ""
    second: str = ""
    third: str = ""
    second_name: str = ""
    third_name: str = ""
    scheme: str = ""
    level: int = UNMARKED
    is_memo: bool = False
    role: str = ""
    unit: str = ""
    subject: str = ""
    meaning: Meaning = field(default_factory=Meaning)
    key: str = ""

    @property
    def is_known(self) -> bool:
        """Whether it was understood what the row stands for."""
        said = self.code or self.role or self.is_memo or not self.meaning.says_nothing
        return bool(said or self.kind != RowKind.LINE or find_value("neutral", normalise(self.name)))


class Entries:
    """The rows of one block of a table, read from the top down."""

    def __init__(self, shape: Shape, block: int, family: str, department: str = "") -> None:
        self.block = block
        self.department = normalise(department)
        self.family = family
        self.side = shape.side(block) if family == "sides" else ""
        first, last = shape.blocks[block]
        self.columns = shape.columns[first:last]
        self.codes = [column for column in self.columns if column.role == "code"]
        self.labels = [column for column in self.columns if column.role in ("name", "project", "unit", "text")]
        self.amounts = [column for column in self.columns if column.role == "amount"]
        self.body = shape.body

    def read(self) -> list[Entry]:
        """Return an entry for each line on which the block prints something."""
        found: list[Entry] = []
        above: list[str] = []
        unit = ""
        code = ""
        subject = ""
        left_over: Entry | None = None
        funds: set[str] = set()
        for line in self.body:
            entry = self._entry(line, above, code)
            if entry is None:
                continue
            left_over = _below_left_over(entry, left_over, funds)
            funds.add(entry.meaning.fund)
            if entry.kind == RowKind.UNIT:
                unit = entry.key = entry.second or entry.name
            entry.unit = unit
            subject = entry.code if entry.scheme == "function" else "" if entry.kind != RowKind.LINE else subject
            entry.subject = subject if entry.scheme in ("economic", "government") else ""
            code = entry.code if entry.scheme in ("function", "economic", "government") else code
            found.append(entry)
        return found

    def _entry(self, line: Line, above: list[str], last: str) -> Entry | None:
        """Return what a line is in this block, or None where it prints nothing in it."""
        if not any(line.cell(column.number) for column in self.columns if column.role != "line_number"):
            return None
        entry = Entry(line, self.block, name=self._name(line))
        self._take_codes(entry, line, above)
        if entry.code:
            return entry
        is_total = _is_total(line, self.columns) or self._is_bare_total(entry)
        if is_total and not (self.family == "sides" and find_value("row", normalise(entry.name))):
            entry.kind = RowKind.TOTAL
            return entry
        self._take_label(entry, line, last)
        return entry

    def _is_bare_total(self, entry: Entry) -> bool:
        """Tell whether a row without any label is the total: the first or the last of rows that have codes."""
        is_outermost = entry.line in (self.body[0], self.body[-1]) and len(self.body) > 1
        said = any(entry.line.cell(column.number) for column in self.columns if column.role not in NAMELESS)
        return self.family in CODED and is_outermost and not entry.name and not said

    def _name(self, line: Line) -> str:
        """Return the text that names a row: the last label before the amounts."""
        first = self.amounts[0].number if self.amounts else len(line.cells)
        named = [column for column in self.labels if column.role in ("name", "project") and line.cell(column.number)]
        projects = [column for column in named if column.role == "project"]
        named = projects if projects and self.family == "projects" else named
        before = [column for column in named if column.number < first] or named
        others = [column for column in self.labels if column.number < first and line.cell(column.number)]
        texts = [plain(line.cell(column.number)) for column in before or others]
        while len(texts) > 1 and TOTAL.match(texts[-1]):
            texts.pop()
        return texts[-1] if texts else self._borrowed(line)

    def _borrowed(self, line: Line) -> str:
        """Return the label that a merged cell gives to the blocks right of it, as 支出合计 over two lists."""
        start = self.columns[0].number if self.columns else 0
        if not self.block or any(line.cell(column.number) for column in self.columns if column.role != "amount"):
            return ""
        left = [text for at, text in line.filled if at < start]
        return plain(left[-1]) if left and not is_amount(left[-1]) else ""

    def _take_codes(self, entry: Entry, line: Line, above: list[str]) -> None:
        """Read the codes of a row: in one column or in several, alone or before the name, whole or level by level."""
        found = {scheme_of(code): (code, name) for code, name in reversed(self._coded(line, above))}
        for scheme in ("function", "economic", "government"):
            if scheme in found:
                entry.scheme = scheme
                entry.code, name = found.pop(scheme)
                entry.name = name or entry.name
                break
        entry.second, entry.second_name = found.get("government", ("", ""))
        entry.third, entry.third_name = found.get("economic", ("", ""))

    def _coded(self, line: Line, above: list[str]) -> list[tuple[str, str]]:
        """Return the codes that a row prints, each with the name beside it or behind it in the same cell."""
        groups = self._code_groups()
        alone = [(joined_code(line, group, above), self._beside(line, group)) for group in groups]
        if any(code for code, _name in alone):
            return [pair for pair in alone if pair[0]]
        texts = [line.cell(column.number) for column in self.columns if code_before_name(line, column)]
        codes = [code_before_name(line, column) for column in self.columns if code_before_name(line, column)]
        return list(zip(codes, map(name_after_code, texts), strict=True))

    def _beside(self, line: Line, group: Sequence[PrintedHeadColumn]) -> str:
        """Return the name right of a code, or behind it in its own cell."""
        behind = name_after_code(line.cell(group[0].number))
        named = [
            one for one in self.labels if one.number > group[-1].number and one.role in ("name", "project", "unit")
        ]
        return behind or ("".join(line.cell(named[0].number).split()) if named else "")

    def _code_groups(self) -> list[list[PrintedHeadColumn]]:
        """Return the columns of codes, those that make up one code (类, 款, 项) together."""
        groups: list[list[PrintedHeadColumn]] = []
        for column in self.codes:
            if UNIT_COLUMN.search(column.label):
                continue
            is_level = column.label in ("类", "款", "项") or (groups and column.path == groups[-1][-1].path)
            if groups and is_level and column.number == groups[-1][-1].number + 1 and column.label != "类":
                groups[-1].append(column)
            else:
                groups.append([column])
        return groups

    def _take_label(self, entry: Entry, line: Line, last: str) -> None:
        """Read a row that has no code by its words: a subject's name, a source of revenue, a unit, a project."""
        label = normalise(entry.name)
        entry.level, entry.is_memo, words = part_label(label)
        entry.name = words or entry.name
        if entry.level == UNMARKED and len(self.labels) > 1 and not self.codes:
            entry.level = 1 if line.cell(self.labels[0].number) else UNMARKED
        entry.role = find_value("row", words) if words or len(self.body) > 1 else "total"
        entry.meaning = meaning_of(words) if words else Meaning()
        if entry.meaning.time and not YEAR_LABEL.match(words):
            # A year in the name of a project is no year of its money.
            entry.meaning = replace(entry.meaning, time="")
        if self.family == "three_public":
            # 其中 before the first of its parts means that all of them follow.
            entry.is_memo = entry.is_memo and entry.meaning.item not in PARTS_OF_THREE_PUBLIC
            if find_value("count", words):
                entry.role, entry.meaning = "count", Meaning()
        is_named = self.family in ("sides", "subjects", "economic") and self.side != "revenue"
        if is_named and not entry.role and words:
            self._find_subject(entry, words, last)
        if not entry.code and self._is_unit(line):
            entry.kind = RowKind.UNIT
            entry.second = next((code for column in self.codes for code in [unit_code(line, column)] if code), "")

    def _find_subject(self, entry: Entry, words: str, last: str) -> None:
        """Find the code of a row that prints the name of its subject alone."""
        schemes = ("economic", "government") if self.family == "economic" else ("function", "economic", "government")
        for scheme in schemes:
            above = last if scheme_of(last) == scheme else ""
            code = find_code(scheme, words, above)
            if code and (above or len(code) == 3):
                entry.code, entry.scheme = code, scheme
                return
        other = find_value("economic_name", words)
        entry.code, entry.scheme = other, scheme_of(other)

    def _is_unit(self, line: Line) -> bool:
        """Tell whether a row without a subject's code names a unit."""
        names = [column for column in self.labels if column.role == "project" and line.cell(column.number)]
        if self.family == "projects" and any(not TOTAL.match(plain(line.cell(one.number))) for one in names):
            return False
        if any(unit_code(line, column) for column in self.codes):
            return True
        filled = [column for column in self.labels if line.cell(column.number)]
        if filled and all(column.role == "unit" for column in filled) and self.family != "projects":
            return True
        name = self._name(line)
        return self.family in ("economic", "projects") and bool(name) and is_body_of(name, self.department)


def _below_left_over(entry: Entry, head: Entry | None, funds: Collection[str]) -> Entry | None:
    """Give a row below 上年结转 its origin, and return the row that heads what was left over, if one still does.

    Where no ordinals tell what is below, a fund that was named before is named again as left over.
    """
    if entry.meaning.origin == "brought_forward":
        return entry if head is None or entry.level < head.level or not entry.meaning.fund else head
    if head is None or entry.level < head.level or entry.role or entry.kind != RowKind.LINE:
        return None
    if entry.level == head.level and (entry.level < UNMARKED or entry.meaning.fund not in funds):
        return None
    if not entry.code and not entry.meaning.says_nothing:
        entry.meaning = replace(entry.meaning, origin="brought_forward")
    return head


def is_body_of(name: str, department: str) -> bool:
    """Tell whether a name is that of a department or of a body below it, which begins as its own does."""
    plain = normalise(name)
    begins = len(department) > SHARED and plain[:SHARED] == department[:SHARED]
    return plain == department or (begins and BODY.search(plain) is not None)


def part_label(label: str) -> tuple[int, bool, str]:
    """Return the depth that a label's ordinal gives it, whether it is a part (其中), and its words alone."""
    words, level, is_memo = label, UNMARKED, False
    for _time in range(2):
        memo = MEMO.match(words)
        if memo:
            is_memo, words = True, words[memo.end() :]
        for depth, mark in MARKS:
            found = mark.match(words)
            if found:
                level, words = min(level, depth), words[found.end() :]
                break
    return level, is_memo, words


def _is_total(line: Line, columns: Sequence[PrintedHeadColumn]) -> bool:
    """Tell whether a row is the total of its block."""
    texts = [normalise(line.cell(column.number)) for column in columns if column.role not in NAMELESS]
    filled = [text for text in texts if text]
    return bool(filled) and all(TOTAL.match(text) for text in filled)
