"""What a person may do next with a budget, the most likely first: one button, and what else there is."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from budgets.admin.addresses import address_of, edition_address
from budgets.compliance import Standing, State
from budgets.models import CheckSummary, Department, Edition
from budgets.pages.addresses import BudgetAddress
from budgets.rights import appointments_of
from budgets.vocabulary import EditionStatus, Phase, Role


@dataclass(frozen=True)
class Action:
    """Something to do next: what the button says, and where it leads."""

    label: str
    address: str


def roles_on(user: Any, department: Department) -> set[str]:
    """Return the roles a person has for a department, asking nothing: own, as the parent's, or of its region."""
    if getattr(user, "is_superuser", False):
        return {role.value for role in Role}
    own = {department.pk, department.parent_id} - {None}
    return {
        one.role
        for one in appointments_of(user)
        if one.department_id in own or (one.region_id is not None and one.region_id == department.region_id)
    }


def next_actions(user: Any, standing: Standing, edition: Edition | None, summary: CheckSummary | None) -> list[Action]:
    """Return what a person may do with a budget now, the next step first; pages that do not exist are left out."""
    roles = roles_on(user, standing.budget.department)
    if standing.state == State.EXEMPT:
        return []
    found = _begin(roles, standing) if edition is None else _go_on(roles, edition, summary)
    return [action for action in found if action.address]


def _begin(roles: set[str], standing: Standing) -> Iterator[Action]:
    """Yield the ways to begin."""
    if Role.CLERK in roles:
        yield Action(_("开始编制"), address_of("admin:edition_begin", standing.budget.pk))
        yield Action(_("导入文件"), import_address(standing.budget.pk))


def import_address(budget: int) -> str:
    """Return where a document is imported for a budget, given by its id."""
    address = address_of("admin:import_upload")
    return f"{address}?budget={budget}" if address else ""


def _go_on(roles: set[str], edition: Edition, summary: CheckSummary | None) -> Iterator[Action]:
    """Yield what is to be done with an edition, and where to look at it."""
    yield from _steps(roles, edition, summary)
    yield from _look(roles, edition)


def _steps(roles: set[str], edition: Edition, summary: CheckSummary | None) -> Iterator[Action]:
    """Yield what is to be done with an edition in its state."""
    status = edition.status
    if status == EditionStatus.DRAFT and edition.is_transcribed and Role.PUBLISHER in roles:
        yield Action(_("公开"), address_of("admin:edition_publish", edition.pk))
    elif status == EditionStatus.DRAFT and Role.CLERK in roles:
        if edition.edited_at and summary is not None and not summary.errors:
            yield Action(_("提交审核"), address_of("admin:edition_submit", edition.pk))
        yield Action(_("继续填写") if edition.edited_at else _("开始填写"), edition_address(edition))
        yield Action(_("导入文件"), import_address(edition.budget_id))
    elif status == EditionStatus.SUBMITTED and Role.APPROVER in roles:
        yield Action(_("审核"), address_of("admin:edition_approve", edition.pk))
    elif status in (EditionStatus.APPROVED, EditionStatus.SCHEDULED) and Role.PUBLISHER in roles:
        yield Action(_("公开"), address_of("admin:edition_publish", edition.pk))
        if status == EditionStatus.APPROVED:
            yield Action(_("定时公开"), address_of("admin:edition_schedule", edition.pk))
    elif status == EditionStatus.PUBLISHED:
        yield Action(_("看公开页面"), BudgetAddress.of(edition).base)
        if Role.CLERK in roles:
            yield Action(_("更正"), address_of("admin:edition_correct", edition.pk))
            if edition.budget.phase == Phase.BUDGET:
                yield Action(_("调整预算"), address_of("admin:budget_adjust", edition.budget_id))


def _look(roles: set[str], edition: Edition) -> Iterator[Action]:
    """Yield the page of the edition for those who do not work on it anyway."""
    if edition.status != EditionStatus.DRAFT or Role.CLERK not in roles:
        yield Action(_("查看"), edition_address(edition))
