"""Read a PDF with a text layer: its running text and its tables, in reading order, each with its place."""

import io
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pdfplumber
from django.utils.translation import gettext as _
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from budgets.documents.grids import Box, DocumentError, Line
from budgets.documents.readers.pdf.join import joined, without_furniture
from budgets.documents.readers.pdf.page import needs_ocr, read_blocks
from budgets.documents.readers.pdf.paragraphs import over_pages, with_paragraphs
from budgets.documents.readers.pdf.parts import Block, PrintedLine, PrintedTable

PDF_SIGNATURE = b"%PDF-"
# More pages than this are no department's budget.
PAGE_LIMIT = 1000
# What a damaged file makes its parser raise: the parser takes what it reads for granted.
DAMAGE = (
    MalformedPDFException, PdfminerException, PSException, ValueError, TypeError, AttributeError, LookupError,
    ArithmeticError, AssertionError, RecursionError, EOFError, OSError, struct.error, zlib.error,
)  # fmt: skip


@dataclass
class PdfText:
    """What a PDF says: its lines in reading order, and the pages that are pictures without text."""

    lines: list[Line] = field(default_factory=list)
    unreadable: list[int] = field(default_factory=list)


def read_pdf_lines(content: bytes) -> PdfText:
    """Read the bytes of a PDF; raise DocumentError where it is locked, damaged, or has no text at all."""
    pages: list[list[Block]] = []
    unreadable: list[int] = []
    with opened(content) as document:
        for page in document.pages:
            with named_page(page.page_number):
                if needs_ocr(page):
                    unreadable.append(page.page_number)
                pages.append(read_blocks(page))
                page.close()
    if unreadable and not any(pages):
        raise DocumentError(unread(unreadable))
    if not any(pages):
        raise DocumentError(_("PDF 文件里没有任何文字。"))
    whole = over_pages(joined([with_paragraphs(page) for page in without_furniture(pages)]))
    return PdfText(list(number_lines(whole)), unreadable)


@contextmanager
def opened(content: bytes) -> Iterator[pdfplumber.PDF]:
    """Open a PDF and close it again; raise DocumentError where that cannot be done."""
    try:
        document = pdfplumber.open(io.BytesIO(content))
        pages = len(document.pages)
    except DAMAGE as error:
        raise DocumentError(refusal(error)) from error
    try:
        if not pages:
            raise DocumentError(_("PDF 文件里一页也没有。"))
        if pages > PAGE_LIMIT:
            message = _("PDF 文件有 %(pages)d 页，超过 %(limit)d 页的上限，没有读取。")
            raise DocumentError(message % {"pages": pages, "limit": PAGE_LIMIT})
        yield document
    finally:
        document.close()


@contextmanager
def named_page(number: int) -> Iterator[None]:
    """Name the page whose damage stops the reading."""
    try:
        yield
    except DAMAGE as error:
        raise DocumentError(_("PDF 文件的第 %d 页已损坏，无法读取。请重新导出后再试。") % number) from error


def refusal(error: BaseException) -> str:
    """Return, for a clerk, why a PDF cannot be opened."""
    causes = [error, *error.args]
    if any(isinstance(cause, PDFPasswordIncorrect) for cause in causes):
        return _("PDF 文件有密码保护，无法读取。请去掉密码后再试。")
    return _("PDF 文件已损坏，无法读取。请重新导出后再试。")


def unread(pages: list[int]) -> str:
    """Return, for a clerk, which pages are pictures and what to do about them."""
    return _("第 %s 页没有文字层，请先识别（OCR）。") % "、".join(str(page) for page in pages)


def number_lines(blocks: list[Block]) -> Iterator[Line]:
    """Yield the lines of text and the rows of tables, numbered through the document."""
    place = 0
    for block in blocks:
        for cells, where, boxes in block_lines(block):
            place += 1
            yield Line(place, cells, where, boxes)


def block_lines(block: Block) -> Iterator[tuple[tuple[str, ...], str, tuple[Box | None, ...]]]:
    """Yield the cells, the place and the boxes of each line of a block; a frame around text yields text."""
    if isinstance(block, PrintedLine):
        yield (block.text,), f"page {block.box.page}", (block.box,)
        return
    for row in block.rows:
        where = f"page {row.page}, row {row.number}" if block.is_table else f"page {row.page}"
        yield row.texts, where, tuple(cell.box for cell in row.cells)


__all__ = ["PDF_SIGNATURE", "Line", "PdfText", "PrintedTable", "read_pdf_lines"]
