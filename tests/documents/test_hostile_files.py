"""Files that nobody should send: each is refused with a clear word, in bounded memory and time, nothing is saved."""

import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from budgets.documents.isolation import Child
from budgets.documents.unowned import read_any
from tests.commands.importing import refusal, saved_rows
from tests.documents.office_files import change_part, make_docx, make_xlsx, page, twin_docx, twin_sheets
from tests.documents.pdf_files import Paper
from tests.documents.twin import read as read_text
from tests.documents.twin import twin, write

MEBIBYTE = 2**20
MOST_MEMORY = 300 * MEBIBYTE
# Generous, since other tests may run at the same time: alone each takes a fraction of it.
MOST_SECONDS = 20
FORMULA = "=cmd|'/c calc'!A1"


def entities(depth=9):
    """Return the declaration of an entity that stands for a thousand million characters."""
    steps = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, depth + 1))
    return f'<!DOCTYPE x [<!ENTITY a0 "0123456789">{steps}]>'


def word_with_entities():
    """Return a word document whose text is such an entity."""
    content = change_part(make_docx("x"), "word/document.xml", "<w:document", f"{entities()}<w:document")
    return change_part(content, "word/document.xml", "<w:t>x", "<w:t>&a9;")


def book_with_entities():
    """Return a workbook whose first text is such an entity."""
    content = make_xlsx({"支出": [["预算"]]})
    content = change_part(content, "xl/sharedStrings.xml", "<sst", f"{entities()}<sst")
    return change_part(content, "xl/sharedStrings.xml", "<t>预算", "<t>&a9;")


def packed(name, size, kind=ZIP_DEFLATED):
    """Return a package of one part that unpacks to so many blanks."""
    stream = BytesIO()
    with ZipFile(stream, "w", kind) as package:
        package.writestr(name, b" " * size)
    return stream.getvalue()


def book_with_macros():
    """Return a workbook one of whose sheets holds macros of the old kind."""
    content = make_xlsx({"支出": [["科目", "金额"], ["合计", 5]], "宏": [['=EXEC("calc")', "x"]]})
    links, sheet = "xl/_rels/workbook.xml.rels", 'relationships/worksheet" Target="worksheets/sheet2'
    content = change_part(content, links, sheet, 'relationships/xlMacrosheet" Target="macrosheets/sheet2')
    stream = BytesIO()
    with ZipFile(BytesIO(content)) as package, ZipFile(stream, "w", ZIP_DEFLATED) as changed:
        for name in package.namelist():
            changed.writestr(name.replace("worksheets/sheet2", "macrosheets/sheet2"), package.read(name))
    return stream.getvalue()


def paper_of_many_pages(count):
    """Return a PDF of so many pages, all printed the same."""
    kids = b" ".join(b"%d 0 R" % number for number in range(3, 3 + count))
    sheet = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    return raw_paper(
        [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids), *[sheet] * count]
    )


def paper_that_unpacks(size):
    """Return a PDF of one page whose drawing unpacks to so many blanks."""
    packer = zlib.compressobj()
    drawing = b"".join(packer.compress(b" " * MEBIBYTE) for _number in range(size // MEBIBYTE)) + packer.flush()
    stream = b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(drawing), drawing)
    sheet = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>"
    pages = b"<</Type/Pages/Count 1/Kids[3 0 R]>>"
    return raw_paper([b"<</Type/Catalog/Pages 2 0 R>>", pages, sheet, stream])


def raw_paper(objects):
    """Return a PDF of these objects, numbered from one."""
    content, places = bytearray(b"%PDF-1.4\n"), []
    for number, one in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj%s\nendobj\n" % (number, one)
    start = len(content)
    content += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    content += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(content + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))


# What is wrong, the name and the making of the file, and a word of the refusal.
HOSTILE = [
    ("no bytes", "budget.pdf", lambda: b"", "空的"),
    ("an encrypted PDF", "budget.pdf", lambda: Paper(password="secret").text(60, 60, "预算").made(), "密码"),
    ("a PDF of 5,000 pages", "budget.pdf", lambda: paper_of_many_pages(5000), "5000 页"),
    ("a PDF that unpacks to 500 MB", "budget.pdf", lambda: paper_that_unpacks(500 * MEBIBYTE), "内存"),
    ("a torn PDF", "budget.pdf", lambda: Paper().text(60, 60, "预算").made()[:200], "损坏"),
    ("a torn word document", "budget.docx", lambda: twin_docx()[:20_000], "损坏"),
    ("a torn workbook", "budget.xlsx", lambda: make_xlsx(twin_sheets())[:20_000], "损坏"),
    ("a word document that unpacks to 110 MB", "b.docx", lambda: packed("word/document.xml", 110 * MEBIBYTE), "过大"),
    ("a workbook that unpacks to 110 MB", "b.xlsx", lambda: packed("xl/workbook.xml", 110 * MEBIBYTE), "过大"),
    ("a package in a package", "b.zip", lambda: packed("a.zip", 9 * MEBIBYTE), "不是 XLSX"),
    ("a workbook with a sheet of macros", "budget.xlsm", book_with_macros, "含有宏表"),
    ("entities in a word document", "budget.docx", word_with_entities, ""),
    ("entities in a workbook", "budget.xlsx", book_with_entities, ""),
    ("a text of cells without end", "budget.txt", lambda: b"1\t" * (9 * MEBIBYTE), "内存"),
    ("a text of one word without end", "budget.txt", lambda: "预算".encode() * (3 * MEBIBYTE), ""),
    ("a page nested without end", "budget.html", lambda: page("<table><tr><td>" * 3000).encode(), "嵌套过深"),
    ("a program called a PDF", "budget.pdf", lambda: b"\x7fELF\x02\x01\x01\x00" + b"\x00" * 5000, "二进制"),
    ("a picture called a workbook", "budget.xlsx", lambda: b"\x89PNG\r\n\x1a\n\x00\x00" + b"\xff" * 999, "二进制"),
    ("an amount that is a formula", "b.txt", lambda: twin().replace(213, "627.30", FORMULA).encode(), FORMULA),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "make", "word"), [case[1:] for case in HOSTILE], ids=[case[0] for case in HOSTILE])
def test_it_is_refused_within_bounds_and_nothing_is_saved(tmp_path, documents_folder, name, make, word):
    content, before = make(), saved_rows()
    said = refusal(write(tmp_path, content, name))
    with Child(read_any, name, content) as child:
        outcome = child.outcome()

    assert word in said
    assert said.endswith("。")
    assert 0 < outcome.peak_memory < MOST_MEMORY
    assert outcome.seconds < MOST_SECONDS
    assert saved_rows() == before
    assert not documents_folder.exists()


@pytest.mark.parametrize("suffix", ["xlsx", "pdf", "exe", "txt"])
def test_a_suffix_is_nothing_that_a_file_is_judged_by(suffix):
    for content in (twin_docx(), make_xlsx(twin_sheets()), twin().encode()):
        with Child(read_any, f"budget.{suffix}", content) as child:
            assert child.outcome().result().amounts_read == 299


def test_a_name_that_is_a_formula_stays_the_text_that_it_is():
    reading = read_text(twin().replace(341, "社保中心运转经费", FORMULA))
    assert FORMULA in [project.name for project in reading.facts.projects]
