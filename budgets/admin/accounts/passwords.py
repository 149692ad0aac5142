"""The page on which people change their own password."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.forms import AdminPasswordChangeForm
from django.contrib.auth.views import PasswordChangeDoneView, PasswordChangeView
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from budgets.accounts.gate import Obstacle
from budgets.accounts.passwords import note_own_password
from budgets.accounts.sessions import PASSWORD_IS_GIVEN
from budgets.admin.accounts.pages import open_at
from budgets.editing import logging


class OwnPasswordForm(AdminPasswordChangeForm):
    """The old password once, a new one twice; the change is noted in the log."""

    def clean_new_password1(self) -> str:
        """Refuse the old password as the new one."""
        password = self.cleaned_data["new_password1"]
        if self.user.check_password(password):
            raise ValidationError(_("新密码不能和原来的一样。"), code="password_unchanged")
        return password

    def save(self, commit: bool = True) -> Any:
        """Save the password and note it, both or neither."""
        with logging(by=self.user) as log:
            user = super().save(commit)
            note_own_password(user, log)
        return user


class OwnPasswordView(PasswordChangeView):
    """Changing one's own password; other sessions of the same person end with it."""

    form_class = OwnPasswordForm

    def get_success_url(self) -> str:
        """Lead to where it says that the password was changed."""
        return reverse("admin:password_change_done")

    def form_valid(self, form: Any) -> HttpResponse:
        """Save, and open the workspace to who had a given password."""
        response = super().form_valid(form)
        self.request.session.pop(PASSWORD_IS_GIVEN, None)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say whether the password was given by somebody else."""
        is_given = bool(self.request.session.get(PASSWORD_IS_GIVEN))
        return {**super().get_context_data(**kwargs), **admin.site.each_context(self.request), "is_given": is_given}


@open_at(Obstacle.PASSWORD)
def change_password(request: HttpRequest) -> HttpResponseBase:
    """Show the form, or change the password."""
    return OwnPasswordView.as_view()(request)


@open_at()
def password_changed(request: HttpRequest) -> HttpResponseBase:
    """Say that the password was changed."""
    return PasswordChangeDoneView.as_view(extra_context=admin.site.each_context(request))(request)
