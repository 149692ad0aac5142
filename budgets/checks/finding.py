"""What checking gives: comparisons, what became of each rule, and findings in sentences."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from budgets.money import USUAL_PLACE, MoneyUnit, format_amount, rounding_allowance, scale
from budgets.vocabulary import Outcome, Severity


@dataclass(frozen=True)
class Comparison:
    """Two independent figures that a rule sets side by side, in yuan.

    `expected` is what the lines add up to, from `addends` printed figures; `found` is what the cell (table, row,
    column) prints. `at_most` asks only that `found` is not above `expected`. `places` is the last place that both
    print, counted from the yuan: -2 where it is 0.01 万元.
    """

    expected: Decimal
    found: Decimal
    subject: str
    table: int | None = None
    row: str = ""
    column: str = ""
    place: str = ""
    addends: int = 1
    at_most: bool = False
    places: int = USUAL_PLACE

    def outcome(self, *, rounds: bool) -> Outcome:
        """Tell whether it holds; `rounds` grants a printed document the rounding of its addends."""
        difference = self.found - self.expected
        if difference == 0 or (self.at_most and difference < 0):
            return Outcome.HOLDS
        if rounds and abs(difference) <= rounding_allowance(self.addends, self.places, MoneyUnit.YUAN):
            return Outcome.ROUNDING
        return Outcome.FAILS


@dataclass(frozen=True)
class Fault:
    """Something that is wrong without being a difference of two figures."""

    message: str
    table: int | None = None
    row: str = ""
    place: str = ""
    severity: Severity | None = None


@dataclass(frozen=True)
class Unchecked:
    """Why a rule, or a part of it, cannot be checked."""

    reason: str


@dataclass(frozen=True)
class Passed:
    """A question without figures that was asked and answered well."""


Evidence = Comparison | Fault | Unchecked | Passed


@dataclass(frozen=True)
class Rule:
    """A rule of 勾稽: what must hold, how much it weighs, what it rests on, and the kinds of table it speaks of."""

    code: str
    title: str
    statement: str
    severity: Severity
    basis: str
    examine: Callable[..., Iterable[Evidence]]
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finding:
    """A rule that does not hold at some place, in one sentence; amounts in yuan."""

    rule: str
    severity: Severity
    message: str
    basis: str
    table: int | None = None
    row: str = ""
    column: str = ""
    place: str = ""
    expected: Decimal | None = None
    found: Decimal | None = None

    @property
    def difference(self) -> Decimal | None:
        """By how much the printed figure is above what is expected."""
        return None if self.expected is None or self.found is None else self.found - self.expected


@dataclass(frozen=True)
class Result:
    """What became of a rule: its outcome, how many comparisons were made, what was found, what stays open."""

    rule: Rule
    outcome: Outcome
    compared: int = 0
    findings: Sequence[Finding] = field(default_factory=tuple)
    reasons: Sequence[str] = field(default_factory=tuple)

    @property
    def holds(self) -> bool:
        """Whether the rule counts among those that hold."""
        return self.outcome in (Outcome.HOLDS, Outcome.ROUNDING)


def judge(rule: Rule, evidence: Iterable[Evidence], *, rounds: bool) -> Result:
    """Turn the evidence of a rule into its result: it fails where anything does, and is open where nothing speaks."""
    outcomes: list[Outcome] = []
    findings: list[Finding] = []
    reasons: list[str] = []
    for piece in evidence:
        if isinstance(piece, Unchecked):
            reasons.append(piece.reason)
            continue
        outcome = _outcome(piece, rounds=rounds)
        outcomes.append(outcome)
        if outcome == Outcome.FAILS:
            findings.append(_finding(rule, piece))
    return Result(rule, _worst(outcomes), len(outcomes), tuple(findings), tuple(dict.fromkeys(reasons)))


def _outcome(piece: Evidence, *, rounds: bool) -> Outcome:
    """Return the outcome of one piece of evidence."""
    if isinstance(piece, Comparison):
        return piece.outcome(rounds=rounds)
    return Outcome.FAILS if isinstance(piece, Fault) else Outcome.HOLDS


def _worst(outcomes: Sequence[Outcome]) -> Outcome:
    """Return the outcome of a whole rule."""
    for outcome in (Outcome.FAILS, Outcome.ROUNDING, Outcome.HOLDS):
        if outcome in outcomes:
            return outcome
    return Outcome.UNKNOWN


def _finding(rule: Rule, piece: Evidence) -> Finding:
    """Say in a sentence what does not hold."""
    if isinstance(piece, Fault):
        severity = piece.severity or rule.severity
        return Finding(rule.code, severity, piece.message, rule.basis, piece.table, piece.row, place=piece.place)
    assert isinstance(piece, Comparison)
    return Finding(
        rule.code,
        rule.severity,
        _sentence(piece),
        rule.basis,
        piece.table,
        piece.row,
        piece.column,
        piece.place,
        piece.expected,
        piece.found,
    )


def _sentence(piece: Comparison) -> str:
    """Name the two figures and their difference, in 万元."""
    unit = MoneyUnit.TEN_THOUSAND_YUAN
    template = (
        _("%(subject)s为 %(found)s 万元，不应超过 %(expected)s 万元，超出 %(difference)s 万元。")
        if piece.at_most
        else _("%(subject)s为 %(found)s 万元，按分项应为 %(expected)s 万元，相差 %(difference)s 万元。")
    )
    return template % {
        "subject": piece.subject,
        "found": _exact(piece.found, unit),
        "expected": _exact(piece.expected, unit),
        "difference": _exact(abs(piece.found - piece.expected), unit),
    }


def _exact(amount: Decimal, unit: MoneyUnit) -> str:
    """Print an amount with as many places as it needs, two at the least: a difference of one yuan must show."""
    places = next(number for number in range(2, 9) if scale(amount, unit, number) * unit.value == amount)
    return str(format_amount(amount, unit, places))
