"""Web pages: the tables and paragraphs that a budget published as a page is made of."""

import codecs
import re

from django.utils.translation import gettext_lazy as _
from lxml import etree, html

from budgets.documents.grids import DocumentError
from budgets.documents.readers.spans import Cell, Flow, Line, Table, join_lines, number_lines

TOO_DEEP = _("网页的表格嵌套过深，没有读取。")
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# Far above any budget's page: what its elements take in memory.
MOST_TAGS = 600_000
# How far into a page its encoding is declared, at the most.
HEAD_BYTES = 4096
CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
TAG = re.compile(r"<\s*(?:!doctype\s+html|html|head|body|table|div|p)\b", re.IGNORECASE)
# What a browser does not show as text.
UNSEEN = frozenset({"head", "script", "style", "noscript", "template", "iframe", "object", "svg", "select", "textarea"})
INLINE_NAMES = """
    a abbr acronym b bdi bdo big cite code data del dfn em font i img input ins kbd label mark nobr o:p q s samp small
    span strike strong sub sup time tt u var wbr
"""
INLINE = frozenset(INLINE_NAMES.split())
CELLS = frozenset({"td", "th"})
WHITE = re.compile(r"[ \t\r\n\f]+")
SPAN = re.compile(r"\s*\+?(\d{1,5})")
# The most that browsers grant a cell; a rowspan of zero goes to the end of the table.
MOST_COLUMNS, MOST_ROWS = 1000, 65534


def read_web_lines(content: bytes) -> list[Line]:
    """Read a page's tables and paragraphs in reading order; raise DocumentError where the bytes are no page."""
    text = decode_page(content)
    if not TAG.search(text):
        raise DocumentError(_("文件不是网页：其中没有网页的标记。"))
    if text.count("<") > MOST_TAGS:
        raise DocumentError(_("网页过大，没有读取。"))
    root = parse_page(text)
    flow = Flow()
    try:
        flow.write(PageReader().read(root))
    except RecursionError as error:
        raise DocumentError(TOO_DEEP) from error
    return number_lines(flow.rows)


def parse_page(text: str) -> html.HtmlElement:
    """Return the elements of a page; raise DocumentError where they are too deep in one another to be read whole."""
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8", huge_tree=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise DocumentError(_("网页损坏，无法读取。")) from error
    # At its limits the parser drops what is left and goes on.
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise DocumentError(TOO_DEEP)
    return root


def is_page(content: bytes) -> bool:
    """Tell whether bytes are a web page, whatever the file is called: systems export pages under the name of .xls."""
    if b"<" not in content[:HEAD_BYTES]:
        return False
    try:
        return TAG.search(decode_page(content[:HEAD_BYTES])) is not None
    except DocumentError:
        return False


def decode_page(content: bytes) -> str:
    """Return the text of a page in the encoding of its first bytes, or in UTF-8, or as it declares, or in GB18030."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    if b"\x00" in content:
        raise DocumentError(_("文件不是网页：其中有二进制内容。"))
    # A text of any length that is valid UTF-8 is UTF-8; pages moved between systems often declare something else.
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        declared = CHARSET.search(content[:HEAD_BYTES])
        return content.decode(_codec(declared.group(1).decode()) if declared else "gb18030", "replace")


def _codec(charset: str) -> str:
    """Return the codec of a declared character set: GB18030 for its parts, and where the set is unknown."""
    try:
        name = codecs.lookup(charset).name
        "".encode(name)
    except (LookupError, ValueError):
        return "gb18030"
    return "gb18030" if name in {"gb2312", "gbk", "hz", "ascii", "iso8859-1"} else name


class PageReader:
    """Goes through the elements of a page and gathers paragraphs and tables."""

    def __init__(self) -> None:
        self.page = Cell()
        # The page or cell that is being read, innermost last, each with the table it stands in.
        self.hosts = [self.page]
        self.tables: list[Table] = []
        self.pending: list[str] = []

    def read(self, root: html.HtmlElement) -> list:
        """Return the paragraphs and tables of a page."""
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "end":
                self._end(element)
            elif element.tag in UNSEEN:
                walk.skip_subtree()
            else:
                self._start(element)
        self._flush()
        return self.page.blocks

    def _start(self, element: html.HtmlElement) -> None:
        """Open an element."""
        if element.tag not in INLINE:
            self._flush()
        if element.tag == "table":
            self.tables.append(Table())
        elif self.tables and element.tag == "tr":
            self.tables[-1].rows.append([])
        elif self.tables and element.tag in CELLS:
            self._open_cell(element)
        self._add(element.text)

    def _end(self, element: html.HtmlElement) -> None:
        """Close an element, and take up what follows it."""
        if element.tag not in INLINE | UNSEEN:
            self._flush()
        if element.tag == "table":
            table = self.tables.pop()
            table.rows = [row for row in table.rows if row]
            self.hosts[-1].blocks.append(table)
        elif self.tables and element.tag in CELLS:
            self.hosts.pop()
        self._add(element.tail)

    def _open_cell(self, element: html.HtmlElement) -> None:
        """Begin a cell in the last row, or in a first one where the page forgot it."""
        rows = self.tables[-1].rows
        if not rows:
            rows.append([])
        columns = min(_span(element, "colspan") or 1, MOST_COLUMNS)
        cell = Cell([], columns, _span(element, "rowspan") or MOST_ROWS)
        rows[-1].append(cell)
        self.hosts.append(cell)

    def _add(self, text: str | None) -> None:
        """Take up running text."""
        if text:
            self.pending.append(text)

    def _flush(self) -> None:
        """End the paragraph that is being read; white space of the source is none of the page's."""
        # A break of the source inside a Chinese sentence shows as a gap that nobody wrote.
        text = join_lines(["".join(self.pending).replace("\xa0", " ")])
        self.pending = []
        if WHITE.sub("", text):
            self.hosts[-1].blocks.append(text)


def _span(element: html.HtmlElement, name: str) -> int:
    """Return how many columns or rows a cell says it spans: one where it says nothing sensible."""
    found = SPAN.match(element.get(name, ""))
    return int(found.group(1)) if found else 1
