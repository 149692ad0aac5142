"""Amounts across departments, from what is kept at publication: by code, by region, by department, by year."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet
from django.http import HttpRequest

from budgets.models import PublishedAmount, Region, RegionAmount, RegionPopulation
from budgets.money import add
from budgets.pages.addresses import BudgetAddress
from budgets.pages.compare_entries import key_of
from budgets.pages.scope import Choice, Scope, per_head, populations
from budgets.summaries import region_name
from budgets.vocabulary import Dimension, EditionStatus

PER_PAGE = 50
NOTHING = Decimal(0)
# Where codes of the first level lie: 类 of the functional and of the department's economic classification.
FIRST_CODES: Mapping[str, range] = {Dimension.FUNCTION: range(200, 300), Dimension.ECONOMIC: range(300, 400)}
# How long the codes of each level are.
LEVELS: Mapping[str, tuple[int, ...]] = {Dimension.FUNCTION: (3, 5, 7), Dimension.ECONOMIC: (3, 5)}
LABELS = ("类", "款", "项")


@dataclass(frozen=True)
class CodeRow:
    """What a code amounts to in yuan over the departments looked over, and how many of them have any."""

    code: str
    name: str
    amount: Decimal
    count: int


@dataclass(frozen=True)
class RegionRow:
    """What a region gives under one code: yuan, how many amounts, yuan an inhabitant where that is known."""

    region: Region
    amount: Decimal
    count: int
    person: Decimal | None
    population: RegionPopulation | None
    is_counted: bool


@dataclass(frozen=True)
class DepartmentRow:
    """What one department gives under one code, in yuan, with the addresses of its budget."""

    row: PublishedAmount
    address: BudgetAddress

    @property
    def label(self) -> str:
        """The department's name as it was when it published."""
        return self.row.edition.label

    @property
    def key(self) -> str:
        """What a comparison calls the budget: 410796/104/2023."""
        department = self.row.edition.budget.department
        return key_of(self.row.region.code, department.code, self.row.year, self.row.phase)


def level_of(dimension: str, code: str) -> int | None:
    """Return which level a code is of, from 0; None where codes of the classification do not look like it."""
    levels = LEVELS[dimension]
    if (
        len(code) not in levels
        or not (code.isascii() and code.isdigit())
        or int(code[:3]) not in FIRST_CODES[dimension]
    ):
        return None
    return levels.index(len(code))


def child_codes(dimension: str, above: str) -> list[str]:
    """Return the codes that may stand one level below a code, or on the first level below none.

    Asked for one by one they are found by the index, whatever else is published.
    """
    if not above:
        return [str(number) for number in FIRST_CODES[dimension]]
    if level_of(dimension, above) == len(LEVELS[dimension]) - 1:
        return []
    return [f"{above}{number:02}" for number in range(100)]


def region_amounts(dimension: str, codes: Iterable[str], scope: Scope) -> list[RegionAmount]:
    """Return the sums of regions under some codes in a scope."""
    found = RegionAmount.objects.filter(dimension=dimension, code__in=codes, year=scope.year, phase=scope.phase)
    if scope.region is not None:
        found = found.filter(region=scope.region)
    return list(found.select_related("region"))


def code_rows(dimension: str, above: str, choice: Choice) -> list[CodeRow]:
    """Return the codes one level below a code, largest first."""
    return sum_codes(dimension, choice, child_codes(dimension, above))


def sum_codes(dimension: str, choice: Choice, codes: Iterable[str]) -> list[CodeRow]:
    """Add codes over the regions that count, largest first; in Python, where Decimal stays exact."""
    if choice.scope is None:
        return []
    sums: dict[str, CodeRow] = {}
    for row in region_amounts(dimension, codes, choice.scope):
        if choice.counts(row.region):
            known = sums.get(row.code) or CodeRow(row.code, region_name(dimension, row.code, row.name), NOTHING, 0)
            sums[row.code] = CodeRow(row.code, known.name, known.amount + row.amount, known.count + row.count)
    return sorted(sums.values(), key=lambda one: (-one.amount, one.code))


def region_rows(dimension: str, code: str, choice: Choice) -> list[RegionRow]:
    """Return what each region gives under a code, what is real first, then the largest first."""
    if choice.scope is None:
        return []
    rows = region_amounts(dimension, [code], choice.scope)
    known = populations((row.region_id, row.year) for row in rows)
    found = []
    for row in rows:
        population = known.get((row.region_id, row.year))
        person = per_head(row.amount, population)
        found.append(RegionRow(row.region, row.amount, row.count, person, population, choice.counts(row.region)))
    return sorted(found, key=lambda one: (one.region.is_invented, -one.amount, one.region.code))


def published_amounts(dimension: str, codes: Iterable[str], scope: Scope) -> QuerySet[PublishedAmount]:
    """Return amounts of departments of a scope under some codes, largest first within one code."""
    found = PublishedAmount.objects.filter(dimension=dimension, code__in=codes, year=scope.year, phase=scope.phase)
    if scope.region is not None:
        found = found.filter(region=scope.region)
    return with_owners(found)


def with_owners(rows: QuerySet[PublishedAmount]) -> QuerySet[PublishedAmount]:
    """Bring along whose amounts they are, largest first."""
    return rows.select_related("edition__budget__department__region", "region").order_by("-amount", "pk")


def department_rows(rows: Iterable[PublishedAmount]) -> Iterator[DepartmentRow]:
    """Yield amounts with their addresses; what has been withdrawn since is passed over.

    The index gives amounts in their order, so the standing is looked at here: asked for, it would be looked up first,
    and all that is published with it.
    """
    for row in rows:
        if row.edition.status == EditionStatus.PUBLISHED:
            yield DepartmentRow(row, BudgetAddress.of(row.edition))


def amounts_by_year(dimension: str, code: str, choice: Choice) -> dict[int, tuple[Decimal, int]]:
    """Return the sum of a code and the number of its amounts by year, oldest first, in the phase that was chosen."""
    if choice.scope is None:
        return {}
    found = RegionAmount.objects.filter(dimension=dimension, code=code, phase=choice.scope.phase)
    if choice.scope.region is not None:
        found = found.filter(region=choice.scope.region)
    years: dict[int, list[RegionAmount]] = {}
    for row in found.select_related("region").order_by("year"):
        if choice.counts(row.region):
            years.setdefault(row.year, []).append(row)
    return {
        year: (add(one.amount for one in rows) or NOTHING, sum(one.count for one in rows))
        for year, rows in years.items()
    }


@dataclass(frozen=True)
class Page:
    """A page of a list whose length is known without counting."""

    number: int
    count: int
    query: str

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.count // PER_PAGE))

    @property
    def start(self) -> int:
        """Where the page begins."""
        return (self.number - 1) * PER_PAGE

    @property
    def previous(self) -> str:
        """The query of the page before, if there is one."""
        return f"?{self.query}&page={self.number - 1}" if self.number > 1 else ""

    @property
    def next(self) -> str:
        """The query of the page after, if there is one."""
        return f"?{self.query}&page={self.number + 1}" if self.number < self.pages else ""

    def of(self, rows: QuerySet[PublishedAmount]) -> QuerySet[PublishedAmount]:
        """Return the rows of this page: what comes before it is passed over in the index, and never read."""
        keys = rows.values_list("pk", flat=True)[self.start : self.start + PER_PAGE]
        return with_owners(PublishedAmount.objects.filter(pk__in=list(keys)))


def page_of(request: HttpRequest, count: int, query: str) -> Page:
    """Return the page that is asked for, the nearest one where there is none of that number."""
    asked = request.GET.get("page", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
    whole = Page(1, count, query)
    return Page(min(max(number, 1), whole.pages), count, query)
