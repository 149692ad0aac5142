"""A whole edition as one file: the portal's workbook, JSON, or the tables as CSV in an archive."""

import io
import json
import zipfile
from collections.abc import Callable, Mapping

from budgets.exporters.table_csv import table_csv
from budgets.exporters.table_json import table_data
from budgets.exporters.workbook import edition_xlsx
from budgets.tables import Facts, edition_tables, fill


def edition_json(facts: Facts) -> bytes:
    """Return whose budget it is, and all its tables as the form prints them."""
    edition = facts.edition
    budget = edition.budget
    data = {
        "region": budget.department.region.code,
        "department": budget.department.code,
        "department_name": edition.department_name,
        "year": budget.year,
        "phase": budget.phase,
        "edition": edition.number,
        "tables": [table_data(fill(table, facts)) for table in edition_tables(facts)],
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def edition_csv(facts: Facts) -> bytes:
    """Return an archive with one CSV file a table."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in edition_tables(facts):
            archive.writestr(f"table-{table.number:02}.csv", table_csv(fill(table, facts)))
    return buffer.getvalue()


WRITERS: Mapping[str, Callable[[Facts], bytes]] = {"xlsx": edition_xlsx, "json": edition_json, "csv": edition_csv}
