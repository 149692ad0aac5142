"""Which money a figure speaks of: revenue or spending, of which fund, year and nature, on what, by whom.

Two figures of different tables are about the same money when their scopes are the same, whatever rows and columns they
stand in; nothing here knows the number of a table.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from budgets.parts import belongs_to_fund, belongs_to_nature
from budgets.tables.spec import Criteria
from budgets.vocabulary import Fund, Nature, ThreePublicItem

ALL_ITEMS = frozenset(item.value for item in ThreePublicItem)


class Measure(StrEnum):
    """What is counted; BALANCE is all that comes in with what was left over, or goes out with what is left."""

    REVENUE = "revenue"
    EXPENDITURE = "expenditure"
    CARRIED_FORWARD = "carried_forward"
    BALANCE = "balance"
    THREE_PUBLIC = "three_public"


@dataclass(frozen=True)
class Scope:
    """Which money a figure speaks of.

    `origin` is blank where this year's money and what was left over are counted together. `function`, `economic` and
    `government` are codes or the beginnings of codes, `project` the key of a project and `unit` the code of a unit;
    each is blank where all are meant. `items` are the parts of “三公”经费.
    """

    measure: Measure
    fund: str = Fund.ALL_FUNDS.value
    origin: str = ""
    nature: str = Nature.ALL_NATURES.value
    function: str = ""
    economic: str = ""
    government: str = ""
    project: str = ""
    unit: str = ""
    items: frozenset[str] = frozenset()

    @property
    def has_no_codes(self) -> bool:
        """Whether it is all money of its fund and nature, whatever it is spent on and by whom."""
        return not (self.function or self.economic or self.government or self.project or self.unit)

    def narrowed(self, fund: str = "", origin: str = "", nature: str = "") -> "Scope | None":
        """Return the part of this money that is of a fund, an origin and a nature; None where there can be none."""
        funds = _narrower(self.fund, fund, belongs_to_fund)
        natures = _narrower(self.nature, nature, belongs_to_nature)
        if not funds or not natures or (origin and self.origin and origin != self.origin):
            return None
        return replace(self, fund=funds, nature=natures, origin=origin or self.origin)

    def chosen(self, criteria: Criteria) -> "Scope | None":
        """Return the part of this money that a column or a row counts; None where no kind of fact gives it."""
        if criteria.only_printed:
            return None
        scope = self.narrowed(criteria.fund or "", criteria.origin or "", criteria.nature or "")
        return replace(scope, items=frozenset(criteria.items)) if scope is not None and criteria.items else scope

    def is_below(self, whole: "Scope") -> bool:
        """Tell whether this is a part of some money by its codes, its project or its unit, and alike in all else."""
        same = replace(
            self, function=whole.function, economic=whole.economic, government=whole.government, unit=whole.unit
        )
        same = replace(same, project=whole.project)
        return same == whole and self != whole and self._begins_as(whole)

    def _begins_as(self, whole: "Scope") -> bool:
        """Tell whether codes begin as those of some money do, and project and unit are the same where it has one."""
        return (
            self.function.startswith(whole.function)
            and self.economic.startswith(whole.economic)
            and self.government.startswith(whole.government)
            and whole.project in ("", self.project)
            and whole.unit in ("", self.unit)
        )


def _narrower(one: str, other: str, belongs: Callable[[str, str], bool | None]) -> str:
    """Return the finer of two funds or natures of which one is part of the other, blank where neither is."""
    if not other or belongs(one, other):
        return one
    return other if belongs(other, one) else ""
