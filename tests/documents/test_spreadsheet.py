"""Workbooks of other systems: what one sees of their visible sheets is what is read."""

import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter
import xlwt

from budgets.documents.grids import DocumentError
from budgets.documents.read import open_document
from budgets.documents.readers.spans import show_number
from budgets.documents.readers.spreadsheet import read_spreadsheet_lines
from budgets.documents.recognise import split_tables
from tests.documents.office_files import (
    change_part,
    comparable,
    make_docx,
    make_xls,
    make_xlsx,
    stored_rows,
    twin_sheets,
)
from tests.documents.twin import twin

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TITLE = "2023年部门支出总体情况表"
MAKERS = pytest.mark.parametrize("make", [make_xlsx, make_xls])


def rows(content: bytes) -> list[tuple[str, ...]]:
    return [line.cells for line in read_spreadsheet_lines(content)[0]]


def formatted(*cells: tuple[object, str]) -> bytes:
    """Return an XLSX of one row of values, each in a number format."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet()
    for number, (value, look) in enumerate(cells):
        sheet.write(0, number, value, book.add_format({"num_format": look}))
    book.close()
    return stream.getvalue()


@MAKERS
def test_the_twin_as_a_workbook_reads_like_the_twin(make):
    assert comparable(rows(make(twin_sheets()))) == stored_rows()


@MAKERS
def test_the_twin_as_a_workbook_has_the_same_tables(make):
    tables = split_tables(read_spreadsheet_lines(make(twin_sheets()))[0])[1]
    assert [table.title for table in tables] == [table.title for table in open_document("", twin().encode()).grids]


@MAKERS
def test_hidden_sheets_are_left_out_and_named(make):
    sheets = {"说明": [["正文"]], "底稿": [["x"]], "参数": [["y"]]}
    hidden = {make_xlsx: {"底稿": "hide", "参数": "very_hidden"}, make_xls: {"底稿": 1, "参数": 2}}[make]
    lines, skipped = read_spreadsheet_lines(make({**sheets}, hidden=hidden))
    assert [line.text for line in lines] == ["正文"]
    assert skipped == ["底稿", "参数"]


def test_merged_ranges_hold_their_value_at_the_first_place():
    cells = [["科目", "支出", None], [None, "基本", "项目"], ["行政", 1, 2]]
    content = make_xlsx({"Sheet1": cells}, merges={"Sheet1": ["A1:A2", "B1:C1"]})
    assert rows(content) == [("科目", "支出", ""), ("", "基本", "项目"), ("行政", "1", "2")]


def test_what_a_merged_range_hides_is_not_read():
    content = make_xlsx({"Sheet1": [["科目", "支出", "多余"], ["a", "b", "c"]]}, merges={"Sheet1": ["B1:C1"]})
    assert rows(content)[0] == ("科目", "支出", "")


def test_merged_ranges_of_an_old_workbook_are_known():
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    sheet.write_merge(0, 0, 0, 2, "2026年支出预算总表")
    for number, text in enumerate(("项目", "金额", "备注")):
        sheet.write(1, number, text)
    stream = BytesIO()
    book.save(stream)
    assert rows(stream.getvalue()) == [("2026年支出预算总表",), ("项目", "金额", "备注")]


@MAKERS
def test_numbers_print_to_their_last_stored_digit(make):
    values = [2852.11, 627.3, 100000.0, 2013201, -5.5, 0.0, 1234567890.12, 0.1 + 0.2]
    shown = ("2852.11", "627.3", "100000", "2013201", "-5.5", "0", "1234567890.12", "0.3")
    assert rows(make({"Sheet1": [values]})) == [shown]


def test_numbers_never_print_an_exponent():
    assert show_number(1e-7, "") == "0.0000001"
    assert show_number(1.5e17, "") == "150000000000000000"
    assert show_number(-0.0, "") == "0"


def test_codes_kept_as_text_keep_their_zeros():
    assert rows(make_xlsx({"Sheet1": [["201", "01", "0102"]]})) == [("201", "01", "0102")]


def test_percentages_and_codes_in_a_format_print_as_they_show():
    content = formatted((0.125, "0.00%"), (1.0, "0%"), (1, "00"), (5, "000"), (12.5, "#,##0.00"))
    assert rows(content) == [("12.5%", "100%", "01", "005", "12.5")]


@MAKERS
def test_truth_values_are_readable(make):
    assert rows(make({"Sheet1": [[True, False, "x"]]})) == [("TRUE", "FALSE", "x")]


def test_dates_and_times_are_readable():
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet()
    sheet.write_datetime(0, 0, datetime.datetime(2023, 3, 1), book.add_format({"num_format": "yyyy-mm-dd"}))
    sheet.write_datetime(0, 1, datetime.datetime(2023, 3, 1, 9, 30), book.add_format({"num_format": "yyyy-mm-dd h:mm"}))
    book.close()
    assert rows(stream.getvalue()) == [("2023-03-01", "2023-03-01 09:30:00")]


def test_formulas_give_their_stored_value():
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet()
    sheet.write_formula(0, 0, "=1000+234.5", None, 1234.5)
    sheet.write_formula(0, 1, '=CONCAT("合","计")', None, "合计")
    sheet.write_formula(0, 2, "=cmd|'/c calc'!A1", None, "")
    book.close()
    assert comparable(rows(stream.getvalue())) == [["1234.5", "合计"]]


@pytest.mark.parametrize("error", ["#REF!", "#DIV/0!", "#N/A", "#VALUE!", "#NAME?"])
def test_errors_come_as_what_one_sees(error):
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet()
    sheet.write(1, 1, "合计")
    sheet.write_formula(1, 2, "=X1", None, error)
    book.close()
    assert rows(stream.getvalue()) == [("合计", error)]


@MAKERS
def test_blank_rows_and_columns_around_a_table_are_cut(make):
    cells = [[], [None, None, "项目", "金额", ""], [None, None, None, 5], [], [None, None, "合计", 5]]
    lines = read_spreadsheet_lines(make({"支出": cells}))[0]
    assert [line.cells for line in lines] == [("支出",), ("项目", "金额"), ("", "5"), ("合计", "5")]
    assert [line.where for line in lines] == [
        "sheet 支出",
        "sheet 支出, row 2",
        "sheet 支出, row 3",
        "sheet 支出, row 5",
    ]
    assert [line.place for line in lines] == [1, 2, 3, 4]


def test_several_tables_on_one_sheet_keep_their_titles():
    table = [["部门：甲", None, "单位：万元"], ["项目", "基本", "合计"], ["行政", 1, 2]]
    cells = [[TITLE], *table, [], ["2023年部门收入总体情况表"], *table, ["注：本表无其他数据"]]
    content = make_xlsx({"两张": cells}, merges={"两张": ["A1:C1", "A6:C6"]})
    lines = read_spreadsheet_lines(content)[0]
    assert [line.text for line in lines if not line.is_row] == [TITLE, "2023年部门收入总体情况表", "注：本表无其他数据"]
    assert [grid.title for grid in split_tables(lines)[1]] == [TITLE, "2023年部门收入总体情况表"]


def test_a_title_typed_over_the_middle_is_a_title():
    cells = [[None, "2026年支出预算总表"], [None, None, "单位：万元"], ["项目", "基本", "合计"], ["a", 1, 2]]
    assert rows(make_xlsx({"表一": cells}))[0] == ("2026年支出预算总表",)


def test_a_sheet_without_a_title_is_called_by_its_name():
    cells = [["项目", "金额"], ["合计", 5]]
    assert rows(make_xlsx({"支出总表": cells}))[0] == ("支出总表",)
    assert rows(make_xlsx({"Sheet1": cells}))[0] == ("项目", "金额")


def test_the_first_row_of_a_header_stays_where_it_stands():
    cells = [["2026年预算表"], [None, "本年支出", None], ["科目", "基本", "项目"], ["行政", 1, 2], ["合计"]]
    assert rows(make_xlsx({"a": cells}))[1:] == [
        ("", "本年支出", ""),
        ("科目", "基本", "项目"),
        ("行政", "1", "2"),
        ("合计", "", ""),
    ]


def test_a_sheet_of_one_column_is_text():
    assert rows(make_xlsx({"说明": [["一、概况"], [], ["二、支出\n情况"]]})) == [("一、概况",), ("二、支出情况",)]


def test_a_sheet_of_a_chart_is_left_out():
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream)
    book.add_worksheet("数据").write(0, 0, 1)
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=数据!$A$1"})
    book.add_chartsheet("图").set_chart(chart)
    book.close()
    lines, skipped = read_spreadsheet_lines(stream.getvalue())
    assert (len(lines), skipped) == (1, ["图"])


@pytest.mark.parametrize(
    "content",
    [b"", b"abc", OLE, b"PK\x03\x04abc", OLE + "Workbook".encode("utf-16-le"), make_docx("x")],
    ids=["empty", "text", "old", "torn", "old without sheets", "document"],
)
def test_what_is_no_workbook_is_refused(content):
    with pytest.raises(DocumentError):
        read_spreadsheet_lines(content)


def test_an_encrypted_workbook_is_named_as_such():
    with pytest.raises(DocumentError, match="密码"):
        read_spreadsheet_lines(OLE + "EncryptedPackage".encode("utf-16-le"))


def test_a_workbook_that_unpacks_to_too_much_is_refused():
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b" " * 101 * 2**20)
    with pytest.raises(DocumentError, match="过大"):
        read_spreadsheet_lines(stream.getvalue())


def test_an_old_workbook_with_cells_far_apart_is_refused():
    with pytest.raises(DocumentError, match="过大"):
        read_spreadsheet_lines(make_xls({"a": [["x"], *[[]] * 60000, [None] * 200 + ["y"]]}))


def test_an_old_workbook_whose_sectors_lead_in_a_circle_is_refused():
    content = bytearray(make_xls({"a": [["x" * 30, number] for number in range(300)]}))
    table = (int.from_bytes(content[76:80], "little") + 1) * 512
    content[table + 8 : table + 12] = (1).to_bytes(4, "little")
    with pytest.raises(DocumentError, match="损坏"):
        read_spreadsheet_lines(bytes(content))


def test_an_old_workbook_that_claims_more_than_it_has_is_refused():
    content = bytearray(make_xls({"a": [["x"]]}))
    content[44:48] = b"\xff\xff\xff\x7f"
    with pytest.raises(DocumentError, match="损坏"):
        read_spreadsheet_lines(bytes(content))


def test_a_merge_of_whole_columns_is_cheap():
    content = make_xlsx({"a": [["标题", None], ["b", "c"]]}, merges={"a": ["A1:B1"]})
    wide = change_part(
        content, "xl/worksheets/sheet1.xml", 'ref="A1:B1"/></mergeCells>', 'ref="A1:XFD1048576"/></mergeCells>'
    )
    assert rows(wide) == [("标题",)]


@MAKERS
def test_damage_anywhere_is_refused_or_read(make):
    content = make({"支出": [["项目", "金额"], ["合计", 5.25], ["x", True]]})
    for at in range(0, len(content), max(1, len(content) // 150)):
        damaged = bytearray(content)
        damaged[at] ^= 0xFF
        for changed in (bytes(damaged), content[:at]):
            try:
                read_spreadsheet_lines(changed)
            except DocumentError:
                continue
