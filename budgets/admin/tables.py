"""The statutory tables as a clerk chooses them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from budgets.tables import StatutoryTable
from budgets.tables.catalogue import FORM_SETS


class TableNumberField(forms.TypedChoiceField):
    """A choice of the tables of all form sets, by number."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("表"), choices=table_choices, coerce=int, **kwargs)


def table_choices() -> list[tuple[str | int, Any]]:
    """Return the numbers of tables, each with what the form sets call it."""
    labels: dict[int, list[str]] = {}
    for table in (table for tables in FORM_SETS.values() for table in tables):
        labels.setdefault(table.number, []).append(f"{table.label} {table.title}")
    return [("", "---------"), *((number, " / ".join(labels[number])) for number in sorted(labels))]


def amount_columns(table: StatutoryTable) -> dict[str, str]:
    """Return the columns of amounts by key, each with its headers from the top down: 基本支出 / 小计."""
    columns: dict[str, str] = {}
    for section in table.sections:
        columns.update({leaf.key: " / ".join(section.paths[leaf.key]) for leaf in section.leaves if leaf.is_amount})
    return columns
