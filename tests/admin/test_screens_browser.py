"""Every screen of the workspace, one of each kind, as whoever may open all of them meets it at 1366 px."""

import re
from urllib.parse import urlsplit

import pytest

from tests.browser import axe_violations
from tests.site import CLERK

pytestmark = pytest.mark.browser

SCREEN = {"width": 1366, "height": 768}
# A budget of which nothing is public, with something to look at on every screen, in a region of its own.
MAKE = """
from django.contrib.auth.models import User
from budgets.entry.beginnings import begin
from budgets.models import Budget, Department, Edition
from budgets.years import open_year
from budgets.models import Region
user = User.objects.get(username="clerk")
region = Region.objects.create(code="410791", name="看页面的地区")
Department.objects.create(region=region, code="301", name="看页面的局")
open_year(region=region, year=2031, form_set="henan-2023", by=user)
print(Edition.objects.filter(budget__year=2031).first().pk)
"""
BEGINNINGS = (
    "/admin/",
    "/admin/account/",
    "/admin/reminders/",
    "/admin/imports/",
    "/admin/imports/new/",
    "/admin/years/open/",
    "/admin/years/approval/",
    "/admin/years/exemptions/",
    "/admin/house/",
    "/admin/house/rename/",
    "/admin/house/merge/",
    "/admin/house/split/",
    "/admin/account/locks/",
    "/admin/password_change/",
)
# Files, other people's libraries, ways out, and pages that are looked at as public ones.
LEFT_OUT = re.compile(r"/(logout|jsi18n|preview|autocomplete|codes)/|\.(csv|xlsx|json|svg|png)$|/original/$")


def kind_of(path: str) -> str:
    """Return what all addresses of one kind of screen have in common."""
    return re.sub(r"(?<=/)[0-9]+(?=/)", "N", path)


def test_each_kind_of_screen_is_sound(site, open_page):
    pk = site.run("shell", "-c", MAKE).strip().splitlines()[-1]
    page = open_page(viewport=SCREEN)
    page.goto("/admin/login/")
    page.get_by_label("用户名").fill(CLERK["username"])
    page.get_by_label("密码").fill(CLERK["password"])
    page.get_by_role("button", name="登录").click()
    waiting, seen, faults = [f"/admin/editions/{pk}/", *BEGINNINGS], set(), {}
    while waiting:
        path = waiting.pop(0)
        if kind_of(path) in seen:
            continue
        seen.add(kind_of(path))
        answer = page.goto(path)
        if answer.status != 200:
            faults[path] = [f"status {answer.status}"]
            continue
        # What names the boxes of the admin runs after the page has loaded.
        page.wait_for_timeout(50)
        found = axe_violations(page)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append("it scrolls sideways")
        if found:
            faults[path] = found
        links = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
        paths = {urlsplit(link).path for link in links}
        waiting += sorted(one for one in paths if one.startswith("/admin/") and not LEFT_OUT.search(one))
    assert not faults, "\n".join(f"{path}: {found}" for path, found in faults.items())
    assert len(seen) > 100
