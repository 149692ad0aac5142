"""People: who works here, in which roles, with which first password; kept by administrators."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, UserCreationForm
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

# Their own pages speak English and of their tables: imported before they are taken off.
from django_otp.plugins.otp_static import admin as static_pages  # noqa: F401
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp import admin as totp_pages  # noqa: F401
from django_otp.plugins.otp_totp.models import TOTPDevice

from budgets.accounts import second_factor
from budgets.accounts.passwords import note_given_password
from budgets.admin.accounts.appointments import AppointmentInline
from budgets.admin.accounts.pages import show
from budgets.admin.base import PortalAdmin
from budgets.admin.guard import staff_page
from budgets.editing import logging
from budgets.vocabulary import Role

for model in (User, Group, TOTPDevice, StaticDevice):
    admin.site.unregister(model)

ADMINISTRATES = Q(is_superuser=True) | Q(appointments__role=Role.ADMINISTRATOR)


class LastAdministratorError(Exception):
    """After the change nobody could keep people any more."""


def administrators() -> QuerySet[User]:
    """Return those who can keep people."""
    return User.objects.filter(ADMINISTRATES, is_active=True).distinct()


class PersonForm(forms.ModelForm):
    """A person's name and address."""

    class Meta:
        model = User
        fields = ("username", "first_name", "email", "is_active", "is_superuser")
        labels = {"first_name": _("姓名"), "email": _("电子邮箱"), "is_superuser": _("系统管理员")}
        help_texts = {
            "username": _("登录用，定了以后尽量不改。"),
            "first_name": _("显示在操作记录和公开记录里。"),
            "email": _("到期提醒发到这里。"),
            "is_active": _("离岗的人取消勾选：立即不能登录，已登录的马上退出。人员不删除，记录里的人才对得上。"),
            "is_superuser": _("不受部门限制，能做一切操作；只给负责维护系统的人。"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "first_name" in self.fields:
            self.fields["first_name"].required = True


class NewPersonForm(UserCreationForm, PersonForm):
    """A new person with a first password, to be changed at the first login."""

    class Meta(PersonForm.Meta):
        fields = PersonForm.Meta.fields[:3]  # type: ignore[assignment]


@admin.register(User)
class PersonAdmin(PortalAdmin, DjangoUserAdmin):
    """Pages of people; superusers are kept by superusers."""

    form = PersonForm
    add_form = NewPersonForm
    add_form_template = "admin/change_form.html"
    change_form_template = "admin/accounts/person.html"
    change_list_template = "admin/accounts/people.html"
    inlines = (AppointmentInline,)
    list_display = ("username", "full_name", "roles", "email", "is_active", "last_login")
    list_filter = ("is_active", "appointments__role")
    search_fields = ("username", "first_name", "email", "appointments__department__name")
    add_fieldsets = (
        (None, {"fields": ("username", "first_name", "email")}),
        (_("初始密码（本人首次登录时须修改）"), {"fields": ("password1", "password2")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Read the appointments along with the people."""
        return super().get_queryset(request).prefetch_related("appointments__department", "appointments__region")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Offer the mark of superusers to superusers alone."""
        if obj is None:
            return self.add_fieldsets
        rights = ("is_active", "is_superuser") if request.user.is_superuser else ("is_active",)
        return (
            (None, {"fields": ("username", "first_name", "email")}),
            (_("登录"), {"fields": (*rights, "password_link", "second_factor", "last_login")}),
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Show what is not typed."""
        return ("password_link", "second_factor", "last_login")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Keep superusers out of the hands of others."""
        is_out_of_reach = obj is not None and obj.is_superuser and not request.user.is_superuser
        return not is_out_of_reach and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: the log and the record of publications name people; who leaves is made inactive."""
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save a person as staff; whoever is new got the password from somebody else."""
        # Two who take each other's rights at once wait for one another here.
        list(User.objects.select_for_update().filter(pk__in=administrators().order_by().values("pk")).order_by("pk"))
        obj.is_staff = True
        super().save_model(request, obj, form, change)
        if not change:
            with logging(by=request.user) as log:
                note_given_password(obj, log)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the appointments; refuse to leave the portal without anybody who keeps people."""
        super().save_related(request, form, formsets, change)
        if not administrators().exists():
            raise LastAdministratorError

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show or save the form; where nobody would be left, nothing is saved."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except LastAdministratorError:
            text = _("没有保存：至少要有一个在用的管理员。请先任命别人作管理员。")
            self.message_user(request, text, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        """Give a person another first password; their sessions end with the former one."""
        person = self.get_object(request, id)
        if person is None:
            raise Http404
        if not self.has_change_permission(request, person):
            raise PermissionDenied
        if person == request.user:
            return HttpResponseRedirect(reverse("admin:password_change"))
        form = FirstPasswordForm(person, request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            with logging(by=request.user) as log:
                form.save()
                note_given_password(person, log)
            text = _("已为“%(name)s”设置初始密码，请当面或电话告诉本人；首次登录时须修改。")
            messages.success(request, text % {"name": person.get_full_name() or person.username})
            return HttpResponseRedirect(person_address(person))
        return show(request, "first_password", _("设置初始密码"), form=form, person=person, opts=self.opts)

    @admin.display(description=_("姓名"), ordering="first_name")
    def full_name(self, person: User) -> str:
        """Return a person's name as it stands in the log."""
        return person.get_full_name()

    @admin.display(description=_("岗位"))
    def roles(self, person: User) -> str:
        """Return what a person is appointed to."""
        held = [str(one) for one in person.appointments.all()]  # type: ignore[attr-defined]
        return "、".join([*([gettext("系统管理员")] if person.is_superuser else []), *held])

    @admin.display(description=_("密码"))
    def password_link(self, person: User) -> SafeString:
        """Link the page where a first password is given; the hash is nobody's business."""
        address = reverse("admin:auth_user_password_change", args=[person.pk])
        return format_html('<a href="{}">{}</a>', address, gettext("重新设置初始密码"))

    @admin.display(description=_("动态口令"))
    def second_factor(self, person: User) -> SafeString | str:
        """Say whether a person has set up a second factor, and link the page where it is reset."""
        if second_factor.app_of(person) is None:
            return gettext("未设置")
        address = reverse("admin:auth_user_second_factor_reset", args=[person.pk])
        return format_html('{}　<a href="{}">{}</a>', gettext("已设置"), address, gettext("重设"))


class FirstPasswordForm(AdminPasswordChangeForm):
    """A password that an administrator gives."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("usable_password", None)


def person_address(person: User) -> str:
    """Return the address of a person's page."""
    return reverse("admin:auth_user_change", args=[person.pk])


@staff_page
@require_http_methods(["GET", "POST"])
def reset_second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether to forget a person's second factor, or forget it: for who lost the telephone and the codes."""
    pages: Any = admin.site.get_model_admin(User)
    person = pages.get_object(request, str(pk))
    if person is None:
        raise Http404
    if not pages.has_change_permission(request, person):
        raise PermissionDenied
    if request.method == "POST":
        with logging(by=request.user) as log:
            second_factor.reset(person, log)
        messages.success(request, _("已重设动态口令。本人下次登录后可以重新设置。"))
        return HttpResponseRedirect(person_address(person))
    return show(request, "second_factor_reset", _("重设动态口令"), person=person, opts=pages.opts)
