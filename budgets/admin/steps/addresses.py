"""Where the pages of an edition's steps are, and which steps may be taken next."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from budgets.models import Edition
from budgets.pages.addresses import BudgetAddress
from budgets.publishing import why_not, why_not_correct
from budgets.vocabulary import Step

# What the buttons say, in the order in which they are offered.
LABELS = {
    Step.SUBMIT: _("提交审核"),
    Step.APPROVE: _("审核"),
    Step.PUBLISH: _("公开"),
    Step.SCHEDULE: _("定时公开"),
    Step.UNSCHEDULE: _("取消定时"),
    Step.SEND_BACK: _("退回修改"),
    Step.WITHDRAW: _("撤回"),
}


@dataclass(frozen=True)
class Offer:
    """Something a person may do next with an edition: its key, what the button says, and where it leads."""

    key: str
    label: Any
    address: str


def step_address(edition: Edition, step: str) -> str:
    """Return the address of the page of a step: "submit", "publish", …, or "correct", "history"."""
    return reverse(f"admin:edition_{step}", args=[edition.pk])


def change_address(edition: Edition) -> str:
    """Return the address of an edition's page."""
    return reverse("admin:budgets_edition_change", args=[edition.pk])


def desk_address(edition: Edition) -> str:
    """Return the address of the page on which people work at an edition."""
    return reverse("admin:edition_desk", args=[edition.pk])


def preview_address(edition: Edition) -> str:
    """Return where an edition's public pages begin: before they are public in the preview, afterwards as they are."""
    return BudgetAddress.of(edition).base


def next_steps(user: Any, edition: Edition) -> list[Offer]:
    """Return what a person may do with an edition now; not what another person must do."""
    return list(_offers(user, edition))


def _offers(user: Any, edition: Edition) -> Iterator[Offer]:
    """Yield them in order."""
    for step, label in LABELS.items():
        if not why_not(step, edition, user):
            yield Offer(step.value, label, step_address(edition, step.value))
    if not edition.is_unpublished and not why_not_correct(edition, user):
        yield Offer("correct", _("更正"), step_address(edition, "correct"))
