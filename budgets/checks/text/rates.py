"""Percentages as texts print them: whether one follows from two amounts, within what rounding hides."""

from decimal import Decimal

from django.utils.translation import gettext as _

from budgets.checks.text.figures import Figure
from budgets.money import round_half_up

HUNDRED, TENTH = Decimal(100), Decimal("0.1")


def rate_of(this: Decimal, last: Decimal) -> Decimal | None:
    """Return by what percentage an amount changed; nothing grew from nothing by no percentage."""
    return (this - last) * HUNDRED / last if last else None


def fits(this: Decimal, last: Decimal, rate: Decimal, step: Decimal, inexact: Decimal) -> bool:
    """Tell whether a printed percentage may be the change between two amounts.

    `step` is its last printed place: some offices cut it off instead of rounding. `inexact` is by how much the
    amounts may be off. From nothing to something is printed as 100 % or 0 %.
    """
    if this < 0 or last < 0:
        return False
    if not last:
        return abs(rate) in (0, HUNDRED)
    doubt = HUNDRED * inexact * (1 + abs(this / last)) / last
    return _prints((this - last) * HUNDRED / last, rate, step, doubt)


def part_fits(part: Decimal, whole: Decimal, share: Decimal, step: Decimal, inexact: Decimal) -> bool:
    """Tell whether a printed percentage may be the share of a part in a whole."""
    if not whole:
        return share in (0, HUNDRED)
    doubt = HUNDRED * inexact * (1 + abs(part / whole)) / whole
    # Offices shift a last place so that the shares make 100.
    shifted = min(step, max(step / 2, TENTH)) - step / 2
    return _prints(part * HUNDRED / whole, share, step, doubt + shifted)


def _prints(computed: Decimal, printed: Decimal, step: Decimal, doubt: Decimal) -> bool:
    """Tell whether a percentage is printed as another, rounded or cut off at its last place."""
    if computed * printed < 0:
        return abs(computed) + abs(printed) <= step / 2 + doubt
    over = abs(computed) - abs(printed)
    return -step / 2 - doubt <= over <= step + doubt


def shown(rate: Decimal, like: Figure) -> str:
    """Print a computed percentage with as many places as the text has, at least two."""
    places = max(2, len(like.number.partition(".")[2]))
    return f"{round_half_up(rate, places)}%"


def change_shown(rate: Decimal, like: Figure) -> str:
    """Say a computed change in words: 减少 91.11%."""
    direction = _("减少 %s") if rate < 0 else _("增加 %s")
    return direction % shown(abs(rate), like)
