"""What is looked up in the index for one kind of entry: groups of alternatives, of each of which one must hold."""

from dataclasses import dataclass
from decimal import Decimal

from budgets.search.units import Units


@dataclass(frozen=True)
class Atom:
    """A word in an entry's text, or a mark that it carries."""

    units: Units = ()
    mark: str = ""


Group = tuple[Atom, ...]
Range = tuple[int, int]


@dataclass(frozen=True)
class Expression:
    """The groups, the ids among which to look, those to leave out, and the range of amounts in yuan."""

    groups: tuple[Group, ...]
    ids: Range | None = None
    without: tuple[Range, ...] = ()
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def has_amount(self) -> bool:
        """Whether amounts are compared."""
        return self.low is not None or self.high is not None
