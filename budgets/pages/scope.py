"""Which departments a page looks over: those of one region or of all, in one year and phase."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from budgets.models import Publication, Region, RegionAmount, RegionPopulation
from budgets.money import round_half_up
from budgets.pages.latest import latest_version
from budgets.summaries import EXPENDITURE
from budgets.vocabulary import Dimension, EditionStatus, Phase

PHASES = (Phase.BUDGET, Phase.FINAL, Phase.ADJUSTED)


@dataclass(frozen=True)
class Coverage:
    """How many departments of a region have published a year's budget, and what they spend together in yuan."""

    region: Region
    year: int
    phase: str
    count: int
    amount: Decimal

    @property
    def phase_label(self) -> str:
        """The phase in words."""
        return str(Phase(self.phase).label)


@dataclass(frozen=True)
class Scope:
    """A region, or all of them, in a year and phase."""

    region: Region | None
    year: int
    phase: str

    @property
    def period(self) -> str:
        """The year and phase in words: 2023 年预算."""
        return _("%(year)d 年%(phase)s") % {"year": self.year, "phase": Phase(self.phase).label}

    @property
    def place(self) -> str:
        """The region in words."""
        return self.region.name if self.region else _("各地区")

    @property
    def words(self) -> str:
        """Place, year and phase in words."""
        return f"{self.place} {self.period}"

    @property
    def query(self) -> str:
        """The scope as the query of an address."""
        return self.query_with()

    def query_with(self, **more: str) -> str:
        """Return the scope as a query, with more in it."""
        region = {"region": self.region.code} if self.region else {}
        return urlencode({**region, "year": self.year, "phase": self.phase, **more})

    def of_region(self, region: Region | None) -> "Scope":
        """Return the same year and phase of another region."""
        return replace(self, region=region)


@dataclass(frozen=True)
class Choice:
    """What a reader chose to look over, what there is to choose from, and what of the wish could not be met."""

    scope: Scope | None
    coverage: tuple[Coverage, ...]
    message: str = ""

    @property
    def regions(self) -> list[Region]:
        """Regions that have published anything."""
        return list({one.region.pk: one.region for one in self.coverage}.values())

    @property
    def years(self) -> list[int]:
        """Years of which anything is published, newest first."""
        return sorted({one.year for one in self.coverage}, reverse=True)

    @property
    def phases(self) -> list[tuple[str, str]]:
        """Phases of which anything is published, with their labels."""
        there = {one.phase for one in self.coverage}
        return [(phase.value, str(phase.label)) for phase in PHASES if phase.value in there]

    @property
    def version(self) -> str:
        """What changes when anything on a page over many departments may: publications, and names of regions."""
        return " ".join([latest_version(), *(region.name for region in self.regions)])

    @property
    def covered(self) -> list[Coverage]:
        """What the chosen scope is made of, a region each."""
        return within(self.coverage, self.scope) if self.scope else []

    @property
    def count(self) -> int:
        """How many departments are in the chosen scope; invented ones only where they alone are looked over."""
        return sum(one.count for one in self.covered if self.counts(one.region))

    def counts(self, region: Region) -> bool:
        """Tell whether a region's money is part of sums over regions: that of an invented one is not, beside others."""
        alone = self.scope is not None and self.scope.region is not None
        return alone or not region.is_invented or all(one.region.is_invented for one in self.covered)

    @property
    def leaves_out_invented(self) -> bool:
        """Whether invented regions are listed that no sum counts."""
        return any(not self.counts(one.region) for one in self.covered)


def find_coverage(region: Region | None = None) -> tuple[Coverage, ...]:
    """Return which regions have published which years, by their code, or what one of them has."""
    rows = RegionAmount.objects.filter(dimension=Dimension.TOTAL, code=EXPENDITURE).select_related("region")
    if region is not None:
        rows = rows.filter(region=region)
    found = [Coverage(row.region, row.year, row.phase, row.count, row.amount) for row in rows]
    return tuple(sorted(found, key=lambda one: (one.region.is_invented, one.region.code, -one.year, one.phase)))


def within(coverage: Iterable[Coverage], scope: Scope) -> list[Coverage]:
    """Return what lies within a scope."""
    return [
        one
        for one in coverage
        if (one.year, one.phase) == (scope.year, scope.phase) and scope.region in (None, one.region)
    ]


def choose(wish: Mapping[str, str], coverage: tuple[Coverage, ...]) -> Choice:
    """Return the scope that a query asks for, or the nearest there is, with the words that say what is not there."""
    code = wish.get("region", "").strip()
    region = next((one.region for one in coverage if one.region.code == code), None)
    own = [one for one in coverage if region in (None, one.region)]
    scope = nearest(own, region, wish.get("year", "").strip(), wish.get("phase", "").strip())
    if code and region is None:
        told = _("没有区划代码为“%(code)s”的地区公开过预算，下面是各地区的合计。") % {"code": code[:20]}
        return Choice(scope, coverage, told)
    return Choice(scope, coverage, _unmet(wish, scope))


def nearest(own: Sequence[Coverage], region: Region | None, year: str, phase: str) -> Scope | None:
    """Return the scope of a year and phase as asked for; else of the newest year there is, of budgets if possible."""
    asked = [one for one in own if str(one.year) == year and one.phase == phase]
    of_year = [one for one in own if str(one.year) == year]
    of_phase = [one for one in own if one.phase == phase]
    candidates = asked or (of_year if year and not phase else []) or of_phase or own
    if not candidates:
        return None
    # Budgets before final accounts, so that the page one comes to first looks ahead; then the newest year.
    first = min(PHASES.index(Phase(one.phase)) for one in candidates)
    kept = [one for one in candidates if one.phase == PHASES[first]]
    # What is real before what is invented: sums over regions are of real ones where there are any.
    if region is None and any(not one.region.is_invented for one in kept):
        kept = [one for one in kept if not one.region.is_invented]
    return Scope(region, max(one.year for one in kept), PHASES[first].value)


def _unmet(wish: Mapping[str, str], scope: Scope | None) -> str:
    """Say which year and phase was asked for and is not there; nothing where the wish is met."""
    year, phase = wish.get("year", "").strip(), wish.get("phase", "").strip()
    if scope is None or ((not year or year == str(scope.year)) and (not phase or phase == scope.phase)):
        return ""
    label = Phase(phase).label if phase in Phase.values else phase[:20]
    return _("%(place)s没有公开过%(year)s%(phase)s，下面是 %(period)s。") % {
        "place": scope.place,
        "year": _(" %(year)s 年") % {"year": year[:10]} if year else "",
        "phase": label or _("预算"),
        "period": scope.period,
    }


def has_published(region: Region) -> bool:
    """Tell whether anything of a region is public today."""
    return Publication.objects.filter(region=region, edition__status=EditionStatus.PUBLISHED).exists()


def populations(places: Iterable[tuple[int, int]]) -> dict[tuple[int, int], RegionPopulation]:
    """Return how many people lived in regions at the end of years, by region's id and year, where that is known."""
    wanted = set(places)
    rows = RegionPopulation.objects.filter(
        region__in={region for region, _year in wanted}, year__in={year for _region, year in wanted}
    )
    return {(row.region_id, row.year): row for row in rows if (row.region_id, row.year) in wanted}


def per_head(amount: Decimal | None, population: RegionPopulation | None) -> Decimal | None:
    """Return an amount in yuan for each inhabitant, to the fen; None where either is not known."""
    if amount is None or population is None:
        return None
    return round_half_up(amount / population.population)
