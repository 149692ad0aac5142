"""Reading PDFs: one small file for each thing that stands between print and rows."""

import pytest

from budgets.documents.grids import DocumentError
from budgets.documents.readers.pdf.reader import PdfText, read_pdf_lines
from tests.documents.pdf_files import Paper, on_its_side
from tests.documents.twin import TWIN

HEAD = ["科目编码", "科目名称", "合计"]
WIDTHS = [80, 200, 90]
ROWS = [
    ["合计", "", "1,430.00"],
    ["2013201", "行政运行", "627.30"],
    ["2013202", "一般行政管理事务", "802.70"],
]
MORE = [["2080501", "行政单位离退休", "8.86"], ["2080505", "养老保险缴费支出", "56.76"]]


def rows(text: PdfText) -> list[list[str]]:
    return [list(line.cells) for line in text.lines if len(line.cells) > 1]


def texts(text: PdfText) -> list[str]:
    return [line.cells[0] for line in text.lines if len(line.cells) == 1]


def test_a_ruled_table_keeps_its_rows_between_title_and_note() -> None:
    paper = Paper().text(200, 60, "2023年部门支出表", 16).text(400, 90, "单位：万元")
    text = read_pdf_lines(paper.table(110, [HEAD, *ROWS], WIDTHS).text(60, 300, "注：本表不含结转。").made())
    assert rows(text) == [HEAD, *ROWS]
    assert texts(text) == ["2023年部门支出表", "单位：万元", "注：本表不含结转。"]
    assert [line.place for line in text.lines] == [1, 2, 3, 4, 5, 6, 7]
    assert text.unreadable == []


def test_every_cell_knows_its_page_row_and_box() -> None:
    text = read_pdf_lines(Paper().text(60, 60, "封面").next().table(100, [HEAD, *ROWS], WIDTHS, x=60).made())
    row = text.lines[3]
    assert (row.where, text.lines[0].where) == ("page 2, row 3", "page 1")
    box = row.boxes[1]
    assert box is not None
    assert (box.page, round(box.x0), round(box.x1)) == (2, 140, 340)
    assert 100 < box.top < box.bottom < 180


def test_three_header_levels_keep_their_spans() -> None:
    head = [
        ["编码", "合计", "基本支出", "", "", "项目支出"],
        ["", "", "小计", "人员经费", "", ""],
        ["", "", "", "工资", "补助", ""],
    ]
    body = ["301", "10.00", "7.00", "4.00", "3.00", "3.00"]
    spans = [
        ((0, 0), (0, 2)), ((1, 0), (1, 2)), ((2, 0), (4, 0)), ((5, 0), (5, 2)), ((2, 1), (2, 2)), ((3, 1), (4, 1)),
    ]  # fmt: skip
    text = read_pdf_lines(Paper().table(100, [*head, body], [60] * 6, spans=spans).made())
    assert rows(text) == [*head, body]
    assert text.lines[1].boxes[0] is None


def test_lines_of_one_cell_are_joined_and_lose_nothing() -> None:
    wrapped = [["机关事业单位\n养老保险", "1,717.\n85"], ["合 计", "－１２.00"], ["Public\nservice", "3.00\n4.00"]]
    text = read_pdf_lines(Paper().table(100, wrapped, [90, 60]).made())
    assert rows(text) == [["机关事业单位养老保险", "1,717.85"], ["合 计", "－１２.00"], ["Public service", "3.00 4.00"]]


def test_a_table_without_rules_is_read_by_alignment() -> None:
    paper = Paper().text(200, 60, "收入预算表").right(430, 85, "单位：万元")
    for number, (code, name, amount) in enumerate([HEAD, *ROWS, *MORE]):
        paper.text(60, 110 + 18 * number, code).text(150, 110 + 18 * number, name).right(430, 110 + 18 * number, amount)
    text = read_pdf_lines(paper.made())
    assert rows(text) == [HEAD, *ROWS, *MORE]
    assert texts(text) == ["收入预算表", "单位：万元"]


def test_a_table_with_level_rules_only_is_read_by_alignment() -> None:
    paper = Paper()
    for number, (code, name, amount) in enumerate([HEAD, *ROWS]):
        paper.text(60, 110 + 18 * number, code).text(150, 110 + 18 * number, name).right(430, 110 + 18 * number, amount)
        paper.rule(55, 108 + 18 * number, 435, 108 + 18 * number)
    assert rows(read_pdf_lines(paper.made())) == [HEAD, *ROWS]


def test_a_table_open_at_its_sides_keeps_the_outer_columns() -> None:
    paper = Paper()
    for number, (code, name, amount) in enumerate([HEAD, *ROWS]):
        paper.text(60, 110 + 18 * number, code).text(150, 110 + 18 * number, name).right(430, 110 + 18 * number, amount)
    for number in range(5):
        paper.rule(55, 108 + 18 * number, 435, 108 + 18 * number)
    paper.rule(145, 108, 145, 180).rule(350, 108, 350, 180)
    assert rows(read_pdf_lines(paper.made())) == [HEAD, *ROWS]


@pytest.mark.parametrize("following", [MORE, [HEAD, *MORE]], ids=["without header", "with header"])
def test_a_table_over_two_pages_is_one_table(following: list[list[str]]) -> None:
    first = Paper().text(200, 60, "2023年支出表").table(100, [HEAD, *ROWS], WIDTHS)
    text = read_pdf_lines(
        first.text(290, 800, "- 1 -").next().table(60, following, WIDTHS).text(290, 800, "- 2 -").made()
    )
    assert rows(text) == [HEAD, *ROWS, *MORE]
    assert texts(text) == ["2023年支出表"]
    assert text.lines[-1].where == f"page 2, row {len(following)}"


def test_title_and_captions_repeated_with_the_header_are_printed_once() -> None:
    paper = Paper().text(200, 60, "支出表").text(400, 80, "单位：万元").table(100, [HEAD, *ROWS], WIDTHS).next()
    paper.text(200, 60, "支出表（续表）").text(400, 80, "单位：万元").table(100, [HEAD, *MORE], WIDTHS)
    text = read_pdf_lines(paper.made())
    assert rows(text) == [HEAD, *ROWS, *MORE]
    assert texts(text) == ["支出表", "单位：万元"]


def test_another_table_with_the_same_header_stays_one_of_its_own() -> None:
    paper = Paper().text(200, 60, "支出表").table(100, [HEAD, *ROWS], WIDTHS).next()
    text = read_pdf_lines(paper.text(200, 60, "政府性基金支出表").table(100, [HEAD, *MORE], WIDTHS).made())
    assert rows(text) == [HEAD, *ROWS, HEAD, *MORE]
    assert texts(text) == ["支出表", "政府性基金支出表"]


def test_a_row_cut_by_the_page_end_is_one_row() -> None:
    cut = [*ROWS, ["2080506", "机关事业单位职业年金（含以前年度补缴的部分", "45.00"]]
    paper = Paper().table(100, [HEAD, *cut], WIDTHS).next().table(60, [["", "）缴费支出", ""], *MORE], WIDTHS)
    text = read_pdf_lines(paper.made())
    assert rows(text)[4] == ["2080506", "机关事业单位职业年金（含以前年度补缴的部分）缴费支出", "45.00"]
    assert rows(text)[5:] == MORE


def test_a_table_open_at_the_page_top_keeps_its_first_row() -> None:
    paper = Paper().table(100, [HEAD, *ROWS], WIDTHS).next()
    for number, (code, name, amount) in enumerate(MORE):
        paper.text(62, 62 + 18 * number, code).text(142, 62 + 18 * number, name).text(345, 62 + 18 * number, amount)
        paper.rule(60, 78 + 18 * number, 430, 78 + 18 * number)
    for x in (60, 140, 340, 430):
        paper.rule(x, 60, x, 96)
    assert rows(read_pdf_lines(paper.made())) == [HEAD, *ROWS, *MORE]


def test_what_a_spreadsheet_draws_beyond_the_table_and_clips_is_not_read() -> None:
    paper = Paper().table(100, [HEAD, *ROWS], WIDTHS).next()
    for number, part in enumerate(["用于机关运行", "和人员经费以", "及其他支出"]):
        paper.text(142, 33 + 11 * number, part)
    text = read_pdf_lines(paper.table(60, MORE, WIDTHS).made())
    assert texts(text) == []
    assert rows(text)[4][0] == "2080501"


def test_a_caption_close_to_the_table_is_kept() -> None:
    text = read_pdf_lines(Paper().text(345, 91, "单位：万元").table(100, [HEAD, *ROWS], WIDTHS).made())
    assert "单位：万元" in texts(text) or "单位：万元" in rows(text)[0][2]


def test_a_landscape_page_is_read() -> None:
    assert rows(read_pdf_lines(on_its_side().table(80, [HEAD, *ROWS], WIDTHS).made())) == [HEAD, *ROWS]


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_page_turned_for_display_is_read(degrees: int) -> None:
    text = read_pdf_lines(Paper().turn(degrees).table(80, [HEAD, *ROWS], WIDTHS).made())
    assert rows(text) == [HEAD, *ROWS]


def test_print_on_its_side_is_read_and_keeps_the_boxes_of_the_page() -> None:
    text = read_pdf_lines(Paper().sideways().table(80, [HEAD, *ROWS], WIDTHS, x=60).made())
    assert rows(text) == [HEAD, *ROWS]
    box = text.lines[0].boxes[0]
    assert box is not None
    # 60 points from the left of the turned print is 60 points from the foot of the page.
    assert (round(box.x0), round(box.bottom)) == (80, 842 - 60)


def test_tables_side_by_side_stay_apart() -> None:
    paper = Paper().text(60, 80, "收入表").text(340, 80, "支出表")
    paper.table(100, [["项目", "金额"], ["拨款", "1.00"]], [100, 80])
    text = read_pdf_lines(paper.table(100, [["项目", "金额"], ["工资", "2.00"]], [100, 80], x=340).made())
    assert ["/".join(line.cells) for line in text.lines] == [
        "收入表", "项目/金额", "拨款/1.00", "支出表", "项目/金额", "工资/2.00",
    ]  # fmt: skip


def test_page_numbers_and_running_headers_are_left_out() -> None:
    paper = Paper()
    for number in range(1, 5):
        paper.text(60, 20, "某某局2023年度部门预算").text(60, 100, f"这是正文之{'甲乙丙丁'[number - 1]}。")
        paper.text(280, 800, f"第 {number} 页").next()
    assert texts(read_pdf_lines(paper.made())) == [
        "这是正文之甲。",
        "这是正文之乙。",
        "这是正文之丙。",
        "这是正文之丁。",
    ]


def test_a_paragraph_is_one_line_though_margins_and_pages_break_it() -> None:
    line = "二〇二三年本单位收入总计与支出总计均为两千八百五十二万元与上年相比有所增加其原因是" + "人员" * 2
    paper = Paper().text(60, 60, line).text(60, 76, line).next().text(60, 60, "经费增加。").text(80, 76, "二、其他")
    assert texts(read_pdf_lines(paper.made())) == [line + line + "经费增加。", "二、其他"]


def test_an_image_only_page_is_named_and_the_rest_is_read() -> None:
    text = read_pdf_lines(Paper().table(80, [HEAD, *ROWS], WIDTHS).next().picture().next().text(60, 60, "完").made())
    assert text.unreadable == [2]
    assert rows(text) == [HEAD, *ROWS]
    assert texts(text) == ["完"]


def test_images_only_are_refused_with_their_pages() -> None:
    with pytest.raises(DocumentError, match="第 1、2 页没有文字层，请先识别（OCR）"):
        read_pdf_lines(Paper().picture().next().picture().made())


def test_an_empty_page_is_refused() -> None:
    with pytest.raises(DocumentError, match="没有任何文字"):
        read_pdf_lines(Paper().next().made())


def test_a_password_is_asked_to_be_removed() -> None:
    with pytest.raises(DocumentError, match="密码"):
        read_pdf_lines(Paper(password="secret").text(60, 60, "文").made())


@pytest.mark.parametrize("part", [0.0, 0.02, 0.3, 0.6, 0.9])
def test_a_cut_off_file_is_refused_or_read_but_never_crashes(part: float) -> None:
    whole = Paper().table(80, [HEAD, *ROWS], WIDTHS).made()
    try:
        text = read_pdf_lines(whole[: int(len(whole) * part)])
    except DocumentError:
        return
    assert text.lines


@pytest.mark.parametrize("seed", range(20))
def test_a_file_with_changed_bytes_never_crashes(seed: int) -> None:
    content = bytearray(Paper().table(80, [HEAD, *ROWS], WIDTHS).made())
    for step in range(1, 40):
        content[(seed * 7919 + step * 104729) % len(content)] = (seed * 31 + step * 17) % 256
    try:
        read_pdf_lines(bytes(content))
    except DocumentError as error:
        assert "PDF" in str(error) or "OCR" in str(error)


def test_something_else_is_refused() -> None:
    with pytest.raises(DocumentError, match="已损坏"):
        read_pdf_lines(b"this is no PDF at all")


def twin_table(first: int, last: int) -> list[list[str]]:
    """Return the lines of the text twin from `first` to `last`, each as wide as the widest."""
    lines = [line.split("\t") for line in TWIN.read_text(encoding="utf-8").splitlines()[first - 1 : last]]
    width = max(len(line) for line in lines)
    return [[cell.strip() for cell in line] + [""] * (width - len(line)) for line in lines]


SUBJECT_SPANS = [
    ((0, 0), (2, 0)), ((3, 0), (3, 2)), ((4, 0), (4, 2)), ((5, 0), (5, 2)), ((6, 0), (9, 0)), ((10, 0), (12, 0)),
    ((0, 1), (0, 2)), ((1, 1), (1, 2)), ((2, 1), (2, 2)), ((6, 1), (6, 2)), ((7, 1), (8, 1)), ((9, 1), (10, 1)),
    ((11, 1), (11, 2)), ((12, 1), (12, 2)),
]  # fmt: skip


def test_tables_03_and_06_of_the_twin_read_back_as_they_were() -> None:
    third, sixth = twin_table(208, 225), twin_table(296, 310)
    drawn = [[wrap(cell, 6) for cell in row] for row in third]
    paper = on_its_side().text(300, 20, "2023年部门支出总体情况表")
    paper.table(40, drawn, [28, 24, 24, 40, 90] + [62] * 9, x=10, spans=SUBJECT_SPANS).next()
    spans = [((0, 0), (1, 0)), ((2, 0), (3, 0)), ((4, 0), (6, 0))]
    paper.text(300, 20, "2023年一般公共预算基本支出表").table(
        40, sixth, [90, 160, 90, 120, 70, 70, 70], x=60, spans=spans
    )
    text = read_pdf_lines(paper.made())
    assert rows(text) == [*third, *sixth]
    assert texts(text) == ["2023年部门支出总体情况表", "2023年一般公共预算基本支出表"]


def wrap(text: str, width: int) -> str:
    """Break a name as a narrow column does; an amount stays whole."""
    if text.isascii():
        return text
    return "\n".join(text[start : start + width] for start in range(0, len(text), width))
