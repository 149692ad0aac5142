"""The classifications shipped with the project, as CSV files, and how they reach the database."""

import csv
from collections.abc import Iterator
from pathlib import Path

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from budgets.vocabulary import CodeLevel, EconomicScheme

DIRECTORY = Path(__file__).parent / "data" / "classifications"
LEVELS = {"类": CodeLevel.CATEGORY, "款": CodeLevel.SECTION, "项": CodeLevel.ITEM}


def load_classifications(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Write every code and pair that the database does not have yet; for RunPython."""
    rows = {
        "FunctionCode": list(_codes("function.csv")),
        "RevenueCode": list(_codes("revenue.csv")),
        "EconomicCode": [
            *_codes("economic_department.csv", scheme=EconomicScheme.DEPARTMENT.value),
            *_codes("economic_government.csv", scheme=EconomicScheme.GOVERNMENT.value),
        ],
        "EconomicPair": list(_pairs()),
    }
    for name, values in rows.items():
        model = apps.get_model("budgets", name)
        model.objects.bulk_create([model(**value) for value in values], ignore_conflicts=True)


def _codes(file_name: str, **constants: str) -> Iterator[dict]:
    """Yield the codes of one file as field values."""
    for row in _rows(file_name):
        yield {
            "code": row["code"],
            "name": row["name"],
            # The sources of a department's revenue (D01 …) are headings without levels below them.
            "level": LEVELS.get(row["level"], CodeLevel.CATEGORY),
            "parent_code": row["parent"],
            **constants,
        }


def _pairs() -> Iterator[dict]:
    """Yield the pairs of economic codes as field values."""
    for row in _rows("economic_pairs.csv"):
        yield {
            "department_code": row["department_code"],
            "government_code": row["government_code"],
            "documents": int(row["seen_in_documents"]),
        }


def _rows(file_name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file of the project."""
    with (DIRECTORY / file_name).open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)
