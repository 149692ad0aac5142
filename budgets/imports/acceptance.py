"""Whether a file may be taken in at all: its size, its name's ending and what its first bytes say it is.

Nothing is unpacked or read here: what is hidden deeper, the readers meet in a process of their own.
"""

from collections.abc import Mapping
from enum import StrEnum
from io import BytesIO
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.documents.grids import DocumentError
from budgets.documents.read import check_size, is_word
from budgets.documents.readers.pdf.reader import PDF_SIGNATURE
from budgets.documents.readers.spans import ENCRYPTED, OLE, ZIP
from budgets.documents.readers.spreadsheet import OLD_BOOKS
from budgets.documents.readers.text import decode
from budgets.documents.readers.web import is_page
from budgets.documents.readers.word import OLD_WORD


class Kind(StrEnum):
    """What a file is by its first bytes."""

    PDF = "pdf"
    WORD = "word"
    WORKBOOK = "workbook"
    OLD_WORKBOOK = "old_workbook"
    PAGE = "page"
    TEXT = "text"


KIND_LABELS: Mapping[Kind, Any] = {
    Kind.PDF: gettext_lazy("PDF 文件"),
    Kind.WORD: gettext_lazy("Word 文档"),
    Kind.WORKBOOK: gettext_lazy("工作簿（XLSX）"),
    Kind.OLD_WORKBOOK: gettext_lazy("工作簿（XLS）"),
    Kind.PAGE: gettext_lazy("网页"),
    Kind.TEXT: gettext_lazy("文本"),
}
# What may stand behind each ending; many systems export web pages, and new workbooks, under the ending .xls.
ENDINGS: Mapping[str, tuple[Kind, ...]] = {
    ".xlsx": (Kind.WORKBOOK,),
    ".xlsm": (Kind.WORKBOOK,),
    ".xls": (Kind.OLD_WORKBOOK, Kind.WORKBOOK, Kind.PAGE),
    ".docx": (Kind.WORD,),
    ".pdf": (Kind.PDF,),
    ".html": (Kind.PAGE,),
    ".htm": (Kind.PAGE,),
    ".txt": (Kind.TEXT,),
}
# Endings that people try, and what to do about them.
ADVICE: Mapping[str, Any] = {
    ".doc": gettext_lazy("这是旧版 Word 文档。请用 Word 或 WPS 打开，另存为 .docx 后再上传。"),
    ".wps": gettext_lazy("这是 WPS 文字自己的格式。请用 WPS 打开，另存为 .docx 后再上传。"),
    ".et": gettext_lazy("这是 WPS 表格自己的格式。请用 WPS 打开，另存为 .xlsx 后再上传。"),
    ".ofd": gettext_lazy("不能读取 OFD 版式文件。请导出为 PDF，或上传原来的 Word、Excel 文件。"),
    ".csv": gettext_lazy("不能读取 CSV 文件。请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传。"),
}
# How files begin that are none of ours.
ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"PK\x05\x06")
PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")


def plain_name(name: str) -> str:
    """Return the last part of a file's name without what no name may hold; it is only ever shown, never a path."""
    last = PurePosixPath(PureWindowsPath(name).as_posix()).name
    return "".join(letter for letter in last if letter.isprintable())[-255:] or _("未命名文件")


def check_upload(name: str, content: bytes) -> Kind:
    """Return what a file is; raise DocumentError, saying what is wrong and what to do, where it is not taken in."""
    check_size(len(content))
    if not content.strip():
        raise DocumentError(_("文件是空的，里面什么也没有。请确认选对了文件。"))
    ending = PurePosixPath(plain_name(name)).suffix.lower()
    if ending in ADVICE:
        raise DocumentError(str(ADVICE[ending]))
    if ending not in ENDINGS:
        raise DocumentError(
            _("不能读取扩展名是“%(ending)s”的文件。可以上传：%(endings)s。")
            % {"ending": ending or _("（没有扩展名）"), "endings": "、".join(ENDINGS)}
        )
    kind = kind_of(content)
    if kind not in ENDINGS[ending]:
        raise DocumentError(
            _("文件名以“%(ending)s”结尾，内容却是%(kind)s。请确认选对了文件，改正扩展名后再上传。")
            % {"ending": ending, "kind": KIND_LABELS[kind]}
        )
    return kind


def kind_of(content: bytes) -> Kind:
    """Tell what a file is by its first bytes; raise DocumentError for what no reader reads."""
    if content.startswith(PDF_SIGNATURE):
        return Kind.PDF
    if content.startswith(ZIP):
        return _kind_of_package(content)
    if content.startswith(OLE):
        return _kind_of_old_office(content)
    if content.startswith(ARCHIVES):
        raise DocumentError(_("这是一个压缩包。请先解压，再上传里面的文件。"))
    if content.startswith(PICTURES):
        raise DocumentError(_("这是一张图片，里面没有可以读取的文字。请先识别（OCR），或上传原来的文件。"))
    if is_page(content):
        return Kind.PAGE
    decode(content)
    return Kind.TEXT


def _kind_of_package(content: bytes) -> Kind:
    """Tell a document from a workbook, and both from other archives, by the names of their parts."""
    if is_word(content):
        return Kind.WORD
    try:
        with ZipFile(BytesIO(content)) as package:
            names = package.namelist()
    except (BadZipFile, ValueError, OSError) as error:
        raise DocumentError(_("文件不完整或已损坏，无法打开。请重新保存或重新下载后再上传。")) from error
    if any(name.startswith("xl/") for name in names):
        return Kind.WORKBOOK
    raise DocumentError(_("这是一个压缩包。请先解压，再上传里面的文件。"))


def _kind_of_old_office(content: bytes) -> Kind:
    """Tell old workbooks from what only looks like them: locked files, old documents."""
    if ENCRYPTED in content:
        raise DocumentError(_("文件有密码保护，无法读取。请打开它，去掉密码，另存后再上传。"))
    if any(stream in content for stream in OLD_BOOKS):
        return Kind.OLD_WORKBOOK
    if OLD_WORD in content:
        raise DocumentError(str(ADVICE[".doc"]))
    raise DocumentError(_("不是可以读取的文件。请另存为 .xlsx、.docx 或 PDF 后再上传。"))
