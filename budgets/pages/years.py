"""The years and phases that a department has published: beside a budget, and on the department's page."""

from collections.abc import Callable, Iterable
from decimal import Decimal

from django.db.models import Count, Max, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse

from budgets.charts import YearFigures
from budgets.charts.years import THREE_PUBLIC_ITEMS
from budgets.models import Budget, Department, Edition, PublishedAmount
from budgets.pages.addresses import BudgetAddress
from budgets.pages.caching import respond
from budgets.pages.frame import version_of
from budgets.pages.lookup import BudgetKey, refuse
from budgets.tables import Facts, FilledTable
from budgets.vocabulary import Dimension, EditionStatus, Nature

# What stands beside one another over the years, by dimension and code of published amounts.
FIELDS = {
    (Dimension.TOTAL.value, "expenditure"): "total",
    (Dimension.NATURE.value, Nature.BASIC_EXPENDITURE.value): "basic",
    (Dimension.NATURE.value, Nature.PROJECT_EXPENDITURE.value): "projects",
    (Dimension.THREE_PUBLIC.value, "total"): "three_public",
}


def answer_beside_years(request: HttpRequest, key: BudgetKey, answer: Callable[[Facts], HttpResponse]) -> HttpResponse:
    """Answer with a page that also says what the department published for other years: it changes when they do."""
    published = (
        Edition.objects.filter(status=EditionStatus.PUBLISHED, budget__department=OuterRef("budget__department"))
        .order_by()
        .values("budget__department")
    )
    edition = (
        key.editions()
        .with_names()
        .annotate(
            newest=Subquery(published.annotate(found=Max("publication__id")).values("found")),
            published=Subquery(published.annotate(found=Count("id")).values("found")),
        )
        .first()
    )
    if edition is None:
        refuse(key)
    version = f"{version_of(edition)} {edition.newest} {edition.published}"
    return respond(request, version, lambda: answer(Facts(edition)))


def published_figures(department: Department) -> list[YearFigures]:
    """Return what a department's standing editions amount to, the latest year first; one query."""
    return gather(amounts_of(department))


def amounts_of(department: Department) -> QuerySet[PublishedAmount]:
    """Return the amounts that years are compared by."""
    dimensions = {dimension for dimension, _code in FIELDS}
    codes = {code for _dimension, code in FIELDS} | set(THREE_PUBLIC_ITEMS)
    return PublishedAmount.objects.filter(
        department=department,
        dimension__in=dimensions,
        code__in=codes,
        edition__status=EditionStatus.PUBLISHED,
    )


def gather(amounts: Iterable[PublishedAmount]) -> list[YearFigures]:
    """Put amounts together by year and phase, the latest year first."""
    found: dict[tuple[int, str], dict[tuple[str, str], Decimal]] = {}
    for one in amounts:
        found.setdefault((one.year, one.phase), {})[one.dimension, one.code] = one.amount
    return [figures_of(year, phase, found[year, phase]) for year, phase in sorted(found, reverse=True)]


def figures_of(year: int, phase: str, amounts: dict[tuple[str, str], Decimal]) -> YearFigures:
    """Return the figures of one year and phase from amounts by dimension and code."""
    values = {name: amounts.get(address) for address, name in FIELDS.items()}
    items = {
        item: amounts[Dimension.THREE_PUBLIC.value, item]
        for item in THREE_PUBLIC_ITEMS
        if (Dimension.THREE_PUBLIC.value, item) in amounts
    }
    return YearFigures(year, phase, items=items, **values)


def own_figures(balance: FilledTable, spending: FilledTable, three_public: FilledTable) -> YearFigures:
    """Return the figures of an edition from its standard tables, whether it still stands or not."""
    sources = [
        (Dimension.TOTAL.value, "expenditure", balance, ("grand_total", "expenditure_amount")),
        (Dimension.NATURE.value, Nature.BASIC_EXPENDITURE.value, spending, ("total", Nature.BASIC_EXPENDITURE.value)),
        (
            Dimension.NATURE.value,
            Nature.PROJECT_EXPENDITURE.value,
            spending,
            ("total", Nature.PROJECT_EXPENDITURE.value),
        ),
        *(
            (Dimension.THREE_PUBLIC.value, item, three_public, ("total", item))
            for item in ("total", *THREE_PUBLIC_ITEMS)
        ),
    ]
    amounts = {}
    for dimension, code, filled, address in sources:
        cell = filled.by_address.get(address)
        if cell is not None and cell.amount is not None:
            amounts[dimension, code] = cell.amount
    budget = balance.facts.edition.budget
    return figures_of(budget.year, budget.phase, amounts)


def beside(own: YearFigures, others: Iterable[YearFigures]) -> list[YearFigures]:
    """Return all years with an edition's own figures in the place of those that stand for its year."""
    kept = [one for one in others if (one.year, one.phase) != (own.year, own.phase)]
    return sorted([own, *kept], key=lambda one: (one.year, one.phase), reverse=True)


def standing_address(department: Department, year: int, phase: str) -> BudgetAddress:
    """Return the addresses of what stands for a year and phase."""
    budget = Budget(department=department, year=year, phase=phase)
    return BudgetAddress.of(Edition(budget=budget, status=EditionStatus.PUBLISHED))
