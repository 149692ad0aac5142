"""Subjects and economic classes across departments: what all departments of a region spend under a code."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.money import share
from budgets.pages.across_files import csv_of
from budgets.pages.across_rows import (
    LABELS,
    LEVELS,
    CodeRow,
    DepartmentRow,
    code_rows,
    department_rows,
    level_of,
    page_of,
    published_amounts,
    region_rows,
    sum_codes,
)
from budgets.pages.across_years import find_years
from budgets.pages.caching import respond
from budgets.pages.frame import Crumb
from budgets.pages.scope import Choice, Scope, choose, find_coverage
from budgets.tables.official_names import department_class_names, function_names
from budgets.vocabulary import Dimension


@dataclass(frozen=True)
class Classification:
    """A classification that departments are looked over by: its address, its title, and which money it speaks of."""

    dimension: str
    path: str
    title: object
    money: object
    noun: object

    @property
    def address(self) -> str:
        """The page of its first level."""
        return f"/{self.path}/"

    @property
    def names(self) -> Mapping[str, str]:
        """The official names of its codes."""
        return function_names() if self.dimension == Dimension.FUNCTION else department_class_names()

    def page(self, code: str) -> str:
        """Return the page of a code."""
        return f"{self.address}{code}/" if code else self.address

    def file(self, code: str) -> str:
        """Return the address of a code's list as a file."""
        return f"{self.page(code).rstrip('/')}.csv"


CLASSIFICATIONS = {
    "functions": Classification(
        Dimension.FUNCTION,
        "functions",
        gettext_lazy("支出功能分类"),
        gettext_lazy("部门全部支出，按用途（类、款、项）分。"),
        gettext_lazy("支出"),
    ),
    "economics": Classification(
        Dimension.ECONOMIC,
        "economics",
        gettext_lazy("支出经济分类"),
        gettext_lazy(
            "只是一般公共预算的基本支出，按怎样花（工资、办公费等）分；项目支出多不按经济分类公布，不在其中。"
        ),
        gettext_lazy("一般公共预算基本支出"),
    ),
}


@dataclass(frozen=True)
class Line:
    """A code in a list: its page, its amount, and its share of the list's whole."""

    row: CodeRow
    address: str
    share: Decimal | None


@dataclass(frozen=True)
class Holder:
    """A department in a list: the page of the code in its budget, and its share of the whole."""

    row: DepartmentRow
    address: str
    share: Decimal | None


def show(request: HttpRequest, classification: str, function: str = "", economic: str = "") -> HttpResponse:
    """Show the first level of a classification, or one code of it, across departments."""
    kind, code = CLASSIFICATIONS[classification], function or economic
    _refuse_unknown(kind, code)
    choice = choose(request.GET, find_coverage())
    template = "across/code.html" if code else "across/codes.html"
    return respond(request, choice.version, lambda: render(request, template, compose(request, kind, code, choice)))


def download(request: HttpRequest, classification: str, function: str = "", economic: str = "") -> HttpResponse:
    """Answer the whole list as CSV."""
    kind, code = CLASSIFICATIONS[classification], function or economic
    _refuse_unknown(kind, code)
    choice = choose(request.GET, find_coverage())
    return respond(request, choice.version, lambda: csv_of(kind.path, kind.dimension, [code] if code else [], choice))


def _refuse_unknown(kind: Classification, code: str) -> None:
    """Raise Http404 for what cannot be a code of the classification."""
    if code and level_of(kind.dimension, code) is None:
        raise Http404


def compose(request: HttpRequest, kind: Classification, code: str, choice: Choice) -> dict[str, Any]:
    """Gather a code's amount, the level above and below, and who spends it; or the first level."""
    name = kind.names.get(code, "")
    below = code_rows(kind.dimension, code, choice)
    upper = _upper(kind, code, choice)
    own = next((row for row in upper if row.code == code), None)
    if code and not name and own is None:
        raise Http404
    whole = own.amount if own else sum((row.amount for row in below), Decimal(0))
    return {
        "kind": kind,
        "code": code,
        "name": own.name if own else name,
        "level": _level(kind, code),
        "next_level": LABELS[len([one for one in LEVELS[kind.dimension] if one <= len(code)])] if below else "",
        "choice": choice,
        "scope": choice.scope,
        "own": own,
        "whole": whole,
        "above": _above(kind, code, choice, upper, own),
        "below": list(_lines(kind, choice, below, whole)),
        "file": f"{kind.file(code)}?{choice.scope.query}" if choice.scope else "",
        "crumbs": _crumbs(kind, code, own.name if own else name, choice),
        **(_holders(request, kind, own, choice) if code else {}),
    }


def _level(kind: Classification, code: str) -> str:
    """Return what the level of a code is called."""
    level = level_of(kind.dimension, code) if code else None
    return "" if level is None else LABELS[level]


def _upper(kind: Classification, code: str, choice: Choice) -> list[CodeRow]:
    """Return the code itself and the levels above it."""
    codes = [code[:length] for length in LEVELS[kind.dimension] if length <= len(code)]
    return sum_codes(kind.dimension, choice, codes) if codes else []


def _above(kind: Classification, code: str, choice: Choice, upper: list[CodeRow], own: CodeRow | None) -> list[Line]:
    """Return the levels above a code with the share that the code has of each, the nearest first."""
    if own is None or choice.scope is None:
        return []
    higher = sorted((row for row in upper if row.code != code), key=lambda row: -len(row.code))
    query = choice.scope.query
    return [Line(row, f"{kind.page(row.code)}?{query}", share(own.amount, row.amount)) for row in higher]


def _lines(kind: Classification, choice: Choice, rows: list[CodeRow], whole: Decimal) -> Iterator[Line]:
    """Yield the codes of a list with their pages and shares."""
    query = choice.scope.query if choice.scope else ""
    for row in rows:
        yield Line(row, f"{kind.page(row.code)}?{query}", share(row.amount, whole))


def _holders(request: HttpRequest, kind: Classification, own: CodeRow | None, choice: Choice) -> dict[str, Any]:
    """Gather who spends under a code: the departments of a region page by page, or the regions; and the years."""
    if own is None or choice.scope is None:
        return {}
    scope = choice.scope
    years = find_years(kind.dimension, own.code, own.name, choice, f"{kind.page(own.code)}chart/")
    if scope.region is None:
        return {**_regions(kind, own, choice, scope), "years": years}
    page = page_of(request, own.count, scope.query)
    rows = department_rows(page.of(published_amounts(kind.dimension, [own.code], scope)))
    holders = [Holder(row, _drill(kind, row, own.code), share(row.row.amount, own.amount)) for row in rows]
    return {"holders": holders, "page": page, "years": years}


def _regions(kind: Classification, own: CodeRow, choice: Choice, scope: Scope) -> dict[str, Any]:
    """Gather the regions that spend under a code."""
    rows = region_rows(kind.dimension, own.code, choice)
    found = [(row, f"{kind.page(own.code)}?{scope.of_region(row.region).query}") for row in rows]
    return {
        "regions": [(row, address, share(row.amount, own.amount)) for row, address in found],
        "knows_people": any(row.person is not None for row in rows),
    }


def _drill(kind: Classification, row: DepartmentRow, code: str) -> str:
    """Return the page of the code within the department's budget."""
    if kind.dimension == Dimension.FUNCTION:
        return row.address.function(code)
    return row.address.economic(code)


def _crumbs(kind: Classification, code: str, name: str, choice: Choice) -> list[Crumb]:
    """Return the way: classification › 类 › 款 › 项."""
    query = f"?{choice.scope.query}" if choice.scope else ""
    if not code:
        return [Crumb(_("跨部门")), Crumb(str(kind.title))]
    lengths = [length for length in LEVELS[kind.dimension] if length < len(code)]
    upper = [Crumb(_called(kind, code[:length]), f"{kind.page(code[:length])}{query}") for length in lengths]
    return [Crumb(str(kind.title), f"{kind.address}{query}"), *upper, Crumb(f"{code} {name}")]


def _called(kind: Classification, code: str) -> str:
    """Return a code with its official name."""
    return f"{code} {kind.names.get(code, '')}".strip()
