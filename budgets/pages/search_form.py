"""The form of a search: what may be chosen, and what was."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from budgets.models import RegionAmount, SearchKind
from budgets.money import MalformedAmountError, MoneyUnit, parse_amount
from budgets.search import Filters, Synonyms, parse_name
from budgets.vocabulary import Dimension, Phase

LONGEST_NAME = 50
FIELDS = ("q", "kind", "region", "year", "department", "phase", "low", "high", "page")


@dataclass(frozen=True)
class Options:
    """What has been published: regions by code, and years, newest first."""

    regions: list[tuple[str, str]]
    years: list[int]
    ids: Mapping[str, int]
    phases: list[tuple[str, str]]


@dataclass(frozen=True)
class Asked:
    """What a reader asks for, as typed; `messages` say what of it was not understood."""

    question: str
    kind: SearchKind | None
    department: str
    region: str
    low: str
    high: str
    page: int
    filters: Filters
    messages: list[str] = field(default_factory=list)
    is_hopeless: bool = False

    @property
    def has_filters(self) -> bool:
        """Whether anything but words is asked."""
        return self.filters != Filters()

    @property
    def shows_glossary(self) -> bool:
        """Whether the portal's own explanations belong to what is asked."""
        return not self.has_filters and self.kind in (None, SearchKind.TERM) and self.page == 1


def options() -> Options:
    """Return what may be chosen, in one question to the sums by region, which are few."""
    rows = RegionAmount.objects.filter(dimension=Dimension.TOTAL).order_by("region__code")
    found = list(rows.values_list("region__code", "region__name", "region_id", "year").distinct())
    regions = dict.fromkeys((code, name) for code, name, _pk, _year in found)
    years = sorted({year for _code, _name, _pk, year in found}, reverse=True)
    phases = [(str(value), str(label)) for value, label in Phase.choices]
    return Options(list(regions), years, {code: pk for code, _name, pk, _year in found}, phases)


def read_form(given: Mapping[str, str], choices: Options, synonyms: Synonyms) -> Asked:
    """Return what is asked; what cannot be understood is left out, and a message says so."""
    messages: list[str] = []
    low = _amount(given.get("low", ""), messages)
    high = _amount(given.get("high", ""), messages)
    if low is not None and high is not None and low > high:
        low, high = high, low
        messages.append(_("起始金额大于截止金额，已对调。"))
    region, year, phase = given.get("region", ""), given.get("year", ""), given.get("phase", "")
    department = given.get("department", "").strip()[:LONGEST_NAME]
    filters = Filters(
        region=choices.ids.get(region),
        department=parse_name(department, synonyms),
        year=int(year) if year in map(str, choices.years) else None,
        phase=phase if phase in Phase.values else "",
        low=low,
        high=high,
    )
    unknown = [
        value
        for value, known in ((region, filters.region), (year, filters.year), (phase, filters.phase))
        if value and not known
    ]
    messages += [_("没有公开过“%(value)s”的内容。") % {"value": value[:LONGEST_NAME]} for value in unknown]
    return Asked(
        question=given.get("q", "").strip(),
        kind=SearchKind(given["kind"]) if given.get("kind") in SearchKind.values else None,
        department=department,
        region=region if filters.region else "",
        low=given.get("low", "")[:LONGEST_NAME],
        high=given.get("high", "")[:LONGEST_NAME],
        page=_page(given.get("page", "")),
        filters=filters,
        messages=messages,
        is_hopeless=bool(unknown),
    )


def _amount(text: str, messages: list[str]) -> Decimal | None:
    """Return an amount typed in 万元, in yuan; one that is none is left out, and a message says so."""
    try:
        return parse_amount(text, MoneyUnit.TEN_THOUSAND_YUAN)
    except MalformedAmountError:
        messages.append(_("“%(text)s”不是金额，没有按它筛选；请填数字，单位万元。") % {"text": text[:LONGEST_NAME]})
        return None


def _page(text: str) -> int:
    """Return the number of a page; what is none means the first."""
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else 1
