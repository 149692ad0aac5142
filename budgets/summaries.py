"""What a published edition amounts to by each dimension that departments and years are compared by.

`summarise` reads it from the facts; `publishing` keeps it beside every published edition, and its sums by region.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from budgets.charts import income_slices
from budgets.models import Edition, PublishedAmount, RegionAmount
from budgets.money import add
from budgets.tables import Facts, FilledTable
from budgets.tables.editions import fill_standard
from budgets.tables.official_names import department_class_names, function_names
from budgets.vocabulary import Dimension, ProjectKind

TOTALS = ("revenue_amount", "expenditure_amount")
REVENUE, EXPENDITURE = "revenue", "expenditure"
TOTAL_LABELS: Mapping[str, object] = {REVENUE: _("收入总计"), EXPENDITURE: _("支出总计")}
# Projects that their document puts under no kind.
UNKNOWN_KIND = "unknown"
KIND_LABELS: Mapping[str, object] = {
    ProjectKind.SPECIFIC_PURPOSE.value: ProjectKind.SPECIFIC_PURPOSE.label,
    ProjectKind.OTHER_OPERATION.value: ProjectKind.OTHER_OPERATION.label,
    UNKNOWN_KIND: _("文件没有注明类型"),
}
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
            yield Summary(Dimension.TOTAL, code, str(TOTAL_LABELS[code]), amount)


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
            yield Summary(Dimension.PROJECT, project.kind or UNKNOWN_KIND, project.name, amount, project.key)


def keep_summaries(published: Iterable[tuple[Edition, Facts]]) -> None:
    """Write the summaries of many editions, and add them to their regions': each sum is read and written once."""
    rows = [row for edition, facts in published for row in _rows(edition, facts)]
    PublishedAmount.objects.bulk_create(rows, batch_size=BATCH)
    _add_to_regions(rows, sign=1)


def drop_summary(edition: Edition) -> None:
    """Remove the summary of an edition that no longer stands, and take it out of its region's."""
    rows = list(PublishedAmount.objects.filter(edition=edition))
    _add_to_regions(rows, sign=-1)
    PublishedAmount.objects.filter(edition=edition).delete()


def _rows(edition: Edition, facts: Facts) -> Iterator[PublishedAmount]:
    """Yield the summary of an edition as rows to be saved."""
    budget = edition.budget
    for one in summarise(facts):
        yield PublishedAmount(
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


def _add_to_regions(rows: Iterable[PublishedAmount], sign: int) -> None:
    """Add amounts to the sums of their regions, or take them away; a region is locked by whoever publishes."""
    scopes: dict[tuple[int, int, str], list[PublishedAmount]] = defaultdict(list)
    for row in rows:
        scopes[row.region_id, row.year, row.phase].append(row)
    for (region, year, phase), own in scopes.items():
        _add_to_region({"region_id": region, "year": year, "phase": phase}, own, sign)


def _add_to_region(scope: dict[str, Any], rows: Iterable[PublishedAmount], sign: int) -> None:
    """Add amounts of one region, year and phase to its sums, or take them away.

    In Python, where Decimal stays exact: SQLite would add floats.
    """
    known = {(one.dimension, one.code): one for one in RegionAmount.objects.filter(**scope)}
    touched, new = set(), set()
    for row in rows:
        address = (row.dimension, row.code)
        touched.add(address)
        if address not in known:
            name = region_name(row.dimension, row.code, row.name)
            known[address] = RegionAmount(
                **scope, dimension=row.dimension, code=row.code, name=name, amount=Decimal(0), count=0
            )
            new.add(address)
        known[address].amount += sign * row.amount
        known[address].count += sign
    _write_region([known[address] for address in new], [known[address] for address in touched - new])


def region_name(dimension: str, code: str, printed: str) -> str:
    """Return what a code is called where many departments are added: officially, since each prints it its own way."""
    if dimension == Dimension.FUNCTION:
        return function_names().get(code) or printed
    if dimension == Dimension.ECONOMIC:
        return department_class_names().get(code) or printed
    return str(KIND_LABELS.get(code, code)) if dimension == Dimension.PROJECT else printed


def _write_region(new: Sequence[RegionAmount], kept: Sequence[RegionAmount]) -> None:
    """Write the sums that there are, and delete those of nothing."""
    RegionAmount.objects.bulk_create(new, batch_size=BATCH)
    RegionAmount.objects.bulk_update([one for one in kept if one.count], ["amount", "count"], batch_size=BATCH)
    RegionAmount.objects.filter(pk__in=[one.pk for one in kept if not one.count]).delete()
