"""Getting in as a person does, in a real browser: first password, second factor, recovery code."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import axe_violations
from tests.staff import PASSWORD

pytestmark = pytest.mark.browser

OWN = "weihui-2027-juesuan"
MAKE = f"""
from budgets.models import Department, FirstPassword
from budgets.vocabulary import Role
from tests.staff import make_person
department = Department.objects.get(region__code="410796", code="104")
person = make_person("newcomer", Role.CLERK, of=department, first_name="王五")
FirstPassword.objects.create(user=person)
assert person.check_password("{PASSWORD}")
"""
SHOWN = """
from django_otp.oath import totp
from budgets.accounts.second_factor import app_of
from django.contrib.auth.models import User
print(f"{totp(app_of(User.objects.get(username='newcomer'), confirmed=False).bin_key):06}")
"""
TABLET = {"width": 1366, "height": 768}


def log_in(page: Page, password: str) -> None:
    page.goto("/admin/")
    assert axe_violations(page) == []
    page.get_by_label("用户名").fill("newcomer")
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()


def test_a_newcomer_gets_in_and_back_in_without_the_telephone(site, open_page):
    site.run("shell", "--verbosity", "0", "--command", MAKE)
    page = open_page(viewport=TABLET)
    log_in(page, PASSWORD)
    expect(page.get_by_text("这是管理员给您的初始密码")).to_be_visible()
    assert axe_violations(page) == []
    page.locator("#id_old_password").fill(PASSWORD)
    page.locator("#id_new_password1").fill(OWN)
    page.locator("#id_new_password2").fill(OWN)
    page.get_by_role("button", name="修改密码").click()
    expect(page.get_by_text("密码已修改")).to_be_visible()

    page.goto("/admin/account/second-factor/")
    page.get_by_role("button", name="开始设置").click()
    image = page.locator("img.key")
    expect(image).to_be_visible()
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth > 0)")
    assert axe_violations(page) == []
    code = site.run("shell", "--verbosity", "0", "--command", SHOWN).strip()
    page.get_by_label("动态口令").fill(code)
    page.get_by_role("button", name="完成设置").click()
    recovery = page.locator(".codes code").first.inner_text()
    assert axe_violations(page) == []

    page = open_page(viewport=TABLET)
    log_in(page, OWN)
    expect(page.get_by_role("heading", name="输入动态口令")).to_be_visible()
    assert axe_violations(page) == []
    page.get_by_label("动态口令").fill(recovery)
    page.get_by_role("button", name="确认").click()
    page.goto("/admin/account/")
    expect(page.get_by_text("还剩 9 个")).to_be_visible()
    assert axe_violations(page) == []
