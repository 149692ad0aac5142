"""Documents that are refused: what is wrong and where is said, and nothing is saved."""

from functools import partial

import pytest

from budgets.documents.load import refuse_troubles
from budgets.models import SourceTable
from tests.commands.importing import load_report, refusal, report_of, saved_rows
from tests.documents.twin import SAMPLE, TABLES, read, twin, write
from tests.documents.workbooks import edited, workbook_of

FOREIGN = "会议纪要\n\n2023年3月1日上午，全体人员学习了预算法。\n"
TITLES_ALONE = "\n".join(f"2023年{title}" for title in ("部门收支总体情况表", "项目支出表"))
FIRST_PROJECT, SECOND_PROJECT = "410796220000000006533", "410796220000000006539"


def table(number):
    """Return the lines of one of the twin's tables."""
    return [twin().lines[line] for line in TABLES[number]]


# What is wrong, the document, and the words that say what and where.
BAD_TEXTS = [
    ("a file of no bytes", b"", ["空的"]),
    ("a file of blanks", b" \t\r\n\n  \n", ["空的"]),
    ("a byte order mark alone", "\ufeff\n".encode(), ["没有在文件中找到任何预算表"]),
    ("bytes of no encoding", b"\xff\xfe\xfd" * 9, ["UTF-8", "GB18030"]),
    ("a text cut within a character", twin().encode()[:-1] + b"\xe5", ["UTF-8"]),
    ("UTF-16", twin().encode("utf-16"), ["二进制"]),
    ("a binary file", b"\x7fELF\x02\x01\x00\x00", ["二进制"]),
    ("a foreign text", FOREIGN.encode(), ["没有在文件中找到任何预算表"]),
    ("titles without tables", TITLES_ALONE.encode(), ["没有在文件中找到任何预算表"]),
    ("letters in an amount", twin().replace(172, "2,852.11", "1,2x"), ["line 172", "“1,2x”", "不是一个金额"]),
    ("a comma that parts no thousands", twin().replace(301, "37.70\t37.70", "37.70\t1,23"), ["line 301", "“1,23”"]),
    ("an amount finer than a fen", twin().replace(340, "4.00\t4.00", "4.00\t4.0000001"), ["line 340", "4.0000001"]),
    ("an amount of 40 digits", twin().replace(213, "627.30", "9" * 40), ["line 213", "9" * 40]),
    ("a bad amount in the text", twin().replace(77, "增加 109.77", "增加 1,09.77"), ["line 77", "1,09.77万元"]),
    ("a percentage of six digits", twin().replace(77, "4.00%", "400000.00%"), ["line 77", "400000.00%"]),
    ("a table twice", twin().add(226, *table(3)), ["部门支出总体情况表", "2 次", "206", "第 "]),
    ("a letter in a code", twin().replace(213, "201\t32", "2O1\t32"), ["line 213", "“2O13201”", "科目编码"]),
    ("a code of eight digits", twin().replace(214, "32\t02", "32\t002"), ["line 214", "“20132002”"]),
    ("an economic code of four", twin().replace(299, "30101", "3010"), ["line 299", "“3010”", "经济科目编码"]),
    ("a unit code with a letter", twin().replace(212, "104", "1O4"), ["line 212", "“1O4”", "单位代码"]),
    ("a project code of 20 digits", twin().replace(416, FIRST_PROJECT, FIRST_PROJECT[:-1]), ["line 416", "21 位"]),
    ("two projects of one code", twin().replace(423, SECOND_PROJECT, FIRST_PROJECT), ["line 423", FIRST_PROJECT]),
    ("a subject twice", twin().add(213, twin().lines[213]), ["line 214", "2013201", "两次"]),
    ("two rows of “三公”经费", twin().add(318, "0.20\t\t\t\t\t0.20"), ["line 319", "两次"]),
    ("a name of 240 characters", twin().replace(213, "行政运行", "行政运行" * 60), ["line 213", "科目名称"]),
    ("another department's", twin().replace_all("\t104\t", "\t105\t"), ["“105”", "“104”"]),
    ("a year long gone", twin().replace_all("2023", "1923"), ["1923"]),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("content", "words"), [case[1:] for case in BAD_TEXTS], ids=[case[0] for case in BAD_TEXTS])
def test_a_bad_document_is_named_and_nothing_is_saved(tmp_path, documents_folder, content, words):
    before = saved_rows()
    option, report = report_of(tmp_path)
    said = refusal(write(tmp_path, content), option)

    assert [word for word in words if word not in said] == []
    assert load_report(report)["error"] == said
    assert saved_rows() == before
    assert not documents_folder.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("make", "word"),
    [
        pytest.param(lambda: SAMPLE.read_bytes()[:9999], "损坏", id="damaged"),
        pytest.param(partial(workbook_of, {"Sheet1": [["预算"]]}), "没有在文件中找到任何预算表", id="foreign"),
        pytest.param(partial(edited, "数据-项目资金", "金额（元）", 2, "1,2x"), "1,2x", id="letters in an amount"),
        pytest.param(partial(edited, "数据-项目资金", "项目", 1, "工程"), "缺少这一列", id="a column renamed"),
        pytest.param(partial(edited, "数据-项目", "标识", 3, "p1"), "没有这个项目", id="a project renamed"),
    ],
)
def test_a_bad_workbook_is_named_and_nothing_is_saved(tmp_path, make, word):
    before = saved_rows()
    option, report = report_of(tmp_path)
    said = refusal(write(tmp_path, make(), "budget.xlsx"), option)

    assert word in said
    assert load_report(report)["error"] == said
    assert saved_rows() == before


@pytest.mark.parametrize("dry_run", [(), ("--dry-run",)])
def test_a_dry_run_refuses_what_an_import_refuses(db, tmp_path, dry_run):
    said = refusal(write(tmp_path, twin().replace(172, "2,852.11", "1,2x")), *dry_run)

    assert said == "有 1 处无法读取，没有保存任何内容。第一处：line 172, table 1, column 2，“1,2x”：不是一个金额。"


def test_all_that_is_wrong_is_in_the_report(db, tmp_path):
    option, report = report_of(tmp_path)
    refusal(write(tmp_path, twin().replace(172, "2,852.11", "1,2x").replace(340, "4.00\t4.00", "4.00\tvier")), option)

    assert load_report(report)["not_understood"] == [
        {"place": "line 172, table 1, column 2", "text": "1,2x", "message": "不是一个金额"},
        {"place": "line 340, table 10, column 5", "text": "vier", "message": "不是一个金额"},
    ]


def test_a_head_that_fits_no_form_is_read_as_it_is_printed():
    """A department whose form nobody declared still gets its tables, and no amount is lost."""
    reading = read(twin().replace(316, "公务接待费", "会议费"))

    assert reading.refusals == []
    assert reading.amounts_read == reading.amounts_printed > 250
    assert reading.edition.form_set == "printed"
    assert all(table.has_own_form for table in reading.rows[SourceTable])


def test_a_project_of_a_name_twice_keeps_both():
    """The name is no code: departments do have two projects of one name."""
    reading = read(twin().replace(341, "社保中心运转经费", "组织人事工作费用"))
    refuse_troubles(reading)

    assert [(one.place, one.message) for one in reading.troubles] == [("组织人事工作费用", "两个项目同名，已分别保留")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("place", "words"),
    [
        ({"region": "41079"}, ["区划代码", "6 位", "41079"]),
        ({"region": "４１０７９６"}, ["区划代码"]),
        ({"region": "410796\n"}, ["区划代码"]),
        ({"department": "10"}, ["部门代码", "3 至 12 位"]),
        ({"department": "10A"}, ["部门代码", "10A"]),
        ({"department": "105"}, ["文件印的部门代码是“104”", "“105”"]),
    ],
    ids=["five digits", "full-width digits", "a line end", "two digits", "a letter", "another department's"],
)
def test_a_place_that_is_none_or_another_is_named(tmp_path, place, words):
    before = saved_rows()
    said = refusal(write(tmp_path, twin()), **place)

    assert [word for word in words if word not in said] == []
    assert saved_rows() == before


@pytest.mark.django_db
@pytest.mark.parametrize(("asked", "words"), [("2022", ["2023", "2022"]), ("1066", ["1066"])])
def test_a_year_that_contradicts_the_document_is_named(tmp_path, asked, words):
    said = refusal(write(tmp_path, twin()), "--year", asked)

    assert [word for word in words if word not in said] == []


def test_a_document_without_a_year_needs_one(db, tmp_path):
    undated = twin().replace_all("2023", "").replace_all("二〇二三年", "")
    said = refusal(write(tmp_path, undated))

    assert "--year" in said


def test_a_missing_file_is_named(db, tmp_path):
    assert "absent.txt" in refusal(tmp_path / "absent.txt")
    assert str(tmp_path) in refusal(tmp_path)


def test_a_file_of_200_megabytes_is_refused_by_its_size_alone(db, settings, tmp_path, monkeypatch):
    settings.UPLOAD_LIMIT_BYTES = 20 * 2**20
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(200 * 2**20)
    monkeypatch.setattr("pathlib.Path.read_bytes", lambda path: pytest.fail("The file was read."))

    assert refusal(path) == "文件有 200.0 MB，超过 20 MB 的上限，没有读取。"


def test_the_limit_is_a_setting(db, settings, tmp_path):
    settings.UPLOAD_LIMIT_BYTES = 2**14

    assert "没有读取" in refusal(write(tmp_path, twin()))


def test_a_report_that_cannot_be_written_stops_the_import(db, tmp_path):
    before = saved_rows()
    said = refusal(write(tmp_path, twin()), f"--report={tmp_path / 'absent' / 'report.json'}")

    assert "无法写入报告" in said
    assert saved_rows() == before
