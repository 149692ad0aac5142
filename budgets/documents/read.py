"""Read any document the portal understands, by what it is and not by what it is called."""

from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from budgets.documents.grids import DocumentError
from budgets.documents.interpret import interpret
from budgets.documents.reading import Reading
from budgets.documents.text import read_text
from budgets.documents.validate import validate
from budgets.documents.workbook import read_workbook
from budgets.models import Department
from budgets.vocabulary import Phase

WORKBOOK_SIGNATURE = b"PK\x03\x04"


def read_document(
    name: str, content: bytes, department: Department, year: int | None = None, phase: Phase = Phase.BUDGET
) -> Reading:
    """Read a document as the budget of a department, storing nothing; raise DocumentError where it cannot be."""
    if not content.strip():
        raise DocumentError(_("文件是空的。"))
    if content.startswith(WORKBOOK_SIGNATURE):
        reading = read_workbook(name, content, department, year, phase)
    else:
        reading = interpret(read_text(name, content), department, year, phase)
    validate(reading)
    return reading


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
