"""The sheet of the workbook that keeps printed tables whole: cells, form, and which fact was read from which cell."""

import json
from collections.abc import Iterator
from typing import Any

from budgets.models import SourceTable
from budgets.tables import Facts
from budgets.tables.facts import AMOUNTS
from budgets.workbook_form import SOURCE_CHUNK


def source_rows(facts: Facts) -> Iterator[list[Any]]:
    """Yield the rows of the sheet: number, kind, title, place, and the rest as JSON in as many cells as it takes."""
    for number, heading in sorted(facts.printed_tables.items()):
        source = facts.printed_cells(number) if heading.has_own_form else None
        if source is not None:
            text = json.dumps(_content(source, facts), ensure_ascii=False, separators=(",", ":"))
            chunks = [text[at : at + SOURCE_CHUNK] for at in range(0, len(text), SOURCE_CHUNK)]
            yield from ([number, source.kind, source.title, source.place, chunk] for chunk in chunks)


def _content(source: SourceTable, facts: Facts) -> dict[str, Any]:
    """Return what is kept of a printed table as plain values."""
    return {
        "understood": source.is_understood,
        "rows": source.rows,
        "form": source.form,
        "facts": list(_links(source, facts)),
    }


def _links(source: SourceTable, facts: Facts) -> Iterator[list[Any]]:
    """Yield the facts read from a table: their kind, their place in their sheet, their cell and its place."""
    for model in AMOUNTS:
        for number, fact in enumerate(facts.of(model)):
            if facts.is_from(fact, source):
                yield [model.__name__, number, fact.source_row, fact.source_column, fact.source_place]
