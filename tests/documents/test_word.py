"""Word documents: paragraphs and tables as printed, whatever merges, frames and page ends do to them."""

import copy

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from budgets.documents.grids import DocumentError
from budgets.documents.read import open_document
from budgets.documents.readers.word import MOST_MARKUP, read_word_lines
from budgets.documents.recognise import split_tables
from tests.documents.office_files import (
    add_table,
    change_part,
    comparable,
    make_docx,
    make_xlsx,
    save_docx,
    twin_docx,
    twin_rows,
)
from tests.documents.twin import twin

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEADER = ["项目", "金额"]


def rows(content: bytes) -> list[tuple[str, ...]]:
    return [line.cells for line in read_word_lines(content)]


def test_the_twin_as_a_document_reads_like_the_twin():
    assert comparable(rows(twin_docx())) == twin_rows()


def test_the_twin_as_a_document_has_the_same_tables():
    tables = split_tables(read_word_lines(twin_docx()))[1]
    assert [table.title for table in tables] == [table.title for table in open_document("", twin().encode()).grids]


def test_paragraphs_and_tables_come_in_order_with_their_places():
    lines = read_word_lines(make_docx("一、概况", "", [["a", "b"]], "二、说明", [["c", "d"], ["e", "f"]]))
    assert [(line.place, line.where, line.cells) for line in lines] == [
        (1, "paragraph 1", ("一、概况",)),
        (2, "table 1, row 1", ("a", "b")),
        (3, "paragraph 2", ("二、说明",)),
        (4, "table 2, row 1", ("c", "d")),
        (5, "table 2, row 2", ("e", "f")),
    ]


def test_merged_cells_keep_their_text_at_the_first_place():
    document = docx.Document()
    table = add_table(document, [["科目", "支出", ""], ["", "基本", "项目"], ["行政", "1", "2"]])
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(0, 2))
    assert rows(save_docx(document)) == [("科目", "支出", ""), ("", "基本", "项目"), ("行政", "1", "2")]


def test_cells_left_out_at_the_ends_of_a_row_count():
    document = docx.Document()
    table = add_table(document, [["a", "b", "c"], ["x", "d", "e"], ["f", "g", "y"]])
    for row, name, cell in ((table.rows[1], "gridBefore", 0), (table.rows[2], "gridAfter", 2)):
        row._tr.remove(row._tr.tc_lst[cell])
        row._tr.get_or_add_trPr().append(parse_xml(f'<w:{name} {nsdecls("w")} w:val="1"/>'))
    assert rows(save_docx(document)) == [("a", "b", "c"), ("", "d", "e"), ("f", "g", "")]


def test_a_nested_table_comes_below_its_row():
    document = docx.Document()
    table = add_table(document, [["绩效指标", ""], ["备注", "无"]])
    nested = table.cell(0, 1).add_table(1, 2)
    nested.cell(0, 0).text, nested.cell(0, 1).text = "数量", "≥5"
    lines = read_word_lines(save_docx(document))
    assert [line.cells for line in lines] == [("绩效指标", ""), ("数量", "≥5"), ("备注", "无")]
    assert lines[1].where == "table 2, row 1"


def test_a_frame_around_a_table_vanishes():
    document = docx.Document()
    frame = document.add_table(1, 1).cell(0, 0)
    frame.text = "2023年部门支出总体情况表"
    nested = frame.add_table(1, 2)
    nested.cell(0, 0).text, nested.cell(0, 1).text = HEADER
    assert rows(save_docx(document)) == [("2023年部门支出总体情况表",), ("项目", "金额")]


def test_content_controls_are_looked_into():
    document = docx.Document()
    table = add_table(document, [["a", "b"]])
    paragraph = document.add_paragraph("控件中的文字")
    row = table.rows[0]._tr
    for element in (paragraph._p, row.tc_lst[1], row, table._tbl):
        control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent/></w:sdt>")
        element.addprevious(control)
        control[1].append(element)
    assert rows(save_docx(document)) == [("a", "b"), ("控件中的文字",)]


def test_a_header_repeated_on_the_next_page_is_dropped():
    header = [["2023年支出表", "2023年支出表"], HEADER]
    content = make_docx([*header, ["甲", "1.00"]], "", [*header, ["乙", "2.00"]])
    assert rows(content) == [*map(tuple, header), ("甲", "1.00"), ("乙", "2.00")]


def test_a_header_below_a_title_of_its_own_stays():
    content = make_docx([HEADER, ["甲", "1.00"]], "2023年收入表", [HEADER, ["乙", "2.00"]])
    assert rows(content).count(("项目", "金额")) == 2


def test_a_header_that_only_begins_alike_stays():
    content = make_docx([HEADER, ["类", "款"], ["甲", "1"]], [HEADER, ["目", "节"], ["乙", "2"]])
    assert rows(content).count(("项目", "金额")) == 2


def test_body_rows_that_are_equal_on_two_pages_stay():
    body = ["甲", "1.00"]
    assert rows(make_docx([HEADER, body], [HEADER, body])) == [("项目", "金额"), ("甲", "1.00"), ("甲", "1.00")]


def test_paragraphs_of_a_cell_are_joined():
    assert rows(make_docx([["一般公共\n预算", "1.00\n2.00"]])) == [("一般公共预算", "1.00 2.00")]


def test_text_boxes_deleted_and_hidden_text_are_left_out():
    document = docx.Document()
    paragraph = document.add_paragraph("正文")
    hidden = paragraph.add_run("隐藏")
    hidden.font.hidden = True
    for markup in (
        "<w:r {}><w:pict><w:p><w:r><w:t>文本框</w:t></w:r></w:p></w:pict></w:r>",
        "<w:del {}><w:r><w:delText>删去</w:delText></w:r></w:del>",
        "<w:ins {}><w:r><w:t>增补</w:t></w:r></w:ins>",
    ):
        paragraph._p.append(parse_xml(markup.format(nsdecls("w"))))
    assert rows(save_docx(document)) == [("正文增补",)]


def numbered(levels: list[tuple[str, str]], paragraphs: list[tuple[int, str]]) -> bytes:
    """Return a document with one list of these levels, a format and a text each."""
    document = docx.Document()
    numbering = document.part.numbering_part.element
    made = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (style, text) in enumerate(levels)
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{made}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="91"><w:abstractNumId w:val="90"/></w:num>'))
    for depth, text in paragraphs:
        properties = document.add_paragraph(text)._p.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="91"/></w:numPr>')
        )
    return save_docx(document)


def test_automatic_numbers_are_printed():
    levels = [("chineseCounting", "%1、"), ("decimal", "%1.%2 ")]
    content = numbered(levels, [(0, "收入"), (0, "支出"), (1, "基本"), (1, "项目"), (0, "其他"), (1, "说明")])
    assert [line.text for line in read_word_lines(content)] == [
        "一、收入",
        "二、支出",
        "二.1 基本",
        "二.2 项目",
        "三、其他",
        "三.1 说明",
    ]


def test_bullets_are_not_printed():
    assert rows(numbered([("bullet", "●")], [(0, "收入")])) == [("收入",)]


def test_automatic_numbers_go_beyond_ten():
    content = numbered([("chineseCounting", "（%1）")], [(0, "项")] * 21)
    texts = [line.text for line in read_word_lines(content)]
    assert [texts[9], texts[10], texts[20]] == ["（十）项", "（十一）项", "（二十一）项"]


def test_an_old_word_document_is_to_be_saved_anew():
    with pytest.raises(DocumentError, match="另存为 DOCX"):
        read_word_lines(OLE + "WordDocument".encode("utf-16-le"))


def test_an_encrypted_document_is_named_as_such():
    with pytest.raises(DocumentError, match="密码"):
        read_word_lines(OLE + "EncryptedPackage".encode("utf-16-le"))


@pytest.mark.parametrize(
    "content",
    [b"", b"abc", OLE, b"PK\x03\x04abc", make_xlsx({"a": [["b"]]})],
    ids=["empty", "text", "old", "torn", "workbook"],
)
def test_what_is_no_document_is_refused(content):
    with pytest.raises(DocumentError):
        read_word_lines(content)


def test_a_document_that_unpacks_to_too_much_is_refused():
    content = change_part(make_docx("x"), "word/document.xml", "<w:t>x", "<w:t>" + " " * MOST_MARKUP)
    assert len(content) < 2**20
    with pytest.raises(DocumentError, match="过大"):
        read_word_lines(content)


def test_entities_of_the_markup_are_not_expanded():
    declared = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    content = change_part(
        make_docx("x"), "word/document.xml", "<w:document", f'<!DOCTYPE d [<!ENTITY a0 "x">{declared}]><w:document'
    )
    content = change_part(content, "word/document.xml", "<w:t>x", "<w:t>正文&a8;")
    try:
        assert len("".join(line.text for line in read_word_lines(content))) < 100
    except DocumentError as error:
        assert "损坏" in str(error)


def test_damage_anywhere_is_refused_or_read():
    content = make_docx("正文", [["a", "b"], ["c", "d"]])
    for at in range(0, len(content), max(1, len(content) // 150)):
        damaged = bytearray(content)
        damaged[at] ^= 0xFF
        for changed in (bytes(damaged), content[:at]):
            try:
                read_word_lines(changed)
            except DocumentError:
                continue


def test_a_document_without_parts_it_names_is_refused_or_read():
    content = make_docx("正文")
    for name in ("word/_rels/document.xml.rels", "_rels/.rels", "[Content_Types].xml"):
        with pytest.raises(DocumentError):
            read_word_lines(change_part(content, name, "<", "&<"))


def test_a_row_deleted_by_a_tracked_change_is_left_out():
    document = docx.Document()
    table = add_table(document, [["a", "b"], ["c", "d"]])
    extra = copy.deepcopy(table.rows[1]._tr)
    table._tbl.append(extra)
    extra.get_or_add_trPr().append(parse_xml(f"<w:del {nsdecls('w')}/>"))
    assert extra.tag == qn("w:tr")
    assert rows(save_docx(document)) == [("a", "b"), ("c", "d")]
