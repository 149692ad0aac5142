"""A department and its bureau on the site that browser tests visit: their people, and a document to import."""

from collections.abc import Callable

from playwright.sync_api import FilePayload, Page, expect

from tests.admin.entry_typing import SCREEN
from tests.browser import axe_violations
from tests.site import TWIN, Site
from tests.staff import PASSWORD

REGION, DEPARTMENT, YEAR = "410795", "104", 2023
CLERK, APPROVER, PUBLISHER = "wangmin", "lihua", "chenjing"
MAKE = f"""
from budgets.models import Department
from budgets.vocabulary import Role
from tests.make import make_region
from tests.staff import make_person
region = make_region("{REGION}", "清河经济开发区")
own, other = (
    Department.objects.create(region=region, code=code, name=f"清河经济开发区{{name}}", short_name=name)
    for code, name in (("{DEPARTMENT}", "组织人社局"), ("105", "教育局"))
)
for username, name, role in (
    ("{CLERK}", "王敏", Role.CLERK), ("{APPROVER}", "李华", Role.APPROVER), ("{PUBLISHER}", "陈静", Role.PUBLISHER)
):
    make_person(username, role, of=own, first_name=name)
"""
# Tables 03 and 12 of the sample say 30.00: here table 10 was mistyped.
RIGHT = "其他运转类\t人才发展工作经费\t经开区组织人社局\t30.00\t30.00"
MISTYPED = "其他运转类\t人才发展工作经费\t经开区组织人社局\t35.00\t35.00"


def make_office(site: Site) -> None:
    """Make a region that has opened no year yet, two departments, and three people."""
    site.run("shell", "--verbosity", "0", "--command", MAKE)


def document() -> FilePayload:
    """Return the sample as a document of this region, with one project's amount mistyped."""
    text = TWIN.read_text(encoding="utf-8").replace("410796", REGION)
    assert RIGHT in text
    content = text.replace(RIGHT, MISTYPED).encode()
    return {"name": "组织人社局2023年部门预算.txt", "mimeType": "text/plain", "buffer": content}


def enter_office(open_page: Callable[..., Page], username: str) -> Page:
    """Open a window in which a person has logged in, on the desk."""
    page = open_page(viewport=SCREEN)
    page.goto("/admin/")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect_sound(page, "工作台")
    return page


def expect_sound(page: Page, title: str) -> None:
    """Wait for a screen by its title; axe finds nothing, and nothing of it lies beyond the window's edge."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= SCREEN["width"]


def follow(page: Page, link: str, title: str) -> None:
    """Follow a link by its words to a screen."""
    page.get_by_role("link", name=link).first.click()
    expect_sound(page, title)


def press(page: Page, button: str, said: str) -> None:
    """Press a button, and read what the workspace says of it."""
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text(said)
