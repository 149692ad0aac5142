"""Who may do what: appointments to roles, and what a role asks of those who hold it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from budgets.models.region import Department, Region
from budgets.vocabulary import Role

OF_DEPARTMENT = (Role.CLERK, Role.APPROVER)


class Appointment(models.Model):
    """A person in a role: clerks and approvers of a department with its units, publishers of a region."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="appointments", verbose_name=_("用户")
    )
    role = models.CharField(_("岗位"), max_length=15, choices=Role.choices)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="appointments", verbose_name=_("部门")
    )
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="appointments", verbose_name=_("行政区划")
    )

    class Meta:
        verbose_name = verbose_name_plural = _("岗位任命")
        ordering = ["user", "role", "id"]
        constraints = [
            models.UniqueConstraint(fields=["user", "role", "department"], name="appointment_unique_in_department"),
            models.UniqueConstraint(fields=["user", "role", "region"], name="appointment_unique_in_region"),
            models.UniqueConstraint(
                fields=["user"], condition=Q(role=Role.ADMINISTRATOR), name="appointment_unique_as_administrator"
            ),
            models.CheckConstraint(
                condition=Q(role__in=OF_DEPARTMENT, department__isnull=False, region__isnull=True)
                | Q(role=Role.PUBLISHER, department__isnull=True, region__isnull=False)
                | Q(role=Role.ADMINISTRATOR, department__isnull=True, region__isnull=True),
                name="appointment_to_what_the_role_needs",
            ),
        ]

    def __str__(self) -> str:
        where = self.department or self.region
        return f"{self.get_role_display()} {where}" if where else str(self.get_role_display())


class RoleRule(models.Model):
    """What a role asks of whoever holds it; a role without a rule asks for the password alone."""

    role = models.CharField(_("岗位"), max_length=15, choices=Role.choices, unique=True)
    requires_second_factor = models.BooleanField(_("要求动态口令"), default=False)

    class Meta:
        verbose_name = verbose_name_plural = _("岗位登录要求")
        ordering = ["role"]

    def __str__(self) -> str:
        return str(self.get_role_display())


class FirstPassword(models.Model):
    """That somebody's password was given by an administrator: it opens nothing but the page where it is changed."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        primary_key=True,
        related_name="first_password",
        verbose_name=_("用户"),
    )
    set_at = models.DateTimeField(_("设置时间"), auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = _("初始密码")

    def __str__(self) -> str:
        return str(self.user)
