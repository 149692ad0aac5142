"""The desk of administrators: people, what their roles ask of them, the site, the years that regions opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _

from budgets.admin.addresses import address_of
from budgets.models import BudgetYear
from budgets.rights import has_role
from budgets.vocabulary import Role

# What administrators look after: its name, what it is for, its page.
DUTIES = (
    (_("人员"), _("建立账户，任命岗位，停用离岗的人"), "admin:auth_user_changelist"),
    (_("锁定的账户"), _("多次输错密码的，在这里解锁"), "admin:account_locks"),
    (_("岗位登录要求"), _("哪些岗位必须用动态口令"), "admin:budgets_rolerule_changelist"),
    (_("操作记录"), _("谁在什么时候改了什么，可以导出"), "admin:budgets_changerecord_changelist"),
    (_("网站信息"), _("主办单位、备案、联系方式"), "admin:budgets_sitesettings_changelist"),
    (_("行政区划"), _("地区和常住人口"), "admin:budgets_region_changelist"),
    (_("部门和预算单位"), _("代码、名称、主管部门"), "admin:budgets_department_changelist"),
)
YEARS_SHOWN = 12


@dataclass(frozen=True)
class Duty:
    """One thing to look after: its name, what it is for, its page."""

    label: Any
    purpose: Any
    address: str


@dataclass(frozen=True)
class Administration:
    """What administrators see first."""

    people: int
    duties: Sequence[Duty]
    years: Sequence[BudgetYear]


def administration(user: Any) -> Administration | None:
    """Return the desk of an administrator, or None for who is none."""
    if not has_role(user, Role.ADMINISTRATOR):
        return None
    duties = (Duty(label, purpose, address_of(name)) for label, purpose, name in DUTIES)
    return Administration(
        people=User.objects.filter(is_active=True, is_staff=True).count(),
        duties=[duty for duty in duties if duty.address],
        years=list(BudgetYear.objects.select_related("region").order_by("-year", "region__code")[:YEARS_SHOWN]),
    )
