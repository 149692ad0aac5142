"""Addresses of these pages."""

from django.urls import path

from budgets.admin.accounts import locks, passwords, people, second_factor

urlpatterns = [
    path("password_change/", passwords.change_password, name="password_change"),
    path("password_change/done/", passwords.password_changed, name="password_change_done"),
    path("account/", second_factor.account_page, name="account"),
    path("account/code/", second_factor.code_page, name="account_code"),
    path("account/second-factor/", second_factor.set_up_page, name="account_second_factor"),
    path("account/second-factor/begin/", second_factor.begin_set_up, name="account_second_factor_begin"),
    path("account/second-factor/key.svg", second_factor.key_image, name="account_second_factor_key"),
    path("account/recovery-codes/", second_factor.renew_codes, name="account_recovery_codes"),
    path("account/locks/", locks.locks_page, name="account_locks"),
    path("account/locks/unlock/", locks.unlock_account, name="account_unlock"),
    path("auth/user/<int:pk>/second-factor/reset/", people.reset_second_factor, name="auth_user_second_factor_reset"),
]
