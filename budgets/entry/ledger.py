"""What the sheets of one edition have in common: its units, its official names, what its facts make use of."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from operator import attrgetter
from typing import Any

from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

from budgets.entry.offers import OFFERED, find_offers
from budgets.models import (
    Department,
    EconomicCode,
    EconomicExpenditure,
    Edition,
    FunctionCode,
    FunctionExpenditure,
    Project,
    RevenueLine,
)
from budgets.tables import Facts
from budgets.vocabulary import EconomicScheme

UNIT_MODELS: tuple[Any, ...] = (RevenueLine, FunctionExpenditure, EconomicExpenditure, Project)
WHOLE_DEPARTMENT = _("整个部门")


class Ledger:
    """An edition as the sheets look at it; what several of them ask is read once."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.department: Department = edition.budget.department
        self._used: dict[Any, set[Any]] = {}
        self._names: dict[str, dict[str, str]] = {}
        # What single sheets ask for again and again.
        self.kept: dict[str, Any] = {}

    @cached_property
    def units(self) -> Mapping[str, Department]:
        """The department's units by code, and whatever other unit a fact names."""
        wanted = Q(parent=self.department)
        for model in UNIT_MODELS:
            wanted |= Q(pk__in=model.objects.filter(edition=self.edition, unit__isnull=False).values("unit"))
            wanted |= Q(pk__in={line.unit_id for line in self.offers(model)} - {None})
        return {unit.code: unit for unit in Department.objects.filter(wanted).order_by("code")}

    @cached_property
    def unit_codes(self) -> Mapping[int | None, str]:
        """The codes of units by their ids; nothing for the whole department."""
        return {None: "", **{unit.pk: code for code, unit in self.units.items()}}

    @property
    def only_unit(self) -> str:
        """The code of the department's only unit, which then has all projects; blank where there are several."""
        return next(iter(self.units)) if len(self.units) == 1 else ""

    @property
    def unit_choices(self) -> tuple[tuple[str, str], ...]:
        """The units to choose from."""
        named = ((code, f"{code} {unit.label}") for code, unit in self.units.items())
        return (("", str(WHOLE_DEPARTMENT)), *named)

    def used(self, model: type[Model], *fields: str) -> set[Any]:
        """Return the different values that facts of a kind have in some fields, be they stored or offered."""
        key = (model, fields)
        if key not in self._used:
            owner = "edition" if hasattr(model, "edition") else "project__edition"
            rows = model._default_manager.filter(**{owner: self.edition}).order_by().distinct()
            offered = {attrgetter(*fields)(fact) for fact in self.offers(model)}
            self._used[key] = {*rows.values_list(*fields, flat=len(fields) == 1), *offered}
        return self._used[key]

    @cached_property
    def _offers(self) -> Facts | None:
        """The facts whose rows are offered."""
        return find_offers(self.edition)

    def offers(self, model: type[Model]) -> Sequence[Any]:
        """Return the facts of a kind whose rows are offered to be filled in; their amounts are none of this edition."""
        return self._offers.of(model) if model in OFFERED and self._offers is not None else ()

    def official_names(self, classification: str) -> Mapping[str, str]:
        """Return the names of a classification by code."""
        if classification not in self._names:
            self._names[classification] = dict(codes_of(classification).values_list("code", "name"))
        return self._names[classification]


def codes_of(classification: str) -> Any:
    """Return the codes of a classification: "function", or an economic scheme."""
    if classification == "function":
        return FunctionCode.objects.all()
    return EconomicCode.objects.filter(scheme=EconomicScheme(classification))
