"""Codes as documents print them, checked before anything is stored under them; full-width digits are digits."""

import re

from django.utils.translation import gettext as _

from budgets.documents.grids import Line, normalise
from budgets.documents.interpret.sheet import Sheet

FUNCTION = re.compile(r"[0-9]{3}([0-9]{2}([0-9]{2})?)?")
ECONOMIC = re.compile(r"[0-9]{3}([0-9]{2})?")
PROJECT = re.compile(r"[0-9]{21}")
UNIT = re.compile(r"[0-9]{3,12}")


def function_code(sheet: Sheet, line: Line, columns: list[int]) -> str | None:
    """Read 201 | 32 | 01 or 2013201 as one code; a code that is none refuses the document."""
    code = "".join(sheet.text(line, column) for column in columns)
    return _checked(sheet, line, columns[0], code, FUNCTION, _("不是功能科目编码（应为 3、5 或 7 位数字）"))


def economic_code(sheet: Sheet, line: Line, column: int) -> str | None:
    """Read a code of an economic classification."""
    code = sheet.text(line, column)
    return _checked(sheet, line, column, code, ECONOMIC, _("不是经济科目编码（应为 3 或 5 位数字）"))


def project_code(sheet: Sheet, line: Line, column: int) -> str | None:
    """Read a project's code: region 6, year 2, serial 13 digits."""
    code = sheet.text(line, column)
    return _checked(sheet, line, column, code, PROJECT, _("不是项目编码（应为 21 位数字）"))


def unit_code(sheet: Sheet, line: Line, column: int) -> str | None:
    """Read the code of a department or a unit."""
    code = sheet.text(line, column)
    return _checked(sheet, line, column, code, UNIT, _("不是部门或单位代码（应为 3 至 12 位数字）"))


def _checked(sheet: Sheet, line: Line, column: int, code: str, form: re.Pattern[str], message: str) -> str | None:
    """Return a code of the right form, an empty one as it is, and None for one that is none."""
    plain = normalise(code)
    if not plain or form.fullmatch(plain):
        return plain
    sheet.trouble(line, column, f"“{code}”{message}", refuses=True)
    return None
