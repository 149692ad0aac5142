"""Word documents: their paragraphs and tables in the order in which they are printed."""

from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from django.utils.translation import gettext as _
from docx import Document as open_document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml import etree

from budgets.documents.grids import DocumentError
from budgets.documents.readers.package import DAMAGES, MOST_BYTES
from budgets.documents.readers.spans import ENCRYPTED, OLE, ZIP, Block, Cell, Flow, Line, Table, number_lines

# The stream by whose name an OLE file tells what it is.
OLD_WORD = "WordDocument".encode("utf-16-le")
MAIN_PART = "word/document.xml"
# Far above any budget's text: what the markup of a document may take unpacked.
MOST_MARKUP = 30 * 2**20
# The columns that a table of Word may have, with room to spare.
MOST_COLUMNS = 1000

PARAGRAPH, TABLE, ROW, CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
RUN, TEXT, HIDDEN, DELETED = qn("w:r"), qn("w:t"), qn("w:vanish"), qn("w:del")
VALUE = qn("w:val")
# What stands around paragraphs, rows, cells and runs and is no thing of its own.
COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
WRAPPER_NAMES = "body sdt sdtContent customXml smartTag ins moveTo hyperlink fldSimple dir bdo"
WRAPPERS = frozenset(
    [*(qn(f"w:{name}") for name in WRAPPER_NAMES.split()), f"{COMPATIBLE}AlternateContent", f"{COMPATIBLE}Choice"]
)
CHARACTERS = {
    qn("w:tab"): " ",
    qn("w:ptab"): " ",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
DIGITS = "〇一二三四五六七八九"
CHINESE = frozenset({"chineseCounting", "chineseCountingThousand", "japaneseCounting"})
# Lists in other styles, letters and bullets among them, are read without their marks.
PRINTED = CHINESE | {"decimal"}


def read_word_lines(content: bytes) -> list[Line]:
    """Read a DOCX's paragraphs and tables in reading order; raise DocumentError where the bytes are none."""
    check_word_package(content)
    try:
        document = open_document(BytesIO(content))
        blocks = WordReader(document).read()
        flow = Flow()
        flow.write(blocks)
    except (*DAMAGES, OpcError, etree.LxmlError, KeyError, AttributeError, TypeError) as error:
        raise DocumentError(
            _("文件损坏，不是可以打开的 Word 文档。请用 Word 或 WPS 打开后另存为 DOCX 再试。")
        ) from error
    except RecursionError as error:
        raise DocumentError(_("文档的表格嵌套过深，没有读取。")) from error
    return number_lines(flow.rows)


def check_word_package(content: bytes) -> None:
    """Raise DocumentError where bytes are no DOCX, are encrypted or would unpack to more than any budget's text."""
    if content.startswith(OLE):
        refuse_ole(content)
    if not content.startswith(ZIP):
        raise DocumentError(_("文件不是 DOCX 文档。"))
    try:
        with ZipFile(BytesIO(content)) as package:
            sizes = {member.filename: member.file_size for member in package.infolist()}
    except DAMAGES as error:
        raise DocumentError(_("文件损坏，不是可以打开的 Word 文档。")) from error
    if MAIN_PART not in sizes:
        raise DocumentError(_("文件不是 DOCX 文档：其中没有正文。"))
    markup = sum(size for name, size in sizes.items() if name.endswith((".xml", ".rels")))
    if markup > MOST_MARKUP or sum(sizes.values()) > MOST_BYTES:
        raise DocumentError(_("文档展开后过大，没有读取。请删去多余的内容后再试。"))


def refuse_ole(content: bytes) -> None:
    """Raise DocumentError for a file of the old Office container, saying what to do with it."""
    if ENCRYPTED in content:
        raise DocumentError(_("文档设有密码，无法读取。请取消密码后再试。"))
    if OLD_WORD in content:
        raise DocumentError(_("旧版 Word 文档（DOC）无法读取。请用 Word 或 WPS 打开后另存为 DOCX 再试。"))
    raise DocumentError(_("文件不是 DOCX 文档。旧版 Word 文档请另存为 DOCX 再试。"))


class WordReader:
    """Goes through the body of a document and gathers paragraphs and tables."""

    def __init__(self, document: WordDocument) -> None:
        self.body = document.element.body
        self.numbering = Numbering(document)

    def read(self) -> list[Block]:
        """Return the paragraphs and tables of the document."""
        return self._blocks(self.body)

    def _blocks(self, host: etree._Element) -> list[Block]:
        """Return the paragraphs and tables of the body or of a cell."""
        blocks: list[Block] = []
        for child in children(host, PARAGRAPH, TABLE):
            if child.tag == TABLE:
                blocks.append(self._table(child))
                continue
            # Counted even where nothing is printed behind the number.
            mark, text = self.numbering.mark(child), paragraph_text(child)
            if text.strip():
                blocks.append(mark + text)
        return blocks

    def _table(self, element: etree._Element) -> Table:
        """Return a table; rows that a tracked change has deleted are none of it."""
        rows = [row for row in children(element, ROW) if row.find(f"{qn('w:trPr')}/{DELETED}") is None]
        return Table([self._row(row) for row in rows])

    def _row(self, row: etree._Element) -> list[Cell]:
        """Return a row's cells, those left out at its ends included."""
        properties = qn("w:trPr")
        before = _number(row, f"{properties}/{qn('w:gridBefore')}")
        after = _number(row, f"{properties}/{qn('w:gridAfter')}")
        cells = [self._cell(cell) for cell in children(row, CELL)]
        blanks = [[Cell([], count)] if count else [] for count in (before, after)]
        return [*blanks[0], *cells, *blanks[1]]

    def _cell(self, cell: etree._Element) -> Cell:
        """Return a cell; one that a cell above or before it goes on in shows nothing of its own."""
        properties = qn("w:tcPr")
        columns = _number(cell, f"{properties}/{qn('w:gridSpan')}") or 1
        merges = [cell.find(f"{properties}/{qn(name)}") for name in ("w:vMerge", "w:hMerge")]
        # A mark of merging without a value means: continued.
        is_continued = any(merge is not None and merge.get(VALUE, "continue") == "continue" for merge in merges)
        return Cell([] if is_continued else self._blocks(cell), columns)


def children(host: etree._Element, *tags: str) -> Iterator[etree._Element]:
    """Yield the children of these tags, those in content controls and the like included."""
    for child in host:
        if child.tag in tags:
            yield child
        elif child.tag in WRAPPERS:
            yield from children(child, *tags)


def paragraph_text(paragraph: etree._Element) -> str:
    """Return what a paragraph prints: text boxes, notes, hidden and deleted text left out."""
    runs = (run for run in children(paragraph, RUN) if run.find(f"{qn('w:rPr')}/{HIDDEN}") is None)
    parts = (part for run in runs for part in children(run, TEXT, *CHARACTERS))
    return "".join(CHARACTERS.get(part.tag, part.text or "") for part in parts)


def _number(element: etree._Element, path: str) -> int:
    """Return the number that a property holds; 0 where there is none."""
    found = element.find(path)
    value = "" if found is None else found.get(VALUE, "")
    return min(int(value), MOST_COLUMNS) if value.isdecimal() else 0


class Numbering:
    """Counts the automatic numbers of paragraphs, since they are not in the text."""

    def __init__(self, document: WordDocument) -> None:
        self.styles = {style.get(qn("w:styleId")): style for style in document.styles.element.iter(qn("w:style"))}
        self.counts: dict[tuple[str, int], int] = {}
        self.lists: dict[str, str] = {}
        self.levels: dict[tuple[str, int], etree._Element] = {}
        parts = [
            link.target_part for link in document.part.rels.values() if link.reltype == RELATIONSHIP_TYPE.NUMBERING
        ]
        for part in parts:
            self._read_lists(etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False)))

    def _read_lists(self, numbering: etree._Element) -> None:
        """Keep the levels of each list."""
        for abstract in numbering.iter(qn("w:abstractNum")):
            for level in abstract.iter(qn("w:lvl")):
                key = (abstract.get(qn("w:abstractNumId"), ""), int(level.get(qn("w:ilvl"), "0")))
                self.levels[key] = level
        for number in numbering.iter(qn("w:num")):
            self.lists[number.get(qn("w:numId"), "")] = _value(number, qn("w:abstractNumId"))

    def mark(self, paragraph: etree._Element) -> str:
        """Return the number printed before a paragraph; nothing where it has none."""
        found = self._place(paragraph)
        if found not in self.levels:
            return ""
        name, depth = found
        start = _value(self.levels[found], qn("w:start"))
        self.counts[found] = self.counts.get(found, (int(start) if start.isdecimal() else 1) - 1) + 1
        for key in [key for key in self.counts if key[0] == name and key[1] > depth]:
            del self.counts[key]
        return self._print(found)

    def _place(self, paragraph: etree._Element) -> tuple[str, int]:
        """Return the list and level that a paragraph, or else its style, is numbered in."""
        style = self.styles.get(_value(paragraph, f"{qn('w:pPr')}/{qn('w:pStyle')}"))
        for holder in (paragraph, style):
            path = f"{qn('w:pPr')}/{qn('w:numPr')}"
            if holder is not None and holder.find(path) is not None:
                number = _value(holder, f"{path}/{qn('w:numId')}")
                return self.lists.get(number, ""), int(_value(holder, f"{path}/{qn('w:ilvl')}") or "0")
        return "", 0

    def _print(self, found: tuple[str, int]) -> str:
        """Return a number as its level prints it: 一、 or (二) or 1.2."""
        name, depth = found
        text = _value(self.levels[found], qn("w:lvlText"))
        if _value(self.levels[found], qn("w:numFmt")) not in PRINTED:
            return ""
        for level in range(depth + 1):
            style = _value(self.levels.get((name, level)), qn("w:numFmt"))
            text = text.replace(f"%{level + 1}", print_number(self.counts.get((name, level), 1), style))
        return text


def print_number(number: int, style: str) -> str:
    """Return a number as a list prints it: in Chinese below one hundred, else in digits."""
    if style not in CHINESE or number > 99:
        return str(number)
    tens, ones = divmod(number, 10)
    if not tens:
        return DIGITS[ones]
    return ("" if tens == 1 else DIGITS[tens]) + "十" + (DIGITS[ones] if ones else "")


def _value(element: etree._Element | None, path: str) -> str:
    """Return the value of a property; blank where there is none."""
    found = None if element is None else element.find(path)
    return "" if found is None else found.get(VALUE, "")
