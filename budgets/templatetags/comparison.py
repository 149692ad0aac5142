"""How differences are printed: always with their sign."""

from decimal import Decimal

from django import template

from budgets.money import format_amount, round_half_up

register = template.Library()


def _with_sign(value: Decimal, text: str) -> str:
    """Put a plus sign before what is not negative, and the minus sign of print before what is."""
    if value < 0:
        return f"−{text.removeprefix('-')}"
    return f"+{text}" if value else text


@register.filter
def signed(value: Decimal) -> str:
    """Print a difference in yuan in 万元: +109.77, −3.20."""
    return _with_sign(value, format_amount(value) or "")


@register.filter
def signed_percentage(value: Decimal) -> str:
    """Print a change in percent: +4.00%, −1.20%."""
    return _with_sign(value, f"{round_half_up(value)}%")
