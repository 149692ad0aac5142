"""Documents changed at random: none brings the reader down, and every printed amount is read or named.

The random is the same in every run, so that a failure found here is found again.
"""

from datetime import timedelta
from functools import cache
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from budgets.documents.child import Limits
from budgets.documents.grids import DocumentError
from budgets.documents.isolation import Child
from budgets.documents.unowned import read_any
from tests.documents.office_files import make_docx, make_xls, make_xlsx, page
from tests.documents.pdf_files import Paper
from tests.documents.twin import TABLES, Text, read, twin

PRINTED = 299
SLOW = timedelta(seconds=10)
UNDISTURBED = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]

# What stands in cells of real tables where an amount should, and what should not stand there.
ODD = (
    "1,2x", "－１２.00", "（5.00）", "(5.00)", "-", "—", "--", "0", "0.00", "1e9", "NaN", "∞", "1 234.00", "1,23",
    "1.2.3", "4.0000001", "9" * 40, "=cmd|'/c calc'!A1", "％", "95%", "#REF!", "万元", "合计", "2013201", "〇",
    "\u3000", "１２３", "+5", "1234567,890.00", "1.00 2.00",
)  # fmt: skip
WORDS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=8)
FILLED = st.one_of(st.sampled_from([text for text in ODD if text.strip()]), WORDS)
CELLS = st.one_of(st.just(""), st.sampled_from(ODD), WORDS, st.decimals(-999, 99999, places=2).map(str))
HEADS = (
    "科目编码",
    "科目名称",
    "项目",
    "合计",
    "小计",
    "基本支出",
    "项目支出",
    "金额",
    "单位代码",
    "备注",
    "类",
    "款",
    "项",
)
TITLES = ("部门收支总体情况表", "部门支出总体情况表", "收支预算总表", "一般公共预算基本支出表", "项目支出表")

modestly = settings(max_examples=20, deadline=SLOW, derandomize=True, database=None, suppress_health_check=UNDISTURBED)
# Where a file may bring a reader down, each is read in a process of its own; a hanging one is not made smaller.
briefly = settings(modestly, max_examples=12, deadline=None, phases=[Phase.explicit, Phase.generate])
BOUNDS = Limits(memory_bytes=240 * 2**20, processor_seconds=10, seconds=60)
# Words of what is said where a child died, ran out of its limits, or had a fault.
GRIEF = ("意外中止", "程序出错", "内存超过", "秒")


def holds(reading):
    """Tell whether every printed amount was read or is named as not understood."""
    troubled = sum(trouble.is_amount for trouble in reading.troubles)
    return reading.amounts_printed == reading.amounts_read + troubled


def is_read_or_refused(content, name="budget.txt"):
    """Tell whether a document is refused for a reason, or read without losing an amount."""
    try:
        return holds(read_any(name, content))
    except DocumentError as error:
        return bool(str(error))


# Rows of tables 03 and 05 of the twin with the columns that print an amount.
AMOUNTS = [
    (line, column)
    for line in (*range(211, 226), *range(275, 290))
    for column, cell in enumerate(twin().lines[line].split("\t"))
    if column > 4 and cell.strip()
]


@modestly
@given(st.sampled_from(AMOUNTS), FILLED)
@example((213, 5), "1,2x")
def test_an_amount_replaced_by_anything_still_counts_as_printed(place, text):
    line, column = place
    changed = twin().each([line], lambda cells: [*cells[:column], text, *cells[column + 1 :]])
    try:
        reading = read(changed)
    except DocumentError:
        return
    assert reading.amounts_printed >= PRINTED
    assert holds(reading)


@modestly
@given(st.data())
def test_a_changed_table_is_refused_or_loses_no_amount(data):
    number = data.draw(st.sampled_from(sorted(TABLES)))
    rows = [twin().lines[line].split("\t") for line in TABLES[number]]
    for _change in range(data.draw(st.integers(1, 6))):
        change_rows(data, rows)
    assert is_read_or_refused(("2023年部门预算\n\n" + "\n".join("\t".join(row) for row in rows)).encode())


def change_rows(data, rows):
    """Change a table as a clerk, a program or an accident might."""
    at = data.draw(st.integers(0, len(rows) - 1))
    row = rows[at]
    column = data.draw(st.integers(0, len(row) - 1))
    match data.draw(st.sampled_from(["replace", "drop cell", "add cell", "drop row", "repeat row", "swap", "blank"])):
        case "replace":
            row[column] = data.draw(CELLS)
        case "drop cell" if len(row) > 1:
            del row[column]
        case "add cell":
            row.insert(column, data.draw(CELLS))
        case "drop row" if len(rows) > 1:
            del rows[at]
        case "repeat row":
            rows.insert(at, list(row))
        case "swap":
            other = data.draw(st.integers(0, len(rows) - 1))
            rows[at], rows[other] = rows[other], rows[at]
        case "blank":
            rows[at] = [""] * len(row)


@modestly
@given(
    st.sampled_from(TITLES),
    st.lists(st.lists(st.sampled_from(HEADS), min_size=2, max_size=7), min_size=1, max_size=3),
    st.lists(st.lists(CELLS, min_size=2, max_size=7), min_size=1, max_size=8),
)
def test_any_grid_below_a_title_is_refused_or_loses_no_amount(title, head, body):
    lines = [f"2026年{title}", "单位：万元", *("\t".join(row) for row in [*head, *body])]
    assert is_read_or_refused("\n".join(lines).encode())


@modestly
@given(
    st.sampled_from(["亿元", "万元", "元", "%", "％", "人"]),
    st.lists(FILLED, min_size=1, max_size=3),
    st.sampled_from(TITLES),
)
def test_figures_of_the_text_are_read_or_named(unit, figures, title):
    sentence = "，比上年增加".join(f"支出{figure}{unit}" for figure in figures)
    text = twin().add(76, f"一、{title}说明", f"2023年本部门{sentence}，主要原因是人员增加。")
    assert is_read_or_refused(text.encode())


def small():
    """Return two small tables of the twin with their titles, as blocks of a document."""
    blocks = []
    for number in (8, 6):
        rows = [twin().lines[line].split("\t") for line in TABLES[number]]
        width = max(map(len, rows))
        blocks += [row[0] for row in rows if len(row) == 1 and row[0]]
        blocks.append([row + [""] * (width - len(row)) for row in rows if len(row) > 1])
    return blocks


def as_paper():
    """Return the small tables as a PDF."""
    paper = Paper()
    for block in small():
        if isinstance(block, str):
            paper.next().text(60, 40, block)
        else:
            paper.table(80, block, [480 / len(block[0])] * len(block[0]))
    return paper.made()


def as_page():
    """Return the small tables as a page."""
    parts = [
        f"<p>{block}</p>"
        if isinstance(block, str)
        else "<table>" + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) for row in block) + "</table>"
        for block in small()
    ]
    return page("".join(parts)).encode()


def as_sheets():
    """Return the small tables as a sheet."""
    return {"s": [row for block in small() for row in ([[block]] if isinstance(block, str) else block)]}


MADE = {
    "docx": lambda: make_docx(*small()),
    "xlsx": lambda: make_xlsx(as_sheets()),
    "xls": lambda: make_xls(as_sheets()),
    "html": as_page,
    "pdf": as_paper,
    "txt": lambda: Text({line: twin().lines[line] for number in (8, 6) for line in TABLES[number]}).encode(),
}


@cache
def made(kind):
    """Return the small tables as a file of a kind, made once."""
    return MADE[kind]()


@pytest.mark.parametrize("kind", MADE)
def test_the_files_that_are_changed_are_read_as_long_as_they_are_whole(kind):
    assert read_any(f"2023.{kind}", made(kind)).amounts_read > 0


def is_survived(content, name):
    """Tell whether a document is refused by a reader or read without losing an amount, in little time and memory."""
    with Child(read_any, name, content, limits=BOUNDS) as child:
        outcome = child.outcome()
    if outcome.reading is None:
        return bool(outcome.error) and not any(word in outcome.error for word in GRIEF)
    return holds(outcome.reading)


@pytest.mark.parametrize("kind", MADE)
@briefly
@given(st.lists(st.tuples(st.integers(0, 2**20), st.integers(0, 255)), min_size=1, max_size=12), st.integers(0, 2**20))
def test_changed_bytes_are_refused_or_lose_no_amount(kind, changes, cut):
    content = bytearray(made(kind))
    for place, value in changes:
        content[place % len(content)] = value
    end = len(content) if cut % 3 else cut % len(content)
    assert is_survived(bytes(content[:end]), f"2023.{kind}")


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
@briefly
@given(st.integers(0, 2**10), st.lists(st.tuples(st.integers(0, 2**20), st.binary(max_size=4)), min_size=1, max_size=5))
def test_changed_parts_of_a_package_are_refused_or_lose_no_amount(kind, chosen, changes):
    assert is_survived(with_changed_part(made(kind), chosen, changes), f"2023.{kind}")


def with_changed_part(content, chosen, changes):
    """Return a sound package with the markup of one of its parts changed."""
    stream = BytesIO()
    with ZipFile(BytesIO(content)) as package, ZipFile(stream, "w", ZIP_DEFLATED) as changed:
        names = package.namelist()
        for number, name in enumerate(names):
            part = bytearray(package.read(name))
            for place, value in changes if number == chosen % len(names) and part else ():
                at = place % len(part)
                part[at : at + len(value)] = value
            changed.writestr(name, bytes(part))
    return stream.getvalue()
