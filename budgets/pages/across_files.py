"""Lists over many departments as CSV: the whole list, row by row, amounts in yuan."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _

from budgets.exporters.neutral import neutralise
from budgets.exporters.table_csv import BYTE_ORDER_MARK
from budgets.models import PublishedAmount, RegionAmount
from budgets.pages.across_rows import child_codes, department_rows, published_amounts
from budgets.pages.scope import Choice, Scope
from budgets.summaries import region_name
from budgets.vocabulary import Phase

CHUNK = 500


class Line:
    """What the writer of CSV writes to: hands back the line it is given."""

    def write(self, line: str) -> str:
        """Return the line."""
        return line


def csv_response(name: str, head: Iterable[str], rows: Iterable[Iterable[object]]) -> HttpResponse:
    """Answer rows as CSV, line by line as they are read."""
    writer = csv.writer(Line())

    def lines() -> Iterator[str]:
        """Yield the mark, the head and the rows."""
        yield BYTE_ORDER_MARK
        yield writer.writerow(head)
        for row in rows:
            yield writer.writerow([neutralise("" if cell is None else str(cell)) for cell in row])

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response  # type: ignore[return-value]


def csv_of(name: str, dimension: str, codes: list[str], choice: Choice) -> HttpResponse:
    """Answer what departments of a region give under codes; without codes or region, the sums of regions."""
    scope = choice.scope
    if scope is None:
        return csv_response(name, _sum_head(), ())
    place = scope.region.code if scope.region else "all"
    named = "-".join([name, *codes[:1], place, str(scope.year), scope.phase])
    if scope.region is not None and codes:
        return csv_response(named, _department_head(), department_lines(dimension, codes, scope))
    return csv_response(named, _sum_head(), sum_lines(dimension, codes, scope))


def _place_head() -> list[str]:
    """Head the columns that say where and when."""
    return [_("区划代码"), _("地区"), _("虚构数据"), _("年度"), _("阶段")]


def _department_head() -> list[str]:
    """Head a list of departments."""
    return [*_place_head(), _("部门代码"), _("部门"), _("代码"), _("名称"), _("金额（元）"), _("网址")]


def _sum_head() -> list[str]:
    """Head a list of regions' sums."""
    return [*_place_head(), _("代码"), _("名称"), _("金额（元）"), _("部门数")]


def _place(row: PublishedAmount | RegionAmount) -> list[Any]:
    """Return the cells that say where and when."""
    marked = _("是") if row.region.is_invented else ""
    return [row.region.code, row.region.name, marked, row.year, Phase(row.phase).label]


def department_lines(dimension: str, codes: list[str], scope: Scope) -> Iterator[list[Any]]:
    """Yield what each department of a region gives under codes, largest first."""
    rows = published_amounts(dimension, codes, scope).iterator(chunk_size=CHUNK)
    for one in department_rows(rows):
        department = one.row.edition.budget.department.code
        yield [
            *_place(one.row),
            department,
            one.label,
            one.row.key or one.row.code,
            one.row.name,
            one.row.amount,
            one.address.base,
        ]


def sum_lines(dimension: str, codes: list[str], scope: Scope) -> Iterator[list[Any]]:
    """Yield the sums of regions under codes, by region and code: without codes all of one region, 类 of many."""
    rows = RegionAmount.objects.filter(dimension=dimension, year=scope.year, phase=scope.phase)
    if scope.region is not None:
        rows = rows.filter(region=scope.region)
    wanted = codes or (child_codes(dimension, "") if scope.region is None else [])
    if wanted:
        rows = rows.filter(code__in=wanted)
    for row in rows.select_related("region").order_by("region__code", "code"):
        yield [*_place(row), row.code, region_name(dimension, row.code, row.name), row.amount, row.count]
