"""Pages: what a browser shows of tables and text is what is read."""

import pytest

from budgets.documents.grids import DocumentError
from budgets.documents.read import open_document
from budgets.documents.readers.web import is_page, read_web_lines
from budgets.documents.recognise import split_tables
from tests.documents.office_files import comparable, page, twin_page, twin_rows
from tests.documents.twin import twin


def rows(markup: str, encoding: str = "utf-8") -> list[tuple[str, ...]]:
    return [line.cells for line in read_web_lines(page(markup).encode(encoding))]


def test_the_twin_as_a_page_reads_like_the_twin():
    assert comparable(line.cells for line in read_web_lines(twin_page())) == twin_rows()


def test_the_twin_as_a_page_has_the_same_tables():
    tables = split_tables(read_web_lines(twin_page()))[1]
    assert [table.title for table in tables] == [table.title for table in open_document("", twin().encode()).grids]


def test_spanning_cells_leave_blanks_behind():
    markup = """<table>
        <thead><tr><th rowspan="2">科目</th><th colspan="2">支出</th><th rowspan="2">备注</th></tr>
        <tr><th>基本</th><th>项目</th></tr></thead>
        <tbody><tr><td>行政运行</td><td>1,000.00</td><td>-5.30</td><td></td></tr></tbody></table>"""
    assert rows(markup) == [
        ("科目", "支出", "", "备注"),
        ("", "基本", "项目", ""),
        ("行政运行", "1,000.00", "-5.30", ""),
    ]


def test_a_rowspan_of_zero_or_beyond_the_table_goes_to_its_end():
    markup = "<table><tr><td rowspan=0>a</td><td>b</td><td rowspan=99>c</td></tr><tr><td>d</td></tr></table>"
    assert rows(markup) == [("a", "b", "c"), ("", "d", "")]


def test_breaks_join_labels_and_keep_numbers_apart():
    markup = "<table><tr><td>一般公共<br>预算</td><td>1.00<br/>2.00</td><td><p>第一</p><p>第二</p></td></tr></table>"
    assert rows(markup) == [("一般公共预算", "1.00 2.00", "第一第二")]


def test_text_outside_of_tables_comes_as_paragraphs_in_order():
    markup = "前<b>言</b><p>一、&nbsp;收入\n  情况<br>二、支出</p><table><tr><td>a<td>b</table>后记"
    assert rows(markup) == [("前言",), ("一、 收入情况",), ("二、支出",), ("a", "b"), ("后记",)]


def test_scripts_styles_and_comments_are_not_text():
    markup = "<script>var a='<table><tr><td>x'</script><style>td{}</style><!-- 注释 --><p>正文<script>1</script>续</p>"
    assert rows(markup) == [("正文续",)]


def test_layout_tables_vanish_and_what_is_in_them_stays():
    inner = "<p>2023年部门支出总体情况表</p><table><tr><td>项目<td>金额<tr><td>合计<td>1.00</table>"
    markup = f"<table><tr><td>导航</td></tr><tr><td><div>{inner}</div></td></tr></table>"
    assert rows(markup) == [("导航",), ("2023年部门支出总体情况表",), ("项目", "金额"), ("合计", "1.00")]


def test_a_table_inside_a_row_with_a_label_comes_below_the_row():
    markup = "<table><tr><td>绩效指标</td><td><table><tr><td>数量<td>≥5</table></td></tr><tr><td>备注<td>无</table>"
    assert rows(markup) == [("绩效指标", ""), ("数量", "≥5"), ("备注", "无")]


def test_a_title_row_across_the_table_is_text():
    markup = """<table><tr><td colspan=2>2026年支出预算总表</td></tr><tr><td>单位<td>万元<tr><td>合计<td>1
        <tr><td colspan=2>注：本表无数据</table>"""
    assert rows(markup) == [("2026年支出预算总表",), ("单位", "万元"), ("合计", "1"), ("注：本表无数据",)]


def test_a_caption_is_the_text_above_its_table():
    assert rows("<table><caption>收支总表</caption><tr><td>a<td>b</table>") == [("收支总表",), ("a", "b")]


def test_markup_that_leaves_out_ends_and_rows_is_read():
    assert rows("<table><td>a<td>b<tr><td>c<td>d</table>") == [("a", "b"), ("c", "d")]


def test_lines_are_numbered_and_say_where_they_stand():
    lines = read_web_lines(page("<p>一</p><table><tr><td>a<td>b</table><p>二</p>").encode())
    assert [(line.place, line.where) for line in lines] == [
        (1, "paragraph 1"),
        (2, "table 1, row 1"),
        (3, "paragraph 2"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_the_encoding_is_found(encoding):
    assert rows("<p>部门预算</p>", encoding) == [("部门预算",)]


def test_an_encoding_of_its_own_is_taken_from_the_declaration():
    content = page("<p>預算</p>").replace("gb2312", "big5").replace("公开", "公開").encode("big5")
    assert [line.text for line in read_web_lines(content)] == ["預算"]


def test_an_unknown_encoding_is_taken_for_the_usual_one():
    content = page("<p>部门预算</p>").replace("gb2312", "x-none").encode("gbk")
    assert [line.text for line in read_web_lines(content)] == ["部门预算"]


@pytest.mark.parametrize("content", [b"", b"   ", "收入\t支出".encode(), b"%PDF-1.7\x00\x01", b"PK\x03\x04\x00\x00"])
def test_what_is_no_page_is_refused(content):
    assert not is_page(content)
    with pytest.raises(DocumentError, match="不是网页"):
        read_web_lines(content)


def test_a_page_is_known_whatever_its_file_is_called():
    assert is_page(b"<table><tr><td>1</td></tr></table>")
    assert is_page(twin_page())


def test_a_page_that_claims_more_cells_than_any_budget_is_refused():
    with pytest.raises(DocumentError, match="过大"):
        rows("<table><tr>" + "<td colspan=1000>" * 3000 + "</table>")
    with pytest.raises(DocumentError, match="过大"):
        rows(("<table><tr>" + "<td colspan=1000>" * 900 + "</table>") * 3)


def test_nesting_beyond_all_sense_is_refused_and_not_read_in_part():
    with pytest.raises(DocumentError, match="嵌套过深"):
        rows("<table><tr><td>" * 3000 + "x")


def test_tables_nested_deep_are_read():
    assert rows("<table><tr><td>" * 100 + "x") == [("x",)]


def test_tags_left_open_do_not_hide_what_follows():
    assert rows("<font><span>" * 200 + "<p>末段</p>") == [("末段",)]
