"""Workbooks that are refused: damaged, foreign, too large, or with a cell that is no value of its field."""

import io
import zipfile
from functools import partial

import pytest

from budgets.documents.readers.package import MOST_BYTES
from tests.documents.twin import SAMPLE, refusal
from tests.documents.workbooks import cover, edited, repacked, sample_sheets, workbook_of

CONTENT = SAMPLE.read_bytes()
SPENDING, PROJECTS, FUNDINGS = "数据-支出（按功能科目）", "数据-项目", "数据-项目资金"
INDICATORS, DECLARED = "数据-项目绩效指标", "数据-印出或批复的合计数"
CODE = "410796220000000006539"
SHEET = "xl/worksheets/sheet1.xml"


def package(**parts):
    """Return a zip file of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("_", "/"), content)
    return buffer.getvalue()


def with_sheets(change):
    """Return the sample's workbook with its sheets of cells changed."""
    sheets = sample_sheets()
    change(sheets)
    return workbook_of(sheets)


def without_column(sheet, label):
    """Return the sample's workbook without a column of one sheet."""

    def change(sheets):
        at = sheets[sheet][0].index(label)
        sheets[sheet] = [[*row[:at], *row[at + 1 :]] for row in sheets[sheet]]

    return with_sheets(change)


def with_row_twice(sheet, row):
    """Return the sample's workbook with one row of a sheet repeated below."""
    return with_sheets(lambda sheets: sheets[sheet].append(sheets[sheet][row - 1]))


def in_sheet(old, new):
    """Return the sample's package with its first sheet changed inside."""
    return repacked(lambda name, part: part.replace(old, new, 1) if name == SHEET else part)


DAMAGED = [
    ("cut in half", lambda: CONTENT[: len(CONTENT) // 2]),
    ("only its first bytes", lambda: CONTENT[:30]),
    ("a byte turned over", lambda: CONTENT[:3000] + bytes([CONTENT[3000] ^ 0xFF]) + CONTENT[3001:]),
    ("a sheet that is no XML", partial(repacked, lambda name, part: b"\x00<<" if name == SHEET else part)),
    ("a sheet cut short", partial(repacked, lambda name, part: part[: len(part) // 2] if name == SHEET else part)),
    ("a sheet that is missing", partial(repacked, lambda name, part: b"" if name == SHEET else part)),
]
FAR_CELL = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
MANY_TEXTS = b'uniqueCount="4294967295"'
HUGE = [
    ("a cell at the far end", partial(in_sheet, b"</sheetData>", FAR_CELL)),
    ("a row at the far end", partial(in_sheet, b"</sheetData>", b'<row r="999999"><c/><c/><c/></row></sheetData>')),
    (
        "a claim of four thousand million texts",
        partial(repacked, lambda name, part: part.replace(b"<sst ", b"<sst " + MANY_TEXTS)),
    ),
    ("a part that unpacks to more than memory", lambda: package(big=bytes(MOST_BYTES + 1))),
]
FOREIGN = [
    ("no cover", partial(with_sheets, lambda sheets: sheets.pop("封面")), ["封面"]),
    ("another program's workbook", partial(workbook_of, {"Sheet1": [["预算", 1]]}), ["没有在文件中找到任何预算表"]),
    ("a zip file without a workbook", partial(package, readme="text"), ["不是 XLSX 或 XLS 工作簿"]),
    ("another form", partial(cover, "表式", "beijing-2024"), ["表式", "beijing-2024", "henan-2023"]),
    ("another region", partial(cover, "区划代码", "410100"), ["区划代码", "410100", "410796"]),
    ("another department", partial(cover, "部门代码", "105"), ["部门代码", "“105”", "“104”"]),
    ("another phase", partial(cover, "阶段", "决算"), ["阶段", "决算", "预算"]),
    ("a year in letters", partial(cover, "年度", "二〇二三"), ["年度", "二〇二三"]),
    ("a year of digits that are none", partial(cover, "年度", "²⁰²³"), ["年度"]),
    ("a year long gone", partial(cover, "年度", "1923"), ["1923"]),
    ("a region of 300 characters", partial(cover, "区划名称", "区" * 300), ["名称", "100"]),
]
# What is wrong, the workbook, and the words that say what and where.
BAD_CELLS = [
    ("words for an amount", partial(edited, SPENDING, "金额（元）", 3, "三十八万"), [SPENDING, "row 3", "三十八万"]),
    ("letters in an amount", partial(edited, SPENDING, "金额（元）", 3, "1,2x"), [SPENDING, "row 3", "1,2x"]),
    ("a comma that parts no thousands", partial(edited, SPENDING, "金额（元）", 3, "1,23"), ["row 3", "1,23"]),
    ("an amount finer than a fen", partial(edited, SPENDING, "金额（元）", 3, 1.005), ["row 3", "1.005"]),
    ("an amount of 30 digits", partial(edited, SPENDING, "金额（元）", 3, "9" * 30), ["row 3", "9" * 30]),
    ("an amount with an exponent", partial(edited, SPENDING, "金额（元）", 3, "1e30"), ["row 3", "1e30"]),
    ("no number", partial(edited, SPENDING, "金额（元）", 3, "NaN"), ["row 3", "NaN"]),
    ("no amount", partial(edited, SPENDING, "金额（元）", 3, ""), ["row 3", "金额（元）"]),
    ("infinity for a position", partial(edited, PROJECTS, "绩效表次序", 2, "Infinity"), ["row 2", "Infinity"]),
    ("half a position", partial(edited, PROJECTS, "绩效表次序", 2, 1.5), ["row 2", "1.5"]),
    ("a label that is no choice", partial(edited, SPENDING, "支出性质", 2, "工资"), ["row 2", "工资", "支出性质"]),
    ("no label where one is needed", partial(edited, SPENDING, "资金", 2, ""), ["row 2", "资金"]),
    ("a code of eight digits", partial(edited, SPENDING, "科目编码", 2, "20132010"), ["row 2", "20132010", "科目编码"]),
    ("no code", partial(edited, SPENDING, "科目编码", 2, ""), ["row 2", "科目编码"]),
    (
        "a code that a workbook has rounded",
        partial(edited, PROJECTS, "项目编码", 2, float(CODE)),
        ["row 2", "项目编码"],
    ),
    ("a project that is none", partial(edited, FUNDINGS, "项目", 2, "p1"), [FUNDINGS, "row 2", "p1"]),
    ("money of no project", partial(edited, FUNDINGS, "项目", 2, ""), [FUNDINGS, "row 2", "没有写明所属项目"]),
    ("a unit that is none", partial(edited, SPENDING, "预算单位", 2, "104999"), ["row 2", "104999"]),
    ("a unit code with letters", partial(edited, "数据-预算单位", "代码", 2, "1O4001"), ["1O4001", "部门代码"]),
    ("a table number that is none", partial(edited, "数据-表目", "表号", 2, "13"), ["数据-表目", "13"]),
    ("a table number of no digits", partial(edited, "数据-表目", "表号", 2, "²"), ["数据-表目", "²"]),
    ("a name of 300 characters", partial(edited, PROJECTS, "项目名称", 2, "项" * 300), ["row 2", "项目名称"]),
    (
        "an empty character",
        partial(repacked, lambda name, part: part.replace("基本工资".encode(), b"_x0000_")),
        ["空字符"],
    ),
    ("no column of amounts", partial(without_column, SPENDING, "金额（元）"), [SPENDING, "金额（元）", "缺少这一列"]),
    ("no column of projects", partial(without_column, FUNDINGS, "项目"), [FUNDINGS, "缺少这一列"]),
    ("no sheet of projects", partial(with_sheets, lambda sheets: sheets.pop(PROJECTS)), [PROJECTS, "缺少这张表"]),
    ("a project twice", partial(with_row_twice, PROJECTS, 2), [PROJECTS, "row 15", "两次"]),
    ("a project code twice", partial(edited, PROJECTS, "项目编码", 3, CODE), [PROJECTS, "row 3", "两次"]),
    ("money of a project twice", partial(with_row_twice, FUNDINGS, 2), [FUNDINGS, "row 15", "两次"]),
    ("a total twice", partial(with_row_twice, DECLARED, 2), [DECLARED, "row 192", "两次"]),
    ("a term twice", partial(with_row_twice, "数据-名词解释", 2), ["数据-名词解释", "row 12", "两次"]),
    ("an item of “三公”经费 twice", partial(with_row_twice, "数据-“三公”经费", 2), ["row 6", "两次"]),
    ("two goals", partial(with_row_twice, "数据-整体绩效目标", 2), ["数据-整体绩效目标", "row 3", "两次"]),
    ("a table twice in the list", partial(with_row_twice, "数据-表目", 2), ["预算01表", "两次"]),
]


def named(cases):
    """Return cases as parameters that are called by what is wrong; a workbook is made when its turn comes."""
    return [pytest.param(*case[1:], id=case[0]) for case in cases]


@pytest.mark.parametrize("make", named(DAMAGED))
def test_a_damaged_workbook_is_called_damaged(make):
    assert refusal(make()) == "文件损坏，无法打开。请重新保存后再试。"


@pytest.mark.parametrize("make", named(HUGE))
def test_a_workbook_that_would_fill_the_memory_is_not_opened(make):
    assert "过大" in refusal(make())


@pytest.mark.parametrize(("make", "words"), named(FOREIGN))
def test_a_foreign_workbook_is_named(make, words):
    said = refusal(make())

    assert [word for word in words if word not in said] == []


@pytest.mark.parametrize(("make", "words"), named(BAD_CELLS))
def test_a_bad_cell_is_named_with_its_place(make, words):
    said = refusal(make())

    assert [word for word in words if word not in said] == []
