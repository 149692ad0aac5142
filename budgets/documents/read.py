"""Read any document the portal understands, by what it is and not by what it is called."""

import hashlib
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from django.conf import settings
from django.utils.translation import gettext as _

from budgets.documents.grids import Document, DocumentError, Line
from budgets.documents.interpret import interpret
from budgets.documents.readers.pdf.reader import PDF_SIGNATURE, read_pdf_lines
from budgets.documents.readers.spans import OLE, ZIP
from budgets.documents.readers.spreadsheet import read_spreadsheet_lines
from budgets.documents.readers.text import read_text_lines
from budgets.documents.readers.web import is_page, read_web_lines
from budgets.documents.readers.word import read_word_lines
from budgets.documents.reading import Reading
from budgets.documents.recognise import split_tables
from budgets.documents.validate import validate
from budgets.documents.workbook import is_own_workbook, read_workbook
from budgets.models import Department
from budgets.vocabulary import Phase


def read_document(
    name: str, content: bytes, department: Department, year: int | None = None, phase: Phase = Phase.BUDGET
) -> Reading:
    """Read a document as the budget of a department, storing nothing; raise DocumentError where it cannot be."""
    if not content.strip():
        raise DocumentError(_("文件是空的。"))
    if content.startswith(ZIP) and is_own_workbook(content):
        reading = read_workbook(name, content, department, year, phase)
    else:
        reading = interpret(open_document(name, content), department, year, phase)
    validate(reading)
    return reading


def open_document(name: str, content: bytes) -> Document:
    """Read a file into running text and grids, whatever its format."""
    lines, remarks = read_lines(content)
    document = Document(name, content, hashlib.sha256(content).hexdigest(), remarks=remarks)
    document.text, document.grids = split_tables(lines)
    return document


def read_lines(content: bytes) -> tuple[list[Line], list[str]]:
    """Return the lines of a file, and what of it was left out and why; its first bytes tell its format."""
    if content.startswith(PDF_SIGNATURE):
        return read_pdf(content)
    if content.startswith(ZIP) and is_word(content):
        return read_word_lines(content), []
    if content.startswith((ZIP, OLE)):
        lines, skipped = read_spreadsheet_lines(content)
        return lines, [_("没有读取隐藏的或没有单元格的工作表“%s”。") % sheet for sheet in skipped]
    if is_page(content):
        return read_web_lines(content), []
    return read_text_lines(content), []


def read_pdf(content: bytes) -> tuple[list[Line], list[str]]:
    """Return the lines of a PDF, naming the pages that are only images."""
    found = read_pdf_lines(content)
    return found.lines, [_("第 %d 页没有文字层，没有读取；请先识别（OCR）。") % page for page in found.unreadable]


def is_word(content: bytes) -> bool:
    """Tell a package of a word document from that of a workbook, by the names of its parts."""
    try:
        with ZipFile(BytesIO(content)) as package:
            return any(name.startswith("word/") for name in package.namelist())
    except BadZipFile:
        return False


def load_file(path: Path) -> bytes:
    """Return the bytes of a file; raise DocumentError where it is missing, or too large to be a budget."""
    try:
        if not path.is_file():
            raise DocumentError(_("找不到文件 %s。") % path)
        check_size(path.stat().st_size)
        return path.read_bytes()
    except OSError as error:
        raise DocumentError(
            _("无法读取文件 %(path)s：%(reason)s。") % {"path": path, "reason": error.strerror}
        ) from error


def check_size(size: int) -> None:
    """Raise DocumentError where a file of `size` bytes is larger than the portal takes."""
    limit = settings.UPLOAD_LIMIT_BYTES
    if size > limit:
        raise DocumentError(
            _("文件有 %(size).1f MB，超过 %(limit)d MB 的上限，没有读取。")
            % {"size": size / 2**20, "limit": limit // 2**20}
        )
