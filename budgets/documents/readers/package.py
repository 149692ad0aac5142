"""A workbook's package, looked into before it is opened: a small file may claim more than memory holds."""

import re
import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _

from budgets.documents.grids import DocumentError

# Far above any budget: unpacked bytes of the package, and cells of a sheet from its first to its last, since a
# reader makes room for all of them at once.
MOST_BYTES = 100 * 2**20
MOST_CELLS = 2_000_000

DAMAGES = (BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError)
ROW = re.compile(rb"<(?:\w+:)?row\b")
CELL = re.compile(rb"<(?:\w+:)?c\b")
COUNT = re.compile(rb"""\b(?:uniqueC|c)ount\s*=\s*["']([0-9]{1,20})["']""")
REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{0,3})([0-9]{1,9})["']""")


def check_package(content: bytes) -> None:
    """Raise DocumentError where a package is damaged, or would take more memory than any budget's workbook."""
    try:
        with ZipFile(BytesIO(content)) as package:
            members = package.infolist()
            is_large = sum(member.file_size for member in members) > MOST_BYTES or any(
                _claimed_cells(package.read(member)) > MOST_CELLS
                for member in members
                if member.filename.endswith(".xml")
            )
    except DAMAGES as error:
        raise DocumentError(_("文件损坏，无法打开。请重新保存后再试。")) from error
    if is_large:
        raise DocumentError(_("工作簿展开后过大，没有读取。请删去多余的行和列后再试。"))


def _claimed_cells(part: bytes) -> int:
    """Return for how many cells, or texts that cells share, a reader of a part of the package would make room."""
    references = [(_column(letters), int(row)) for letters, row in REFERENCE.findall(part)]
    rows = max([len(ROW.findall(part)), *(row for _column, row in references)])
    columns = max([*(len(CELL.findall(row)) for row in ROW.split(part)), *(column for column, _row in references)])
    return max([rows * columns, *map(int, COUNT.findall(part))])


def _column(letters: bytes) -> int:
    """Return the number of a column: 1 of A, 27 of AA; 0 where no letter is given."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number
