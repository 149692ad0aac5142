"""Which budgets a comparison sets side by side: read from the address, and what of it cannot be shown."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from budgets.models import Edition, PublishedAmount, Region, RegionPopulation
from budgets.pages.addresses import BudgetAddress
from budgets.pages.scope import populations
from budgets.vocabulary import Dimension, EditionStatus, Phase

MOST = 6
# More than these are not even looked up.
LOOKED_UP = 4 * MOST
FORM = re.compile(r"/?(\d{6})/(\d{3,12})/((?:19|20)\d{2})(?:/(budget|adjusted|final))?/?", re.ASCII)


@dataclass(frozen=True)
class Comparand:
    """A published budget that is compared: its edition, what it amounts to by dimension and code, its inhabitants."""

    key: str
    edition: Edition
    amounts: Mapping[tuple[str, str], Decimal]
    names: Mapping[tuple[str, str], str]
    population: RegionPopulation | None = None

    @property
    def region(self) -> Region:
        """The region of the department."""
        return self.edition.budget.department.region

    @property
    def year(self) -> int:
        """The year of the budget."""
        return self.edition.budget.year

    @property
    def phase(self) -> str:
        """The phase of the budget."""
        return self.edition.budget.phase

    @property
    def period(self) -> str:
        """Year and phase in words."""
        return _("%(year)d 年%(phase)s") % {"year": self.year, "phase": Phase(self.phase).label}

    @property
    def label(self) -> str:
        """Department, year and phase in words."""
        return f"{self.edition.label} {self.period}"

    @property
    def address(self) -> BudgetAddress:
        """The addresses of the budget's pages."""
        return BudgetAddress.of(self.edition)

    @cached_property
    def dimensions(self) -> frozenset[str]:
        """The dimensions that anything is known of."""
        return frozenset(dimension for dimension, _code in self.amounts)

    def amount(self, dimension: str, code: str) -> Decimal | None:
        """Return the amount under a code in yuan; None where there is none."""
        return self.amounts.get((dimension, code))

    def codes(self, dimension: str, length: int = 0) -> list[str]:
        """Return the codes of a dimension that have an amount, of one length where that is given."""
        return [code for one, code in self.amounts if one == dimension and (not length or len(code) == length)]


@dataclass(frozen=True)
class Comparison:
    """What is set side by side, in the order asked for, and what could not be."""

    entries: tuple[Comparand, ...]
    messages: tuple[str, ...] = field(default=())

    @property
    def keys(self) -> list[str]:
        """What names each budget in the address."""
        return [one.key for one in self.entries]

    @property
    def query(self) -> str:
        """The query of an address that shows just these."""
        return query_of(self.keys)

    def with_added(self, key: str) -> str:
        """Return the query with one more budget."""
        return query_of([*self.keys, key])

    def without(self, key: str) -> str:
        """Return the query with one budget less."""
        return query_of([one for one in self.keys if one != key])


def query_of(keys: Iterable[str]) -> str:
    """Return a query that names budgets: budget=410796/104/2023&budget=…"""
    return urlencode([("budget", key) for key in keys], safe="/")


def key_of(region: str, department: str, year: int, phase: str) -> str:
    """Return what names a budget in the address of a comparison: 410796/104/2023, 410796/104/2023/final."""
    return f"{region}/{department}/{year}" + ("" if phase == Phase.BUDGET else f"/{phase}")


def read_comparison(asked: Sequence[str]) -> Comparison:
    """Find the budgets that are asked for; say of each that is unknown, doubled or one too many why it is not shown."""
    keys, messages = _read_keys(asked)
    editions = _find(keys[:LOOKED_UP])
    messages += [
        _("没有公开的部门预算“%(key)s”，这一份没有列出；请从下面选择。") % {"key": key}
        for key in keys[:LOOKED_UP]
        if key not in editions
    ]
    shown = [key for key in keys[:LOOKED_UP] if key in editions]
    left = len(shown[MOST:]) + len(keys[LOOKED_UP:])
    if left:
        messages.append(
            _("最多比较 %(most)d 份；后面的 %(left)d 份没有列出，移除一份后可再加入。") % {"most": MOST, "left": left}
        )
    return Comparison(tuple(_with_amounts({key: editions[key] for key in shown[:MOST]})), tuple(messages))


def _read_keys(asked: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the keys that are well formed, each once, and what is wrong with the others."""
    keys: list[str] = []
    messages: list[str] = []
    for text in asked:
        match = FORM.fullmatch(text.strip())
        if match is None:
            if text.strip():
                messages.append(
                    _("“%(text)s”不是一份预算的代号，应像 410796/104/2023 或 410796/104/2023/final 这样写。")
                    % {"text": text.strip()[:40]}
                )
            continue
        region, department, year, phase = match.groups()
        key = key_of(region, department, int(year), phase or Phase.BUDGET.value)
        if key in keys:
            messages.append(_("“%(key)s”写了两次，只列一次。") % {"key": key})
        else:
            keys.append(key)
    return keys, list(dict.fromkeys(messages))[:MOST]


def _find(keys: Sequence[str]) -> dict[str, Edition]:
    """Return the published editions of budgets by their key; each is looked up by itself, so that none is searched."""
    if not keys:
        return {}
    first, *others = (_editions_of(key) for key in keys)
    found = Edition.objects.with_budget().filter(pk__in=list(first.union(*others)))
    return {edition_key(one): one for one in found if one.status == EditionStatus.PUBLISHED}


def _editions_of(key: str) -> QuerySet[Edition, int]:
    """Return the ids of a budget's editions, whatever they are."""
    region, department, year, *phase = key.split("/")
    own = Edition.objects.filter(
        budget__department__region__code=region,
        budget__department__code=department,
        budget__year=int(year),
        budget__phase=phase[0] if phase else Phase.BUDGET.value,
    )
    return own.order_by().values_list("pk", flat=True)


def edition_key(edition: Edition) -> str:
    """Return what names an edition's budget."""
    budget = edition.budget
    return key_of(budget.department.region.code, budget.department.code, budget.year, budget.phase)


def _with_amounts(editions: Mapping[str, Edition]) -> Iterable[Comparand]:
    """Yield budgets with what they amount to, and how many people live in their regions."""
    amounts: dict[int, dict[tuple[str, str], Decimal]] = {one.pk: {} for one in editions.values()}
    names: dict[int, dict[tuple[str, str], str]] = {one.pk: {} for one in editions.values()}
    rows = PublishedAmount.objects.filter(edition__in=list(amounts)).exclude(dimension=Dimension.PROJECT)
    for row in rows:
        amounts[row.edition_id][row.dimension, row.code] = row.amount
        names[row.edition_id][row.dimension, row.code] = row.name
    people = populations((one.budget.department.region_id, one.budget.year) for one in editions.values())
    for key, one in editions.items():
        lived = people.get((one.budget.department.region_id, one.budget.year))
        yield Comparand(key, one, amounts[one.pk], names[one.pk], lived)
