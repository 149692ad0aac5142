"""What a published edition amounts to by each dimension that departments and years are compared by.

`summarise` reads it from the facts; `publishing` keeps it beside every published edition, and its sums by region.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from budgets.charts import income_slices
from budgets.models import Edition, PublishedAmount, RegionAmount
from budgets.money import add
from budgets.tables import Facts, FilledTable
from budgets.tables.editions import fill_standard
from budgets.tables.official_names import department_class_names, function_names
from budgets.vocabulary import Dimension

TOTALS = ("revenue_amount", "expenditure_amount")
REVENUE, EXPENDITURE = "revenue", "expenditure"
FUNCTION_LEVELS, ECONOMIC_LEVELS = (3, 5, 7), (3, 5)
SUBTOTAL = "小计"
BATCH = 500


@dataclass(frozen=True)
class Summary:
    """One amount in yuan under a code of a dimension; `key` tells projects apart."""

    dimension: Dimension
    code: str
    name: str
    amount: Decimal
    key: str = ""


def summarise(facts: Facts) -> list[Summary]:
    """Return an edition's amounts by total, source, function, nature, economic class, “三公” item and project."""
    balance = fill_standard(facts, "revenue_and_expenditure")
    return [
        *_totals(balance),
        *_revenue(balance),
        *_codes(Dimension.FUNCTION, facts.expenditures, "code", "name", FUNCTION_LEVELS, function_names()),
        *_row(Dimension.NATURE, fill_standard(facts, "function_expenditure")),
        *_economic(facts),
        *_row(Dimension.THREE_PUBLIC, fill_standard(facts, "three_public")),
        *_projects(facts),
    ]


def _totals(balance: FilledTable) -> Iterator[Summary]:
    """Yield all revenue and all expenditure, with what is carried over (table 01)."""
    for code, column in zip((REVENUE, EXPENDITURE), TOTALS, strict=True):
        amount = balance.by_address["grand_total", column].amount
        if amount is not None:
            yield Summary(Dimension.TOTAL, code, code, amount)


def _revenue(balance: FilledTable) -> Iterator[Summary]:
    """Yield this year's revenue by source."""
    for part in income_slices(balance):
        yield Summary(Dimension.REVENUE, part.key, part.label, part.amount)


def _codes(
    dimension: Dimension,
    lines: Iterable[Any],
    code_field: str,
    name_field: str,
    levels: tuple[int, ...],
    names: Mapping[str, str],
) -> Iterator[Summary]:
    """Yield the sum of lines at each level of a classification; a line is part of every level above its own."""
    sums: dict[str, Decimal] = {}
    printed: dict[str, str] = {}
    for line in lines:
        code = getattr(line, code_field)
        printed.setdefault(code, getattr(line, name_field))
        for length in levels:
            if length <= len(code) and line.amount is not None:
                sums[code[:length]] = sums.get(code[:length], Decimal(0)) + line.amount
    for code in sorted(sums):
        yield Summary(dimension, code, printed.get(code) or names.get(code) or code, sums[code])


def _economic(facts: Facts) -> Iterator[Summary]:
    """Yield basic spending of the general public budget by the department's economic classes (table 06)."""
    lines = facts.basic_economic_expenditures
    return _codes(
        Dimension.ECONOMIC, lines, "department_code", "department_name", ECONOMIC_LEVELS, department_class_names()
    )


def _row(dimension: Dimension, filled: FilledTable) -> Iterator[Summary]:
    """Yield the total row of a table, column by column: what is blank there is not known."""
    section = filled.sections[0].section
    for leaf in section.leaves:
        cell = filled.by_address.get(("total", leaf.key))
        if cell is not None and cell.amount is not None:
            yield Summary(dimension, leaf.key, _name(section.paths[leaf.key]), cell.amount)


def _name(path: tuple[str, ...]) -> str:
    """Return what a column is called by the labels above it: 小计 says less than the label it stands under."""
    return path[-2] if len(path) > 1 and path[-1] == SUBTOTAL else path[-1]


def _projects(facts: Facts) -> Iterator[Summary]:
    """Yield every project that has money, under its kind."""
    for project in facts.projects:
        amount = add(one.amount for one in facts.fundings_by_project.get(project.key, ()))
        if amount is not None:
            yield Summary(Dimension.PROJECT, project.kind or "unknown", project.name, amount, project.key)


def keep_summary(edition: Edition, facts: Facts) -> None:
    """Write the summary of an edition that is being published, and add it to its region's."""
    budget = edition.budget
    rows = [
        PublishedAmount(
            edition=edition,
            region_id=budget.department.region_id,
            department_id=budget.department_id,
            year=budget.year,
            phase=budget.phase,
            dimension=one.dimension,
            code=one.code,
            key=one.key,
            name=one.name[:200],
            amount=one.amount,
        )
        for one in summarise(facts)
    ]
    PublishedAmount.objects.bulk_create(rows, batch_size=BATCH)
    _add_to_region(edition, rows, sign=1)


def drop_summary(edition: Edition) -> None:
    """Remove the summary of an edition that no longer stands, and take it out of its region's."""
    rows = list(PublishedAmount.objects.filter(edition=edition))
    _add_to_region(edition, rows, sign=-1)
    PublishedAmount.objects.filter(edition=edition).delete()


def _add_to_region(edition: Edition, rows: Iterable[PublishedAmount], sign: int) -> None:
    """Add amounts to the sums of the region, or take them away; the region is locked by whoever publishes.

    In Python, where Decimal stays exact: SQLite would add floats.
    """
    budget = edition.budget
    scope = {"region_id": budget.department.region_id, "year": budget.year, "phase": budget.phase}
    known = {(one.dimension, one.code): one for one in RegionAmount.objects.filter(**scope)}
    touched, new = set(), set()
    for row in rows:
        address = (row.dimension, row.code)
        touched.add(address)
        if address not in known:
            known[address] = RegionAmount(**scope, dimension=row.dimension, code=row.code, amount=Decimal(0), count=0)
            known[address].name = row.name if row.dimension != Dimension.PROJECT else row.code
            new.add(address)
        known[address].amount += sign * row.amount
        known[address].count += sign
    _write_region([known[address] for address in new], [known[address] for address in touched - new])


def _write_region(new: Sequence[RegionAmount], kept: Sequence[RegionAmount]) -> None:
    """Write the sums that there are, and delete those of nothing."""
    RegionAmount.objects.bulk_create(new, batch_size=BATCH)
    RegionAmount.objects.bulk_update([one for one in kept if one.count], ["amount", "count"], batch_size=BATCH)
    RegionAmount.objects.filter(pk__in=[one.pk for one in kept if not one.count]).delete()
