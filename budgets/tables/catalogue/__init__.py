"""Form sets: which statutory tables there are for which places and years."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from budgets.tables.catalogue import final_2024, henan_2023
from budgets.tables.spec import StatutoryTable

FORM_SETS: Mapping[str, tuple[StatutoryTable, ...]] = {
    "henan-2023": henan_2023.TABLES,
    "final-2024": final_2024.TABLES,
}
# What people call them.
FORM_SET_TITLES: Mapping[str, Any] = {
    "henan-2023": _("河南省 2023 年部门预算公开表（12 张）"),
    "final-2024": _("2024 年部门决算公开表（9 张）"),
}


def form_set_title(form_set: str) -> str:
    """Return what people call a form set; one that nobody declared has the tables of its document."""
    return str(FORM_SET_TITLES.get(form_set, _("文件自己的表式")))


def tables_of(form_set: str) -> tuple[StatutoryTable, ...]:
    """Return the tables of a form set in their order; one that nobody declared has none."""
    return FORM_SETS.get(form_set, ())


def find_table(form_set: str, number: int) -> StatutoryTable | None:
    """Return a table by its number, or None where the form set has no such table."""
    return next((table for table in tables_of(form_set) if table.number == number), None)
