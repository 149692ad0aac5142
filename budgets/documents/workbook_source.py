"""Read back the printed tables that the portal's workbook keeps whole, and let facts remember their cells again."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from budgets.documents.reading import CellPlace, Reading
from budgets.models import SourceTable
from budgets.tables.facts import AMOUNTS
from budgets.tables.printed import PrintedForm
from budgets.workbook_form import SOURCE

MODELS = {model.__name__: model for model in AMOUNTS}


def read_sources(rows: Sequence[Sequence[Any]], reading: Reading) -> None:
    """Read the sheet of printed tables after the facts; what is no table of it refuses the workbook."""
    texts: dict[int, str] = {}
    known = {table.number: table for table in reading.rows[SourceTable]}
    for at, row in enumerate(rows[1:], start=2):
        number, kind, title, place, text = [*map(str, row), "", "", "", "", ""][:5]
        if not number.removesuffix(".0").isdecimal():
            reading.trouble(f"sheet {SOURCE}, row {at}", number, _("不是表号"), refuses=True)
            continue
        key = int(number.removesuffix(".0"))
        texts[key] = texts.get(key, "") + text
        if key not in known:
            known[key] = SourceTable(edition=reading.edition, number=key)
            reading.rows[SourceTable].append(known[key])
        known[key].kind, known[key].title, known[key].place = kind, title, place
    for key, text in texts.items():
        _fill(known[key], text, reading)


def _fill(table: SourceTable, text: str, reading: Reading) -> None:
    """Give a table its cells and its form, and facts their cells; a text that was changed refuses the workbook."""
    try:
        content = json.loads(text)
        PrintedForm.from_json(content["form"])
        table.rows, table.form, table.is_understood = content["rows"], content["form"], bool(content["understood"])
        _link(table, content["facts"], reading)
    except (ValueError, TypeError, LookupError, AttributeError):
        place = f"sheet {SOURCE}, table {table.number}"
        reading.trouble(place, table.title, _("原文表格的内容被改动过，无法读取"), refuses=True)


def _link(table: SourceTable, links: Iterable[Sequence[Any]], reading: Reading) -> None:
    """Let facts remember the cells they came from."""
    for name, number, row, column, place in links:
        CellPlace(table, int(row), int(column), str(place)).mark(reading.rows[MODELS[name]][number])
