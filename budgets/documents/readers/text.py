"""The text form of a published budget: tab-separated tables between running text."""

import re

from django.utils.translation import gettext as _

from budgets.documents.grids import DocumentError, Line

ENCODINGS = ("utf-8-sig", "gb18030")
# Lines as an editor counts them: the form feed that a page end leaves behind begins none.
LINE_END = re.compile(r"\r\n|\r|\n")


def read_text_lines(content: bytes) -> list[Line]:
    """Read the bytes of a text file; raise DocumentError where they are no text."""
    return [
        Line(number, tuple(cell.strip() for cell in line.split("\t")))
        for number, line in enumerate(LINE_END.split(decode(content)), start=1)
    ]


def decode(content: bytes) -> str:
    """Return the text of a file in UTF-8 or, as older systems write it, GB18030."""
    if b"\x00" in content:
        raise DocumentError(_("文件不是文本：其中有二进制内容。请提供制表符分隔的文本或本系统的工作簿。"))
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise DocumentError(_("文件的编码既不是 UTF-8 也不是 GB18030，无法读取。请另存为 UTF-8 后再试。"))
