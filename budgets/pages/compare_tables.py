"""Budgets side by side: by 类, by nature, by economic class, by “三公” item, each against the first."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.money import add, share
from budgets.pages.compare_entries import Comparand
from budgets.pages.scope import per_head
from budgets.summaries import TOTAL_LABELS, region_name
from budgets.vocabulary import Dimension, Phase

# The rows of a section that do not depend on what is compared: code, label, depth.
Rows = Sequence[tuple[str, object, int]]
TOTALS: Rows = [(code, label, 0) for code, label in TOTAL_LABELS.items()]
NATURES: Rows = [
    ("total", gettext_lazy("本年支出合计"), 0),
    ("basic_expenditure", gettext_lazy("基本支出"), 0),
    ("wages", gettext_lazy("工资福利支出"), 1),
    ("household_subsidies", gettext_lazy("对个人和家庭的补助"), 1),
    ("goods_services", gettext_lazy("商品和服务支出"), 1),
    ("capital", gettext_lazy("资本性支出"), 1),
    ("project_expenditure", gettext_lazy("项目支出"), 0),
    ("other_operation", gettext_lazy("其他运转类"), 1),
    ("specific_purpose", gettext_lazy("特定目标类"), 1),
]
THREE_PUBLIC: Rows = [
    ("total", gettext_lazy("“三公”经费合计"), 0),
    ("overseas_visits", gettext_lazy("因公出国（境）费"), 1),
    ("vehicles", gettext_lazy("公务用车购置及运行费"), 1),
    ("vehicle_purchase", gettext_lazy("购置费"), 2),
    ("vehicle_operation", gettext_lazy("运行费"), 2),
    ("hospitality", gettext_lazy("公务接待费"), 1),
]
CLASS_LENGTH = 3


@dataclass(frozen=True)
class Figure:
    """An amount in yuan, its share of the section's whole, its change against the first budget, yuan a head."""

    amount: Decimal | None
    share: Decimal | None
    change: Decimal | None
    rate: Decimal | None
    person: Decimal | None


@dataclass(frozen=True)
class Row:
    """A line of the comparison: its label, how deep it lies, a figure for each budget."""

    code: str
    label: str
    depth: int
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Section:
    """A dimension that budgets are compared by: which money it speaks of, its rows, who does not give it."""

    dimension: str
    title: str
    scope: str
    rows: tuple[Row, ...]
    missing: tuple[str, ...]

    @property
    def is_comparable(self) -> bool:
        """Whether every budget gives it."""
        return bool(self.rows) and not self.missing


def sections(entries: Sequence[Comparand]) -> list[Section]:
    """Return the sections of a comparison; one that no budget gives is left out."""
    made = [
        _section(entries, Dimension.TOTAL, _("收支总计"), _("包括上年结转和年终结转。"), TOTALS),
        _section(
            entries,
            Dimension.FUNCTION,
            _("按用途（类）"),
            _("部门全部支出，按支出功能分类。"),
            _coded(entries, Dimension.FUNCTION),
        ),
        _section(entries, Dimension.NATURE, _("按性质"), _("部门全部支出，分基本支出和项目支出。"), NATURES),
        _section(
            entries,
            Dimension.ECONOMIC,
            _("按经济分类（类）"),
            _("只是一般公共预算的基本支出，不含项目支出。"),
            _coded(entries, Dimension.ECONOMIC),
        ),
        _section(entries, Dimension.THREE_PUBLIC, _("“三公”经费"), _("一般公共预算安排的“三公”经费。"), THREE_PUBLIC),
    ]
    return [one for one in made if one.rows]


def _coded(entries: Sequence[Comparand], dimension: str) -> Rows:
    """Return the codes of the first level with their names: the official ones, since each prints its own."""
    names: dict[str, str] = {}
    for entry in entries:
        for code in entry.codes(dimension, CLASS_LENGTH):
            names.setdefault(code, region_name(dimension, code, entry.names[dimension, code]))
    return [(code, names[code], 0) for code in sorted(names)]


def _section(entries: Sequence[Comparand], dimension: str, title: str, scope: str, rows: Rows) -> Section:
    """Set the rows of one dimension side by side; a row that no budget has is left out."""
    wholes = [whole_of(entry, dimension) for entry in entries]
    return Section(
        dimension,
        title,
        scope,
        tuple(_rows(entries, dimension, rows, wholes)),
        tuple(entry.label for entry in entries if dimension not in entry.dimensions),
    )


def rows_with(section: Section, measure: Callable[[Figure], object]) -> Section:
    """Return a section with the rows of which there is anything to show, the first budget's own amounts included."""
    return replace(
        section,
        rows=tuple(
            row
            for row in section.rows
            if row.figures[0].amount is not None or any(measure(figure) is not None for figure in row.figures)
        ),
    )


def whole_of(entry: Comparand, dimension: str) -> Decimal | None:
    """Return what shares of a dimension are shares of, in yuan; revenue and expenditure are no parts of anything."""
    if dimension in (Dimension.FUNCTION, Dimension.ECONOMIC):
        return add(entry.amount(dimension, code) for code in entry.codes(dimension, CLASS_LENGTH))
    return None if dimension == Dimension.TOTAL else entry.amount(dimension, "total")


def _rows(entries: Sequence[Comparand], dimension: str, rows: Rows, wholes: Sequence[Decimal | None]) -> Iterator[Row]:
    """Yield the rows that any budget has."""
    for code, label, depth in rows:
        amounts = [entry.amount(dimension, code) for entry in entries]
        if any(amount is not None for amount in amounts):
            figures = [
                figure(amount, whole, amounts[0], entry)
                for amount, whole, entry in zip(amounts, wholes, entries, strict=True)
            ]
            yield Row(code, str(label), depth, tuple(figures))


def figure(amount: Decimal | None, whole: Decimal | None, first: Decimal | None, entry: Comparand) -> Figure:
    """Return an amount with what it is to its whole, to the first budget, and to each inhabitant."""
    change = None if amount is None or first is None else amount - first
    # The whole is no part of itself.
    part = None if amount == whole else share(amount, whole)
    return Figure(amount, part, change, share(change, first), per_head(amount, entry.population))


@dataclass(frozen=True)
class Outcome:
    """What was planned and what was spent under one code, in yuan: the difference, and the rate in percent."""

    label: str
    depth: int
    planned: Decimal | None
    spent: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        """What was spent beyond the plan; negative where less was."""
        return None if self.planned is None or self.spent is None else self.spent - self.planned

    @property
    def rate(self) -> Decimal | None:
        """What was spent as a percentage of what was planned."""
        return share(self.spent, self.planned)


@dataclass(frozen=True)
class Pair:
    """A department's budget and its final accounts of the same year."""

    budget: Comparand
    final: Comparand
    rows: tuple[Outcome, ...]


def pairs(entries: Sequence[Comparand]) -> list[Pair]:
    """Return budgets with the final accounts of the same department and year, where both are compared."""
    finals = {(one.edition.budget.department_id, one.year): one for one in entries if one.phase == Phase.FINAL}
    found = []
    for entry in entries:
        final = finals.get((entry.edition.budget.department_id, entry.year))
        if entry.phase == Phase.BUDGET and final is not None:
            found.append(Pair(entry, final, tuple(_outcomes(entry, final))))
    return found


def _outcomes(budget: Comparand, final: Comparand) -> Iterator[Outcome]:
    """Yield spending, by 类, by nature, and on “三公”, as planned and as spent; what neither gives is left out."""
    classes = [(code, label, 1) for code, label, _depth in _coded([budget, final], Dimension.FUNCTION)]
    natures = [(code, label, 1) for code, label, depth in NATURES[1:] if not depth]
    asked = [
        (Dimension.NATURE, NATURES[:1]),
        (Dimension.FUNCTION, classes),
        (Dimension.NATURE, natures),
        (Dimension.THREE_PUBLIC, THREE_PUBLIC[:1]),
    ]
    for dimension, rows in asked:
        for code, label, depth in rows:
            planned, spent = budget.amount(dimension, code), final.amount(dimension, code)
            if planned is not None or spent is not None:
                yield Outcome(str(label), depth, planned, spent)
