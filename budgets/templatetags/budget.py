"""How amounts, places and states are printed; no template computes anything."""

from decimal import Decimal

from django import template
from django.utils.translation import gettext as _

from budgets.money import format_amount, round_half_up
from budgets.pages.addresses import BudgetAddress
from budgets.places import describe_place
from budgets.tables import FilledTable
from budgets.vocabulary import TableState

register = template.Library()
register.filter("place", describe_place)


@register.filter
def amount(value: Decimal | None) -> str:
    """Print an amount in yuan in 万元; a blank prints blank."""
    return format_amount(value) or ""


@register.filter
def percentage(value: Decimal) -> str:
    """Print a percentage with two places and without its sign, which the words around it give."""
    return f"{round_half_up(abs(value))}%"


@register.filter
def magnitude(value: Decimal) -> Decimal:
    """Return a number without its sign, for a sentence whose words give the direction."""
    return abs(value)


@register.filter
def direction(value: Decimal) -> str:
    """Say whether a change is an increase."""
    return _("减少") if value < 0 else _("增加")


@register.filter
def state(filled: FilledTable) -> str:
    """Say what a table that is not simply filled is."""
    return {
        TableState.EMPTY: _("空表"),
        TableState.DERIVED: _("由其他表推得"),
        TableState.PARTLY_DERIVED: _("部分内容由其他表推得"),
    }[filled.state]


@register.filter
def table_address(address: BudgetAddress, number: int) -> str:
    """Return the address of a table of the edition."""
    return address.table(number)
