"""The codes that a printed row bears: of subjects, in one column or several, alone or before a name; of units."""

import re
from collections.abc import Sequence

from budgets.documents.grids import Line
from budgets.documents.interpret.printed.shape import PrintedHeadColumn

CODE_IN_NAME = re.compile(r"^\[?(\d{3,7})\]?[-—_ ]*(\D.*)$")
UNIT_CODE = re.compile(r"^[\[(（]?(\d{3,12})[\])）]?$")
UNIT_COLUMN = re.compile("单位(编码|代码|编号)|部门(编码|代码|编号)|预算单位")
HALF_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


def scheme_of(code: str) -> str:
    """Return the classification a code belongs to: "function", "economic", "government", or none."""
    if len(code) not in (3, 5, 7) or not code.isdigit():
        return ""
    if code.startswith("2"):
        return "function"
    if len(code) in (3, 5, 7) and code.startswith("3"):
        return "economic"
    return "government" if code.startswith("5") and len(code) in (3, 5) else ""


def joined_code(line: Line, group: Sequence[PrintedHeadColumn], above: list[str]) -> str:
    """Return the code that a group of columns prints; a level left blank is that of the row above."""
    parts = [plain(line.cell(column.number)) for column in group]
    if len(group) == 1:
        found = CODE_IN_NAME.match(parts[0])
        return found.group(1) if found else parts[0].strip("[]【】")
    if not any(parts) or not all(part.isdigit() or not part for part in parts):
        return ""
    lowest = max(number for number, part in enumerate(parts) if part)
    above[:] = [parts[n] or (above[n] if n < len(above) else "") for n in range(lowest + 1)]
    return "".join(above)


def code_before_name(line: Line, column: PrintedHeadColumn) -> str:
    """Return the code that stands before the name in one cell: 2040201-行政运行, [201]一般公共服务支出."""
    if column.role == "amount" or UNIT_COLUMN.search(column.label):
        return ""
    found = CODE_IN_NAME.match(plain(line.cell(column.number)))
    code = found.group(1) if found else ""
    # Some places go one level below the department's classes (3021101): the class is what the classification knows.
    code = code[:5] if code.startswith(("3", "5")) else code
    return code if scheme_of(code) else ""


def name_after_code(text: str) -> str:
    """Return the name that stands after a code in one cell, or an empty text."""
    found = CODE_IN_NAME.match(plain(text))
    return found.group(2) if found and scheme_of(found.group(1)) else ""


def unit_code(line: Line, column: PrintedHeadColumn) -> str:
    """Return the code of a department or unit that a cell prints, where it is none of a subject."""
    found = UNIT_CODE.match(plain(line.cell(column.number)))
    is_unit = found is not None and (UNIT_COLUMN.search(column.label) or not scheme_of(found.group(1)))
    return found.group(1) if found and is_unit else ""


def plain(text: str) -> str:
    """Return a text without white space, its digits in half width: ２０１ is 201."""
    return "".join(text.split()).translate(HALF_WIDTH)
