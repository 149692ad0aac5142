"""How finely a document prints its amounts: the ground on which a difference is a rounding or an error."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any

from budgets.models import DeclaredAmount, SourceTable
from budgets.money import USUAL_PLACE, printed_places
from budgets.tables import Facts
from budgets.tables.facts import AMOUNTS

# A table of fewer amounts than these may end in zeros by chance: it is taken to print as the others do.
ENOUGH = 8


class PrintedPlaces:
    """The last place that each table of a document prints, counted from the yuan: one is in 元, another in 万元."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    def of(self, number: int | None, lines: Iterable[Any]) -> int:
        """Return the last place that a table and the lines compared with it all print: the coarsest of them."""
        if not self.facts.edition.is_transcribed:
            return USUAL_PLACE
        numbers = {number, *(self.number_of(line) for line in lines)}
        return min((self._by_table[one] for one in numbers if one in self._by_table), default=self._whole)

    @cached_property
    def _by_table(self) -> Mapping[int | None, int]:
        """The last place of each table, found from its own amounts where there are enough."""
        return {
            number: printed_places(amounts) if len(amounts) >= ENOUGH else self._whole
            for number, amounts in self._amounts.items()
            if number is not None
        }

    @cached_property
    def _whole(self) -> int:
        """The last place of the document as a whole: that of its finest table."""
        return printed_places(amount for amounts in self._amounts.values() for amount in amounts)

    @cached_property
    def _amounts(self) -> Mapping[int | None, set[Decimal]]:
        """The different amounts of each table by its number; those that know none stand under None."""
        found: dict[int | None, set[Decimal]] = defaultdict(set)
        for model in AMOUNTS:
            for fact in self.facts.of(model):
                if fact.amount:
                    found[self.number_of(fact)].add(abs(fact.amount))
        return found

    @cached_property
    def _numbers(self) -> Mapping[int, int | None]:
        """The numbers of the stored tables by their keys."""
        return {table.pk: table.number for table in self.facts.of(SourceTable) if table.pk}

    def number_of(self, fact: Any) -> int | None:
        """Return the number of the table that a fact was read from; a stored fact is not asked for its table."""
        if isinstance(fact, DeclaredAmount):
            return fact.table_number
        if fact.source_table_id:
            return self._numbers.get(fact.source_table_id)
        return None if fact.source_table is None else fact.source_table.number
