"""Spending by the codes of a classification: what stands under each code, and what it adds up to.

An outline of subjects goes 类, 款, 项; one of economic classes 类, 款. A line is part of every code that its own
begins with. Amounts in yuan.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from budgets.money import add, rounding_allowance
from budgets.tables.facts import Facts
from budgets.tables.occurrences import Occurrence, Occurrences, occurrences
from budgets.tables.official_names import department_class_names, function_names
from budgets.vocabulary import CodeLevel, Fund

EVERYTHING = ""


@dataclass(frozen=True)
class Classification:
    """A classification: where lines keep its codes and their names, how long codes are, and what they are called.

    `families` are the tables that have codes of it; `balance` is the one that sets all spending out by its top level.
    """

    code: str
    name: str
    lengths: tuple[int, ...]
    names: Callable[[], Mapping[str, str]]
    families: tuple[str, ...]
    balance: str = ""

    def level(self, code: str) -> CodeLevel:
        """Return how deep a code stands: 201 is a 类, 20132 a 款, 2013201 a 项."""
        return CodeLevel(self.lengths.index(len(code)) + 1)

    def ancestors(self, code: str) -> list[str]:
        """Return the codes above a code, from the top down."""
        return [code[:length] for length in self.lengths if length < len(code)]


FUNCTIONS = Classification(
    "code",
    "name",
    (3, 5, 7),
    function_names,
    ("subjects", "sides"),
    "revenue_and_expenditure",
)
ECONOMICS = Classification("department_code", "department_name", (3, 5), department_class_names, ("economic", "sides"))


@dataclass(frozen=True)
class Comparison:
    """What a page lists, beside the amount that it should come to, in yuan."""

    amount: Decimal | None
    listed: Decimal | None
    allowance: Decimal = Decimal(0)

    @property
    def difference(self) -> Decimal:
        """By how much the amount is more than what is listed; nothing where one of them is not known."""
        return Decimal(0) if self.amount is None or self.listed is None else self.amount - self.listed

    @property
    def differs(self) -> bool:
        """Whether they differ by more than rounded amounts do."""
        return abs(self.difference) > self.allowance

    @property
    def rounds(self) -> bool:
        """Whether they differ, but by no more than rounded amounts do."""
        return bool(self.difference) and not self.differs


class Outline:
    """The lines of an edition by the codes of a classification."""

    def __init__(
        self,
        classification: Classification,
        lines: Sequence[Any],
        stands: Occurrences | None = None,
        own_table: int | None = None,
    ) -> None:
        self.classification = classification
        self.lines = lines
        self.stands = stands or {}
        self.own_table = own_table

    @classmethod
    def of(cls, classification: Classification, lines: Sequence[Any], facts: Facts) -> "Outline":
        """Return the outline of lines, with the cells of the edition's tables in which their amounts stand."""
        return cls(classification, lines, occurrences(facts, classification.families), _own_table(lines, facts))

    @cached_property
    def _by_code(self) -> Mapping[str, list[Any]]:
        """Lines by every code that they are part of; all of them under the empty one."""
        found: dict[str, list[Any]] = defaultdict(list)
        for line in self.lines:
            own = self.code_of(line)
            for code in (EVERYTHING, *self.classification.ancestors(own), own):
                found[code].append(line)
        return found

    def code_of(self, line: Any) -> str:
        """Return the code of a line."""
        return str(getattr(line, self.classification.code))

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """All codes that have lines, in their order."""
        return tuple(sorted(code for code in self._by_code if code != EVERYTHING))

    def under(self, code: str) -> Sequence[Any]:
        """Return the lines of a code and of all below it."""
        return self._by_code.get(code, ())

    @cached_property
    def _children(self) -> Mapping[str, list[str]]:
        """The codes one level below each code, in their order."""
        found: dict[str, list[str]] = defaultdict(list)
        for code in self.codes:
            found[[EVERYTHING, *self.classification.ancestors(code)][-1]].append(code)
        return found

    def below(self, code: str) -> Sequence[str]:
        """Return the codes one level below a code that have lines."""
        return self._children.get(code, ())

    def undivided(self, code: str) -> list[Any]:
        """Return the lines that stop at a code while others go below it."""
        return [line for line in self.under(code) if self.code_of(line) == code] if self.below(code) else []

    def stops_short(self, code: str) -> bool:
        """Tell whether the document goes no further than this code, although the classification does."""
        return len(code) < self.classification.lengths[-1] and not self.below(code)

    def name(self, code: str) -> str:
        """Return what a code is called: as printed on its lines or in a table of them, else officially."""
        own = (getattr(line, self.classification.name) for line in self.under(code) if self.code_of(line) == code)
        # A misprinted code may stand on lines of several names.
        names = list(dict.fromkeys(filter(None, own)))
        if names:
            return "、".join(map(str, names))
        printed = next((one.name for one in self.stands.get(code, ()) if one.name), "")
        return printed or self.classification.names().get(code, code)

    @cached_property
    def _printed(self) -> Mapping[str, Occurrence]:
        """The cell whose printed total speaks for a code: of the lines' own table, else of the table of all money."""
        found: dict[str, Occurrence] = {}
        for code, cells in self.stands.items():
            own = [one for one in cells if one.table.number == self.own_table and one.is_total]
            balance = [one for one in cells if one.table.kind == self.classification.balance and one.is_total]
            if len(own) == 1:
                found[code] = own[0]
            elif balance and not own and code and self._is_of_everything:
                found[code] = balance[0]
        return found

    @cached_property
    def _is_of_everything(self) -> bool:
        """Whether the lines are those of a table over all funds, so that its printed totals speak of the same money."""
        return any(line.fund == Fund.ALL_FUNDS for line in self.lines)

    def amount(self, code: str) -> Decimal | None:
        """Return a code's amount: what the table of its level shows for it, else the sum of its lines."""
        shown = self._printed.get(code)
        return add(line.amount for line in self.under(code)) if shown is None else shown.amount

    def compare(self, code: str) -> Comparison:
        """Hold a code's amount against what stands one level below it, or against its lines where nothing does."""
        below = self.below(code)
        rest = self.undivided(code) if below else self.under(code)
        listed = [*(self.amount(one) for one in below), *(line.amount for line in rest)]
        # What is not printed was added up from rounded lines.
        addends = len(rest) + sum(1 if one in self._printed else len(self.under(one)) for one in below)
        return Comparison(self.amount(code), add(listed), self.allowance(code, addends))

    def allowance(self, code: str, addends: int) -> Decimal:
        """Return by how many yuan a code's amount may differ from rounded addends; nothing where none is printed.

        A sum of lines beside printed amounts of the codes below differs by the rounding of both.
        """
        if code in self._printed:
            shown = self._printed[code].table
            return rounding_allowance(addends, shown.places, shown.unit)
        tables = [self._printed[one].table for one in self.below(code) if one in self._printed]
        if not tables:
            return Decimal(0)
        return rounding_allowance(addends + len(self.under(code)), tables[0].places, tables[0].unit)


def _own_table(lines: Sequence[Any], facts: Facts) -> int | None:
    """Return the number of the printed table that all lines were read from, or None where there is no such table."""
    numbers = {
        number for number, source in facts.printed_tables.items() if any(facts.is_from(line, source) for line in lines)
    }
    return numbers.pop() if len(numbers) == 1 else None
