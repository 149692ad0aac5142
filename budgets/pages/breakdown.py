"""How an amount of a budget is divided: by code, by nature of spending, by fund; what pages of drilling down share.

Amounts in yuan. What a list adds up to is held against the amount that it divides, and a sentence says where the two
are not the same.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.money import MoneyUnit, add, format_amount, scale, share
from budgets.pages.frame import Crumb, frame
from budgets.parts import NATURE_PARTS, belongs_to_nature
from budgets.tables import Facts
from budgets.tables.occurrences import Occurrence
from budgets.tables.outline import EVERYTHING, Comparison, Outline
from budgets.vocabulary import Fund, MoneyOrigin, Nature

COARSE = {
    Nature.ALL_NATURES: gettext_lazy("没有分性质的支出"),
    Nature.BASIC_EXPENDITURE: gettext_lazy("基本支出"),
    Nature.PROJECT_EXPENDITURE: gettext_lazy("项目支出"),
}
# Columns of a list of codes; the last stands for spending of every other nature. Basic spending alone has its parts.
BROAD = (Nature.BASIC_EXPENDITURE, Nature.PROJECT_EXPENDITURE, "")
NOTHING = Decimal(0)
PARTS_OF_BASIC = (Nature.PERSONNEL, Nature.OPERATING)


@dataclass(frozen=True)
class Line:
    """A row of a division: what it is called, how deep it stands, its amount, its share, its parts by nature."""

    name: str
    amount: Decimal | None
    share: Decimal | None
    level: int = 0
    code: str = ""
    address: str = ""
    parts: tuple[Decimal | None, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Division:
    """An amount, the rows it is divided into, and a sentence where they come to something else."""

    lines: Sequence[Line]
    columns: tuple[str, ...] = ()
    comparison: Comparison = Comparison(None, None)
    remark: str = ""

    @property
    def is_nested(self) -> bool:
        """Whether some row stands below another."""
        return any(line.level for line in self.lines)

    @property
    def has_notes(self) -> bool:
        """Whether some row has a note beside it."""
        return any(line.note for line in self.lines)


def label_of(nature: str) -> str:
    """Return what a nature of spending is called in a list; whatever has no column of its own is other spending."""
    if not nature:
        return _("其他支出")
    return str(COARSE.get(Nature(nature), Nature(nature).label))


def nature_columns(lines: Sequence[Any]) -> tuple[str, ...]:
    """Return the natures that a list of codes has columns of: those that some line has money of."""
    fine = bool(lines) and all(line.nature in PARTS_OF_BASIC for line in lines)
    wanted = PARTS_OF_BASIC if fine else BROAD
    return tuple(nature for nature in wanted if any(amount for amount in _amounts_of(lines, nature)))


def of_nature(lines: Iterable[Any], nature: str) -> Decimal | None:
    """Add the lines of a nature."""
    return add(_amounts_of(lines, nature))


def _amounts_of(lines: Iterable[Any], nature: str) -> list[Decimal]:
    """Return the amounts of a nature, or those of neither basic nor project nor undivided spending."""
    if nature:
        return [line.amount for line in lines if belongs_to_nature(line.nature, nature)]
    named = (Nature.BASIC_EXPENDITURE, Nature.PROJECT_EXPENDITURE)
    return [line.amount for line in lines if not any(belongs_to_nature(line.nature, one) is not False for one in named)]


def divide_by_code(
    outline: Outline, code: str, address: Callable[[str], str], depth: int, note: Callable[[str], str] | None = None
) -> Division:
    """Divide a code into those below it, `depth` levels deep, and what stops at the code itself."""
    columns = nature_columns(outline.under(code))
    whole = outline.amount(code)
    lines = []
    for one, level, own in _below(outline, code, depth):
        amount = outline.amount(one) if one else add(line.amount for line in own)
        parts = tuple(of_nature(own, nature) for nature in columns)
        name = outline.name(one) if one else _("没有再细分的支出")
        text = note(one) if one and note else ""
        lines.append(Line(name, amount, share(amount, whole), level, one, address(one) if one else "", parts, text))
    comparison = outline.compare(code)
    return Division(lines, tuple(map(label_of, columns)), comparison, remark_on(comparison))


def _below(outline: Outline, code: str, depth: int, level: int = 0) -> Iterator[tuple[str, int, Sequence[Any]]]:
    """Yield the codes below a code, each with its level and lines; what stops at a code comes last and has no code."""
    for one in outline.below(code):
        yield one, level, outline.under(one)
        if level + 1 < depth:
            yield from _below(outline, one, depth, level + 1)
    rest = outline.undivided(code)
    if rest:
        yield "", level, rest


def divide_by_nature(lines: Sequence[Any], whole: Decimal | None, allowance: Decimal = NOTHING) -> Division:
    """Divide lines by the nature of spending, each nature below the one it is part of."""
    rows = [
        Line(label_of(nature), amount, share(amount, whole), level)
        for nature, level, amount in _natures(lines, Nature.ALL_NATURES)
    ]
    vague = add(line.amount for line in lines if line.nature == Nature.ALL_NATURES)
    if vague:
        rows.append(Line(label_of(Nature.ALL_NATURES), vague, share(vague, whole)))
    listed = Comparison(whole, add(row.amount for row in rows if row.level == 0), allowance)
    return Division(rows, (), listed, remark_on(listed))


def _natures(lines: Sequence[Any], nature: str, level: int = 0) -> Iterator[tuple[str, int, Decimal]]:
    """Yield the natures below one that there is money of, each with its level and its amount in yuan."""
    for part in NATURE_PARTS.get(nature, ()):
        amount = of_nature(lines, part)
        if amount:
            yield part, level, amount
            yield from _natures(lines, part, level + 1)


def divide_by_fund(lines: Sequence[Any], whole: Decimal | None, allowance: Decimal = NOTHING) -> Division:
    """Divide lines by the fund they are spent from; nothing where no line names one."""
    columns = nature_columns(lines)
    groups: dict[tuple[str, str], list[Any]] = {}
    for line in lines:
        if line.fund != Fund.ALL_FUNDS:
            groups.setdefault((line.fund, line.origin), []).append(line)
    rows = []
    for (fund, origin), own in groups.items():
        amount = add(line.amount for line in own)
        name = str(Fund(fund).label)
        if origin != MoneyOrigin.CURRENT:
            name = _("%(fund)s（%(origin)s）") % {"fund": name, "origin": MoneyOrigin(origin).label}
        rows.append(Line(name, amount, share(amount, whole), parts=tuple(of_nature(own, nature) for nature in columns)))
    listed = Comparison(whole, add(row.amount for row in rows), allowance)
    return Division(rows, tuple(map(label_of, columns)), listed, _remark_on_funds(listed) if rows else "")


def _remark_on_funds(comparison: Comparison) -> str:
    """Say how much of the amount has no fund; a document may well print tables of some funds only."""
    if comparison.differs and comparison.difference > 0:
        return _("公布的文件写明了其中 %(listed)s的资金来源，其余 %(rest)s没有写明。") % {
            "listed": in_words(comparison.listed),
            "rest": in_words(comparison.difference),
        }
    return remark_on(comparison)


def finest_natures(candidates: Sequence[Sequence[Any]]) -> Sequence[Any]:
    """Return the lines that tell most natures apart, of those that come to the same money as the first."""
    first = add(line.amount for line in candidates[0])
    same = [lines for lines in candidates if add(line.amount for line in lines) == first]
    return max(same, key=lambda lines: len({line.nature for line in lines if line.amount}))


def remark_on(comparison: Comparison) -> str:
    """Say in a sentence that what is listed does not come to the amount; nothing where it does."""
    if comparison.differs:
        return _("上面的数字是 %(amount)s，下列各项相加是 %(listed)s，相差 %(difference)s。") % {
            "amount": in_words(comparison.amount),
            "listed": in_words(comparison.listed),
            "difference": in_words(abs(comparison.difference)),
        }
    if comparison.rounds:
        return _("下列各项相加是 %(listed)s，相差在四舍五入的范围之内。") % {"listed": in_words(comparison.listed)}
    return ""


def in_words(amount: Decimal | None) -> str:
    """Return an amount with its unit, in 万元; in 元 where 万元 of two places would not show it whole."""
    if amount is None:
        return _("没有数字")
    unit = MoneyUnit.TEN_THOUSAND_YUAN
    if scale(amount, unit) * unit.value != amount:
        unit = MoneyUnit.YUAN
    return f"{format_amount(amount, unit)} {unit.label}"


@dataclass(frozen=True)
class Standing:
    """A cell in which an amount stands, ready for the page."""

    label: str
    title: str
    column: str
    amount: str
    address: str


def standings(cells: Sequence[Occurrence], table_address: Callable[[int], str]) -> list[Standing]:
    """Return the cells of a code, each with the amount in its table's own unit."""
    return [
        Standing(
            one.table.label,
            one.table.title,
            " · ".join(dict.fromkeys(filter(None, one.path))),
            f"{format_amount(one.amount, one.table.unit, one.table.places)} {one.table.unit_label}",
            f"{table_address(one.table.number)}cells/{one.row}/{one.column}/",
        )
        for one in cells
    ]


def describe_code(
    facts: Facts, outline: Outline, code: str, root: Crumb, page_of: Callable[[str], str]
) -> dict[str, Any]:
    """Gather what the page of a code says first: the way there, its name, its amount, its shares of what is above it.

    `root` is the page of the whole classification, `page_of` gives a code's. Http404 where the budget has no such code.
    """
    if code not in outline.codes:
        raise Http404
    classification, amount = outline.classification, outline.amount(code)
    above = classification.ancestors(code)
    steps = [Crumb(f"{one} {outline.name(one)}", page_of(one)) for one in above]
    return {
        "frame": frame(facts.edition, f"{code} {outline.name(code)}", root, *steps),
        "code": code,
        "name": outline.name(code),
        "level": classification.level(code).label,
        "amount": amount,
        "above": outline.name(above[-1]) if above else "",
        "share_above": share(amount, outline.amount(above[-1])) if above else None,
        "share": share(amount, outline.amount(EVERYTHING)),
        "stops_short": outline.stops_short(code),
    }
